//! Entrants of the years to come: quotas already fixed where they are known, else the programme's own past.

use rand::Rng;
use rand::RngExt;
use talent_domain::{Measure, Year};
use talent_forecast::{PanelForecast, PanelRequest, SeriesForecast};
use talent_market::{Block, Held};
use talent_outlook::{Acceptance, Explanation};

use crate::about::explanation;
use crate::acceptance::accepted;
use crate::facts::Facts;
use crate::supply::{Supply, quotas, until};

/// Entrants to come of every programme.
#[derive(Debug)]
pub(crate) struct Intake {
    /// Forecasts from the past, in the order of the programmes.
    pub(crate) panel: PanelForecast,
    /// How their model fared against the last value.
    pub(crate) acceptance: Option<Acceptance>,
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
        let slices: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
        let (panel, acceptance) = accepted(&slices, &PanelRequest::auto(years), |_| true);
        let fixed = supplies.iter().map(|s| quotas(facts, &s.programme, base, years)).collect();
        Some(Self { panel, acceptance, fixed })
    }

    /// How the forecast of one programme came about.
    pub(crate) fn explain(&self, series: &SeriesForecast) -> Explanation {
        let acceptance = self.acceptance;
        Explanation { acceptance, ..explanation(&self.panel.backtest, series) }
    }

    /// A draw: by programme, the entrants of each year, `times` what they would be. The chance of one
    /// programme does not depend on what is held.
    pub(crate) fn draw(&self, held: Held, times: f64, rng: &mut impl Rng) -> Vec<Vec<f64>> {
        let of_past = self.panel.series.iter().map(|series| {
            let rank: f64 = rng.random();
            let Ok(series) = series else { return Vec::new() };
            if held.holds(Block::Intake) {
                series.forecast.median()
            } else {
                series.forecast.sample(rank)
            }
        });
        let mut entrants: Vec<Vec<f64>> = of_past.collect();
        for (own, fixed) in entrants.iter_mut().zip(&self.fixed) {
            for (entry, quota) in own.iter_mut().zip(fixed) {
                *entry = quota.unwrap_or(*entry) * times;
            }
        }
        entrants
    }
}
