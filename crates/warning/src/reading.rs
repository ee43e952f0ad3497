//! One signal read against the policy: a figure becomes a standing.

use serde::{Deserialize, Serialize};

use crate::counts::Counts;
use crate::figure::{CohortRate, Counted, DrawnIndex, DrawnRatio, Figure, PooledRate, TwoCohorts};
use crate::limits::{Limit, Limits};
use crate::policy::Policy;
use crate::signal::Signal;
use crate::standing::Standing;

/// One signal read against the policy.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Which signal.
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

/// Holds the figure of a signal against the policy. `None` if the figure is of nobody.
pub fn read(policy: &Policy, signal: Signal, figure: Figure) -> Option<Reading> {
    let limits = signal.limits(policy);
    match figure {
        Figure::Rate(rate) => read_rate(signal, limits, rate),
        Figure::TwoCohorts(cohorts) => read_two_cohorts(signal, limits, cohorts),
        Figure::Index(index) => Some(read_index(signal, limits, index)),
        Figure::Drawn(drawn) => Some(read_drawn(signal, limits, drawn)),
        Figure::Chance(chance) => Some(read_chance(signal, limits, chance)),
        Figure::Counted(counted) => read_counted(signal, limits, counted),
    }
}

/// A rate is beyond a threshold if it probably is, and the newest cohort alone lies beyond it too.
fn read_rate(signal: Signal, mut limits: Limits, rate: PooledRate) -> Option<Reading> {
    let (value, newest) = (rate.pooled.rate()?, rate.newest.rate()?);
    let direction = signal.direction();
    limits.adverse.threshold = limits.adverse.threshold.max(rate.lowest);
    let probability = |limit: Limit| rate.pooled.beyond(direction, limit.threshold, rate.prior);
    let is_beyond = |limit: Limit| {
        probability(limit) >= limit.probability && direction.is_beyond(newest, limit.threshold)
    };
    let adverse = limits.adverse;
    let standing = standing(
        limits.severe.is_some_and(is_beyond),
        is_beyond(adverse),
        limits.margin.is_near(direction, adverse, value, probability(adverse)),
    );
    let threshold = adverse.threshold;
    let (probability, counts) = (Some(probability(adverse)), Some(rate.pooled));
    Some(Reading { signal, standing, value, threshold, probability, counts })
}

/// Two cohorts are beyond their thresholds if each of them is by its own count and probably in truth; the probability is that of the less certain one.
/// Value, threshold and counts are those of the newest.
fn read_two_cohorts(signal: Signal, limits: Limits, cohorts: TwoCohorts) -> Option<Reading> {
    let TwoCohorts { newest, before } = cohorts;
    let direction = signal.direction();
    let chance = |CohortRate { counts, prior, threshold }: CohortRate| {
        counts.rate().map(|_| counts.beyond(direction, threshold, prior))
    };
    let (value, threshold, counts) = (newest.counts.rate()?, newest.threshold, newest.counts);
    let is_beyond = |cohort: CohortRate| {
        cohort.counts.rate().is_some_and(|rate| direction.is_beyond(rate, cohort.threshold))
    };
    let probability = chance(newest)?.min(chance(before)?);
    let both = is_beyond(newest) && is_beyond(before);
    let adverse = limits.adverse;
    let near = both && limits.margin.is_near(direction, adverse, value, probability);
    let standing = standing(false, both && probability >= adverse.probability, near);
    let (probability, counts) = (Some(probability), Some(counts));
    Some(Reading { signal, standing, value, threshold, probability, counts })
}

/// An index is beyond the edge of the lowest part if it is by itself, and in enough draws.
fn read_index(signal: Signal, limits: Limits, index: DrawnIndex) -> Reading {
    let DrawnIndex { value, edge, below } = index;
    let direction = signal.direction();
    let is_beyond = direction.is_beyond(value, edge);
    let adverse = limits.adverse;
    let near = is_beyond && limits.margin.is_near(direction, adverse, value, below);
    let standing = standing(false, is_beyond && below >= adverse.probability, near);
    Reading { signal, standing, value, threshold: edge, probability: Some(below), counts: None }
}

