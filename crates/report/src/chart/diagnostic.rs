use plotters::prelude::{Color, PathElement, Rectangle};
use talent_domain::Lang;
use talent_outlook::Point;

use super::fan::{draw_fan, legend, year_plot, years_of};
use super::{BLUE, Chart, FanSubject, Frame, GREY, ORANGE, nice_ceiling};

/// What a diagnostic chart shows of one series.
#[derive(Debug, Clone)]
pub struct Diagnostic<'a> {
    /// History and forecast.
    pub subject: FanSubject<'a>,
    /// Forecasts one step ahead inside the history.
    pub fitted: &'a [Point],
}

/// A fan chart with the one-step forecasts, and under it what came less what was forecast.
pub fn diagnostic_chart(diagnostic: &Diagnostic<'_>, notes: &[String], lang: Lang) -> Chart {
    let Diagnostic { subject, fitted } = diagnostic;
    let own = lang.pick(
        "橙线：当时提前一步的预测　下图：残差（实际−预测）",
        "orange: forecast one step ahead at the time　below: residuals",
    );
    let frame = Frame {
        title: subject.title.clone(),
        notes,
        lang,
        height: 740,
        legend: format!("{}　{own}", legend(lang, subject)),
        simulated: subject.simulated,
    };
    frame.draw(|area| {
        let (upper, lower) = area.split_vertically(440);
        draw_fan(&upper, subject, fitted, lang)?;
        let residuals: Vec<(f64, f64)> = fitted
            .iter()
            .filter_map(|point| {
                let came = subject.history.iter().find(|came| came.year == point.year)?;
                Some((f64::from(point.year.number()), came.value - point.value))
            })
            .collect();
        let Some(years) = years_of(subject) else { return Ok(()) };
        let most = nice_ceiling(residuals.iter().map(|r| r.1.abs()).fold(0.0, f64::max));
        let mut chart = year_plot(&lower.margin(12, 0, 0, 0), years, -most..most, 4)?;
        chart.draw_series(residuals.iter().map(|&(year, size)| {
            let colour = if size < 0.0 { ORANGE } else { BLUE };
            Rectangle::new([(year - 0.3, 0.0), (year + 0.3, size)], colour.mix(0.7).filled())
        }))?;
        let zero = [(f64::from(years.0) - 0.3, 0.0), (f64::from(years.1) + 0.6, 0.0)];
        chart.draw_series([PathElement::new(zero, GREY)])?;
        Ok(())
    })
}
