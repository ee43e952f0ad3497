//! Where graduates went: the counts of schools by programme, added up by cohort.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{
    Breakdown, BreakdownFit, Group, Measure, Observation, Origins, SchoolCode, SeriesKey, Year,
};
use talent_facts::{Facts, PlaceOf, group_name};
use talent_outlook::{CohortBreakdown, CohortDestinations, DestinationsOutlook};

/// What is counted of graduates.
const MEASURES: [Measure; 15] = [
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
    Measure::SatisfactionAsked,
    Measure::Satisfied,
    Measure::Followed,
    Measure::Stayed,
];

/// What says how large programmes are.
const SIZES: [Measure; 5] = [
    Measure::EnrolledGrade1,
    Measure::EnrolledGrade2,
    Measure::EnrolledGrade3,
    Measure::Registered,
    Measure::KeyLevel,
];

/// Counts of one cohort; pay is the sum over answers.
///
/// The mean pay of a group is thus weighted by answers, not by schools.
#[derive(Default)]
struct Counts {
    /// Persons by measure.
    by_measure: BTreeMap<Measure, f64>,
    /// Mean pay times answers, summed over schools and programmes: yuan per month.
    pay: f64,
    /// Persons who told their pay.
    answers: f64,
}

/// What is counted of a group, and what it is counted from.
#[derive(Default)]
struct Counted {
    /// By cohort, what became of its graduates.
    cohorts: BTreeMap<Year, Counts>,
    /// By cohort and breakdown, who reported it, and the persons of each part.
    breakdowns: BTreeMap<(Year, Breakdown), Parts>,
    /// Observations behind the cohorts, by position in the panel.
    figures: Vec<u32>,
    /// Observations of the base year behind the size of programmes, by position in the panel.
    sizes: Vec<u32>,
}

/// What schools reported by a breakdown.
#[derive(Default)]
struct Parts {
    schools: BTreeSet<SchoolCode>,
    persons: BTreeMap<Measure, f64>,
}

impl Counts {
    /// What is recorded of a cohort; `None` where its graduates are not known. A destination that
    /// no school has counted is `None`, not zero.
    fn cohort(&self, year: Year) -> Option<CohortDestinations> {
        let count = |measure: Measure| self.by_measure.get(&measure).copied();
        let is_known = self.answers > 0.0;
        Some(CohortDestinations {
            year,
            graduates: count(Measure::Graduates)?,
            direct_jobs: count(Measure::DirectJobs),
            further_study: count(Measure::FurtherStudy),
            army: count(Measure::Army),
            seeking: count(Measure::Seeking),
            not_seeking: count(Measure::NotSeeking),
            surveyed: count(Measure::MatchSurveyed),
            matched: count(Measure::MatchedJobs),
            local_jobs: count(Measure::LocalJobs),
            starting_pay: is_known.then(|| self.pay / self.answers),
            pay_answers: is_known.then_some(self.answers),
            satisfaction_asked: count(Measure::SatisfactionAsked),
            satisfied: count(Measure::Satisfied),
            followed: count(Measure::Followed),
            stayed: count(Measure::Stayed),
        })
    }
}

/// Graduates of the city, of each school and of each category up to the cohort of `base`.
///
/// Each count goes to every group that its place is in, times the share of a former programme that
/// became the present one. Groups without a cohort are left out.
pub(super) fn destinations(facts: &Facts<'_>, base: Year) -> Vec<DestinationsOutlook> {
    let mut groups: BTreeMap<Group, Counted> = BTreeMap::new();
    // Mean pay and the answers behind it stand in figures of their own.
    let mut pay: BTreeMap<(&SeriesKey, Year), [Option<f64>; 2]> = BTreeMap::new();
    for (id, observation) in facts.panel.observations().iter().enumerate() {
        let Observation { key, measure, year, value, .. } = observation;
        let is_counted = *year <= base && MEASURES.contains(measure);
        let is_size = *year == base && SIZES.contains(measure);
        if !is_counted && !is_size || !facts.panel.is_read(key, *measure, *year) {
            continue;
        }
        match measure {
            Measure::StartingPay => pay.entry((key, *year)).or_default()[0] = Some(*value),
            Measure::PaySample => pay.entry((key, *year)).or_default()[1] = Some(*value),
            _ => {}
        }
        for (group, share) in groups_of_key(facts, key) {
            let counted = groups.entry(group).or_default();
            if is_size {
                counted.sizes.push(id as u32);
                continue;
            }
            counted.figures.push(id as u32);
            if !matches!(measure, Measure::StartingPay | Measure::PaySample) {
                let counts = counted.cohorts.entry(*year).or_default();
                *counts.by_measure.entry(*measure).or_default() += share * value;
            }
        }
    }
    add_pay(facts, pay, &mut groups);
    add_breakdowns(facts, base, &mut groups);
    let outlooks = groups.into_iter().map(|(group, counted)| outlook_of(facts, group, counted));
    outlooks.filter(|outlook| !outlook.cohorts.is_empty()).collect()
}

