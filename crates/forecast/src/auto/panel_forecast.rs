//! Forecasting a whole panel at once.

use rayon::prelude::*;

use super::backtest::BacktestSummary;
use super::learned::Learned;
use super::request::{Contest, PanelRequest};
use super::room::Room;
use crate::FitError;
use crate::calibration::Forecast;
use crate::oddity::{Oddity, mark_oddities};

/// The forecasts of a panel, in the order of its series.
#[derive(Debug)]
pub struct PanelForecast {
    /// The forecast of each series, or why there is none.
    pub series: Vec<Result<SeriesForecast, FitError>>,
    /// How the members did at the rolling origins.
    pub backtest: BacktestSummary,
}

/// The forecast of one series of a panel.
#[derive(Debug, Clone)]
pub struct SeriesForecast {
    /// The forecast with its spread.
    pub forecast: Forecast,
    /// The weight of each member, the largest first; they add up to 1.
    pub weights: Vec<(String, f64)>,
    /// Years that stand out.
    pub oddities: Vec<Oddity>,
}

/// Forecasts every series of `panel`. A series that cannot be forecast is an error in its place;
/// the others go on.
pub fn forecast_panel(panel: &[&[f64]], request: &PanelRequest<'_>) -> PanelForecast {
    let learned = Learned::from_panel(panel, request);
    let series = panel
        .par_iter()
        .enumerate()
        .map_init(|| learned.room(), |room, (i, y)| learned.series(i, y, request.contest, room))
        .collect();
    PanelForecast { series, backtest: learned.backtest }
}

impl Learned {
    /// Forecasts one series with its weights and marks; the arguments are those of
    /// [`forecast`](Self::forecast).
    pub fn series(
        &self,
        index: usize,
        y: &[f64],
        contest: Contest<'_>,
        room: &mut Room,
    ) -> Result<SeriesForecast, FitError> {
        let forecast = self.forecast(index, y, contest, room)?.to_forecast();
        let mut weights: Vec<(String, f64)> =
            self.names.iter().cloned().zip(self.weights.of_members.iter().copied()).collect();
        weights.sort_by(|a, b| b.1.total_cmp(&a.1));
        Ok(SeriesForecast { forecast, weights, oddities: mark_oddities(y) })
    }
}
