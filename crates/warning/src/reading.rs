use serde::{Deserialize, Serialize};
use statrs::function::beta::checked_beta_reg;
use talent_domain::Lang;

use crate::Policy;

/// A signal of the catalogue. F4 (current market) and F6 (capacity) need figures that no template
/// carries by programme yet, and are left out of the rules until one does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Signal {
    /// Placement of those who want a job.
    F1,
    /// Share of matched jobs.
    F2,
    /// Forecast gap.
    F3,
    /// Intake.
    F5,
    /// Too many sites.
    F7,
}

/// Signals of one family rest on the same evidence and count once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// F1 and F2.
    Outcome,
    /// F3.
    Forecast,
    /// F5.
    Intake,
    /// F7.
    Duplication,
}

impl Signal {
    /// Its family.
    pub fn family(self) -> Family {
        match self {
            Self::F1 | Self::F2 => Family::Outcome,
            Self::F3 => Family::Forecast,
            Self::F5 => Family::Intake,
            Self::F7 => Family::Duplication,
        }
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::F1 => "F1",
            Self::F2 => "F2",
            Self::F3 => "F3",
            Self::F5 => "F5",
            Self::F7 => "F7",
        }
    }

    /// Its name.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::F1 => lang.pick("直接就业率低", "low placement"),
            Self::F2 => lang.pick("对口率低", "few matched jobs"),
            Self::F3 => lang.pick("预测供过于求", "forecast surplus"),
            Self::F5 => lang.pick("招生不足", "weak intake"),
            Self::F7 => lang.pick("布点过多", "too many sites"),
        }
    }
}

/// How a signal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Clear of its threshold by the margin.
    Clear,
    /// Not adverse, but within the margin.
    Near,
    /// Adverse.
    Adverse,
    /// Adverse and severe.
    Severe,
}

impl Standing {
    /// Whether it is adverse.
    pub fn is_adverse(self) -> bool {
        self >= Self::Adverse
    }

    /// The word people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Clear => lang.pick("未触发", "clear"),
            Self::Near => lang.pick("接近", "near"),
            Self::Adverse => lang.pick("触发", "adverse"),
            Self::Severe => lang.pick("严重", "severe"),
        }
    }
}

/// One signal read against the policy.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Which.
    pub signal: Signal,
    /// How it stands.
    pub standing: Standing,
    /// The figure: a rate, a number of entrants, a share of schools, or a ratio.
    pub value: f64,
    /// The threshold that it was held against, in the same unit.
    pub threshold: f64,
    /// The probability that the figure truly lies on the adverse side.
    pub probability: Option<f64>,
    /// Numerator and denominator of a rate.
    pub counts: Option<Counts>,
}

/// A count and what it is of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// Numerator, persons.
    pub count: f64,
    /// Denominator, persons.
    pub of: f64,
}

impl Counts {
    /// The rate; `None` of nobody.
    pub fn rate(self) -> Option<f64> {
        (self.of > 0.0).then(|| self.count / self.of)
    }

    /// The probability that the true rate is below `threshold`, the city's mean being worth
    /// `weight` persons: beta-binomial, `I_c(x + κμ, n − x + κ(1 − μ))`.
    fn below(self, threshold: f64, mean: f64, weight: f64) -> f64 {
        let (a, b) = (self.count + weight * mean, self.of - self.count + weight * (1.0 - mean));
        // The incomplete beta function needs both above zero; a certain rate is on one side.
        checked_beta_reg(a, b, threshold)
            .unwrap_or_else(|_| f64::from(u8::from(a / (a + b) < threshold)))
    }
}

/// F1: `pooled` and `newest` are those with a job among those who want one, over the pooled classes
/// and in the newest alone; `mean` is the city's rate. `None` if nobody wanted a job.
///
/// Adverse if the pooled rate is below the threshold with the policy's probability and the newest
/// class alone is below it too, since pooled windows overlap from year to year.
pub fn read_placement(
    policy: &Policy,
    pooled: Counts,
    newest: Counts,
    mean: f64,
) -> Option<Reading> {
    let thresholds = &policy.placement;
    let (value, newest) = (pooled.rate()?, newest.rate()?);
    let below = |threshold| pooled.below(threshold, mean, policy.rating.shrinkage_persons);
    let probability = below(thresholds.below);
    let standing = if below(thresholds.severe_below) >= thresholds.probability
        && newest < thresholds.severe_below
    {
        Standing::Severe
    } else if probability >= thresholds.probability && newest < thresholds.below {
        Standing::Adverse
    } else if value < thresholds.below + policy.margin.rate {
        Standing::Near
    } else {
        Standing::Clear
    };
    Some(Reading {
        signal: Signal::F1,
        standing,
        value,
        threshold: thresholds.below,
        probability: Some(probability),
        counts: Some(pooled),
    })
}

