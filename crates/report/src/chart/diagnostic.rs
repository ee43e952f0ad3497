//! A fan chart with the one-step forecasts of the past, and the residuals under it.

use plotters::prelude::{Color, PathElement, Rectangle};
use talent_outlook::Point;

use super::area::{Area, Drawn};
use super::axes::{nice_ceiling, year_plot};
use super::colour::{BLUE, GREY, ORANGE};
use super::fan::{draw_fan, legend};
use super::fan_subject::FanSubject;
use super::frame::Frame;
use super::look::Look;
use super::picture::Chart;

/// What a diagnostic chart shows of one series.
#[derive(Debug, Clone)]
pub struct Diagnostic<'a> {
    /// History and forecast.
    pub subject: FanSubject<'a>,
    /// Forecasts one step ahead inside the history.
    /// They are in the unit of the series, each under the year that it is about.
    pub fitted: &'a [Point],
}

/// A fan chart with the one-step forecasts, and under it what was observed less what was forecast.
///
/// Two plots share the axis of years. `notes` stand under both, one line each.
pub fn diagnostic_chart(
    diagnostic: &Diagnostic<'_>,
    notes: &[String],
    look: impl Into<Look>,
) -> Chart {
    let look = look.into();
    let lang = look.lang;
    let Diagnostic { subject, fitted } = diagnostic;
    let further = lang.pick(
        "橙线：当时提前一步的预测　下图：残差（实际−预测）",
        "orange: forecast one step ahead at the time　below: residuals",
    );
    let frame = Frame {
        title: subject.title.clone(),
        notes: notes.to_vec(),
        look,
        height: 600,
        legend: format!("{}　{further}", legend(lang, subject)),
        simulated: subject.simulated,
    };
    frame.draw_marked(|area, marks| {
        let (upper, lower) = area.split_vertically(390);
        draw_fan(&upper, subject, fitted, (marks, lang))?;
        draw_residuals(&lower, diagnostic)
    })
}

/// Observed less forecast by year, in the unit of the series, as bars.
/// A year without an observation has no bar; zero lies in the middle of the axis.
fn draw_residuals(area: &Area<'_>, Diagnostic { subject, fitted }: &Diagnostic<'_>) -> Drawn {
    let Some(years) = subject.years() else { return Ok(()) };
    let residuals: Vec<(f64, f64)> = fitted
        .iter()
        .filter_map(|forecast| {
            let observed = subject.history.iter().find(|point| point.year == forecast.year)?;
            Some((f64::from(forecast.year.number()), observed.value - forecast.value))
        })
        .collect();
    let most = nice_ceiling(residuals.iter().map(|residual| residual.1.abs()).fold(0.0, f64::max));
    let mut chart = year_plot(&area.margin(12, 0, 0, 0), years, -most..most, 4)?;
    chart.draw_series(residuals.iter().map(|&(year, size)| {
        let colour = if size < 0.0 { ORANGE } else { BLUE };
        Rectangle::new([(year - 0.3, 0.0), (year + 0.3, size)], colour.mix(0.7).filled())
    }))?;
    let zero = [(f64::from(years.0) - 0.3, 0.0), (f64::from(years.1) + 0.6, 0.0)];
    chart.draw_series([PathElement::new(zero, GREY)])?;
    Ok(())
}
