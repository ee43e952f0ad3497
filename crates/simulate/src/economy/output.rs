//! Output of the three sectors.

use crate::catalogue::SECTIONS;
use crate::chance::{Chance, Part};

/// Value added per worker in the first year, 万元.
const PRODUCTIVITY: [f64; 3] = [2.0, 7.0, 3.0];

/// Output of a city in all years.
#[derive(Debug)]
pub(crate) struct Output {
    /// Value added of the primary, secondary and tertiary sector by year at current prices, 亿元.
    pub(crate) value_added: [Vec<f64>; 3],
    /// Volume index of the gross regional product by year, the year before = 100.
    pub(crate) index: Vec<f64>,
}

impl Output {
    /// From the workers by section and year: `Δln Y = 0.9·Δln N + productivity + chance`, and prices on top.
    pub(crate) fn new(seed: u64, workers: &[Vec<f64>]) -> Self {
        let mut chance = Chance::new(seed, Part::Output);
        let years = workers[0].len();
        let prices: Vec<f64> = (0..years).map(|_| 0.02 + chance.normal(0.015)).collect();
        let mut value_added = [Vec::new(), Vec::new(), Vec::new()];
        let mut volumes = vec![0.0; years];
        for (sector, values) in value_added.iter_mut().enumerate() {
            let workers = of_sector(workers, sector);
            let mut volume = PRODUCTIVITY[sector] * workers[0] / 10_000.0;
            let mut level = 0.0;
            for year in 0..years {
                if year > 0 {
                    let growth = (workers[year] / workers[year - 1]).ln();
                    volume *= (0.9 * growth + 0.04 + chance.normal(0.02)).exp();
                    level += prices[year];
                }
                volumes[year] += volume;
                values.push(volume * f64::exp(level));
            }
        }
        let index = volumes.iter().zip(&volumes[1..]).map(|(before, now)| 100.0 * now / before);
        Self { value_added, index: std::iter::once(100.0).chain(index).collect() }
    }

    /// The gross regional product of a year (a position among all), 亿元.
    pub(crate) fn product(&self, year: usize) -> f64 {
        self.value_added.iter().map(|sector| sector[year]).sum()
    }
}

/// Workers of a sector by year: A is primary, B to E secondary, the rest tertiary.
fn of_sector(workers: &[Vec<f64>], sector: usize) -> Vec<f64> {
    let sector_of = |code: &str| match code {
        "A" => 0,
        "B" | "C" | "D" | "E" => 1,
        _ => 2,
    };
    let sections = SECTIONS.iter().zip(workers).filter(|(s, _)| sector_of(s.code) == sector);
    let mut sums = vec![0.0; workers[0].len()];
    for (_, workers) in sections {
        for (sum, workers) in sums.iter_mut().zip(workers) {
            *sum += workers;
        }
    }
    sums
}
