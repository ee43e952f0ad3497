//! Occupations: stocks by age, those who leave, and those who are hired in their place or on top.
//!
//! Every occupation has workers in nine bands of five years. In a year they leave by band, a fifth of each band moves up, and what
//! is then missing to the posts of the year is hired. So replacement follows age, not a rate; an occupation that shrinks faster
//! than its workers leave hires nobody.

use crate::catalogue::{OCCUPATIONS, section};
use crate::chance::{Chance, Part};
use crate::timeline::FIRST;

/// Bands of age: 20–24, 25–29 … 60–64.
const BANDS: usize = 9;
/// Yearly chance of leaving the labour force by band.
const LEAVING: [f64; BANDS] = [0.012, 0.014, 0.012, 0.01, 0.01, 0.012, 0.035, 0.11, 0.42];
/// Years without growth before the first year, after which the ages of an occupation have half settled.
const SETTLING: usize = 15;
/// The part of the distance to the posts of the year that employers hire, or let go, in a year.
const ADJUSTMENT: f64 = 0.6;
/// From this year on statutory ages rise, and those near them leave later.
const LATER_FROM: i32 = 2025;
/// What leaving of the last three bands is multiplied by in every year of the rise.
const LATER: f64 = 0.955;
/// Of those who are hired and no newcomers, the band that they join, as weights.
const EXPERIENCED: [f64; BANDS] = [0.1, 0.3, 0.25, 0.17, 0.1, 0.05, 0.03, 0.0, 0.0];

/// The occupations of a city in all years.
#[derive(Debug)]
pub(crate) struct Labour {
    /// By section and occupation, its share of the section's workers in the first year, a fraction.
    first: Vec<Vec<f64>>,
    /// By occupation, what its share is multiplied by each year.
    pub(crate) drift: Vec<f64>,
    /// By occupation and year, workers, persons.
    pub(crate) stocks: Vec<Vec<f64>>,
    /// By occupation and year, those who left the labour force, persons.
    pub(crate) exits: Vec<Vec<f64>>,
    /// By occupation and year, newcomers hired, whatever school they come from, persons; none in the first year.
    pub(crate) newcomers: Vec<Vec<f64>>,
    /// By year, workers of the whole city by band of age, and those of them who left, persons; none in the first year.
    pub(crate) ages: Vec<[(f64, f64); BANDS]>,
}

impl Labour {
    /// The occupations of a city whose sections have these workers by year.
    pub(crate) fn new(seed: u64, workers: &[Vec<f64>]) -> Self {
        let mut chance = Chance::new(seed, Part::Labour);
        let years = workers[0].len();
        let first = staffing(workers.len(), &mut chance);
        let drift: Vec<f64> = OCCUPATIONS.iter().map(|_| chance.factor(0.012)).collect();
        let newcomers = chance.factor(0.08);
        let mut labour = Self {
            first,
            drift,
            stocks: Vec::new(),
            exits: Vec::new(),
            newcomers: Vec::new(),
            ages: vec![[(0.0, 0.0); BANDS]; years],
        };
        let rows: Vec<Vec<Vec<f64>>> = (0..years).map(|year| labour.staffing(year)).collect();
        for o in 0..OCCUPATIONS.len() {
            let of_year = |year: usize| -> f64 {
                rows[year].iter().zip(workers).map(|(row, workers)| row[o] * workers[year]).sum()
            };
            labour.follow((0..years).map(of_year).collect(), newcomers, &mut chance);
        }
        labour
    }

    /// By section and occupation, its share of the section's workers after so many years, a fraction.
    pub(crate) fn staffing(&self, years: usize) -> Vec<Vec<f64>> {
        drifted(&self.first, &self.drift, years)
    }

    /// Goes through the years of one occupation with these posts.
    fn follow(&mut self, posts: Vec<f64>, newcomers: f64, chance: &mut Chance) {
        let usual = newcomers * chance.within(0.42, 0.6);
        let mut bands = first_bands(posts[0], chance);
        for _ in 0..SETTLING {
            leave(&mut bands, FIRST);
            grow_older(&mut bands);
            hire(&mut bands, posts[0], usual);
        }
        let (mut exits, mut hired) = (vec![0.0], vec![0.0]);
        for year in 1..posts.len() {
            let left = leave(&mut bands, FIRST + year as i32);
            for (sum, (band, left)) in self.ages[year].iter_mut().zip(bands.iter().zip(&left)) {
                *sum = (sum.0 + band + left, sum.1 + left);
            }
            grow_older(&mut bands);
            let growth = (posts[year] / posts[year - 1]).ln();
            let share = (usual + 0.5 * growth + chance.normal(0.03)).clamp(0.2, 0.85);
            let workers: f64 = bands.iter().sum();
            let filled = workers + left.iter().sum::<f64>();
            // Exits are made good at once, growth as employers get to it.
            let wanted = filled + ADJUSTMENT * (posts[year] - filled);
            let new = hire(&mut bands, wanted, share);
            exits.push(left.iter().sum());
            hired.push(new * chance.factor(0.06));
        }
        self.stocks.push(posts);
        self.exits.push(exits);
        self.newcomers.push(hired);
    }
}

