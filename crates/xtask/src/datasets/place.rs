//! The simulated programmes at schools: who offers what, and how many enter and study there.

use std::collections::BTreeMap;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::catalogue::{PROGRAMMES, Programme, SCHOOLS, School};
use super::chance::{apportion, noise};
use super::{FIRST_YEAR, LAST_YEAR};

/// Cohorts before the first year fill its upper grades.
const FIRST_ENTRY: i32 = FIRST_YEAR - 3;
/// Entrants of a year before the first.
const EARLY_ENTRANTS: i64 = 8_800;
/// A school gives up a programme that fewer entered.
const FEWEST_ENTRANTS: i64 = 9;

/// One programme at one school.
pub(super) struct Place {
    /// The position of the school among [`SCHOOLS`].
    pub(super) school: usize,
    pub(super) programme: &'static str,
    weight: f64,
    growth: f64,
    /// Share of those who want a job and have one.
    pub(super) placed: f64,
    /// Share of jobs that match the programme.
    pub(super) matched: f64,
    /// Share of jobs in the city.
    pub(super) local: f64,
    /// Starting pay of 2016, yuan per month.
    pub(super) pay: f64,
    /// Registered entrants by year of entry.
    pub(super) entrants: BTreeMap<i32, i64>,
    /// Students by year and grade.
    pub(super) enrolled: BTreeMap<i32, [i64; 3]>,
    stopped: bool,
}

impl Place {
    /// A place without students; `school` is a position among [`SCHOOLS`].
    fn draw(programme: &Programme, school: usize, rng: &mut ChaCha8Rng) -> Self {
        let weak = does_badly(programme.code, school);
        let placed = if weak {
            0.50 + 0.12 * rng.random::<f64>()
        } else {
            0.955 + 0.03 * rng.random::<f64>()
        };
        Self {
            school,
            programme: programme.code,
            weight: programme.popularity * SCHOOLS[school].size * (1.0 + 0.4 * noise(rng))
                / (programme.sites as f64).sqrt(),
            growth: programme.growth + 0.03 * noise(rng),
            placed,
            matched: 0.782 + programme.match_offset + 0.04 * noise(rng)
                - if weak { 0.25 } else { 0.0 },
            local: 0.665 + 0.10 * noise(rng),
            pay: programme.pay * (1.0 + 0.05 * noise(rng)),
            entrants: BTreeMap::new(),
            enrolled: BTreeMap::new(),
            stopped: false,
        }
    }

    /// Moves the students of the year before up by a grade; the first grade is still empty.
    fn move_up(&mut self, year: i32, rng: &mut ChaCha8Rng) {
        let before = self.enrolled.get(&(year - 1)).copied().unwrap_or_default();
        let second = (before[0] as f64 * (0.962 + 0.012 * noise(rng))).round() as i64;
        let third = (before[1] as f64 * (0.974 + 0.010 * noise(rng))).round() as i64;
        self.enrolled.insert(year, [0, second, third]);
    }

    /// How many enter in a year against the other places.
    fn attraction(&self, year: i32, rng: &mut ChaCha8Rng) -> f64 {
        if self.stopped {
            return 0.0;
        }
        let age = f64::from(year - FIRST_YEAR);
        self.weight * (1.0 + self.growth).powf(age) * (1.0 + 0.12 * noise(rng))
    }

    /// Takes in the entrants of a year.
    fn admit(&mut self, year: i32, entrants: i64) {
        self.entrants.insert(year, entrants);
        if let Some(grades) = self.enrolled.get_mut(&year) {
            grades[0] = entrants;
        }
        self.stopped |= year > FIRST_YEAR && entrants < FEWEST_ENTRANTS;
    }
}

/// A few programmes at a few schools do badly, so that there is something to warn of.
fn does_badly(programme: &str, school: usize) -> bool {
    matches!(
        (programme, school % 4),
        ("630401" | "750201" | "610102", _) | ("730301" | "710201", 3)
    )
}

/// Gives each programme its schools: larger schools sooner.
pub(super) fn lay_out(rng: &mut ChaCha8Rng) -> Vec<Place> {
    let mut places = Vec::new();
    for programme in &PROGRAMMES {
        let keenness = |(position, school): (usize, &School)| {
            (school.size.sqrt() * (0.3 + rng.random::<f64>()), position)
        };
        let mut order: Vec<(f64, usize)> = SCHOOLS.iter().enumerate().map(keenness).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0));
        let chosen = order.iter().take(programme.sites);
        places.extend(chosen.map(|&(_, school)| Place::draw(programme, school, rng)));
    }
    places
}

/// Entrants and students, year by year; from the first year on the students add up to the real
/// number.
pub(super) fn enrol(places: &mut [Place], totals: &BTreeMap<i32, i64>, rng: &mut ChaCha8Rng) {
    for year in FIRST_ENTRY - 2..=LAST_YEAR {
        for place in places.iter_mut() {
            place.move_up(year, rng);
        }
        let upper: i64 = places.iter().map(|p| p.enrolled[&year][1] + p.enrolled[&year][2]).sum();
        let entering = if year < FIRST_YEAR { EARLY_ENTRANTS } else { totals[&year] - upper };
        let weights: Vec<f64> = places.iter().map(|place| place.attraction(year, rng)).collect();
        for (place, entrants) in places.iter_mut().zip(apportion(entering, &weights)) {
            place.admit(year, entrants);
        }
    }
}
