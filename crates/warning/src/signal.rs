//! The catalogue of signals. A signal is one row of it, whose limits point at the policy, and one function that
//! reads its figure.

use serde::{Deserialize, Serialize};
use talent_domain::Lang;

use crate::family::Family;
use crate::limits::{Direction, Limit, Limits, Margin};
use crate::policy::Policy;
use crate::words::Words;

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

/// The unit of a signal's figure and threshold, and of what the figure was counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureUnit {
    /// A fraction of persons.
    ShareOfPersons,
    /// A fraction of schools.
    ShareOfSchools,
    /// A ratio around one.
    Ratio,
    /// Persons.
    Persons,
}

/// What a signal adds to the rule of lasting failure, which makes a red level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// It must be adverse twice running.
    Chief,
    /// A second ground if it is adverse twice running.
    Ground,
    /// A second ground if it is severe twice running.
    SevereGround,
    /// Nothing.
    Outside,
}

/// What is data about a signal.
#[derive(Debug)]
struct SignalRow {
    signal: Signal,
    code: &'static str,
    name: Words,
    family: Family,
    part: Part,
    unit: FigureUnit,
    direction: Direction,
    /// Where the policy keeps its limits.
    limits: fn(&Policy) -> Limits,
    /// What the signal saw, with `{value}`, `{threshold}`, `{count}`, `{of}` and `{chance}` to be filled in.
    sentence: Words,
}

/// Every signal, in the order of the variants.
static CATALOGUE: [SignalRow; 5] = [
    SignalRow {
        signal: Signal::F1,
        code: "F1",
        name: Words::new("直接就业率低", "low placement"),
        family: Family::Outcome,
        part: Part::Chief,
        unit: FigureUnit::ShareOfPersons,
        direction: Direction::Below,
        limits: |policy| {
            let keys = &policy.placement;
            let limit = |threshold| Limit { threshold, probability: keys.probability };
            Limits {
                adverse: limit(keys.below),
                severe: Some(limit(keys.severe_below)),
                share: None,
                margin: Margin::Absolute(policy.margin.rate),
                least_persons: Some(policy.rating.least_persons),
            }
        },
        sentence: Words::new(
            "近三届直接就业率 {value}（{count}/{of}），真实水平低于 {threshold} 的概率 {chance}",
            "placement of the last three classes {value} ({count}/{of}); probability {chance} that it is truly below {threshold}",
        ),
    },
    SignalRow {
        signal: Signal::F2,
        code: "F2",
        name: Words::new("对口率低", "few matched jobs"),
        family: Family::Outcome,
        part: Part::Ground,
        unit: FigureUnit::ShareOfPersons,
        direction: Direction::Below,
        limits: |policy| Limits {
            adverse: Limit {
                threshold: policy.matching.below,
                probability: policy.matching.probability,
            },
            severe: None,
            share: None,
            margin: Margin::Absolute(policy.margin.rate),
            least_persons: Some(policy.rating.full_persons),
        },
        sentence: Words::new(
            "近三届对口率 {value}（{count}/{of}），真实水平低于 {threshold} 的概率 {chance}",
            "matched jobs of the last three classes {value} ({count}/{of}); probability {chance} that the rate is truly below {threshold}",
        ),
    },
    SignalRow {
        signal: Signal::F3,
        code: "F3",
        name: Words::new("预测供过于求", "forecast surplus"),
        family: Family::Forecast,
        part: Part::SevereGround,
        unit: FigureUnit::Ratio,
        direction: Direction::Below,
        limits: |policy| Limits {
            adverse: Limit {
                threshold: policy.bands.balanced_within.recip(),
                probability: policy.gap.surplus_probability,
            },
            severe: Some(Limit {
                threshold: policy.bands.large_beyond.recip(),
                probability: policy.gap.large_surplus_probability,
            }),
            share: None,
            margin: Margin::Probability(policy.margin.probability),
            least_persons: None,
        },
        sentence: Words::new(
            "预计求人倍率 {value}，低于 {threshold} 的概率 {chance}",
            "expected demand per entrant {value}; probability {chance} that it is below {threshold}",
        ),
    },
    SignalRow {
        signal: Signal::F5,
        code: "F5",
        name: Words::new("招生不足", "weak intake"),
        family: Family::Intake,
        part: Part::Ground,
        unit: FigureUnit::Persons,
        direction: Direction::Below,
        limits: |policy| {
            let keys = &policy.intake;
            Limits {
                adverse: Limit::counted(keys.entrants_below),
                severe: Some(Limit::counted(keys.severe_share * keys.entrants_below)),
                share: Some(keys.completion_below),
                margin: Margin::Relative(policy.margin.rate),
                least_persons: None,
            }
        },
        sentence: Words::new(
            "报到 {value} 人（计划 {of} 人），一个班为 {threshold} 人",
            "{value} registered of {of} planned; one class is {threshold}",
        ),
    },
    SignalRow {
        signal: Signal::F7,
        code: "F7",
        name: Words::new("布点过多", "too many sites"),
        family: Family::Duplication,
        part: Part::Outside,
        unit: FigureUnit::ShareOfSchools,
        direction: Direction::Above,
        limits: |policy| Limits {
            adverse: Limit::counted(policy.duplication.city_share_above),
            severe: None,
            share: None,
            margin: Margin::Absolute(policy.margin.rate),
            least_persons: None,
        },
        sentence: Words::new(
            "全市 {of} 所同类学校中 {count} 所开设，占 {value}（上限 {threshold}）",
            "offered by {count} of the city's {of} schools, {value} (limit {threshold})",
        ),
    },
];

