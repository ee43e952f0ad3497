//! Where graduates went: the counts of schools by programme, added up by class.

use std::collections::BTreeMap;

use talent_domain::{Measure, Observation, ProgrammeCode, SchoolCode, SeriesKey, Year};
use talent_outlook::{ClassDestinations, DestinationsOutlook, GraduatesOf};

use crate::facts::Facts;

/// What is counted of graduates.
const MEASURES: [Measure; 11] = [
    Measure::Graduates,
    Measure::DirectJobs,
    Measure::FurtherStudy,
    Measure::Army,
    Measure::Seeking,
    Measure::NotSeeking,
    Measure::MatchSurveyed,
    Measure::MatchedJobs,
    Measure::LocalJobs,
    Measure::StartingPay,
    Measure::PaySample,
];

/// Counts of one class; pay is the sum over answers.
#[derive(Default)]
struct Counts {
    by_measure: BTreeMap<Measure, f64>,
    pay: f64,
    answers: f64,
}

impl Counts {
    fn class(&self, year: Year) -> Option<ClassDestinations> {
        let of = |measure: Measure| self.by_measure.get(&measure).copied();
        let known = self.answers > 0.0;
        Some(ClassDestinations {
            year,
            graduates: of(Measure::Graduates)?,
            direct_jobs: of(Measure::DirectJobs),
            further_study: of(Measure::FurtherStudy),
            army: of(Measure::Army),
            seeking: of(Measure::Seeking),
            not_seeking: of(Measure::NotSeeking),
            surveyed: of(Measure::MatchSurveyed),
            matched: of(Measure::MatchedJobs),
            local_jobs: of(Measure::LocalJobs),
            starting_pay: known.then(|| self.pay / self.answers),
            pay_answers: known.then_some(self.answers),
        })
    }
}

/// Graduates of the city, of each school and of each category up to the class of `base`.
pub(crate) fn destinations(facts: &Facts<'_>, base: Year) -> Vec<DestinationsOutlook> {
    let mut groups: BTreeMap<GraduatesOf, BTreeMap<Year, Counts>> = BTreeMap::new();
    // Mean pay and the answers behind it stand in figures of their own.
    let mut pay: BTreeMap<(&SeriesKey, Year), [Option<f64>; 2]> = BTreeMap::new();
    for Observation { key, measure, year, value, .. } in facts.panel.observations() {
        let is_counted = *year <= base && MEASURES.contains(measure);
        if !is_counted {
            continue;
        }
        match measure {
            Measure::StartingPay => pay.entry((key, *year)).or_default()[0] = Some(*value),
            Measure::PaySample => pay.entry((key, *year)).or_default()[1] = Some(*value),
            _ => {
                for (group, share) in groups_of(facts, key) {
                    let counts = groups.entry(group).or_default().entry(*year).or_default();
                    *counts.by_measure.entry(*measure).or_default() += share * value;
                }
            }
        }
    }
    for ((key, year), answered) in pay {
        let [Some(mean), Some(answers)] = answered else { continue };
        for (group, share) in groups_of(facts, key) {
            let counts = groups.entry(group).or_default().entry(year).or_default();
            counts.pay += share * mean * answers;
            counts.answers += share * answers;
        }
    }
    groups
        .into_iter()
        .map(|(of, classes)| DestinationsOutlook {
            name: match &of {
                GraduatesOf::City => "全市".to_owned(),
                GraduatesOf::School(school) => facts.codes.school_name(school).to_owned(),
                GraduatesOf::Category(name) => name.clone(),
            },
            of,
            classes: classes.into_iter().filter_map(|(year, c)| c.class(year)).collect(),
        })
        .filter(|group| !group.classes.is_empty())
        .collect()
}

/// The figures that the counts of a group are added up from: of its graduates, and of the size of its
/// programmes in the year `base`.
pub(crate) fn ids_of_group(
    facts: &Facts<'_>,
    base: Year,
    group: &GraduatesOf,
) -> (Vec<u32>, Vec<u32>) {
    const SIZES: [Measure; 5] = [
        Measure::EnrolledGrade1,
        Measure::EnrolledGrade2,
        Measure::EnrolledGrade3,
        Measure::Registered,
        Measure::KeyLevel,
    ];
    let observations = facts.panel.observations().iter().enumerate();
    let of_group =
        observations.filter(|(_, o)| groups_of(facts, &o.key).iter().any(|(of, _)| of == group));
    let (mut graduates, mut sizes) = (Vec::new(), Vec::new());
    for (id, Observation { measure, year, .. }) in of_group {
        if *year <= base && MEASURES.contains(measure) {
            graduates.push(id as u32);
        } else if *year == base && SIZES.contains(measure) {
            sizes.push(id as u32);
        }
    }
    (graduates, sizes)
}

/// The groups that the persons of a figure are in, with the share of them.
fn groups_of(facts: &Facts<'_>, key: &SeriesKey) -> Vec<(GraduatesOf, f64)> {
    let of_place = |(programme, school, share): (&ProgrammeCode, &SchoolCode, f64)| {
        let entry = facts.codes.programmes.get(programme);
        let category = entry.map(|entry| GraduatesOf::Category(entry.category_name.clone()));
        let groups = [GraduatesOf::City, GraduatesOf::School(school.clone())].into_iter();
        groups.chain(category).map(move |group| (group, share))
    };
    facts.places_of(key).into_iter().flat_map(of_place).collect()
}