/// Shares of occupations by section in the first year.
fn staffing(sections: usize, chance: &mut Chance) -> Vec<Vec<f64>> {
    let mut rows = vec![vec![0.0; OCCUPATIONS.len()]; sections];
    for (o, occupation) in OCCUPATIONS.iter().enumerate() {
        for (code, share) in occupation.sections {
            if let Some(s) = section(code) {
                rows[s][o] = share * chance.factor(0.2);
            }
        }
    }
    // Other work is at least a fifth of a section at first.
    for row in &mut rows {
        let excess = row.iter().sum::<f64>() / 0.8;
        for share in row {
            *share /= excess.max(1.0);
        }
    }
    rows
}

/// The same shares after so many years of drift, beside other work, which does not drift.
fn drifted(rows: &[Vec<f64>], drift: &[f64], years: usize) -> Vec<Vec<f64>> {
    let after = |row: &Vec<f64>| {
        let shares = row.iter().zip(drift).map(|(share, drift)| share * drift.powi(years as i32));
        let shares: Vec<f64> = shares.collect();
        let whole = shares.iter().sum::<f64>() + 1.0 - row.iter().sum::<f64>();
        shares.into_iter().map(|share| share / whole).collect()
    };
    rows.iter().map(after).collect()
}

/// Workers by band in the first year: a hump at an age of the occupation's own.
fn first_bands(workers: f64, chance: &mut Chance) -> [f64; BANDS] {
    let peak = 36.0 + chance.normal(4.0);
    let weight = |band: usize| (-(((22.5 + 5.0 * band as f64) - peak) / 14.0).powi(2)).exp();
    let sum: f64 = (0..BANDS).map(weight).sum();
    std::array::from_fn(|band| workers * weight(band) / sum)
}

/// Takes away those who leave in a year, and returns them by band.
fn leave(bands: &mut [f64; BANDS], year: i32) -> [f64; BANDS] {
    let later = LATER.powi((year - LATER_FROM + 1).max(0));
    let mut left = [0.0; BANDS];
    for (band, workers) in bands.iter_mut().enumerate() {
        let rate = if band >= BANDS - 3 { later * LEAVING[band] } else { LEAVING[band] };
        left[band] = *workers * rate;
        *workers -= left[band];
    }
    left
}

/// A fifth of each band moves up; the last band has nobody above it.
fn grow_older(bands: &mut [f64; BANDS]) {
    for band in (1..BANDS).rev() {
        let moving = bands[band - 1] / 5.0;
        bands[band - 1] -= moving;
        bands[band] += moving;
    }
}

/// Hires up to the posts of the year, `share` of them newcomers, who are returned. Where there are fewer posts than workers,
/// workers of all ages go.
fn hire(bands: &mut [f64; BANDS], posts: f64, share: f64) -> f64 {
    let workers: f64 = bands.iter().sum();
    let missing = posts - workers;
    if missing <= 0.0 {
        for band in bands {
            *band *= posts / workers.max(1.0);
        }
        return 0.0;
    }
    bands[0] += missing * share;
    for (band, weight) in bands.iter_mut().zip(EXPERIENCED) {
        *band += missing * (1.0 - share) * weight;
    }
    missing * share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_who_are_not_replaced_are_not_hired() {
        let mut bands = [10.0; BANDS];
        assert_eq!(hire(&mut bands, 81.0, 0.5), 0.0);
        assert!((bands.iter().sum::<f64>() - 81.0).abs() < 1e-9);
        assert_eq!(hire(&mut bands, 101.0, 0.5), 10.0);
        assert!((bands.iter().sum::<f64>() - 101.0).abs() < 1e-9);
    }

    #[test]
    fn nobody_is_lost_who_does_not_leave() {
        let mut bands = [100.0; BANDS];
        let left: f64 = leave(&mut bands, 2020).iter().sum();
        grow_older(&mut bands);
        assert!((bands.iter().sum::<f64>() + left - 900.0).abs() < 1e-9);
    }

    #[test]
    fn older_workers_stay_longer_once_ages_rise() {
        let left = |year| leave(&mut [100.0; BANDS], year);
        assert_eq!(left(2024), left(2020));
        assert!(left(2027)[8] < left(2025)[8] && left(2027)[0] == left(2024)[0]);
    }
}
