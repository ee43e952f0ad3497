//! Figures of subjects and places, added up.

use std::collections::BTreeMap;

use talent_domain::{Measure, ProgrammeCode, Series, Unit, Year};
use talent_panel::TracedSeries;

use crate::facts::{Facts, Subject};
use crate::place::Place;

/// Grades of the students at school, the lowest first.
pub const GRADES: [Measure; 3] =
    [Measure::EnrolledGrade1, Measure::EnrolledGrade2, Measure::EnrolledGrade3];

/// What counts as entrants, the best first: where those who registered are not reported, the first grade, and
/// where that is not reported either, those admitted.
const ENTRANTS: [Measure; 3] = [Measure::Registered, Measure::EnrolledGrade1, Measure::Admitted];

impl Facts<'_> {
    /// The sum of several measures of a subject. A programme in the city is the sum of the schools that have
    /// reported.
    pub fn sum(&self, subject: &Subject, measures: &[Measure]) -> Option<TracedSeries> {
        self.sum_of(&self.places_of_subject(subject), measures)
    }

    /// One measure of a programme in the city.
    pub fn city(&self, programme: &ProgrammeCode, measure: Measure) -> Option<TracedSeries> {
        self.sum(&(programme.clone(), None), &[measure])
    }

    /// The sum of several measures of several places. Persons under former codes are added by their share; of
    /// other figures the place's own take precedence over them, year by year.
    pub fn sum_of(&self, places: &[&Place], measures: &[Measure]) -> Option<TracedSeries> {
        let total = |&measure: &Measure| {
            if measure.unit() == Unit::Persons {
                let parts = places.iter().flat_map(|place| &place.parts);
                let weighted = parts.map(|part| (&part.key, part.share));
                return self.panel.weighted_total(weighted, measure);
            }
            add(places.iter().filter_map(|place| {
                let parts = place.parts.iter();
                first_known(parts.filter_map(|part| self.panel.series(&part.key, measure)))
            }))
        };
        add(measures.iter().filter_map(total))
    }

    /// Entrants of a subject: those who registered or, in years without them, the first grade or those
    /// admitted.
    pub fn entrants(&self, subject: &Subject) -> Option<TracedSeries> {
        self.entrants_of(&self.places_of_subject(subject))
    }

    /// Entrants of several places together.
    pub fn entrants_of(&self, places: &[&Place]) -> Option<TracedSeries> {
        let of_place = |place: &&Place| {
            first_known(ENTRANTS.iter().filter_map(|measure| self.sum_of(&[place], &[*measure])))
        };
        add(places.iter().filter_map(of_place))
    }

    /// Entrants of several places in every year up to `base`, to forecast from: a year that one of them did not
    /// report is filled in before they are added up, so that its silence is no fall of the sum. One that has not
    /// reported the students of `base` itself goes on with its last entrants.
    pub fn entrants_filled(&self, places: &[&Place], base: Year) -> Option<Series> {
        let mut sums: BTreeMap<Year, f64> = BTreeMap::new();
        for place in places {
            let entrants = self.entrants_of(&[place]).and_then(|traced| traced.until(base));
            let Some(series) = entrants.map(|traced| traced.series) else { continue };
            let reported = series.filled().into_iter().enumerate();
            let reported = reported.map(|(offset, value)| (series.start() + offset as i32, value));
            let silent = base.since(series.end()) * i32::from(self.lacks_students(place, base));
            let carried = (1..=silent).map(|years| (series.end() + years, series.last()));
            for (year, value) in reported.chain(carried) {
                *sums.entry(year).or_default() += value;
            }
        }
        Series::from_points(sums)
    }
}

/// The figures of the first of several series that has one, year by year.
fn first_known(candidates: impl Iterator<Item = TracedSeries>) -> Option<TracedSeries> {
    let mut known: BTreeMap<Year, f64> = BTreeMap::new();
    let mut sources = Vec::new();
    for candidate in candidates {
        for (year, value) in candidate.series.points() {
            let Some(value) = value.filter(|_| !known.contains_key(&year)) else { continue };
            known.insert(year, value);
            sources.extend(candidate.ids_of(year).map(|id| (year, id)));
        }
    }
    sources.sort_unstable();
    Some(TracedSeries { series: Series::from_points(known)?, sources })
}

/// The sum of several series, over the years in which at least one has a value.
fn add(parts: impl Iterator<Item = TracedSeries>) -> Option<TracedSeries> {
    let mut sums: BTreeMap<Year, f64> = BTreeMap::new();
    let mut sources = Vec::new();
    for part in parts {
        for (year, value) in part.series.points() {
            if let Some(value) = value {
                *sums.entry(year).or_default() += value;
            }
        }
        sources.extend(part.sources);
    }
    sources.sort_unstable();
    Some(TracedSeries { series: Series::from_points(sums)?, sources })
}
