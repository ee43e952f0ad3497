//! Measures of accuracy of one series, and [`Scorecard`], which gathers them over a panel.
//!
//! All take outcomes and forecasts of equal length. Hyndman and Koehler, "Another look at measures
//! of forecast accuracy", International Journal of Forecasting 22 (2006); Makridakis, Spiliotis and
//! Assimakopoulos, "The M4 competition", International Journal of Forecasting 36 (2020); Gneiting
//! and Raftery, "Strictly proper scoring rules, prediction, and estimation", JASA 102 (2007).

mod measures;
mod scorecard;

pub use measures::{
    crps, crps_of_quantiles, interval_score, mase, msis, pinball, rmsse, smape, wape,
};
pub use scorecard::{LevelScores, Scorecard, Scored, Scores};
