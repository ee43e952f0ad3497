use plotters::prelude::{ChartBuilder, Color, PathElement, Rectangle};
use talent_domain::Lang;
use talent_outlook::Point;

use super::fan::{draw_fan, legend};
use super::{BLUE, Chart, FanSubject, Frame, GREY, ORANGE, PALE, label, nice_ceiling};
use crate::figures::axis_number;

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
        let years = subject.history.iter().map(|point| point.year.number());
        let to_come = subject.forecast.iter().map(|point| point.year.number());
        let all: Vec<i32> = years.chain(to_come).collect();
        let (Some(&first), Some(&last)) = (all.iter().min(), all.iter().max()) else {
            return Ok(());
        };
        let most = nice_ceiling(residuals.iter().map(|r| r.1.abs()).fold(0.0, f64::max));
        let mut chart = ChartBuilder::on(&lower)
            .margin_top(12)
            .x_label_area_size(30)
            .y_label_area_size(76)
            .build_cartesian_2d(f64::from(first) - 0.3..f64::from(last) + 0.6, -most..most)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .light_line_style(PALE.mix(0.0))
            .bold_line_style(PALE)
            .x_labels(((last - first) / 2 + 1).clamp(2, 14) as usize)
            .x_label_formatter(&|year| format!("{year:.0}"))
            .y_labels(4)
            .y_label_formatter(&|value| axis_number(*value, 2.0 * most))
            .label_style(label(15, GREY))
            .axis_style(GREY)
            .draw()?;
        chart.draw_series(residuals.iter().map(|&(year, size)| {
            let colour = if size < 0.0 { ORANGE } else { BLUE };
            Rectangle::new([(year - 0.3, 0.0), (year + 0.3, size)], colour.mix(0.7).filled())
        }))?;
        let zero = [(f64::from(first) - 0.3, 0.0), (f64::from(last) + 0.6, 0.0)];
        chart.draw_series([PathElement::new(zero, GREY)])?;
        Ok(())
    })
}
