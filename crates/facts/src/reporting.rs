//! Who has reported what: the school year to begin after, places that are late, and years left out.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Measure, ProgrammeCode, SchoolCode, Series, Year};

use crate::facts::{Facts, Subject};
use crate::figures::GRADES;
use crate::place::Place;

/// The balance does not begin after a year in which a larger share of the students has not been reported.
const MOST_LATE: f64 = 0.5;

/// Schools that are late, by programme.
type Late = BTreeMap<ProgrammeCode, BTreeSet<SchoolCode>>;

impl Facts<'_> {
    /// Finds the school year to begin after, who has not reported it, and how far destinations lag behind it.
    pub(crate) fn find_base(&mut self) {
        let students = self.places().filter_map(|(.., place)| self.sum_of(&[place], &GRADES));
        let Some(newest) = students.map(|traced| traced.series.end()).max() else { return };
        let (late, share) = self.late_in(newest);
        let (base, early, late) = if share <= MOST_LATE {
            (newest, None, late)
        } else {
            (newest - 1, Some(newest), self.late_in(newest - 1).0)
        };
        (self.base, self.early, self.late) = (Some(base), early, late);
        self.cohort_lag = self.newest_cohort(base).map_or(0, |cohort| base.since(cohort));
    }

    /// The newest cohort up to `base` whose destinations at least half as many places have reported as of any
    /// other: they are known later than the students of the year.
    fn newest_cohort(&self, base: Year) -> Option<Year> {
        let mut reported: BTreeMap<Year, usize> = BTreeMap::new();
        for (.., place) in self.reported_places() {
            let jobs = self.sum_of(&[place], &[Measure::DirectJobs]);
            for (year, value) in jobs.iter().flat_map(|traced| traced.series.points()) {
                if value.is_some() && year <= base {
                    *reported.entry(year).or_default() += 1;
                }
            }
        }
        let most = reported.values().copied().max()?;
        reported.into_iter().rev().find(|(_, places)| 2 * places >= most).map(|(year, _)| year)
    }

    /// The newest cohort whose destinations are known by the release of a year.
    pub fn cohort_of(&self, release: Year) -> Year {
        release - self.cohort_lag
    }

    /// Places that should have students in a year, since not all of those last reported can have left, but report
    /// none at all; and their share of all students as last reported.
    fn late_in(&self, year: Year) -> (Late, f64) {
        let mut late = Late::new();
        let (mut missing, mut expected) = (0.0, 0.0);
        for (programme, schools) in &self.places {
            for (school, place) in schools {
                let Some((size, is_late)) = self.expected_in(place, year) else { continue };
                expected += size;
                if is_late {
                    missing += size;
                    late.entry(programme.clone()).or_default().insert(school.clone());
                }
            }
        }
        (late, if expected > 0.0 { missing / expected } else { 0.0 })
    }

    /// The students that a place last reported and whether their report of a year is missing; none where those last
    /// reported have all left by then.
    fn expected_in(&self, place: &Place, year: Year) -> Option<(f64, bool)> {
        let length = self.length(&place.programme).years;
        let students = self.sum_of(&[place], &GRADES)?.until(year)?;
        let (last, size) = (students.series.end(), students.series.last());
        // Those of the lowest grades are at school for so many years more.
        let staying = length.checked_sub(usize::try_from(year.since(last)).ok()?)?;
        if staying == 0 {
            return None;
        }
        let lowest = self.sum_of(&[place], &GRADES[..staying]);
        let remaining = lowest.and_then(|traced| traced.series.at(last)).unwrap_or(0.0);
        Some((size, last < year && remaining > 0.0))
    }

    /// Places whose students of the base year have not been reported: the balance leaves them out altogether.
    pub fn late(&self) -> impl Iterator<Item = (&ProgrammeCode, &SchoolCode)> {
        self.late
            .iter()
            .flat_map(|(programme, schools)| schools.iter().map(move |school| (programme, school)))
    }

    /// Whether a school is late with the students of a programme in the base year.
    pub fn is_late(&self, programme: &ProgrammeCode, school: &SchoolCode) -> bool {
        self.late.get(programme).is_some_and(|late| late.contains(school))
    }

    /// Whether all students of a subject in the base year have been reported.
    pub fn is_reported(&self, (programme, school): &Subject) -> bool {
        match school {
            Some(school) => !self.is_late(programme, school),
            None => !self.late.contains_key(programme),
        }
    }

    /// Schools that must have had students of a programme in a year but reported none: they are late, or left the year
    /// out.
    pub fn without_report<'b>(
        &'b self,
        programme: &'b ProgrammeCode,
        year: Year,
    ) -> impl Iterator<Item = (&'b SchoolCode, &'b Place)> {
        let schools = self.places.get(programme).into_iter().flatten();
        schools.filter(move |(_, place)| self.lacks_students(place, year))
    }

    /// Whether all that a subject must have had to report in a year has been reported, by every school of it: students,
    /// and destinations of the cohort known then.
    pub fn is_complete(&self, (programme, school): &Subject, year: Year) -> bool {
        let schools = self.places.get(programme).into_iter().flatten();
        let of_subject = schools.filter(|(other, _)| school.as_ref().is_none_or(|s| s == *other));
        let cohort = self.cohort_of(year);
        !of_subject.into_iter().any(|(_, place)| {
            self.lacks_students(place, year) || self.lacks_destinations(place, cohort)
        })
    }

    /// Whether a place reports no students of a year though it must have had some: it had before, and either reports
    /// later years or cannot have lost all of them by then.
    pub fn lacks_students(&self, place: &Place, year: Year) -> bool {
        let Some(students) = self.sum_of(&[place], &GRADES) else { return false };
        if is_gap(&students.series, year) {
            return true;
        }
        students.series.end() < year
            && self.expected_in(place, year).is_some_and(|(_, is_late)| is_late)
    }

    /// Whether a place reports no destinations of a cohort though it must have had graduates: it had before, and either
    /// reports later cohorts or had students in the highest grade.
    fn lacks_destinations(&self, place: &Place, cohort: Year) -> bool {
        let length = self.length(&place.programme).years;
        let known = |measures: &[Measure]| self.sum_of(&[place], measures);
        let Some(placed) = known(&[Measure::DirectJobs, Measure::Seeking]) else { return false };
        if is_gap(&placed.series, cohort) {
            return true;
        }
        let highest = &GRADES[length.clamp(1, GRADES.len()) - 1..];
        let leaving = known(highest).and_then(|traced| traced.series.at(cohort - 1));
        placed.series.end() < cohort
            && placed.series.last() > 0.0
            && leaving.is_some_and(|persons| persons > 0.0)
    }

    /// The first of the years up to the base of which a place that is late has not reported its students.
    pub fn late_since(&self, programme: &ProgrammeCode, school: &SchoolCode) -> Option<Year> {
        let place = self.places.get(programme)?.get(school)?;
        let students = self.sum_of(&[place], &GRADES)?.until(self.base?)?;
        Some(students.series.end() + 1)
    }

    /// A school year later than the base that only a few have reported.
    pub fn early(&self) -> Option<Year> {
        self.early
    }

    /// The last school year whose students by grade most schools have reported.
    pub fn last_school_year(&self) -> Option<Year> {
        self.base
    }

    /// Years between others in which a school did not report students of one or more programmes, by school.
    pub fn unreported_years(&self) -> BTreeMap<&SchoolCode, BTreeSet<Year>> {
        let mut years: BTreeMap<&SchoolCode, BTreeSet<Year>> = BTreeMap::new();
        for (_, school, place) in self.reported_places() {
            let Some(students) = self.sum_of(&[place], &GRADES) else { continue };
            for gap in students.series.gaps() {
                years.entry(school).or_default().insert(gap);
            }
        }
        years
    }
}

/// Whether a year lies between others of a series, has no value, and follows a value above zero.
fn is_gap(series: &Series, year: Year) -> bool {
    series.gaps().any(|gap| gap == year)
        && series.until(year).is_some_and(|known| known.last() > 0.0)
}
