//! Entrants of years whose quotas are already fixed.

use talent_domain::{Measure, Year};
use talent_facts::{Facts, Subject};
use talent_market::CountedRate;

/// Years that the filled share of quotas is pooled over.
const POOLED_YEARS: i32 = 3;

/// Entrants of the years after `base` whose quotas are already fixed: quota times the share of the programme's
/// quotas that was filled, by year from the first on; `None` where a quota is not known.
pub(crate) fn quotas(
    facts: &Facts<'_>,
    subject: &Subject,
    base: Year,
    years: usize,
) -> Vec<Option<f64>> {
    let planned = facts.sum(subject, &[Measure::PlannedIntake]);
    let filled = filled_share(facts, &(subject.0.clone(), None), base);
    let entrants = |step: i32| Some(planned.as_ref()?.series.at(base + step)? * filled);
    (1..=years as i32).map(entrants).collect()
}

/// The share of a programme's quotas that was filled in the newest years, entrants over planned
/// intake; one where that is not known.
pub(crate) fn filled_share(facts: &Facts<'_>, programme: &Subject, base: Year) -> f64 {
    let entered = facts.entrants(programme);
    let planned = facts.sum(programme, &[Measure::PlannedIntake]);
    let (Some(entered), Some(planned)) = (entered, planned) else { return 1.0 };
    let of_year = |back: i32| {
        let (count, of) = (entered.series.at(base - back)?, planned.series.at(base - back)?);
        Some(CountedRate { count, of })
    };
    CountedRate::sum((0..POOLED_YEARS).filter_map(of_year)).value().unwrap_or(1.0)
}