/// F2: `pooled` and `newest` are matched among surveyed jobs; `lowest` is the rate that the lowest
/// tenth of the city stays below, `mean` the city's rate. `None` if nobody was surveyed.
pub fn read_match(
    policy: &Policy,
    pooled: Counts,
    newest: Counts,
    mean: f64,
    lowest: f64,
) -> Option<Reading> {
    let thresholds = &policy.matching;
    let (value, newest) = (pooled.rate()?, newest.rate()?);
    let threshold = thresholds.below.max(lowest);
    let probability = pooled.below(threshold, mean, policy.rating.shrinkage_persons);
    let standing = if probability >= thresholds.probability && newest < threshold {
        Standing::Adverse
    } else if value < threshold + policy.margin.rate {
        Standing::Near
    } else {
        Standing::Clear
    };
    Some(Reading {
        signal: Signal::F2,
        standing,
        value,
        threshold,
        probability: Some(probability),
        counts: Some(pooled),
    })
}

/// F3: the probabilities of a surplus and of a large one, and the median ratio of the programme.
pub fn read_forecast_gap(policy: &Policy, ratio: f64, surplus: f64, large_surplus: f64) -> Reading {
    let thresholds = &policy.gap;
    let standing = if large_surplus >= thresholds.large_surplus_probability {
        Standing::Severe
    } else if surplus >= thresholds.surplus_probability {
        Standing::Adverse
    } else if surplus > thresholds.surplus_probability - policy.margin.probability {
        Standing::Near
    } else {
        Standing::Clear
    };
    Reading {
        signal: Signal::F3,
        standing,
        value: ratio,
        threshold: 1.05,
        probability: Some(surplus),
        counts: None,
    }
}

/// F5: entrants who registered, and the plan. Severe if less than half of a class came.
pub fn read_intake(policy: &Policy, registered: f64, planned: f64) -> Reading {
    let thresholds = &policy.intake;
    let completion = Counts { count: registered, of: planned }.rate();
    let short = completion.is_some_and(|rate| rate < thresholds.completion_below);
    let standing = if registered < thresholds.entrants_below / 2.0 {
        Standing::Severe
    } else if short || registered < thresholds.entrants_below {
        Standing::Adverse
    } else if registered < thresholds.entrants_below * (1.0 + policy.margin.rate) {
        Standing::Near
    } else {
        Standing::Clear
    };
    Reading {
        signal: Signal::F5,
        standing,
        value: registered,
        threshold: thresholds.entrants_below,
        probability: None,
        counts: Some(Counts { count: registered, of: planned }),
    }
}

/// F7: schools that offer the programme among the city's schools of its level, and whether it is on
/// a control list in force.
pub fn read_duplication(
    policy: &Policy,
    sites: f64,
    schools: f64,
    controlled: bool,
) -> Option<Reading> {
    let counts = Counts { count: sites, of: schools };
    let (value, threshold) = (counts.rate()?, policy.duplication.city_share_above);
    let standing = if controlled || value > threshold {
        Standing::Adverse
    } else if value > threshold - policy.margin.rate {
        Standing::Near
    } else {
        Standing::Clear
    };
    Some(Reading {
        signal: Signal::F7,
        standing,
        value,
        threshold,
        probability: None,
        counts: Some(counts),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> Policy {
        Policy::parse(Policy::DEFAULT).unwrap()
    }

    fn placement(count: f64, of: f64) -> Standing {
        let counts = Counts { count, of };
        read_placement(&policy(), counts, counts, 0.9).unwrap().standing
    }

    #[test]
    fn a_small_class_needs_more_evidence_than_a_large_one() {
        assert_eq!(placement(160.0, 400.0), Standing::Severe);
        assert_eq!(placement(200.0, 400.0), Standing::Adverse);
        // Half of twelve is no evidence against a city where nine in ten find a job.
        assert_eq!(placement(6.0, 12.0), Standing::Near);
        assert_eq!(placement(380.0, 400.0), Standing::Clear);
    }

    #[test]
    fn a_newest_class_on_the_good_side_stops_an_old_signal() {
        let pooled = Counts { count: 160.0, of: 400.0 };
        let newest = Counts { count: 90.0, of: 100.0 };
        assert_eq!(
            read_placement(&policy(), pooled, newest, 0.9).unwrap().standing,
            Standing::Near
        );
    }

    #[test]
    fn nobody_to_place_is_no_reading() {
        let nobody = Counts { count: 0.0, of: 0.0 };
        assert_eq!(read_placement(&policy(), nobody, nobody, 0.9), None);
    }

    #[test]
    fn the_gap_is_severe_before_it_is_certain() {
        let standing = |surplus, large| read_forecast_gap(&policy(), 1.2, surplus, large).standing;
        assert_eq!(standing(0.95, 0.75), Standing::Severe);
        assert_eq!(standing(0.65, 0.30), Standing::Adverse);
        assert_eq!(standing(0.55, 0.30), Standing::Near);
        assert_eq!(standing(0.50, 0.30), Standing::Clear);
    }

    #[test]
    fn a_programme_in_more_than_half_of_the_schools_is_one_too_many() {
        let standing =
            |sites, list| read_duplication(&policy(), sites, 12.0, list).unwrap().standing;
        assert_eq!(standing(7.0, false), Standing::Adverse);
        assert_eq!(standing(6.0, false), Standing::Near);
        assert_eq!(standing(2.0, false), Standing::Clear);
        assert_eq!(standing(2.0, true), Standing::Adverse);
    }
}