impl Signal {
    /// Every signal of the catalogue.
    pub fn all() -> impl Iterator<Item = Self> {
        CATALOGUE.iter().map(|row| row.signal)
    }

    fn row(self) -> &'static SignalRow {
        &CATALOGUE[self as usize]
    }

    /// The code in files and in the API.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The name people read.
    pub fn name(self, lang: Lang) -> &'static str {
        self.row().name.get(lang)
    }

    /// The family whose evidence it shares.
    pub fn family(self) -> Family {
        self.row().family
    }

    /// Its part in the rule of lasting failure.
    pub(crate) fn part(self) -> Part {
        self.row().part
    }

    /// The unit of its figure.
    pub fn unit(self) -> FigureUnit {
        self.row().unit
    }

    /// The side of its threshold that is adverse.
    pub fn direction(self) -> Direction {
        self.row().direction
    }

    /// What a policy holds its figure against.
    pub fn limits(self, policy: &Policy) -> Limits {
        (self.row().limits)(policy)
    }

    /// What the signal saw, as a sentence with `{value}`, `{threshold}`, `{count}`, `{of}` and `{chance}` in the
    /// place of figures: the last is the probability of a reading, and the two before it are its counts.
    pub fn sentence(self, lang: Lang) -> &'static str {
        self.row().sentence.get(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signal_finds_its_own_row() {
        for (position, signal) in Signal::all().enumerate() {
            assert_eq!(signal as usize, position);
            assert_eq!(format!("{signal:?}"), signal.code());
        }
    }

    #[test]
    fn a_severe_limit_lies_beyond_the_adverse_one() {
        let policy = Policy::default();
        for signal in Signal::all() {
            let limits = signal.limits(&policy);
            if let Some(severe) = limits.severe {
                let [severe, adverse] = [severe, limits.adverse].map(|limit| limit.threshold);
                assert!(signal.direction().is_beyond(severe, adverse), "{}", signal.code());
            }
        }
    }

    #[test]
    fn the_default_policy_gives_the_printed_thresholds() {
        let policy = Policy::default();
        let thresholds: Vec<f64> =
            Signal::all().map(|signal| signal.limits(&policy).adverse.threshold).collect();
        assert_eq!(thresholds, [0.60, 0.40, 1.05, 30.0, 0.50]);
    }
}
