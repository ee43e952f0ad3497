//! Entrants of the years to come, at every school of every programme: quotas already fixed where they are known,
//! else the past. Places, programmes, classes, schools, counties and the city are each forecast from
//! their own past and made to add up, draw by draw.

mod common;
mod tree;

use rand::Rng;
use talent_domain::{SchoolCode, Year};
use talent_facts::Facts;
use talent_forecast::{
    FitError, Hierarchy, PanelRequest, PositiveReconciliation, ReconcileError, SeriesForecast,
};
use talent_market::{Block, Held};

use crate::chance::relative_widths;
use crate::supply::{Supply, quotas};
use crate::trial::Tried;
use common::CommonChance;
use tree::Tree;

/// Entrants to come of every programme and of its places.
#[derive(Debug)]
pub struct Intake {
    /// Forecasts from the past, in the order of the programmes; those of the other series after them.
    pub forecast: Tried,
    /// Where each programme will recruit.
    pub places: Vec<RecruitingPlace>,
    /// By place, its series.
    series_of_place: Vec<usize>,
    /// How far series are high or low together.
    chance: CommonChance,
    /// How each year adds up, the one after the base first.
    years: Vec<IntakeYear>,
}

/// A programme at a school that recruits for it; without a school where none does any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecruitingPlace {
    /// The programme's position among those offered.
    pub programme: usize,
    /// The school.
    pub school: Option<SchoolCode>,
}

/// A draw of the entrants: by programme and by place, those of each year, persons.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entrants {
    /// By programme.
    pub programmes: Vec<Vec<f64>>,
    /// By place.
    pub places: Vec<Vec<f64>>,
}

/// How one year adds up.
#[derive(Debug)]
struct IntakeYear {
    /// By series, the persons that quotas fix; `None` where any of its places has no quota.
    fixed: Vec<Option<f64>>,
    /// What makes the other series add up around the fixed ones.
    reconciliation: PositiveReconciliation,
}

impl Intake {
    /// Entrants of the `years` after `base`; `None` where there is no year or no programme. Fails
    /// where the series cannot be made to add up.
    pub fn new(
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
        let forecast = Tried::forecast(&slices, &PanelRequest::auto(years), supplies.len());
        let moments = Moments::new(&forecast.panel.series);
        let quotas = quotas_of_places(facts, supplies, &tree, &forecast, base, years);
        let of_year = |year| IntakeYear::new(&tree, &moments, &quotas, year);
        let chance = CommonChance::new(&tree, &moments.deviations(years - 1));
        let years = (0..years).map(of_year).collect::<Result<_, ReconcileError>>()?;
        let Tree { places, series_of_place, .. } = tree;
        Ok(Some(Self { forecast, places, series_of_place, chance, years }))
    }

    /// A draw: the entrants of each year, multiplied by `times`. Each series gives way by its own
    /// uncertainty until all add up; a quota does not. The same random numbers are used whatever is
    /// held, so that draws can be compared.
    pub fn draw(&self, held: Held, times: f64, rng: &mut impl Rng) -> Entrants {
        let ranks = self.chance.ranks(rng);
        let series = self.forecast.panel.series.iter();
        let path = |(series, rank): (&Result<SeriesForecast, FitError>, f64)| match series {
            Ok(series) if !held.holds(Block::Intake) => series.forecast.sample(rank),
            _ => median(series),
        };
        let paths: Vec<Vec<f64>> = series.zip(ranks).map(path).collect();
        let by_year: Vec<Vec<f64>> = self
            .years
            .iter()
            .enumerate()
            .map(|(year, of_year)| of_year.add_up(&paths, year))
            .collect();
        let entrants = |series: usize| by_year.iter().map(|year| times * year[series]).collect();
        let programmes = self.places.last().map_or(0, |last| last.programme + 1);
        Entrants {
            programmes: (0..programmes).map(entrants).collect(),
            places: self.series_of_place.iter().map(|&series| entrants(series)).collect(),
        }
    }
}

impl IntakeYear {
    /// Fixes the series whose places all have a quota, and weighs the others by their uncertainty.
    fn new(
        tree: &Tree,
        moments: &Moments,
        quotas: &[Vec<Option<f64>>],
        year: usize,
    ) -> Result<Self, ReconcileError> {
        let quota_of_parts =
            |parts: &Vec<usize>| parts.iter().map(|&place| quotas[place][year]).sum();
        let fixed: Vec<Option<f64>> = tree.parts.iter().map(quota_of_parts).collect();
        let middle: Vec<f64> =
            (0..fixed.len()).map(|i| fixed[i].unwrap_or_else(|| moments.median(i, year))).collect();
        let sds: Vec<f64> = (0..fixed.len())
            .map(|i| if fixed[i].is_some() { 0.0 } else { moments.width(i, year) })
            .collect();
        let hierarchy = Hierarchy::new(tree.parts.clone())?;
        let reconciliation = PositiveReconciliation::new(hierarchy, &middle, &sds)?;
        Ok(Self { fixed, reconciliation })
    }

    /// The entrants of all series in a year of drawn paths, made to add up.
    fn add_up(&self, paths: &[Vec<f64>], year: usize) -> Vec<f64> {
        let value = |(path, fixed): (&Vec<f64>, &Option<f64>)| {
            fixed.unwrap_or_else(|| path.get(year).copied().unwrap_or(0.0))
        };
        let draw: Vec<f64> = paths.iter().zip(&self.fixed).map(value).collect();
        self.reconciliation.apply(&draw)
    }
}

/// Medians and relative widths of the forecasts by series and year.
struct Moments {
    /// Persons, by series and year.
    medians: Vec<Vec<f64>>,
    /// Standard deviations as fractions of the median, by series and year.
    widths: Vec<Vec<f64>>,
}

impl Moments {
    fn new(series: &[Result<SeriesForecast, FitError>]) -> Self {
        Self {
            medians: series.iter().map(median).collect(),
            widths: series.iter().map(relative_widths).collect(),
        }
    }

    fn median(&self, series: usize, year: usize) -> f64 {
        self.medians[series].get(year).copied().unwrap_or(0.0)
    }

    fn width(&self, series: usize, year: usize) -> f64 {
        self.widths[series].get(year).copied().unwrap_or(0.0)
    }

    /// Standard deviations of all series in a year, persons.
    fn deviations(&self, year: usize) -> Vec<f64> {
        let deviation = |i: usize| self.median(i, year) * self.width(i, year);
        (0..self.medians.len()).map(deviation).collect()
    }
}

/// The median path, persons by year; empty where the series cannot be forecast.
fn median(series: &Result<SeriesForecast, FitError>) -> Vec<f64> {
    series.as_ref().map_or_else(|_| Vec::new(), |series| series.forecast.median())
}

/// By place and year, the entrants that its quotas say, persons; `None` where no quota is known and
/// the past has to speak.
fn quotas_of_places(
    facts: &Facts<'_>,
    supplies: &[Supply],
    tree: &Tree,
    forecast: &Tried,
    base: Year,
    years: usize,
) -> Vec<Vec<Option<f64>>> {
    let of_place = |(place, &series): (&RecruitingPlace, &usize)| {
        let subject = (supplies[place.programme].programme.clone(), place.school.clone());
        let known = quotas(facts, &subject, base, years);
        if forecast.panel.series[series].is_ok() { known } else { carried_on(&known) }
    };
    tree.places.iter().zip(&tree.series_of_place).map(of_place).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_without_a_past_keeps_its_last_quota() {
        assert_eq!(carried_on(&[None, Some(40.0), None]), [Some(0.0), Some(40.0), Some(40.0)]);
    }
}
