//! From what models and draws give to what an outlook records. Figures pass unrounded: pages and
//! documents round them.

use std::collections::BTreeMap;

use talent_domain::Year;
use talent_forecast::{BacktestSummary, OddityKind, SeriesForecast, mark_oddities};
use talent_market::Spread;
use talent_outlook::{Explanation, ForecastPoint, Oddity, Point, Range};
use talent_panel::TracedSeries;
use talent_release::Tried;

/// Median, mean and central intervals of draws; an end that is not finite is left out.
///
/// Everything is empty without draws.
pub(crate) fn range(draws: impl IntoIterator<Item = f64>) -> Range {
    let draws: Vec<f64> = draws.into_iter().collect();
    let mean = finite(draws.iter().sum::<f64>() / draws.len() as f64);
    Spread::of(draws)
        .map_or(Range::UNKNOWN, |spread| Range { centre: mean, ..range_of_spread(spread) })
}

/// A spread as it is recorded, its median being its centre; what is not finite is left out.
pub(crate) fn range_of_spread(spread: Spread) -> Range {
    let ends = |(low, high): (f64, f64)| (finite(low), finite(high));
    let median = finite(spread.median);
    Range { median, centre: median, p80: ends(spread.p80), p95: ends(spread.p95) }
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// The spread of a figure over the draws, with what is expected of it as its centre.
pub(crate) fn around(expected: f64, draws: Range) -> Range {
    Range { centre: draws.centre.map(|_| expected), ..draws }
}

/// The spread of a ratio over the draws. Its centre is `expected`, what is expected of one side over what is expected of
/// the other: a ratio that is infinite in some draw has no other.
pub(crate) fn ratio_range(draws: Vec<f64>, expected: f64) -> Range {
    let is_known = !draws.is_empty() && expected.is_finite();
    Range { centre: is_known.then_some(expected), ..range(draws) }
}

/// The observed points of a series, odd ones marked.
///
/// Odd are outliers and shifts of the level among the yearly values, gaps filled; years without a
/// value are no points.
pub(super) fn points(traced: Option<&TracedSeries>) -> Vec<Point> {
    let Some(traced) = traced else { return Vec::new() };
    let odd: BTreeMap<usize, Oddity> = mark_oddities(&traced.series.filled())
        .into_iter()
        .map(|mark| {
            let kind = match mark.kind {
                OddityKind::Outlier => Oddity::Outlier,
                OddityKind::LevelShift => Oddity::LevelShift,
            };
            (mark.position, kind)
        })
        .collect();
    let points = traced.series.points().enumerate();
    points
        .filter_map(|(i, (year, value))| {
            Some(Point { year, value: value?, odd: odd.get(&i).copied() })
        })
        .collect()
}

/// The steps of a forecast as years after `last`.
///
/// Each with its median and its central 80 % and 95 % intervals; an interval that the forecast does
/// not have is empty.
pub fn forecast_points(series: &SeriesForecast, last: Year) -> Vec<ForecastPoint> {
    let forecast = &series.forecast;
    let steps = forecast.median().into_iter().enumerate();
    steps
        .map(|(step, median)| {
            let ends = |coverage| {
                let interval = forecast.interval(step + 1, coverage);
                (interval.map(|i| i.lower), interval.map(|i| i.upper))
            };
            let range =
                Range { median: Some(median), centre: None, p80: ends(0.8), p95: ends(0.95) };
            ForecastPoint { year: last + (step as i32 + 1), range }
        })
        .collect()
}

/// How the forecast of one series of a panel came about.
///
/// The weights are of this series; gain and trust are of the whole panel at its earlier forecast
/// origins.
pub fn explanation(backtest: &BacktestSummary, series: &SeriesForecast) -> Explanation {
    Explanation {
        weights: series.weights.clone(),
        series: backtest.series,
        origins: backtest.origins,
        gain: backtest.gain,
        trust: backtest.trust,
        borrowed_share: backtest.borrowed_share,
        acceptance: None,
    }
}

/// How the forecast of one series of a tried panel came about.
pub(super) fn tried_explanation(tried: &Tried, series: &SeriesForecast) -> Explanation {
    Explanation { acceptance: tried.trial, ..explanation(&tried.panel.backtest, series) }
}
