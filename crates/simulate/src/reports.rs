//! What schools report of their graduates, which is not what is true: some count seekers as placed, one counts everybody, and only
//! some of those with work say whether it matches.

use crate::chance::{Chance, Part};
use crate::course::Course;
use crate::layout::Layout;
use crate::market::Destinations;
use crate::timeline::{BASE, FIRST_REPORT};

/// Of those who are counted as placed without work, the part that is counted as working in the city.
const COUNTED_LOCAL: f64 = 0.8;

/// What a school reports of one class of graduates, persons.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Report {
    /// Position of the place.
    pub(crate) place: usize,
    pub(crate) year: i32,
    /// What is true of graduates, further study, army, and those not seeking.
    pub(crate) went: Destinations,
    /// 直接就业, as reported.
    pub(crate) jobs: f64,
    /// 待就业, as reported.
    pub(crate) seeking: f64,
    /// 本市就业, as reported.
    pub(crate) local: f64,
    /// 对口调查人数
    pub(crate) surveyed: f64,
    /// 对口就业
    pub(crate) matched: f64,
    /// 起薪样本数
    pub(crate) pay_sample: f64,
}

/// What every place has reported so far.
#[derive(Debug)]
pub(crate) struct Reports {
    seed: u64,
    /// How each place reports.
    reporting: Vec<Reporting>,
    /// By place, then by year. A place without graduates in a year reports none.
    pub(crate) all: Vec<Report>,
}

impl Reports {
    /// Every report up to the base year. A school that is late reports its last year when the next one is added.
    pub(crate) fn new(seed: u64, layout: &Layout, course: &Course) -> Self {
        let mut chance = Chance::new(seed, Part::Reports);
        let (mut reporting, mut all) = (Vec::new(), Vec::new());
        for (place, years) in course.places.iter().enumerate() {
            let school = &layout.schools[layout.places[place].school];
            let answering = chance.within(0.4, 0.9);
            let end = if school.is_late { BASE - 1 } else { BASE };
            let of_place = Reporting { inflation: school.inflation, answering };
            for (&year, of_year) in years.range(FIRST_REPORT..=end) {
                if of_year.went.graduates > 0.0 {
                    all.push(of_place.report(place, year, of_year.went, &mut chance));
                }
            }
            reporting.push(of_place);
        }
        Self { seed, reporting, all }
    }

    /// Adds what has not been reported up to a year.
    pub(crate) fn add_until(&mut self, last: i32, course: &Course) {
        for (place, years) in course.places.iter().enumerate() {
            let known = self.all.iter().filter(|report| report.place == place);
            let from = known.map(|report| report.year + 1).max().unwrap_or(FIRST_REPORT);
            for (&year, of_year) in years.range(from..=last) {
                let seed = self.seed ^ (place as u64).rotate_left(20);
                let mut chance = Chance::of_year(seed, Part::Reports, year);
                if of_year.went.graduates > 0.0 {
                    let report =
                        self.reporting[place].report(place, year, of_year.went, &mut chance);
                    self.all.push(report);
                }
            }
        }
        self.all.sort_by_key(|report| (report.place, report.year));
    }
}

/// How a place reports.
#[derive(Debug, Clone, Copy)]
struct Reporting {
    /// Part of those who seek work that it counts as placed.
    inflation: f64,
    /// Part of those with work who answer whether it matches.
    answering: f64,
}

impl Reporting {
    fn report(self, place: usize, year: i32, went: Destinations, chance: &mut Chance) -> Report {
        let placed = chance.of(went.seeking, self.inflation);
        let jobs = went.jobs + placed;
        // Those whose work matches are readier to say so.
        let matched = chance.of(went.matched, (self.answering * 1.1).min(0.98));
        let unmatched = chance.of(went.jobs - went.matched, self.answering * 0.85);
        Report {
            place,
            year,
            went,
            jobs,
            seeking: went.seeking - placed,
            local: went.local + chance.of(placed, COUNTED_LOCAL),
            surveyed: matched + unmatched,
            matched,
            pay_sample: chance.of(went.jobs, 0.6),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_school_that_places_everybody_reports_no_seekers() {
        let mut chance = Chance::new(1, Part::Reports);
        let went =
            Destinations { graduates: 50.0, jobs: 30.0, seeking: 20.0, ..Default::default() };
        let reporting = Reporting { inflation: 1.0, answering: 0.5 };
        let report = reporting.report(0, 2023, went, &mut chance);
        assert_eq!((report.jobs, report.seeking), (50.0, 0.0));
    }
}