/// Adds mean pay times answers, where both are known.
fn add_pay(
    facts: &Facts<'_>,
    pay: BTreeMap<(&SeriesKey, Year), [Option<f64>; 2]>,
    groups: &mut BTreeMap<Group, Counted>,
) {
    for ((key, year), answered) in pay {
        let [Some(mean), Some(answers)] = answered else { continue };
        for (group, share) in groups_of_key(facts, key) {
            let counts = groups.entry(group).or_default().cohorts.entry(year).or_default();
            counts.pay += share * mean * answers;
            counts.answers += share * answers;
        }
    }
}

/// Adds what places report by breakdowns to the city and its schools, where every part is known. Jobs in the city alone are
/// no breakdown by area.
fn add_breakdowns(facts: &Facts<'_>, base: Year, groups: &mut BTreeMap<Group, Counted>) {
    /// Position in the panel and persons, by what is counted.
    type Reported = BTreeMap<Measure, (u32, f64)>;
    let is_whole = |measure: &Measure| Breakdown::ALL.iter().any(|by| by.whole() == *measure);
    let mut places: BTreeMap<(&SeriesKey, Year), Reported> = BTreeMap::new();
    for (id, observation) in facts.panel.observations().iter().enumerate() {
        let Observation { key, measure, year, value, .. } = observation;
        let is_part = Breakdown::of(*measure).is_some() || *measure == Measure::LocalJobs;
        if (is_part || is_whole(measure)) && *year <= base {
            places.entry((key, *year)).or_default().insert(*measure, (id as u32, *value));
        }
    }
    for ((key, year), counts) in places {
        for by in Breakdown::ALL {
            let is_own = counts.keys().any(|measure| Breakdown::of(*measure) == Some(by));
            let fit = || by.fit(|measure| Some(counts.get(&measure)?.1));
            if !is_own || fit() != BreakdownFit::Whole {
                continue;
            }
            let parts = by.parts().iter().filter_map(|part| Some((*part, *counts.get(part)?)));
            let parts: Vec<(Measure, (u32, f64))> = parts.collect();
            for (group, share) in groups_of_key(facts, key) {
                if matches!(group, Group::Category(_)) {
                    continue;
                }
                let counted = groups.entry(group).or_default();
                let known = counted.breakdowns.entry((year, by)).or_default();
                known.schools.extend(key.school.code().cloned());
                for (part, (id, persons)) in &parts {
                    *known.persons.entry(*part).or_default() += share * persons;
                    counted.figures.push(*id);
                }
            }
        }
    }
}

/// A group as it is recorded, its cohorts the oldest first.
fn outlook_of(facts: &Facts<'_>, group: Group, counted: Counted) -> DestinationsOutlook {
    let cohorts = counted.cohorts.iter();
    let breakdowns = counted.breakdowns.into_iter().map(|((year, by), parts)| CohortBreakdown {
        year,
        by,
        schools: parts.schools.len(),
        parts: parts.persons,
    });
    DestinationsOutlook {
        name: group_name(facts.codes, &group),
        of: group,
        cohorts: cohorts.filter_map(|(year, counts)| counts.cohort(*year)).collect(),
        breakdowns: breakdowns.collect(),
        origins: Origins::of_figures(counted.figures),
        size_origins: Origins::of_figures(counted.sizes),
    }
}

/// The groups that the persons of a figure are in, with the share of them.
fn groups_of_key(facts: &Facts<'_>, key: &SeriesKey) -> Vec<(Group, f64)> {
    let groups = |place: PlaceOf<'_>| {
        let entry = facts.codes.programmes.get(place.programme);
        let category = entry.map(|entry| Group::Category(entry.category_name.clone()));
        let groups = [Group::City, Group::School(place.school.clone())].into_iter();
        groups.chain(category).map(move |group| (group, place.share))
    };
    facts.places_of(key).into_iter().flat_map(groups).collect()
}
