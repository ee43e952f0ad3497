//! Hires of a year of which only some quarters are known, from the same quarters of the year before.

use std::collections::BTreeMap;

use crate::spread::Spread;

/// Persons hired by quarter; none for a quarter that is not reported.
pub type Quarters = [Option<f64>; 4];

/// Standard deviation of the logarithm of a quarter's growth around that of its year where the figures tell none: an
/// assumption.
const QUARTER_SD: f64 = 0.2;
/// Quarters of growth that the assumption is worth beside those that were seen.
const QUARTER_WORTH: f64 = 4.0;
/// From the middle to the ends of intervals of 80 % and 95 %, in standard deviations.
const Z80: f64 = 1.281_551_565_5;
const Z95: f64 = 1.959_963_984_5;

/// Hires of the newest year beside those of the year before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HiresNowcast {
    /// The newest year with a quarter.
    pub year: i32,
    /// Which of its quarters are known.
    pub known: [bool; 4],
    /// Hires in the quarters that are known of it and of the year before, persons.
    pub now: f64,
    /// Hires in the same quarters of the year before, persons.
    pub before: f64,
    /// `now / before`.
    pub ratio: f64,
    /// Hires of the whole year. `None` where a quarter that is not known was not known of the year
    /// before either.
    pub whole_year: Option<Spread>,
    /// Hires of the whole year before; `None` if a quarter of it is not known.
    pub whole_before: Option<f64>,
}

/// Hires of the newest year that has a quarter. Quarters `q` that both years know are held against each other, those `m`
/// that only the year before knows are taken to grow as these:
///
/// ```text
/// r = Σ_q h_{q,t} / Σ_q h_{q,t−1}          H_t = Σ_known h_{q,t} + r·Σ_m h_{m,t−1}
/// sd(ln r_m) = √(φ²·(Σ_q w_q² + Σ_m w_m²) + 1/Σ_q h_{q,t} + 1/Σ_q h_{q,t−1}),   w shares of h_{t−1} within q and within m
/// ```
///
/// `φ` is how far the logarithm of a quarter's growth lay from its year's in the years before, drawn towards 0.2 by the worth
/// of four quarters; counts are taken to vary as those of Poisson. `None` where no quarter is known of two years running, or
/// nobody was hired in them the year before.
pub fn hires_nowcast(years: &BTreeMap<i32, Quarters>) -> Option<HiresNowcast> {
    let (&year, newest) = years.iter().rev().find(|(_, q)| q.iter().any(Option::is_some))?;
    let earlier = years.get(&(year - 1))?;
    let (now, before) = common(newest, earlier);
    if before <= 0.0 {
        return None;
    }
    let ratio = now / before;
    let so_far: f64 = newest.iter().flatten().sum();
    let missing = newest.iter().zip(earlier).filter(|(now, _)| now.is_none());
    let to_come: Option<Vec<f64>> = missing.map(|(_, before)| *before).collect();
    let compared = newest.iter().zip(earlier).filter_map(|(now, before)| now.and(*before));
    let by_chance = 1.0 / now.max(1.0) + 1.0 / before;
    let among_compared = concentration(compared);
    let whole_year = to_come.map(|to_come| {
        let quarters = among_compared + concentration(to_come.iter().copied());
        let sd = (quarter_sd(years).powi(2) * quarters + by_chance).sqrt();
        let sum = ratio * to_come.iter().sum::<f64>();
        let at = |z: f64| so_far + sum * (z * sd).exp();
        Spread { median: at(0.0), p80: (at(-Z80), at(Z80)), p95: (at(-Z95), at(Z95)) }
    });
    Some(HiresNowcast {
        year,
        known: newest.map(|hires| hires.is_some()),
        now,
        before,
        ratio,
        whole_year,
        whole_before: earlier.iter().copied().sum(),
    })
}

/// Sum of the squares of shares in a whole; nothing of nothing.
fn concentration(parts: impl Iterator<Item = f64> + Clone) -> f64 {
    let whole: f64 = parts.clone().sum();
    if whole > 0.0 { parts.map(|part| (part / whole).powi(2)).sum() } else { 0.0 }
}

/// Sums over the quarters that both years know.
fn common(now: &Quarters, before: &Quarters) -> (f64, f64) {
    let pairs = now.iter().zip(before).filter_map(|(now, before)| now.zip(*before));
    pairs.fold((0.0, 0.0), |(a, b), (now, before)| (a + now, b + before))
}

