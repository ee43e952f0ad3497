//! Series and their forecasts: points, ranges, how they did and how they came about.

use serde::{Deserialize, Serialize};
use talent_domain::Year;
use talent_market::Trial;

use crate::text::Text;

/// How a panel of forecasts did at rolling origins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Backtest {
    /// The panel.
    pub panel: Text,
    /// Series.
    pub series: usize,
    /// Origins, over all series.
    pub origins: usize,
    /// Each method: its mean scaled error and its weight.
    pub methods: Vec<MethodRow>,
    /// Mean scaled error of the weighted mean.
    pub combination_error: f64,
    /// Share of outcomes inside the 80 % interval, by step.
    pub coverage80: Vec<Option<f64>>,
    /// Share of outcomes inside the 95 % interval, by step.
    pub coverage95: Vec<Option<f64>>,
    /// How the model fared against the last value; none where there are too few earlier years.
    #[serde(default)]
    pub acceptance: Option<Trial>,
}

/// One method of a back-test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MethodRow {
    /// Its name.
    pub name: String,
    /// Mean absolute error over the mean absolute yearly change before the origin.
    pub error: f64,
    /// Weight in the mean.
    pub weight: f64,
}

/// An observed point of a series.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The year.
    pub year: Year,
    /// The value.
    pub value: f64,
    /// Marked as an outlier or a level shift.
    pub odd: Option<Oddity>,
}

/// What an odd year looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Oddity {
    /// One year alone.
    Outlier,
    /// The following years stay there.
    LevelShift,
}

/// A forecast year: median and the ends of the central intervals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ForecastPoint {
    /// The year.
    pub year: Year,
    /// The distribution.
    pub range: Range,
}

/// A figure with its spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// Median; none where it is not finite (a ratio without a denominator).
    pub median: Option<f64>,
    /// 中心值: of students the mean of the draws, so that a sum is the sum of its parts; of demand, and of ratios and gaps by
    /// it, the figure at what is expected of everything that it rests on. None where it is not finite or nothing was drawn.
    ///
    /// It is not the mean of the draws of demand: openings cannot fall below none, so that their mean rises with nothing but
    /// how uncertain employment is.
    #[serde(default, alias = "mean")]
    pub centre: Option<f64>,
    /// Ends of the central 80 %.
    pub p80: (Option<f64>, Option<f64>),
    /// Ends of the central 95 %.
    pub p95: (Option<f64>, Option<f64>),
}

impl Range {
    /// Nothing is known, or nothing may be shown.
    pub const UNKNOWN: Self =
        Self { median: None, centre: None, p80: (None, None), p95: (None, None) };

    /// The central figure; of outlooks of earlier versions, which have none, the median.
    pub fn centre(&self) -> Option<f64> {
        self.centre.or(self.median)
    }
}

/// The path of a named model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Its name.
    pub name: Text,
    /// The years to come.
    pub path: Vec<Point>,
    /// What to know of it.
    pub note: Text,
}

/// How a forecast came about, in the numbers that a sentence says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Weights of the methods in the centre, the largest first; they add up to 1.
    pub weights: Vec<(String, f64)>,
    /// Series of the panel that the weights were learned from.
    pub series: usize,
    /// Earlier origins that they were learned at.
    pub origins: usize,
    /// The share of the error of the last value that the methods save there; negative if they lose.
    pub gain: f64,
    /// How far the weights follow those errors rather than stay at the last level: 0 to 1.
    pub trust: f64,
    /// The share of the errors behind the intervals that is borrowed from other panels.
    pub borrowed_share: f64,
    /// How the model fared against the last value; none where that was not tried.
    #[serde(default)]
    pub acceptance: Option<Trial>,
}
