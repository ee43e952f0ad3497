//! Outcomes of graduates as they are published: no figure of so few that it would tell about persons.

use talent_domain::{Measure, SchoolCode, Year};
use talent_outlook::Quality;
use talent_warning::{Counts, Policy};

use crate::facts::{Facts, Subject};
use crate::rate::Rate;

/// Outcomes of a subject's graduates up to the newest class known by `base`.
pub(crate) fn quality(
    facts: &Facts<'_>,
    policy: &Policy,
    subject: &Subject,
    base: Year,
) -> Quality {
    let class = facts.class_of(base);
    let pooled = i32::from(policy.rating.pooled_years);
    let counts =
        |rate: Rate, classes| rate.over(facts, subject, class, classes).map(|rate| rate.counts);
    let placement = counts(Rate::PLACEMENT, pooled);
    let published = |counts: Option<Counts>| {
        counts.filter(|counts| counts.of >= policy.disclosure.rate_persons).and_then(Counts::rate)
    };
    let graduates = facts.sum(subject, &[Measure::Graduates]);
    Quality {
        graduates: graduates.and_then(|traced| traced.series.at(class)).unwrap_or(0.0),
        placement: published(placement),
        matched: published(counts(Rate::MATCHING, pooled)),
        local: published(counts(Rate::RETENTION, pooled)),
        further_study: published(counts(Rate::FURTHER_STUDY, 1)),
        starting_pay: starting_pay(facts, policy, subject, class),
        persons: placement.map_or(0.0, |counts| counts.of),
    }
}

/// Mean starting pay of a class, yuan a month, each school weighted by its sample. `None` with too few answers.
fn starting_pay(
    facts: &Facts<'_>,
    policy: &Policy,
    (programme, school): &Subject,
    class: Year,
) -> Option<f64> {
    let schools: Vec<SchoolCode> = match school {
        Some(school) => vec![school.clone()],
        None => facts.schools(programme).cloned().collect(),
    };
    let (mut sum, mut answers) = (0.0, 0.0);
    for school in schools {
        let place = (programme.clone(), Some(school));
        let of_class = |measure| facts.sum(&place, &[measure])?.series.at(class);
        let pay = of_class(Measure::StartingPay);
        if let (Some(pay), Some(sample)) = (pay, of_class(Measure::PaySample)) {
            sum += pay * sample;
            answers += sample;
        }
    }
    (answers >= policy.disclosure.pay_answers).then(|| sum / answers)
}
