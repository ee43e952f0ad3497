//! Plants that open and close. Of those to come some are announced, some are not, and some that are announced never come.

use crate::catalogue::section;
use crate::chance::Chance;
use crate::timeline::{BASE, HORIZON, LAST, at, years_to};

/// Sections in which plants open and close.
const SECTIONS: [&str; 7] = ["B", "C", "D", "E", "G", "H", "Q"];
/// The first year with one.
const FIRST_PLANT: usize = 2012;

/// A plant that opens or closes, or is said to.
#[derive(Debug, Clone)]
pub(crate) struct Plant {
    /// Position of its section.
    pub(crate) section: usize,
    /// The year in which it opens or closes.
    pub(crate) year: i32,
    /// Posts added or (negative) lost, persons.
    pub(crate) posts: f64,
    /// The probability with which it is announced (P3); none of one that comes unannounced.
    pub(crate) announced: Option<f64>,
    /// Whether it comes.
    pub(crate) happens: bool,
}

impl Plant {
    /// Whether it is on the list of the year `base`: announced, to come, and within a horizon.
    pub(crate) fn is_said(&self, base: i32) -> bool {
        self.announced.is_some() && (base + 1..=base + HORIZON).contains(&self.year)
    }
}

/// The plants of a city; `sizes` are the workers of its sections in the first year.
pub(crate) fn draw(sizes: &[f64], last: i32, chance: &mut Chance) -> Vec<Plant> {
    let count = chance.whole(7, 12);
    // A city that is followed for longer sees more of them.
    let count = count * (last as usize - FIRST_PLANT + 1) / (LAST as usize - FIRST_PLANT + 1);
    (0..count).filter_map(|_| plant(sizes, last, chance)).collect()
}

fn plant(sizes: &[f64], last: i32, chance: &mut Chance) -> Option<Plant> {
    let section = section(SECTIONS[chance.whole(0, SECTIONS.len() - 1)])?;
    let year = chance.whole(FIRST_PLANT, last as usize) as i32;
    let sign = if chance.happens(0.6) { 1.0 } else { -1.0 };
    let posts = (sign * sizes[section] * chance.within(0.01, 0.05) / 10.0).round() * 10.0;
    let is_announced = year > BASE && chance.happens(0.6);
    let probability = [0.5, 0.75, 0.9][chance.whole(0, 2)];
    let announced = is_announced.then_some(probability);
    let happens = announced.is_none_or(|probability| chance.happens(probability));
    Some(Plant { section, year, posts, announced, happens })
}

/// Posts that plants of a section bring by year, persons.
pub(crate) fn posts(plants: &[Plant], section: usize, last: i32) -> Vec<f64> {
    let mut posts = vec![0.0; years_to(last)];
    for plant in plants.iter().filter(|plant| plant.section == section && plant.happens) {
        posts[at(plant.year)] += plant.posts;
    }
    posts
}
