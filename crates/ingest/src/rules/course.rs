//! Figures of one place or industry over the years, those already in the store among them.

mod cohorts;
mod corridors;
mod gaps;
mod jumps;
mod outliers;
mod repeats;
mod states;
mod totals;
mod zeros;

use std::collections::BTreeSet;
use std::sync::Arc;

use talent_domain::{Codebook, Measure, Observation, SeriesKey, Unit, Year};

use crate::catalogue::Rules;
use crate::findings::Findings;

/// What the rules over the years look at beside the figures.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) codebook: &'a Codebook,
    pub(super) rules: &'a Rules,
    /// The year it is now.
    pub(super) this_year: i32,
}

/// Figures that may be right although they look wrong, beside those of other years, cohorts and tables. `known` are the
/// figures already in the store.
pub(super) fn check_course(
    observations: &[Observation],
    known: &[Observation],
    ground: Ground<'_>,
    findings: &mut Findings,
) {
    let course = Course::of(observations, known);
    let mut blamed = Blamed::default();
    for place in course.places() {
        jumps::check_jumps(&place, ground, &mut blamed, findings);
        zeros::check_zeros(&place, ground, &mut blamed, findings);
    }
    zeros::check_schools(&course, ground, &mut blamed, findings);
    // Where a slip has been found, what follows from it is no news.
    for place in course.places() {
        cohorts::check_cohorts(&place, ground, &blamed, findings);
        states::check_stopped(&place, ground, findings);
        corridors::check_industry(&place, ground, &blamed, findings);
    }
    corridors::check_single(&course, ground, findings);
    outliers::check_outliers(&course, ground, &blamed, findings);
    repeats::check_repeats(&course, ground, findings);
    gaps::check_gaps(&course, ground, findings);
    states::check_unreported(&course, ground, findings);
    totals::check_published(&course, ground, &blamed, findings);
    totals::check_counties(&course, ground, &blamed, findings);
}

/// A figure, and whether the files at hand hold it.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) of: &'a Observation,
    /// The number of its key in the order of keys.
    place: u32,
    pub(super) is_new: bool,
}

impl Entry<'_> {
    fn order(&self) -> (&SeriesKey, Measure, Year) {
        (&self.of.key, self.of.measure, self.of.year)
    }
}

/// Figures in the order of their keys, measures and years, each once: that of the files where the store has another.
pub(super) struct Course<'a>(Vec<Entry<'a>>);

impl<'a> Course<'a> {
    fn of(observations: &'a [Observation], known: &'a [Observation]) -> Self {
        let new = observations.iter().map(|of| Entry { of, place: 0, is_new: true });
        let known = known.iter().map(|of| Entry { of, place: 0, is_new: false });
        let mut entries: Vec<Entry<'a>> = Vec::with_capacity(new.len() + known.len());
        // Of equal ones a stable order keeps the first, which is the new one.
        entries.extend(new.chain(known));
        entries.sort_by(|a, b| a.order().cmp(&b.order()));
        entries.dedup_by(|a, b| a.order() == b.order());
        let places = entries.chunk_by_mut(|a, b| a.of.key == b.of.key);
        for (place, entries) in (0..).zip(places) {
            for entry in entries {
                entry.place = place;
            }
        }
        Self(entries)
    }

    /// The figures of each key.
    pub(super) fn places(&self) -> impl Iterator<Item = Place<'_, 'a>> {
        self.0.chunk_by(|a, b| a.place == b.place).map(Place)
    }

    pub(super) fn entries(&self) -> &[Entry<'a>] {
        &self.0
    }
}

/// The figures of one key, in the order of measures and years.
#[derive(Clone, Copy)]
pub(super) struct Place<'c, 'a>(&'c [Entry<'a>]);

impl<'c, 'a> Place<'c, 'a> {
    /// The figures of each measure.
    pub(super) fn series(&self) -> impl Iterator<Item = &'c [Entry<'a>]> + use<'c, 'a> {
        self.0.chunk_by(|a, b| a.of.measure == b.of.measure)
    }

    /// The key that they are of.
    pub(super) fn key(&self) -> Option<&'a SeriesKey> {
        self.0.first().map(|entry| &entry.of.key)
    }

    /// All of them.
    pub(super) fn entries(&self) -> &'c [Entry<'a>] {
        self.0
    }

    /// The figure of a measure and year.
    pub(super) fn at(&self, measure: Measure, year: Year) -> Option<&'c Entry<'a>> {
        let wanted = (measure, year);
        let found = self.0.binary_search_by_key(&wanted, |entry| (entry.of.measure, entry.of.year));
        self.0.get(found.ok()?)
    }
}

/// A row of a file and the year of a figure in it: where years stand side by side, a row has several.
type RowYear<'a> = (&'a Arc<str>, Option<&'a Arc<str>>, u32, Year);

/// The row and year that a figure stands in.
pub(super) fn row_year(observation: &Observation) -> RowYear<'_> {
    let cell = &observation.provenance.cell;
    (&cell.file, cell.sheet.as_ref(), cell.row, observation.year)
}

/// Rows in which a slip has been found.
#[derive(Default)]
pub(super) struct Blamed<'a>(BTreeSet<RowYear<'a>>);

impl<'a> Blamed<'a> {
    pub(super) fn add(&mut self, observation: &'a Observation) {
        self.0.insert(row_year(observation));
    }

    pub(super) fn has(&self, entry: &Entry<'_>) -> bool {
        entry.is_new && self.0.contains(&row_year(entry.of))
    }
}

/// Whether a measure counts persons or things.
pub(super) fn is_count(measure: Measure) -> bool {
    matches!(measure.unit(), Unit::Persons | Unit::Count)
}

/// Whether figures of a measure are amounts that go on from year to year: no shares, indices, states or expectations.
pub(super) fn is_amount(measure: Measure) -> bool {
    let is_other =
        matches!(measure, Measure::BodyDemand | Measure::BodyDemandLow | Measure::BodyDemandHigh);
    !is_other
        && matches!(
            measure.unit(),
            Unit::Persons
                | Unit::Count
                | Unit::HundredMillionYuan
                | Unit::Yuan
                | Unit::YuanPerMonth
        )
}

/// Whether figures are of industries or of a whole city, which do not cease in a year.
pub(super) fn is_of_whole(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Employment
            | Measure::PrivateEmployment
            | Measure::ValueAdded
            | Measure::Gdp
            | Measure::SecondaryStudents
            | Measure::SecondarySchools
            | Measure::SecondaryTeachers
            | Measure::HigherStudents
            | Measure::MeanWage
    )
}

/// The fewest of a measure that a rule looks at: persons or things of a place, or of an industry or city; of amounts of
/// money there is no such limit.
pub(super) fn fewest(measure: Measure, rule: &str, ground: Ground<'_>) -> f64 {
    match (is_count(measure), is_of_whole(measure)) {
        (false, _) => 0.0,
        (true, false) => ground.rules.threshold(rule, "persons"),
        (true, true) => ground.rules.threshold(rule, "whole"),
    }
}
