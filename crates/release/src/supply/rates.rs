//! Rates of supply: what stands for them where nothing is known, and how far they are drawn towards the city's.

use talent_domain::{ProgrammeCode, RateDefinition, Year};
use talent_facts::{Facts, Window};
use talent_market::{CountedRate, RateDraw};

use super::progression::{GradeRate, grade_rates};
use crate::Assumptions;

/// A rate with its numerator, its denominator and what was used in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateUsed {
    /// What is counted, of what.
    pub definition: RateDefinition,
    /// As counted, persons.
    pub counted: CountedRate,
    /// As drawn: towards the city's rate, with the persons it rests on.
    pub used: RateDraw,
}

/// A rate of destinations that supply rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DestinationRate {
    /// What is counted, of what.
    pub definition: RateDefinition,
    /// What stands for it where the whole city has no figures, a fraction.
    pub fallback: f64,
    /// Which cohorts are counted together.
    pooling: Pooling,
}

/// Cohorts that a rate is pooled over.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Pooling {
    /// A fixed number.
    Fixed(i32),
    /// `retention_years` of the assumptions.
    RetentionYears,
}

impl DestinationRate {
    /// Cohorts that the rate is pooled over.
    pub fn cohorts(&self, assumptions: &Assumptions) -> i32 {
        match self.pooling {
            Pooling::Fixed(cohorts) => cohorts,
            Pooling::RetentionYears => i32::from(assumptions.retention_years),
        }
    }
}

/// Rates of destinations: further study, participation, retention and match, in this order.
pub const DESTINATION_RATES: [DestinationRate; 4] = [
    DestinationRate {
        definition: RateDefinition::FurtherStudy,
        fallback: 0.0,
        pooling: Pooling::Fixed(1),
    },
    DestinationRate {
        definition: RateDefinition::Participation,
        fallback: 0.98,
        pooling: Pooling::Fixed(3),
    },
    DestinationRate {
        definition: RateDefinition::Retention,
        fallback: 1.0,
        pooling: Pooling::RetentionYears,
    },
    DestinationRate {
        definition: RateDefinition::Match,
        fallback: 1.0,
        pooling: Pooling::Fixed(3),
    },
];

/// City-wide rates that small programmes are drawn towards, fractions.
pub(super) struct CityRates {
    /// Between grades, in the order of `GradeStep::rate`.
    pub(super) progression: [f64; 3],
    /// In the order of [`DESTINATION_RATES`].
    pub(super) destinations: [f64; 4],
}

impl CityRates {
    /// Pools all programmes offered. Progression above one counts as one; a rate of which nobody in
    /// the city was counted takes its fallback.
    pub(super) fn new(
        facts: &Facts<'_>,
        offered: &[ProgrammeCode],
        base: Year,
        assumptions: &Assumptions,
    ) -> Self {
        let newest = facts.cohort_of(base);
        let smoothing = assumptions.progression_smoothing;
        let progression = grade_rates(facts, offered, base, smoothing).map(|rate| {
            let GradeRate { smoothed, .. } = rate;
            let below = CountedRate { count: smoothed.count.min(smoothed.of), ..smoothed };
            below.shrunk(assumptions.progression, assumptions.progression_persons)
        });
        let destinations = DESTINATION_RATES.each_ref().map(|rate| {
            let window = Window { newest, cohorts: rate.cohorts(assumptions) };
            let of_programme = |programme: &ProgrammeCode| {
                let found = facts.rate(&(programme.clone(), None), rate.definition, window);
                CountedRate { count: found.count, of: found.of }
            };
            let known = CountedRate::sum(offered.iter().map(of_programme)).value();
            known.unwrap_or(rate.fallback)
        });
        Self { progression, destinations }
    }
}

/// A rate drawn towards the city's, with the persons it rests on. Where persons were counted it is never
/// quite 0 or 1, which would be certainty: half a person did otherwise.
///
/// `weight` is the number of persons that the city's `mean` is worth. The persons it rests on are
/// at most `rate_persons_cap`.
pub(super) fn rate_draw(
    rate: CountedRate,
    mean: f64,
    weight: f64,
    assumptions: &Assumptions,
) -> RateDraw {
    let least = if rate.of > 0.0 { 0.5 / (rate.of + weight).max(1.0) } else { 0.0 };
    RateDraw {
        mean: rate.shrunk(mean, weight).clamp(least, 1.0 - least),
        persons: (rate.of + weight).min(assumptions.rate_persons_cap),
    }
}
