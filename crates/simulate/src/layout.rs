//! Schools, and which programmes they offer.

use crate::catalogue::COUNTIES;
use crate::chance::{Chance, Part, shares};
use crate::demand::Programme;
use crate::timeline::{BASE, FIRST_INTAKE, at};

/// Of those who enter a school, the part that comes to the city's labour market in the first years.
const YIELD: f64 = 0.45;
/// Entrants of a programme in a year for each school that offers it.
const USUAL_PER_SCHOOL: f64 = 75.0;
/// Fewest and most entrants of a programme in the first year, persons.
const ENTRANTS: (f64, f64) = (40.0, 420.0);
/// Seats of a programme at all its schools at most.
const MOST: f64 = 440.0;

/// A school and how it behaves.
#[derive(Debug, Clone)]
pub(crate) struct School {
    /// Its code.
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: String,
    /// Position of its county.
    pub(crate) county: usize,
    /// How well it is liked, as the logarithm of a factor.
    pub(crate) appeal: f64,
    /// How far its plans follow last year's ratio: the elasticity.
    pub(crate) following: f64,
    /// The part of those who seek work that it reports as placed; one school reports all.
    pub(crate) inflation: f64,
    /// Whether it has not reported the base year.
    pub(crate) is_late: bool,
}

/// A programme at a school.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Position of the school.
    pub(crate) school: usize,
    /// Position of the programme.
    pub(crate) programme: usize,
    /// Seats of the first year, persons.
    pub(crate) seats: f64,
    /// Seats that it has room for.
    pub(crate) most: f64,
    /// The first year in which it recruits.
    pub(crate) opens: i32,
    /// The first year in which it recruits no more.
    pub(crate) closes: Option<i32>,
    /// A year in which it does not recruit.
    pub(crate) pauses: Option<i32>,
}

impl Place {
    /// Whether it recruits in a year.
    pub(crate) fn recruits(&self, year: i32) -> bool {
        let is_open = year >= self.opens && self.closes.is_none_or(|closes| year < closes);
        is_open && self.pauses != Some(year)
    }
}

/// Schools and places of a city.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) schools: Vec<School>,
    /// In the order of schools, then of programmes.
    pub(crate) places: Vec<Place>,
    /// A programme that had another code and name in the catalogue of 2010.
    pub(crate) recoded: usize,
}

impl Layout {
    /// The schools of a seed for these programmes.
    pub(crate) fn new(seed: u64, programmes: &[Programme]) -> Self {
        let mut chance = Chance::new(seed, Part::Layout);
        let count = chance.whole(8, 14);
        let mut schools: Vec<School> = (0..count).map(|s| school(s, &mut chance)).collect();
        let city = chance.normal(0.1);
        let mut places: Vec<Place> = (0..programmes.len())
            .flat_map(|p| places(p, &programmes[p], city, count, &mut chance))
            .collect();
        places.sort_by_key(|place| (place.school, place.programme));
        mark_schools(&mut schools, &places, &mut chance);
        mark_places(&mut places, &schools, &mut chance);
        Self { schools, places, recoded: chance.whole(0, programmes.len() - 1) }
    }
}

/// Of the schools that offer something one reports everybody as placed, and another has not reported the base year.
fn mark_schools(schools: &mut [School], places: &[Place], chance: &mut Chance) {
    let mut order = chance.shuffled(schools.len());
    order.retain(|school| places.iter().any(|place| place.school == *school));
    if let [boasting, late, ..] = order[..] {
        schools[boasting].inflation = 1.0;
        schools[late].is_late = true;
    }
}

/// One place is new, and one does not recruit in a year.
fn mark_places(places: &mut [Place], schools: &[School], chance: &mut Chance) {
    let mut order = chance.shuffled(places.len());
    order.retain(|place| !schools[places[*place].school].is_late);
    if let [opening, pausing, ..] = order[..] {
        places[opening].opens = BASE - chance.whole(1, 3) as i32;
        places[pausing].pauses = Some(BASE - chance.whole(2, 5) as i32);
    }
}

fn school(position: usize, chance: &mut Chance) -> School {
    let county = position % COUNTIES.len();
    School {
        code: format!("SIM-S{:02}", position + 1),
        name: format!("模拟学校{:02}（{}）", position + 1, COUNTIES[county].1),
        county,
        appeal: chance.normal(0.08),
        following: chance.within(0.08, 0.3),
        inflation: chance.within(0.0, 0.5),
        is_late: false,
    }
}

/// The places of a programme: at one to four schools, of unequal size. Its seats of the first year are off what is asked of it, as
/// those of a city (`city`) and its own.
fn places(
    programme: usize,
    asked: &Programme,
    city: f64,
    schools: usize,
    chance: &mut Chance,
) -> Vec<Place> {
    let years = &asked.demand[at(FIRST_INTAKE)..at(FIRST_INTAKE) + 5];
    let wanted = years.iter().sum::<f64>() / years.len() as f64 / YIELD;
    let entrants = (wanted * (city + chance.normal(0.5)).exp()).clamp(ENTRANTS.0, ENTRANTS.1);
    let count = ((entrants / USUAL_PER_SCHOOL + chance.within(0.0, 1.0)) as usize).clamp(1, 4);
    let weights: Vec<f64> = (0..count).map(|_| chance.factor(0.35)).collect();
    let order = chance.shuffled(schools);
    let place = |(school, share): (&usize, f64)| Place {
        school: *school,
        programme,
        seats: (entrants * share).max(20.0),
        most: MOST / count as f64,
        opens: FIRST_INTAKE,
        closes: None,
        pauses: None,
    };
    order.iter().zip(shares(&weights)).map(place).collect()
}
