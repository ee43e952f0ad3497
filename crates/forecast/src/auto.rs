//! Forecasting panels: members, their weights, intervals.
//!
//! [`Learned::from_panel`] looks at rolling origins all over the panel and keeps what they teach:
//! the weights of the members and pools of scores. [`Learned::forecast`] then forecasts one series
//! at a time, in a [`Room`] that each thread makes once; a panel of any size can be streamed through.
//! [`forecast_panel`] does both. The order of the series and the number of threads change nothing.

mod backtest;
mod combination;
mod learned;
pub(crate) mod members;
mod network;
mod rolling;
mod room;
mod sample;
mod shipped;
mod training;
mod training_set;

pub use backtest::{BacktestSummary, MethodScore, OriginCoverage};
pub use learned::{Explained, Learned, MemberPath, View};
pub use room::Room;
pub use sample::Sample;
pub use training_set::train_global;

use rayon::prelude::*;

use crate::calibration::Forecast;
use crate::oddity::Oddity;
use crate::{Candidate, FitError};

/// What forecasts.
#[derive(Clone, Copy)]
pub enum Contest<'a> {
    /// The kernel's members and any further candidates, weighed by their errors.
    Auto(&'a [&'a dyn Candidate]),
    /// One candidate alone, run on the values as they are.
    One(&'a dyn Candidate),
}

impl std::fmt::Debug for Contest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (name, candidates) = match self {
            Self::Auto(extra) => ("Auto", *extra),
            Self::One(one) => ("One", std::slice::from_ref(one)),
        };
        let names: Vec<&str> = candidates.iter().map(|candidate| candidate.name()).collect();
        f.debug_tuple(name).field(&names).finish()
    }
}

/// Which values a forecast may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Domain {
    /// As the data suggest: shares if the whole panel lies within 0 and 1 and not only on them, not
    /// negative where a series never was, any value otherwise.
    #[default]
    FromData,
    /// From 0 to 1.
    Share,
    /// Any value.
    Any,
}

/// What to forecast with.
#[derive(Debug, Clone, Copy)]
pub struct PanelRequest<'a> {
    /// Years ahead, at least 1.
    pub horizon: usize,
    /// Who forecasts.
    pub contest: Contest<'a>,
    /// Which values are possible.
    pub domain: Domain,
}

impl PanelRequest<'static> {
    /// The kernel's own members, the domain from the data.
    pub fn auto(horizon: usize) -> Self {
        Self { horizon, contest: Contest::Auto(&[]), domain: Domain::FromData }
    }
}

/// The forecasts of a panel, in the order of its series.
#[derive(Debug)]
pub struct PanelForecast {
    /// One forecast a series, or why there is none.
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