/// A drawn ratio is beyond a threshold if enough draws are, and the expected ratio is too.
fn read_drawn(signal: Signal, limits: Limits, drawn: DrawnRatio) -> Reading {
    let Limits { adverse, severe, margin, .. } = limits;
    let direction = signal.direction();
    let is_beyond = |limit: Limit, share: f64| {
        share >= limit.probability && direction.is_beyond(drawn.expected, limit.threshold)
    };
    let standing = standing(
        severe.is_some_and(|severe| is_beyond(severe, drawn.far_beyond)),
        is_beyond(adverse, drawn.beyond),
        margin.is_near(direction, adverse, drawn.expected, drawn.beyond),
    );
    let (threshold, probability) = (adverse.threshold, Some(drawn.beyond));
    Reading { signal, standing, value: drawn.expected, threshold, probability, counts: None }
}

/// A probability is adverse from its threshold on.
fn read_chance(signal: Signal, limits: Limits, chance: f64) -> Reading {
    let Limits { adverse, severe, margin, .. } = limits;
    let near = margin.is_near(signal.direction(), adverse, chance, chance);
    let is_severe = severe.is_some_and(|severe| chance >= severe.threshold);
    let standing = standing(is_severe, chance >= adverse.threshold, near);
    let (threshold, probability) = (adverse.threshold, Some(chance));
    Reading { signal, standing, value: chance, threshold, probability, counts: None }
}

/// A counted figure is beyond a threshold or is not; it is adverse too for its share, or for falling on. `None` where it is
/// counted out of fewer than it needs.
fn read_counted(signal: Signal, limits: Limits, counted: Counted) -> Option<Reading> {
    let Counted { value, counts, falling } = counted;
    if limits.least_persons.is_some_and(|least| counts.of < least) {
        return None;
    }
    let Limits { adverse, severe, share, margin, .. } = limits;
    let direction = signal.direction();
    let is_beyond = |limit: Limit| direction.is_beyond(value, limit.threshold);
    let by_share = share
        .zip(counts.rate())
        .is_some_and(|(threshold, rate)| direction.is_beyond(rate, threshold));
    let standing = standing(
        severe.is_some_and(is_beyond),
        falling || by_share || is_beyond(adverse),
        margin.is_near(direction, adverse, value, f64::from(u8::from(is_beyond(adverse)))),
    );
    let (threshold, counts) = (adverse.threshold, Some(counts));
    Some(Reading { signal, standing, value, threshold, probability: None, counts })
}

