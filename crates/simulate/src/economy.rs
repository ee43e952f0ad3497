//! Employment by section, plants that open and close, and output.
//!
//! Workers of a section grow by a trend that changes once, by what befalls the city, by shocks of its own and now and then by a
//! jump; plants come on top. Output follows employment loosely: productivity has a course of its own.

mod output;
mod plants;

pub(crate) use output::Output;
pub(crate) use plants::Plant;

use crate::catalogue::{SECTIONS, Section};
use crate::chance::{Chance, Part};
use crate::timeline::{FIRST, years_to};

/// Private and self-employed workers of a city of usual size in the first year, persons.
const PRIVATE: f64 = 230_000.0;
/// Yearly growth of the private part of a section beyond its units, in logarithms.
const PRIVATE_LEAD: f64 = 0.012;
/// The part of a section's own growth that goes on for another year.
const PERSISTENCE: f64 = 0.6;
/// A section never loses more than this part of its workers in a year.
const MOST_LOST: f64 = 0.3;

/// Employment and output of a city in all years.
#[derive(Debug)]
pub(crate) struct Economy {
    /// Workers by section and year, persons: units and private together.
    pub(crate) workers: Vec<Vec<f64>>,
    /// Of these, in urban non-private units.
    pub(crate) units: Vec<Vec<f64>>,
    /// Plants that opened, closed, or were only announced.
    pub(crate) plants: Vec<Plant>,
    /// Output of the three sectors.
    pub(crate) output: Output,
}

impl Economy {
    /// The economy of a seed up to the year `last`.
    pub(crate) fn new(seed: u64, last: i32) -> Self {
        let mut chance = Chance::new(seed, Part::Economy);
        let scale = chance.factor(0.15).clamp(0.75, 1.35);
        let starts: Vec<Start> =
            SECTIONS.iter().map(|section| Start::draw(section, scale, &mut chance)).collect();
        let sizes: Vec<f64> = starts.iter().map(Start::workers).collect();
        let plants = plants::draw(&sizes, last, &mut chance);
        let city = city_course(years_to(last), &mut chance);
        let workers: Vec<Vec<f64>> = (0..SECTIONS.len())
            .map(|s| {
                course(
                    SECTIONS[s].trend,
                    sizes[s],
                    &city,
                    &plants::posts(&plants, s, last),
                    &mut chance,
                )
            })
            .collect();
        let units = starts
            .iter()
            .zip(&workers)
            .map(|(start, workers)| start.units(workers, &mut chance))
            .collect();
        let output = Output::new(seed, &workers);
        Self { workers, units, plants, output }
    }
}

/// Workers of a section in the first year, persons.
#[derive(Debug, Clone, Copy)]
struct Start {
    unit: f64,
    private: f64,
}

impl Start {
    fn draw(section: &Section, scale: f64, chance: &mut Chance) -> Self {
        Self {
            unit: scale * section.unit * chance.factor(0.3),
            private: scale * PRIVATE * section.private * chance.factor(0.25),
        }
    }

    fn workers(&self) -> f64 {
        self.unit + self.private
    }

    /// The part of a section's workers in units by year: it shrinks as private firms grow faster.
    fn units(&self, workers: &[f64], chance: &mut Chance) -> Vec<f64> {
        let mut odds = (self.unit / self.private.max(1.0)).ln();
        let mut next = |workers: &f64| {
            odds += chance.normal(0.015) - PRIVATE_LEAD;
            workers * odds.exp() / (1.0 + odds.exp())
        };
        workers.iter().map(&mut next).collect()
    }
}

/// What befalls the city as a whole: growth beyond trend by year, in logarithms.
fn city_course(years: usize, chance: &mut Chance) -> Vec<f64> {
    let mut growth = 0.0;
    let mut next = || {
        growth = 0.5 * growth + chance.normal(0.006);
        growth
    };
    (0..years).map(|_| next()).collect()
}

/// Workers of a section by year, from `start` persons.
fn course(trend: f64, start: f64, city: &[f64], posts: &[f64], chance: &mut Chance) -> Vec<f64> {
    let before = trend + chance.normal(0.008);
    let after = before + chance.normal(0.01);
    let turn = chance.whole(2008, 2026) - FIRST as usize;
    let (exposure, spread) = (chance.within(0.4, 1.5), chance.within(0.005, 0.013));
    let mut own = 0.0;
    let mut workers = vec![start];
    for year in 1..posts.len() {
        let usual = if year < turn { before } else { after };
        let jump = if chance.happens(0.02) { chance.normal(0.05) } else { 0.0 };
        own = PERSISTENCE * own + chance.normal(spread);
        let growth = usual + exposure * city[year] + own + jump;
        let last = workers[year - 1];
        workers.push((last * growth.exp() + posts[year]).max(last * (1.0 - MOST_LOST)));
    }
    workers
}
