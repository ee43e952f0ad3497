//! Entrants of the years to come, at every school of every programme: quotas already fixed where they are known,
//! else the past. Places, programmes, classes, schools, counties and the city are each forecast from
//! their own past and made to add up, draw by draw.

use std::collections::BTreeMap;

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use talent_domain::{Measure, ProgrammeCode, SchoolCode, Year};
use talent_forecast::{
    FitError, Hierarchy, PanelRequest, PositiveReconciliation, ReconcileError, SeriesForecast,
};
use talent_market::{Block, Held};
use talent_outlook::EnrolmentOf;

use crate::acceptance::Accepted;
use crate::employment::{normal_cdf, widths};
use crate::enrolment::groups_of;
use crate::facts::{Facts, PlaceKeys};
use crate::supply::{Supply, quotas};

/// Entrants to come of every programme and of its places.
#[derive(Debug)]
pub(crate) struct Intake {
    /// Forecasts from the past, in the order of the programmes; those of the other series after them.
    pub(crate) forecast: Accepted,
    /// Where each programme will recruit.
    pub(crate) places: Vec<Place>,
    /// By place, its series.
    series_of_place: Vec<usize>,
    chance: Chance,
    /// By year.
    years: Vec<OneYear>,
}

/// A programme at a school that recruits for it; without a school where none does any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its place among the programmes.
    pub(crate) programme: usize,
    pub(crate) school: Option<SchoolCode>,
}

/// A draw of the entrants: by programme and by place, those of each year.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Entrants {
    pub(crate) programmes: Vec<Vec<f64>>,
    pub(crate) places: Vec<Vec<f64>>,
}

/// How one year adds up.
#[derive(Debug)]
struct OneYear {
    /// By series, what quotas say.
    fixed: Vec<Option<f64>>,
    by: PositiveReconciliation,
}

impl Intake {
    /// Entrants of the `years` after `base`; `None` of no year.
    pub(crate) fn new(
        facts: &Facts<'_>,
        supplies: &[Supply],
        base: Year,
        years: usize,
    ) -> Result<Option<Self>, ReconcileError> {
        if years == 0 || supplies.is_empty() {
            return Ok(None);
        }
        let tree = Tree::new(facts, supplies, base, years);
        let slices: Vec<&[f64]> = tree.values.iter().map(Vec::as_slice).collect();
        let forecast = Accepted::forecast(&slices, &PanelRequest::auto(years), supplies.len());
        let all = &forecast.panel.series;
        let middles: Vec<Vec<f64>> = all.iter().map(middle).collect();
        let widths: Vec<Vec<f64>> = all.iter().map(widths).collect();
        let at = |values: &[f64], year: usize| values.get(year).copied().unwrap_or(0.0);
        let deviation = |i: usize| at(&middles[i], years - 1) * at(&widths[i], years - 1);
        let deviations: Vec<f64> = (0..all.len()).map(deviation).collect();
        let of_quotas: Vec<Vec<Option<f64>>> = tree
            .places
            .iter()
            .zip(&tree.series_of_place)
            .map(|(place, &series)| {
                let subject = (supplies[place.programme].programme.clone(), place.school.clone());
                let known = quotas(facts, &subject, base, years);
                if all[series].is_ok() { known } else { carried_on(&known) }
            })
            .collect();
        let years = (0..years)
            .map(|year| {
                let of_parts = |parts: &Vec<usize>| -> Option<f64> {
                    parts.iter().map(|&place| of_quotas[place][year]).sum()
                };
                let fixed: Vec<Option<f64>> = tree.parts.iter().map(of_parts).collect();
                let middle: Vec<f64> = (0..all.len())
                    .map(|i| fixed[i].unwrap_or_else(|| at(&middles[i], year)))
                    .collect();
                let sds: Vec<f64> = (0..all.len())
                    .map(|i| if fixed[i].is_some() { 0.0 } else { at(&widths[i], year) })
                    .collect();
                let hierarchy = Hierarchy::new(tree.parts.clone())?;
                let by = PositiveReconciliation::new(hierarchy, &middle, &sds)?;
                Ok(OneYear { fixed, by })
            })
            .collect::<Result<_, ReconcileError>>()?;
        let chance = Chance::new(&tree, &deviations);
        let Tree { places, series_of_place, .. } = tree;
        Ok(Some(Self { forecast, places, series_of_place, chance, years }))
    }

    /// A draw: the entrants of each year, `times` what they would be. Each series gives way by its own
    /// uncertainty until all add up; a quota does not. The chance does not depend on what is held.
    pub(crate) fn draw(&self, held: Held, times: f64, rng: &mut impl Rng) -> Entrants {
        let ranks = self.chance.ranks(rng);
        let of_series = |(series, rank): (&Result<SeriesForecast, FitError>, f64)| match series {
            Ok(series) if !held.holds(Block::Intake) => series.forecast.sample(rank),
            _ => middle(series),
        };
        let paths: Vec<Vec<f64>> =
            self.forecast.panel.series.iter().zip(ranks).map(of_series).collect();
        let by_year: Vec<Vec<f64>> = self
            .years
            .iter()
            .enumerate()
            .map(|(year, of_year)| {
                let value = |(path, fixed): (&Vec<f64>, &Option<f64>)| {
                    fixed.unwrap_or_else(|| path.get(year).copied().unwrap_or(0.0))
                };
                let draw: Vec<f64> = paths.iter().zip(&of_year.fixed).map(value).collect();
                of_year.by.apply(&draw)
            })
            .collect();
        let of = |series: usize| by_year.iter().map(|year| times * year[series]).collect();
        let programmes = self.places.last().map_or(0, |last| last.programme + 1);
        Entrants {
            programmes: (0..programmes).map(of).collect(),
            places: self.series_of_place.iter().map(|&series| of(series)).collect(),
        }
    }
}