/// The gravest standing that holds.
fn standing(severe: bool, adverse: bool, near: bool) -> Standing {
    if severe {
        Standing::Severe
    } else if adverse {
        Standing::Adverse
    } else if near {
        Standing::Near
    } else {
        Standing::Clear
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Prior;

    const PRIOR: Prior = Prior { mean: 0.9, persons: 40.0 };

    fn stand(signal: Signal, figure: Figure) -> Standing {
        read(&Policy::default(), signal, figure).unwrap().standing
    }

    fn rate(pooled: Counts, newest: Counts, lowest: f64) -> Figure {
        Figure::Rate(PooledRate { pooled, newest, prior: PRIOR, lowest })
    }

    fn placement(count: f64, of: f64) -> Standing {
        let counts = Counts { count, of };
        stand(Signal::F1, rate(counts, counts, 0.0))
    }

    #[test]
    fn a_small_cohort_needs_more_evidence_than_a_large_one() {
        assert_eq!(placement(160.0, 400.0), Standing::Severe);
        assert_eq!(placement(200.0, 400.0), Standing::Adverse);
        // Half of twelve is no evidence against a city where nine in ten find a job.
        assert_eq!(placement(6.0, 12.0), Standing::Near);
        assert_eq!(placement(380.0, 400.0), Standing::Clear);
    }

    #[test]
    fn a_newest_cohort_on_the_good_side_stops_an_old_signal() {
        let pooled = Counts { count: 160.0, of: 400.0 };
        let newest = Counts { count: 90.0, of: 100.0 };
        assert_eq!(stand(Signal::F1, rate(pooled, newest, 0.0)), Standing::Near);
    }

    #[test]
    fn an_index_is_in_the_lowest_part_if_it_surely_is() {
        let index = |value, below| {
            stand(Signal::F2B, Figure::Index(DrawnIndex { value, edge: 40.0, below }))
        };
        assert_eq!(index(30.0, 0.95), Standing::Adverse);
        assert_eq!(index(38.0, 0.75), Standing::Near);
        assert_eq!(index(38.0, 0.60), Standing::Clear);
        assert_eq!(index(41.0, 0.95), Standing::Clear);
    }

    #[test]
    fn a_chance_is_adverse_from_its_threshold_on_and_near_it_within_the_margin() {
        let foreseen = |chance| stand(Signal::F1D, Figure::Chance(chance));
        let stands = [0.09, 0.12, 0.15, 0.32, 0.33].map(foreseen);
        let expected = [
            Standing::Clear,
            Standing::Near,
            Standing::Adverse,
            Standing::Adverse,
            Standing::Severe,
        ];
        assert_eq!(stands, expected);
    }

    #[test]
    fn nobody_to_place_is_no_reading() {
        let nobody = Counts { count: 0.0, of: 0.0 };
        assert_eq!(read(&Policy::default(), Signal::F1, rate(nobody, nobody, 0.0)), None);
    }

    #[test]
    fn a_reading_of_placement_gives_the_pooled_rate_and_its_probability() {
        let (pooled, newest) =
            (Counts { count: 200.0, of: 400.0 }, Counts { count: 50.0, of: 100.0 });
        let reading = read(&Policy::default(), Signal::F1, rate(pooled, newest, 0.0)).unwrap();
        assert_eq!((reading.value, reading.threshold), (0.5, 0.6));
        assert_eq!(reading.counts, Some(pooled));
        assert!(reading.probability.is_some_and(|probability| probability > 0.99));
    }

    #[test]
    fn matched_jobs_are_held_against_the_lowest_tenth_where_that_is_higher() {
        let counts = Counts { count: 180.0, of: 400.0 };
        let matching = |lowest| {
            let rate = PooledRate {
                pooled: counts,
                newest: counts,
                prior: Prior { mean: 0.5, persons: 40.0 },
                lowest,
            };
            read(&Policy::default(), Signal::F2, Figure::Rate(rate)).unwrap()
        };
        let (own, relative) = (matching(0.2), matching(0.6));
        assert_eq!((own.threshold, own.standing), (0.40, Standing::Clear));
        assert_eq!((relative.threshold, relative.standing), (0.60, Standing::Adverse));
        // There is no severe standing, however few jobs match.
        let none = Counts { count: 0.0, of: 400.0 };
        assert_eq!(stand(Signal::F2, rate(none, none, 0.0)), Standing::Adverse);
    }

    #[test]
    fn the_gap_is_severe_before_it_is_certain() {
        let of = |expected, beyond, far_beyond| {
            stand(Signal::F3, Figure::Drawn(DrawnRatio { expected, beyond, far_beyond }))
        };
        let gap = |beyond, far_beyond| of(0.6, beyond, far_beyond);
        assert_eq!(gap(0.95, 0.75), Standing::Severe);
        assert_eq!(gap(0.65, 0.30), Standing::Adverse);
        assert_eq!(gap(0.55, 0.30), Standing::Near);
        // Near as long as the expected ratio is below the edge.
        assert_eq!(of(0.9, 0.50, 0.30), Standing::Clear);
        // A likely surplus that is not expected is one of little knowledge.
        assert_eq!(of(0.9, 0.65, 0.30), Standing::Near);
        assert_eq!(of(0.7, 0.75, 0.75), Standing::Adverse);
    }

    #[test]
    fn a_reading_of_the_gap_gives_the_expected_ratio_and_the_edge() {
        let drawn = DrawnRatio { expected: 0.7, beyond: 0.65, far_beyond: 0.3 };
        let reading = read(&Policy::default(), Signal::F3, Figure::Drawn(drawn)).unwrap();
        let Reading { value, threshold, probability, counts, .. } = reading;
        assert_eq!((value, threshold, probability, counts), (0.7, 1.0 / 1.2, Some(0.65), None));
    }

    #[test]
    fn an_intake_is_weak_below_one_class_or_a_third_of_the_plan() {
        let intake = |registered, planned| {
            let counts = Counts { count: registered, of: planned };
            let counted = Counted { value: registered, counts, falling: false };
            stand(Signal::F5, Figure::Counted(counted))
        };
        assert_eq!(intake(14.0, 40.0), Standing::Severe);
        assert_eq!(intake(15.0, 40.0), Standing::Adverse);
        assert_eq!(intake(50.0, 200.0), Standing::Adverse);
        assert_eq!(intake(31.0, 40.0), Standing::Near);
        assert_eq!(intake(32.0, 40.0), Standing::Clear);
        // Without a plan there is nothing to complete.
        assert_eq!(intake(32.0, 0.0), Standing::Clear);
    }

    #[test]
    fn a_programme_in_more_than_half_of_the_schools_is_one_too_many() {
        let duplication = |sites: f64| {
            let counts = Counts { count: sites, of: 12.0 };
            let counted = Counted { value: sites / 12.0, counts, falling: false };
            stand(Signal::F7, Figure::Counted(counted))
        };
        assert_eq!(duplication(7.0), Standing::Adverse);
        assert_eq!(duplication(6.0), Standing::Near);
        assert_eq!(duplication(2.0), Standing::Clear);
    }

    #[test]
    fn two_cohorts_are_as_certain_as_the_less_certain_of_them() {
        let rate = |count, threshold| CohortRate {
            counts: Counts { count, of: 100.0 },
            prior: Prior { mean: 0.9, persons: 10.0 },
            threshold,
        };
        let reading = |newest, before| {
            let cohorts = Figure::TwoCohorts(TwoCohorts { newest, before });
            read(&Policy::default(), Signal::F1B, cohorts).unwrap()
        };
        let both = reading(rate(60.0, 0.9), rate(62.0, 0.9));
        assert_eq!((both.standing, both.value, both.threshold), (Standing::Adverse, 0.6, 0.9));
        // One poor cohort is not two.
        assert_eq!(reading(rate(60.0, 0.9), rate(95.0, 0.9)).standing, Standing::Clear);
        assert_eq!(reading(rate(95.0, 0.9), rate(60.0, 0.9)).standing, Standing::Clear);
        let swapped = reading(rate(62.0, 0.9), rate(60.0, 0.9));
        assert_eq!(swapped.probability, both.probability);
        let nobody = CohortRate { counts: Counts::default(), ..rate(0.0, 0.9) };
        let cohorts = Figure::TwoCohorts(TwoCohorts { newest: rate(60.0, 0.9), before: nobody });
        assert_eq!(read(&Policy::default(), Signal::F1B, cohorts), None);
    }

    #[test]
    fn a_market_is_weak_where_posts_are_few_or_keep_falling() {
        let market = |posts: f64, falling| {
            let counts = Counts { count: posts, of: 100.0 };
            let counted = Counted { value: posts / 100.0, counts, falling };
            stand(Signal::F4, Figure::Counted(counted))
        };
        assert_eq!(market(89.0, false), Standing::Adverse);
        assert_eq!(market(91.0, false), Standing::Near);
        assert_eq!(market(150.0, false), Standing::Clear);
        assert_eq!(market(150.0, true), Standing::Adverse);
    }

    #[test]
    fn capacity_is_adverse_beyond_its_standard_and_not_at_it() {
        let stands = |signal, value| {
            let counts = Counts { count: value, of: 1.0 };
            stand(signal, Figure::Counted(Counted { value, counts, falling: false }))
        };
        for signal in [Signal::F6, Signal::F6B, Signal::F6C] {
            let threshold = signal.limits(&Policy::default()).adverse.threshold;
            assert_ne!(stands(signal, threshold), Standing::Adverse, "{signal:?}");
            let beyond = match signal.direction() {
                crate::limits::Direction::Above => threshold * 1.01,
                crate::limits::Direction::Below => threshold * 0.99,
            };
            assert_eq!(stands(signal, beyond), Standing::Adverse, "{signal:?}");
        }
    }
}
