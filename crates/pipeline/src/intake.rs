//! Entrants of the years to come: quotas already fixed where they are known, else the programme's own past.

use rand::Rng;
use rand::RngExt;
use talent_domain::{Measure, Year};
use talent_forecast::{PanelRequest, add_up_positive};
use talent_market::{Block, Held};

use crate::acceptance::Accepted;
use crate::employment::widths;
use crate::facts::Facts;
use crate::supply::{Supply, quotas, until};

/// Entrants to come of every programme.
#[derive(Debug)]
pub(crate) struct Intake {
    /// Forecasts from the past, in the order of the programmes.
    pub(crate) forecast: Accepted,
    /// How wide the forecasts are by step, as parts of the median.
    widths: Vec<Vec<f64>>,
    /// By programme and year, what its quota says.
    fixed: Vec<Vec<Option<f64>>>,
}

impl Intake {
    /// Entrants of the `years` after `base`; `None` of no year.
    pub(crate) fn new(
        facts: &Facts<'_>,
        supplies: &[Supply],
        base: Year,
        years: usize,
    ) -> Option<Self> {
        if years == 0 {
            return None;
        }
        let values: Vec<Vec<f64>> = supplies
            .iter()
            .map(|supply| {
                let entrants = until(facts.city(&supply.programme, Measure::Registered), base);
                entrants.map_or_else(Vec::new, |traced| traced.series.filled())
            })
            .collect();
        // All entrants of the city come last, those of programmes given up since included: forecast from
        // their own past like any other series.
        let longest = values.iter().map(Vec::len).max().unwrap_or(0) as i32;
        let of_year = |year: Year| -> f64 {
            let of = |code| facts.city(code, Measure::Registered)?.series.at(year);
            facts.programmes().filter_map(of).sum()
        };
        let total: Vec<f64> = (0..longest).rev().map(|back| of_year(base - back)).collect();
        let slices: Vec<&[f64]> = values.iter().chain([&total]).map(Vec::as_slice).collect();
        let forecast = Accepted::forecast(&slices, &PanelRequest::auto(years), supplies.len());
        let widths = forecast.panel.series.iter().map(widths).collect();
        let fixed = supplies.iter().map(|s| quotas(facts, &s.programme, base, years)).collect();
        Some(Self { forecast, widths, fixed })
    }

    /// A draw: by programme, the entrants of each year, `times` what they would be. Programmes add up to a
    /// draw of all entrants together, each giving way by its own uncertainty; a quota does not. The chance of
    /// one programme does not depend on what is held.
    pub(crate) fn draw(&self, held: Held, times: f64, rng: &mut impl Rng) -> Vec<Vec<f64>> {
        let mut paths = self.forecast.panel.series.iter().map(|series| {
            let rank: f64 = rng.random();
            let Ok(series) = series else { return Vec::new() };
            if held.holds(Block::Intake) {
                series.forecast.median()
            } else {
                series.forecast.sample(rank)
            }
        });
        let mut entrants: Vec<Vec<f64>> = paths.by_ref().take(self.fixed.len()).collect();
        let together = paths.next().unwrap_or_default();
        for (own, fixed) in entrants.iter_mut().zip(&self.fixed) {
            for (entry, quota) in own.iter_mut().zip(fixed) {
                *entry = quota.unwrap_or(*entry);
            }
        }
        for (step, total) in together.into_iter().enumerate() {
            self.add_up(total, step, &mut entrants);
        }
        entrants.iter_mut().flatten().for_each(|entry| *entry *= times);
        entrants
    }

    /// Makes the entrants of a year add up to `total`.
    fn add_up(&self, total: f64, step: usize, entrants: &mut [Vec<f64>]) {
        let width = |series: usize| self.widths[series].get(step).copied().unwrap_or(0.0);
        let known = |p: usize| self.fixed[p].get(step).is_some_and(Option::is_some);
        let widths: Vec<f64> =
            (0..entrants.len()).map(|p| if known(p) { 0.0 } else { width(p) }).collect();
        let of_step = |own: &Vec<f64>| own.get(step).copied().unwrap_or(0.0);
        let mut parts: Vec<f64> = entrants.iter().map(of_step).collect();
        add_up_positive(total, &mut parts, (width(entrants.len()), &widths));
        for (own, part) in entrants.iter_mut().zip(parts) {
            own.get_mut(step).into_iter().for_each(|entry| *entry = part);
        }
    }
}
