//! Outcomes of a subject's graduates, as pages and documents show them.

use talent_domain::{Measure, RateDefinition, Year};
use talent_facts::{Facts, Subject, Window};
use talent_outlook::Quality;
use talent_warning::Policy;

use crate::quality_index::starting_pay;

/// Outcomes up to the newest cohort known by `base`; no figure of so few that it would tell about persons.
///
/// Rates are fractions over the cohorts that the policy pools, further study over the newest alone;
/// each needs as many persons as the policy's `rate_persons`. The index is added once all subjects are known.
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
        counts.filter(|(_, of)| *of >= policy.disclosure.rate_persons).map(|(count, of)| count / of)
    };
    let pooled = i32::from(policy.rating.pooled_years);
    let placement = counted(RateDefinition::Placement, pooled);
    let graduates = facts.sum(subject, &[Measure::Graduates]);
    let (starting_pay, pay_answers) = starting_pay(facts, policy, subject, newest).unzip();
    Quality {
        graduates: graduates.and_then(|traced| traced.series.at(newest)).unwrap_or(0.0),
        placement: known(placement),
        satisfied: known(counted(RateDefinition::Satisfaction, pooled)),
        stable: known(counted(RateDefinition::Stability, pooled)),
        index: None,
        matched: known(counted(RateDefinition::Match, pooled)),
        local: known(counted(RateDefinition::Retention, pooled)),
        further_study: known(counted(RateDefinition::FurtherStudy, 1)),
        starting_pay,
        pay_answers,
        persons: placement.map_or(0.0, |(_, of)| of),
    }
}

#[cfg(test)]
mod tests {
    use talent_facts::small_city::{SmallCity, year};

    use super::*;

    /// Outcomes of a school where so many wanted a job and so many told their pay.
    fn outcomes(policy: &Policy, wanted: f64, answers: f64) -> Quality {
        let city = SmallCity::new()
            .figure("east", "710201", Measure::EnrolledGrade1, 2023, 40.0)
            .cohort("east", "710201", 2023, [20.0, 5.0, wanted - 5.0])
            .figure("east", "710201", Measure::StartingPay, 2023, 3000.0)
            .figure("east", "710201", Measure::PaySample, 2023, answers)
            .build();
        quality(&city.facts(), policy, &city.subject("710201"), year(2023))
    }

    #[test]
    fn figures_of_too_few_are_not_published() {
        let mut policy = Policy::parse(Policy::DEFAULT).unwrap();
        let (few, enough) = (outcomes(&policy, 9.0, 9.0), outcomes(&policy, 10.0, 10.0));
        assert_eq!((few.placement, few.starting_pay, few.persons), (None, None, 9.0));
        assert_eq!((enough.placement, enough.starting_pay), (Some(0.5), Some(3000.0)));
        policy.disclosure.rate_persons = 11.0;
        policy.disclosure.pay_answers = 11.0;
        let stricter = outcomes(&policy, 10.0, 10.0);
        assert_eq!((stricter.placement, stricter.starting_pay), (None, None));
    }
}
