//! What stands behind a forecast as data, as JSON shows it.

use serde::Serialize;
use talent_forecast::{Explained, OddityKind, View};

use crate::panel_file::InputSeries;

/// The whole of it for one series.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// The id of the series, as the panel has it.
    pub(super) series_id: String,
    /// In sentences.
    pub(super) explanation: String,
    /// The methods of the combination, the heaviest first.
    pub(super) methods: Vec<Member>,
    /// Every value of the series, the oldest first.
    pub(super) past: Vec<PastRow>,
    /// Every step ahead, the nearest first; at least one.
    pub(super) forecast: Vec<ForecastRow>,
}

/// A method of the combination.
#[derive(Debug, Serialize)]
pub(super) struct Member {
    pub(super) name: String,
    /// A share of 1.
    /// The weights of all methods add up to 1.
    pub(super) weight: f64,
    /// Its forecast of every step.
    /// In the unit of the series; position 0 is the first step.
    pub(super) path: Vec<f64>,
}

/// One value of the series, and what was forecast of it.
#[derive(Debug, Serialize)]
pub(super) struct PastRow {
    /// The step or year.
    pub(super) time: i64,
    /// In the unit of the series, filled in where the panel lacks it.
    pub(super) value: f64,
    /// The forecast one step before.
    /// `None` for the first value, and for all but the newest thousand.
    pub(super) fitted: Option<f64>,
    /// `value − fitted`.
    pub(super) residual: Option<f64>,
    /// `outlier`, `level-shift`, or nothing odd.
    pub(super) odd: Option<&'static str>,
}

/// The forecast of one step with its intervals.
#[derive(Debug, Serialize)]
pub(super) struct ForecastRow {
    /// The step or year.
    pub(super) time: i64,
    /// In the unit of the series.
    pub(super) median: f64,
    /// The ends of the intervals that are to hold 80 and 95 of a hundred outcomes.
    pub(super) lo80: f64,
    pub(super) hi80: f64,
    pub(super) lo95: f64,
    pub(super) hi95: f64,
}

/// The mark of an outlier; a level shift has the other one.
pub(super) const OUTLIER: &str = "outlier";
const LEVEL_SHIFT: &str = "level-shift";

impl Report {
    /// Puts together what was found of a series and its forecast `horizon` steps ahead.
    pub(super) fn new(
        series: &InputSeries,
        explained: &Explained,
        view: &View<'_>,
        horizon: usize,
        explanation: String,
    ) -> Self {
        let methods = explained.members.iter();
        Self {
            series_id: series.id.clone(),
            explanation,
            methods: methods
                .map(|m| Member { name: m.name.clone(), weight: m.weight, path: m.path.clone() })
                .collect(),
            past: past(series, explained),
            forecast: (1..=horizon).map(|step| ForecastRow::new(series.last, step, view)).collect(),
        }
    }
}

impl ForecastRow {
    /// The row of a step ahead of the last time of the series.
    fn new(last: i64, step: usize, view: &View<'_>) -> Self {
        let (narrow, wide) = (view.interval(step, 0.8), view.interval(step, 0.95));
        Self {
            time: last + step as i64,
            median: view.median(step),
            lo80: narrow.lower,
            hi80: narrow.upper,
            lo95: wide.lower,
            hi95: wide.upper,
        }
    }
}

/// Every value beside its forecast one step before; the first has none, nor have values far back in a long series.
fn past(series: &InputSeries, explained: &Explained) -> Vec<PastRow> {
    let row = |(position, &value): (usize, &f64)| {
        let fitted = position.checked_sub(explained.first_fitted);
        let fitted = fitted.and_then(|fitted| explained.fitted.get(fitted)).copied();
        PastRow {
            time: series.first() + position as i64,
            value,
            fitted,
            residual: fitted.map(|fitted| value - fitted),
            odd: oddity_at(explained, position).map(mark),
        }
    };
    series.values.iter().enumerate().map(row).collect()
}

/// What is odd about the value at a position of the series.
pub(super) fn oddity_at(explained: &Explained, position: usize) -> Option<OddityKind> {
    // They are in the order of the series.
    let found = explained.oddities.binary_search_by_key(&position, |odd| odd.position);
    found.ok().map(|found| explained.oddities[found].kind)
}

/// The mark of an oddity.
fn mark(kind: OddityKind) -> &'static str {
    match kind {
        OddityKind::Outlier => OUTLIER,
        OddityKind::LevelShift => LEVEL_SHIFT,
    }
}
