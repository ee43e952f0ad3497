//! The diagnostic chart: history, one-step forecasts, residuals and what is to come.

use anyhow::Result;
use talent_domain::{Lang, Year};
use talent_forecast::{Explained, OddityKind, SeriesForecast};
use talent_outlook::{Oddity, Point};
use talent_pipeline::forecast_points;
use talent_report::{Chart, Diagnostic, FanCentre, FanSubject, diagnostic_chart};

use super::report::oddity_at;
use crate::panel_file::InputSeries;

/// The newest values that are drawn; more are no line that anybody could read.
const SHOWN: usize = 1_000;

/// Draws the chart of one series, with what was forecast of each value one step before; `source` says in a note
/// where its values are from.
///
/// Residuals are `value − fitted`, in the unit of the series. Fails only if a step lies beyond the years that can be
/// had.
pub(super) fn chart(
    series: &InputSeries,
    explained: &Explained,
    forecast: &SeriesForecast,
    source: &str,
    lang: Lang,
) -> Result<Chart> {
    // Steps that are no years lie on the same line of whole numbers.
    let zero = Year::new(1900)?;
    let year = |time: i64| zero + (time - 1900) as i32;
    let skipped = series.values.len().saturating_sub(SHOWN);
    let first = series.first() + skipped as i64;
    let history = points(&series.values[skipped..], year(first), |position| {
        oddity_at(explained, skipped + position).map(|kind| match kind {
            OddityKind::Outlier => Oddity::Outlier,
            OddityKind::LevelShift => Oddity::LevelShift,
        })
    });
    let first_fitted = series.first() + explained.first_fitted as i64;
    let fitted = points(&explained.fitted, year(first_fitted), |_| None);
    let subject = FanSubject {
        title: series.id.clone(),
        history: (&history[..]).into(),
        forecast: &forecast_points(forecast, year(series.last)),
        centre: FanCentre::Median,
        estimated_until: None,
        simulated: false,
    };
    let notes = [format!("{}：{source}", lang.pick("数据", "data"))];
    Ok(diagnostic_chart(&Diagnostic { subject, fitted: &fitted }, &notes, lang))
}

/// One point per value, year by year from `first`; `odd` says what is odd about a position.
/// Positions count from 0 at the first value.
fn points(values: &[f64], first: Year, odd: impl Fn(usize) -> Option<Oddity>) -> Vec<Point> {
    let point = |(position, &value): (usize, &f64)| Point {
        year: first + position as i32,
        value,
        odd: odd(position),
    };
    values.iter().enumerate().map(point).collect()
}
