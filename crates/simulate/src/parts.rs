//! The parts of a simulated city, one made after the other, and what is true of them.

use std::collections::BTreeMap;

use crate::catalogue::CLASSES;
use crate::course::Course;
use crate::demand::Demand;
use crate::economy::Economy;
use crate::labour::Labour;
use crate::layout::Layout;
use crate::reports::{Report, Reports};
use crate::timeline::{FIRST_REPORT, LAST, at};
use crate::truth::{TrueBalance, TrueYear, Truth};

/// All parts of a city, from which its files and its truth are read.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) seed: u64,
    pub(crate) economy: Economy,
    pub(crate) labour: Labour,
    pub(crate) demand: Demand,
    pub(crate) layout: Layout,
    pub(crate) course: Course,
    pub(crate) reports: Reports,
}

impl Parts {
    /// The parts of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        let economy = Economy::new(seed, LAST);
        let labour = Labour::new(seed, &economy.workers);
        let demand = Demand::new(seed, &labour.newcomers);
        let mut layout = Layout::new(seed, &demand.programmes);
        let course = Course::new(seed, &mut layout, &demand.programmes);
        let reports = Reports::new(seed, &layout, &course);
        Self { seed, economy, labour, demand, layout, course, reports }
    }

    /// The last year that a place has reported once the year `base` is: a school that is late has not reported that.
    pub(crate) fn reported_until(&self, place: usize, base: i32) -> i32 {
        let is_late = self.layout.schools[self.layout.places[place].school].is_late;
        if is_late { base - 1 } else { base }
    }

    /// What schools have reported of their graduates once the year `base` is reported.
    pub(crate) fn reports_until(&self, base: i32) -> impl Iterator<Item = &Report> {
        let is_known = move |r: &&Report| r.year <= self.reported_until(r.place, base);
        self.reports.all.iter().filter(is_known)
    }

    /// What is true of every programme.
    pub(crate) fn truth(&self) -> Truth {
        let programmes = (0..self.demand.programmes.len()).map(|p| self.true_balance(p)).collect();
        let name_of = |code: &str| {
            CLASSES.iter().find(|class| class.code == code).map_or("", |class| class.name)
        };
        Truth::new(programmes, name_of)
    }

    fn true_balance(&self, p: usize) -> TrueBalance {
        let programme = &self.demand.programmes[p];
        let of_year = |year: i32| {
            let mut found = TrueYear {
                year,
                demand: programme.demand[at(year)],
                entrants: self.course.entrants[p].get(&year).copied().unwrap_or(0.0),
                jobs: 0.0,
                seeking: 0.0,
            };
            for (place, years) in self.layout.places.iter().zip(&self.course.places) {
                if let Some(of_year) = years.get(&year).filter(|_| place.programme == p) {
                    found.jobs += of_year.went.jobs;
                    found.seeking += of_year.went.seeking;
                }
            }
            found
        };
        TrueBalance {
            code: programme.code.to_owned(),
            name: programme.name.to_owned(),
            years: self.course.entrants[p]
                .range(FIRST_REPORT..)
                .map(|(year, _)| of_year(*year))
                .collect(),
        }
    }

    /// Reported placement by programme and year.
    pub(crate) fn placement(&self) -> BTreeMap<String, BTreeMap<i32, f64>> {
        let mut sums: BTreeMap<String, BTreeMap<i32, (f64, f64)>> = BTreeMap::new();
        for report in &self.reports.all {
            let programme = self.layout.places[report.place].programme;
            let code = self.demand.programmes[programme].code.to_owned();
            let sum = sums.entry(code).or_default().entry(report.year).or_default();
            *sum = (sum.0 + report.jobs, sum.1 + report.jobs + report.seeking);
        }
        let share = |(jobs, wanting): (f64, f64)| (wanting > 0.0).then(|| jobs / wanting);
        let shares = |years: BTreeMap<i32, (f64, f64)>| {
            years.into_iter().filter_map(|(year, sum)| Some((year, share(sum)?))).collect()
        };
        sums.into_iter().map(|(code, years)| (code, shares(years))).collect()
    }
}
