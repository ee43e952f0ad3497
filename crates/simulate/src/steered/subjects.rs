//! What a city's programmes, at each school or over all of them, have done so far.

use std::collections::BTreeMap;

use super::SteeredCity;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A programme at a school.
    Place,
    /// A programme over all its schools.
    Programme,
}

/// A programme at a school, or over all of them. Pairs of placement are graduates with work and those who want it, persons.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Code of the school; none over all of them.
    pub school: Option<String>,
    /// Code of the programme.
    pub programme: String,
    /// Seats of the year in which it recruited last, persons.
    pub seats: f64,
    /// Whether it recruits.
    pub is_open: bool,
    /// 直接就业, as schools have reported it, by year.
    pub reported: BTreeMap<i32, (f64, f64)>,
    /// The same as it is true.
    pub placed: BTreeMap<i32, (f64, f64)>,
    /// Seats and registered students by year, persons.
    pub recruited: BTreeMap<i32, (f64, f64)>,
}

impl Subject {
    /// 直接就业率 as reported, a fraction.
    pub fn reported_rate(&self, year: i32) -> Option<f64> {
        rate(self.reported.get(&year))
    }

    /// The same as it is true.
    pub fn true_rate(&self, year: i32) -> Option<f64> {
        rate(self.placed.get(&year))
    }
}

fn rate(pair: Option<&(f64, f64)>) -> Option<f64> {
    pair.filter(|(_, wanting)| *wanting > 0.0).map(|(jobs, wanting)| jobs / wanting)
}

/// Below which rate the lowest part of subjects lies in a year.
pub(super) fn edge(rates: impl Iterator<Item = f64>, lowest: f64) -> Option<f64> {
    let mut rates: Vec<f64> = rates.collect();
    rates.sort_by(f64::total_cmp);
    rates.get((lowest * rates.len() as f64) as usize).copied()
}

/// All subjects of a city, in an order that stays.
pub(super) fn subjects(city: &SteeredCity, unit: Unit) -> Vec<Subject> {
    let places = of_places(city);
    if unit == Unit::Place {
        return places;
    }
    let mut programmes: Vec<Subject> = Vec::new();
    for place in places {
        match programmes.iter_mut().find(|known| known.programme == place.programme) {
            Some(known) => known.add(&place),
            None => programmes.push(Subject { school: None, ..place }),
        }
    }
    programmes
}

fn of_places(city: &SteeredCity) -> Vec<Subject> {
    let parts = &city.parts;
    let mut subjects: Vec<Subject> = city
        .places()
        .into_iter()
        .zip(&parts.course.places)
        .map(|(place, years)| {
            let years = || years.iter().map(|(year, of_year)| (*year, of_year));
            let recruited = years().map(|(year, of_year)| {
                (year, (of_year.recruited.planned, of_year.recruited.registered))
            });
            let placed =
                years().map(|(year, of)| (year, (of.went.jobs, of.went.jobs + of.went.seeking)));
            Subject {
                school: Some(place.school),
                programme: place.programme,
                seats: place.seats,
                is_open: place.is_open,
                reported: BTreeMap::new(),
                placed: placed.filter(|(_, (_, wanting))| *wanting > 0.0).collect(),
                recruited: recruited.collect(),
            }
        })
        .collect();
    for report in parts.reports_until(city.base) {
        let pair = (report.jobs, report.jobs + report.seeking);
        subjects[report.place].reported.insert(report.year, pair);
    }
    subjects
}

impl Subject {
    fn add(&mut self, other: &Self) {
        let add = |sums: &mut BTreeMap<i32, (f64, f64)>, others: &BTreeMap<i32, (f64, f64)>| {
            for (year, pair) in others {
                let sum = sums.entry(*year).or_default();
                *sum = (sum.0 + pair.0, sum.1 + pair.1);
            }
        };
        add(&mut self.reported, &other.reported);
        add(&mut self.placed, &other.placed);
        add(&mut self.recruited, &other.recruited);
        self.seats += if other.is_open { other.seats } else { 0.0 };
        self.is_open |= other.is_open;
    }
}
