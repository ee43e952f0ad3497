//! The common chance of entrants: what befalls a place is in part what befalls the city, its programme and its school.

use std::collections::BTreeMap;

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use talent_domain::SchoolCode;

use super::tree::Tree;
use crate::chance::normal_cdf;

/// The common chance of the series: what befalls a place is in part what befalls the city, its programme
/// and its school. A sum's chance is that of its places together, so that sums hardly contradict their parts
/// and each series keeps the spread of its own forecast.
#[derive(Debug)]
pub(super) struct CommonChance {
    /// By series, the places that it sums.
    parts: Vec<Vec<usize>>,
    /// By place: its standard deviation, its programme and its school.
    places: Vec<(f64, usize, usize)>,
    /// By series, the standard deviation of its places together.
    together: Vec<f64>,
    /// How the variance of a place is divided.
    shares: Shares,
}

/// Shares of the variance of a place, fractions; what is left is the place's own chance.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shares {
    /// Common to all places of the city.
    city: f64,
    /// Common to the places of a programme.
    programme: f64,
    /// Common to the places of a school.
    school: f64,
}

impl Shares {
    /// No place is all common chance.
    const MOST: f64 = 0.9;

    /// The shares with which the places have together the variance that was forecast of the city, of programmes
    /// and of schools: by moments, each a pair of places once.
    fn matching(tree: &Tree, deviations: &[f64]) -> Self {
        let variance = |series: usize| deviations[series].powi(2);
        // Of the variance of sums: what is forecast beyond that of independent places, and what fully
        // dependent ones would have beyond it.
        let of_sums = |sums: &[usize]| {
            let (mut beyond, mut most) = (0.0, 0.0);
            for &sum in sums {
                let own = || tree.parts[sum].iter().map(|&place| tree.series_of_place[place]);
                let alone: f64 = own().map(variance).sum();
                beyond += variance(sum) - alone;
                most += own().map(|series| deviations[series]).sum::<f64>().powi(2) - alone;
            }
            (beyond, most)
        };
        let programmes = tree.places.last().map_or(0, |last| last.programme + 1);
        let programmes: Vec<usize> = (0..programmes).filter(|&p| tree.parts[p].len() > 1).collect();
        let city: Vec<usize> = tree.city.into_iter().collect();
        let (of_city, of_programmes, of_schools) =
            (of_sums(&city), of_sums(&programmes), of_sums(&tree.schools));
        let ratio = |(beyond, most): (f64, f64)| if most > 0.0 { beyond / most } else { 0.0 };
        let (in_programme, in_school) = (ratio(of_programmes), ratio(of_schools));
        let city = ratio((
            of_city.0 - in_programme * of_programmes.1 - in_school * of_schools.1,
            of_city.1 - of_programmes.1 - of_schools.1,
        ));
        let city = city.clamp(0.0, Self::MOST);
        let programme = (in_programme - city).clamp(0.0, Self::MOST - city);
        let school = (in_school - city).clamp(0.0, Self::MOST - city - programme);
        Self { city, programme, school }
    }
}

impl CommonChance {
    /// `deviations` are the standard deviations `σ` of the series, persons. With the shares `c`,
    /// `p` and `s` of city, programme and school, the places of a sum have together the variance
    /// `c·(Σσ)²` + `p·Σ(Σσ in a programme)²` + `s·Σ(Σσ in a school)²` + `(1 − c − p − s)·Σσ²`.
    pub(super) fn new(tree: &Tree, deviations: &[f64]) -> Self {
        let schools: Vec<Option<&SchoolCode>> =
            tree.places.iter().map(|place| place.school.as_ref()).collect();
        let places: Vec<(f64, usize, usize)> = tree
            .places
            .iter()
            .enumerate()
            .map(|(i, place)| {
                let school = schools.iter().position(|school| *school == schools[i]).unwrap_or(i);
                (deviations[tree.series_of_place[i]], place.programme, school)
            })
            .collect();
        let shares = Shares::matching(tree, deviations);
        let own = 1.0 - shares.city - shares.programme - shares.school;
        let together = |parts: &Vec<usize>| {
            let mut by_programme: BTreeMap<usize, f64> = BTreeMap::new();
            let mut by_school: BTreeMap<usize, f64> = BTreeMap::new();
            let (mut all, mut alone) = (0.0, 0.0);
            for &(deviation, programme, school) in parts.iter().map(|&place| &places[place]) {
                *by_programme.entry(programme).or_default() += deviation;
                *by_school.entry(school).or_default() += deviation;
                all += deviation;
                alone += deviation * deviation;
            }
            let squares = |sums: BTreeMap<usize, f64>| sums.values().map(|s| s * s).sum::<f64>();
            let common = shares.city * all * all
                + shares.programme * squares(by_programme)
                + shares.school * squares(by_school);
            (common + own * alone).sqrt()
        };
        let together = tree.parts.iter().map(together).collect();
        Self { parts: tree.parts.clone(), places, together, shares }
    }

