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

#[cfg(test)]
mod tests {
    use talent_domain::{
        CellRef, Codebook, Confidence, EducationLevel, Nature, Observation, ProgrammeCode,
        Provenance, RegionCode, SeriesKey, Status,
    };
    use talent_panel::Panel;

    use super::*;

    fn figure(measure: Measure, value: f64) -> Observation {
        Observation {
            key: SeriesKey::region(RegionCode::new("141002").unwrap())
                .with_programme(ProgrammeCode::new("710201").unwrap())
                .with_school(SchoolCode::new("east").unwrap()),
            measure,
            year: Year::new(2023).unwrap(),
            value,
            provenance: Provenance {
                cell: CellRef { file: "a.csv".into(), sheet: None, row: 1, column: 1 },
                source: "T1".into(),
                status: Status::Read,
                confidence: Confidence::Official,
                nature: Nature::Simulated,
                note: "".into(),
            },
        }
    }

    /// Outcomes of a school where so many wanted a job and so many told their pay.
    fn outcomes(policy: &Policy, wanted: f64, answers: f64) -> Quality {
        let panel = Panel::new([
            figure(Measure::EnrolledGrade1, 40.0),
            figure(Measure::Graduates, 20.0),
            figure(Measure::DirectJobs, 5.0),
            figure(Measure::Seeking, wanted - 5.0),
            figure(Measure::StartingPay, 3000.0),
            figure(Measure::PaySample, answers),
        ]);
        let (codes, region) = (Codebook::default(), RegionCode::new("141000").unwrap());
        let facts = Facts::new(&panel, &codes, &region, EducationLevel::Secondary);
        let subject = (ProgrammeCode::new("710201").unwrap(), None);
        quality(&facts, policy, &subject, Year::new(2023).unwrap())
    }

    #[test]
    fn figures_of_too_few_are_not_published() {
        let mut policy = Policy::parse(Policy::DEFAULT).unwrap();
        let (few, enough) = (outcomes(&policy, 9.0, 7.0), outcomes(&policy, 10.0, 8.0));
        assert_eq!((few.placement, few.starting_pay, few.persons), (None, None, 9.0));
        assert_eq!((enough.placement, enough.starting_pay), (Some(0.5), Some(3000.0)));
        policy.disclosure.rate_persons = 11.0;
        policy.disclosure.pay_answers = 9.0;
        let stricter = outcomes(&policy, 10.0, 8.0);
        assert_eq!((stricter.placement, stricter.starting_pay), (None, None));
    }
}