/// How far the growth of single quarters lies from that of their year, in logarithms.
fn quarter_sd(years: &BTreeMap<i32, Quarters>) -> f64 {
    let (mut squares, mut free) = (QUARTER_WORTH * QUARTER_SD * QUARTER_SD, QUARTER_WORTH);
    for (year, now) in years {
        let Some(before) = years.get(&(year - 1)) else { continue };
        let growths = now.iter().zip(before).filter_map(|(now, before)| {
            let (now, before) = now.zip(*before)?;
            (now > 0.0 && before > 0.0).then(|| (now / before).ln())
        });
        let growths: Vec<f64> = growths.collect();
        if growths.len() < 2 {
            continue;
        }
        let mean = growths.iter().sum::<f64>() / growths.len() as f64;
        squares += growths.iter().map(|growth| (growth - mean).powi(2)).sum::<f64>();
        free += growths.len() as f64 - 1.0;
    }
    (squares / free).sqrt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quarters(hires: [f64; 4], known: usize) -> Quarters {
        let mut quarters = hires.map(Some);
        quarters[known..].fill(None);
        quarters
    }

    /// Half of the quarters at 1.2 times the year before: 240 + 1.2 × 300 of the rest.
    #[test]
    fn the_rest_of_the_year_grows_as_its_known_quarters() {
        let years = BTreeMap::from([
            (2023, [100.0, 100.0, 150.0, 150.0].map(Some)),
            (2024, quarters([110.0, 130.0, 0.0, 0.0], 2)),
        ]);
        let found = hires_nowcast(&years).unwrap();
        assert_eq!((found.year, found.now, found.before), (2024, 240.0, 200.0));
        assert_eq!((found.ratio, found.whole_before), (1.2, Some(500.0)));
        let year = found.whole_year.unwrap();
        assert!((year.median - 600.0).abs() < 1e-9 && year.p80.0 < 600.0 && year.p80.1 > 600.0);
    }

    #[test]
    fn a_year_that_is_complete_is_known() {
        let years = BTreeMap::from([(2022, [10.0; 4].map(Some)), (2023, [8.0; 4].map(Some))]);
        let found = hires_nowcast(&years).unwrap();
        let known = Spread { median: 32.0, p80: (32.0, 32.0), p95: (32.0, 32.0) };
        assert_eq!(found.whole_year, Some(known));
        assert_eq!(found.ratio, 0.8);
    }

    #[test]
    fn only_quarters_known_of_both_years_are_compared() {
        let mut before = [40.0; 4].map(Some);
        before[0] = None;
        let years = BTreeMap::from([(2022, before), (2023, quarters([90.0, 20.0, 0.0, 0.0], 2))]);
        let found = hires_nowcast(&years).unwrap();
        assert_eq!((found.now, found.before), (20.0, 40.0));
        // The first quarter counts as it is, the two to come by the second one's ratio.
        assert_eq!(found.whole_year.unwrap().median, 90.0 + 20.0 + 0.5 * 80.0);
        assert_eq!(found.whole_before, None);
    }

    #[test]
    fn nothing_is_said_without_the_same_quarter_of_the_year_before() {
        let now = quarters([10.0, 0.0, 0.0, 0.0], 1);
        let lone = BTreeMap::from([(2023, now)]);
        assert_eq!(hires_nowcast(&lone), None);
        let nobody = BTreeMap::from([(2022, [0.0; 4].map(Some)), (2023, now)]);
        assert_eq!(hires_nowcast(&nobody), None);
        let gap = BTreeMap::from([(2021, [9.0; 4].map(Some)), (2023, now)]);
        assert_eq!(hires_nowcast(&gap), None);
        assert_eq!(hires_nowcast(&BTreeMap::new()), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_its_middle_and_narrows_with_every_quarter(
            before in [20.0..500.0, 20.0..500.0, 20.0..500.0, 20.0..500.0_f64],
            growth in 0.5..2.0_f64,
        ) {
            let now = before.map(|hires| growth * hires);
            let width = |known: usize| {
                let years = BTreeMap::from([(2022, before.map(Some)), (2023, quarters(now, known))]);
                let found = hires_nowcast(&years).unwrap();
                let Spread { median, p80: (low, high), .. } = found.whole_year.unwrap();
                prop_assert!(low <= median && median <= high);
                prop_assert!((median / now.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                Ok(high - low)
            };
            let widths: Vec<f64> = (1..=4).map(width).collect::<Result<_, _>>()?;
            prop_assert!(widths.windows(2).all(|pair| pair[0] >= pair[1]));
        }
    }
}