    /// One draw of the rank of every series within its forecast, each uniform between 0 and 1.
    pub(super) fn ranks(&self, rng: &mut impl Rng) -> Vec<f64> {
        let Shares { city, programme, school } = self.shares;
        let weights = [city, programme, school, 1.0 - city - programme - school].map(f64::sqrt);
        let count = self.places.len();
        let mut normal = || -> f64 { StandardNormal.sample(rng) };
        let of_city = normal();
        let mut draws = |count: usize| -> Vec<f64> { (0..count).map(|_| normal()).collect() };
        let (programmes, schools, own) = (draws(count), draws(count), draws(count));
        let moved: Vec<f64> = self
            .places
            .iter()
            .zip(own)
            .map(|(&(deviation, programme, school), own)| {
                let chances = [of_city, programmes[programme], schools[school], own];
                deviation * weights.iter().zip(chances).map(|(w, z)| w * z).sum::<f64>()
            })
            .collect();
        let rank = |(parts, together): (&Vec<usize>, &f64)| {
            let sum: f64 = parts.iter().map(|&place| moved[place]).sum();
            normal_cdf(if *together > 0.0 { sum / together } else { 0.0 })
        };
        self.parts.iter().zip(&self.together).map(rank).collect()
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use talent_domain::SchoolCode;

    use super::*;
    use crate::intake::RecruitingPlace;

    /// Two programmes at the same two schools: the programmes, their places, the city, the schools.
    fn tree() -> Tree {
        let school = |name: &str| Some(SchoolCode::new(name).unwrap());
        let place = |programme, name| RecruitingPlace { programme, school: school(name) };
        Tree {
            places: vec![place(0, "LF-A"), place(0, "LF-B"), place(1, "LF-A"), place(1, "LF-B")],
            series_of_place: vec![2, 3, 4, 5],
            parts: vec![
                vec![0, 1],
                vec![2, 3],
                vec![0],
                vec![1],
                vec![2],
                vec![3],
                vec![0, 1, 2, 3],
                vec![0, 2],
                vec![1, 3],
            ],
            values: Vec::new(),
            city: Some(6),
            schools: vec![7, 8],
        }
    }

    /// By standard deviation of a programme, of the city and of a school whose places have one of 1 each.
    fn deviations(programme: f64, city: f64, school: f64) -> [f64; 9] {
        [programme, programme, 1.0, 1.0, 1.0, 1.0, city, school, school]
    }

    #[test]
    fn common_chance_is_what_makes_sums_vary_as_they_were_forecast() {
        let root = 2.0_f64.sqrt();
        let shares = |programme, city, school| {
            let found = Shares::matching(&tree(), &deviations(programme, city, school));
            [found.city, found.programme, found.school].map(|share| (share * 1e6).round() / 1e6)
        };
        assert_eq!(shares(root, 2.0, root), [0.0, 0.0, 0.0]);
        assert_eq!(shares(root, 2.0 * root, 2.0), [0.0, 0.0, 0.9]);
        assert_eq!(shares(2.0, 2.0 * root, root), [0.0, 0.9, 0.0]);
        assert_eq!(shares(2.0, 4.0, 2.0), [0.9, 0.0, 0.0]);
        // Shares of 0.2, 0.1 and 0.3: the variances that follow are given back.
        let (city, programme, school) = (0.2, 0.1, 0.3);
        let pair = |share: f64| (2.0 + 2.0 * share).sqrt();
        let all = 4.0 + 12.0 * city + 4.0 * programme + 4.0 * school;
        let found = shares(pair(city + programme), all.sqrt(), pair(city + school));
        assert_eq!(found, [city, programme, school]);
    }

    #[test]
    fn every_rank_is_as_likely_as_any_other_and_sums_follow_their_places() {
        let chance = CommonChance::new(&tree(), &deviations(1.6, 3.0, 1.7));
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let draws: Vec<Vec<f64>> = (0..4_000).map(|_| chance.ranks(&mut rng)).collect();
        let n = draws.len() as f64;
        for series in 0..9 {
            let mean = draws.iter().map(|ranks| ranks[series]).sum::<f64>() / n;
            let spread = draws.iter().map(|r| (r[series] - mean).powi(2)).sum::<f64>() / n;
            assert!((mean - 0.5).abs() < 0.02 && (spread - 1.0 / 12.0).abs() < 0.005);
        }
        let together = |a: usize, b: usize| {
            let product = |ranks: &Vec<f64>| (ranks[a] - 0.5) * (ranks[b] - 0.5);
            12.0 * draws.iter().map(product).sum::<f64>() / n
        };
        assert!(together(0, 2) > 0.6 && together(6, 0) > 0.6, "{}", together(0, 2));
    }
}
