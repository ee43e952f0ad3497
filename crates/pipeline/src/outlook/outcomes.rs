//! Outcomes of a subject's graduates, as pages and documents show them.

use talent_domain::{Measure, RateDefinition, SchoolCode, Year};
use talent_facts::{Facts, Subject, Window};
use talent_outlook::Quality;
use talent_warning::Policy;

/// Rates of fewer persons would tell about them.
const FEWEST_PERSONS: f64 = 10.0;
/// A mean of fewer answers would tell about persons.
const FEWEST_ANSWERS: f64 = 8.0;

/// Outcomes up to the newest cohort known by `base`; no rate of fewer than ten persons.
pub(super) fn quality(
    facts: &Facts<'_>,
    policy: &Policy,
    subject: &Subject,
    base: Year,
) -> Quality {
    let newest = facts.cohort_of(base);
    let counted = |definition, cohorts| {
        let rate = facts.rate(subject, definition, Window { newest, cohorts });
        rate.has_newest.then_some((rate.count, rate.of))
    };
    let known = |counts: Option<(f64, f64)>| {
        counts.filter(|(_, of)| *of >= FEWEST_PERSONS).map(|(count, of)| count / of)
    };
    let pooled = i32::from(policy.rating.pooled_years);
    let placement = counted(RateDefinition::Placement, pooled);
    let graduates = facts.sum(subject, &[Measure::Graduates]);
    Quality {
        graduates: graduates.and_then(|traced| traced.series.at(newest)).unwrap_or(0.0),
        placement: known(placement),
        matched: known(counted(RateDefinition::Match, pooled)),
        local: known(counted(RateDefinition::Retention, pooled)),
        further_study: known(counted(RateDefinition::FurtherStudy, 1)),
        starting_pay: starting_pay(facts, subject, newest),
        persons: placement.map_or(0.0, |(_, of)| of),
    }
}

/// Mean starting pay of a cohort, yuan a month, each school weighted by its sample. `None` with fewer
/// than eight answers.
fn starting_pay(facts: &Facts<'_>, (programme, school): &Subject, cohort: Year) -> Option<f64> {
    let schools: Vec<SchoolCode> = match school {
        Some(school) => vec![school.clone()],
        None => facts.schools(programme).cloned().collect(),
    };
    let (mut sum, mut answers) = (0.0, 0.0);
    for school in schools {
        let subject = (programme.clone(), Some(school));
        let at = |measure| facts.sum(&subject, &[measure])?.series.at(cohort);
        if let (Some(pay), Some(sample)) = (at(Measure::StartingPay), at(Measure::PaySample)) {
            sum += pay * sample;
            answers += sample;
        }
    }
    (answers >= FEWEST_ANSWERS).then(|| sum / answers)
}