fn middle(series: &Result<SeriesForecast, FitError>) -> Vec<f64> {
    series.as_ref().map_or_else(|_| Vec::new(), |series| series.forecast.median())
}

/// Quotas of a place without a past: the last one holds, and before the first nobody enters.
fn carried_on(known: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut last = 0.0;
    let carry = |quota: &Option<f64>| {
        last = quota.unwrap_or(last);
        Some(last)
    };
    known.iter().map(carry).collect()
}

/// What is forecast, and which places each of it sums: programmes first, then their places where there are
/// several, then the groups of more than one place.
struct Tree {
    places: Vec<Place>,
    series_of_place: Vec<usize>,
    parts: Vec<Vec<usize>>,
    /// The past of each series.
    values: Vec<Vec<f64>>,
    /// The series of the city and of each school that is a sum.
    city: Option<usize>,
    schools: Vec<usize>,
}

impl Tree {
    fn new(facts: &Facts<'_>, supplies: &[Supply], base: Year, years: usize) -> Self {
        let mut tree = Self {
            places: Vec::new(),
            series_of_place: Vec::new(),
            parts: Vec::new(),
            values: Vec::new(),
            city: None,
            schools: Vec::new(),
        };
        let past = |keys: &[&PlaceKeys]| facts.entrants_filled(keys, base);
        let recruits = |key: &PlaceKeys| {
            let planned = facts.sum_of(&[key], &[Measure::PlannedIntake]);
            let to_come = (1..=years as i32)
                .filter_map(|step| planned.as_ref()?.series.at(base + step))
                .sum::<f64>();
            let entered = facts.entrants_of(&[key]).and_then(|traced| traced.series.at(base));
            entered.unwrap_or(0.0) + to_come > 0.0
        };
        let mut of_programme: BTreeMap<&ProgrammeCode, Vec<(&SchoolCode, &PlaceKeys)>> =
            BTreeMap::new();
        let mut history: BTreeMap<EnrolmentOf, Vec<&PlaceKeys>> = BTreeMap::new();
        for (programme, school, key) in facts.reported_places() {
            of_programme.entry(programme).or_default().push((school, key));
            for group in groups_of(programme, Some((school, key))) {
                history.entry(group).or_default().push(key);
            }
        }
        let mut members: BTreeMap<EnrolmentOf, Vec<usize>> = BTreeMap::new();
        let mut later: Vec<(usize, Vec<f64>)> = Vec::new();
        for (p, supply) in supplies.iter().enumerate() {
            let all = of_programme.remove(&supply.programme).unwrap_or_default();
            let keys: Vec<&PlaceKeys> = all.iter().map(|(_, key)| *key).collect();
            let open: Vec<_> = all.into_iter().filter(|(_, key)| recruits(key)).collect();
            let first = tree.places.len();
            for (school, key) in &open {
                for group in groups_of(&supply.programme, Some((school, key))) {
                    members.entry(group).or_default().push(tree.places.len());
                }
                if open.len() > 1 {
                    later.push((tree.places.len(), past(&[key])));
                }
                tree.places.push(Place { programme: p, school: Some((*school).clone()) });
            }
            if open.is_empty() {
                for group in groups_of(&supply.programme, None) {
                    members.entry(group).or_default().push(first);
                }
                tree.places.push(Place { programme: p, school: None });
            }
            tree.series_of_place.resize(tree.places.len(), p);
            tree.parts.push((first..tree.places.len()).collect());
            tree.values.push(past(&keys));
        }
        for (place, past) in later {
            tree.series_of_place[place] = tree.parts.len();
            tree.parts.push(vec![place]);
            tree.values.push(past);
        }
        for (group, places) in members {
            // One place is a series already, and so may be the places of a programme.
            if places.len() < 2 || tree.parts.contains(&places) {
                continue;
            }
            match &group {
                EnrolmentOf::City => tree.city = Some(tree.parts.len()),
                EnrolmentOf::School(_) => tree.schools.push(tree.parts.len()),
                EnrolmentOf::County(_) | EnrolmentOf::Class(_) => {}
            }
            tree.values.push(history.get(&group).map_or_else(Vec::new, |keys| past(keys)));
            tree.parts.push(places);
        }
        tree
    }
}

/// The common chance of the series: what befalls a place is in part what befalls the city, its programme
/// and its school. A sum's chance is that of its places together, so that sums hardly contradict their parts
/// and each series keeps the spread of its own forecast.
#[derive(Debug)]
struct Chance {
    parts: Vec<Vec<usize>>,
    /// By place: its standard deviation, its programme and its school.
    places: Vec<(f64, usize, usize)>,
    /// By series, the standard deviation of its places together.
    together: Vec<f64>,
    shares: Shares,
}

/// Shares of the variance of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shares {
    city: f64,
    programme: f64,
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

impl Chance {
    fn new(tree: &Tree, deviations: &[f64]) -> Self {
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

    /// The rank of every series in its forecast.
    fn ranks(&self, rng: &mut impl Rng) -> Vec<f64> {
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

    use super::*;

    /// Two programmes at the same two schools: the programmes, their places, the city, the schools.
    fn tree() -> Tree {
        let school = |name: &str| Some(SchoolCode::new(name).unwrap());
        let place = |programme, name| Place { programme, school: school(name) };
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
        let chance = Chance::new(&tree(), &deviations(1.6, 3.0, 1.7));
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

    #[test]
    fn a_place_without_a_past_keeps_its_last_quota() {
        assert_eq!(carried_on(&[None, Some(40.0), None]), [Some(0.0), Some(40.0), Some(40.0)]);
    }
}
