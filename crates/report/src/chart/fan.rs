//! Fan charts: history as a line, the forecast as a fan.
//!
//! The bands start at the last observed point, so that the eye follows them from there. Years that may not be shown are
//! missing from the history like years without a figure.

use std::ops::Range;

use plotters::prelude::{
    Circle, Color, DashedLineSeries, EmptyElement, LineSeries, PathElement, Polygon, RGBColor,
    Text, TriangleMarker,
};
use plotters::style::text_anchor::{HPos, VPos};
use talent_domain::{Lang, Year};
use talent_outlook::{ForecastPoint, Oddity, Point};

use super::area::{Area, Drawn};
use super::axes::{Plot, nice_ceiling, year_plot};
use super::colour::{BLUE, GREY, ORANGE};
use super::fan_subject::{FanCentre, FanSubject};
use super::frame::Frame;
use super::label::label_at;
use super::look::Look;
use super::marks::Marks;
use super::picture::Chart;
use crate::wording::figures::{axis_number, interval, whole};

/// History as a line, the median to come in dashes, 80 % and 95 % as bands. Odd years are marked; years without a
/// figure are gaps. `notes` stand under it.
///
/// A subject without any figure gives a frame without a plot.
pub fn fan_chart(subject: &FanSubject<'_>, notes: &[String], look: impl Into<Look>) -> Chart {
    let look = look.into();
    let lang = look.lang;
    let frame = Frame {
        title: subject.title.clone(),
        notes: notes.to_vec(),
        look,
        height: if look.is_narrow() { 260 } else { 380 },
        legend: legend(lang, subject),
        simulated: subject.simulated,
    };
    frame.draw_marked(|area, marks| draw_fan(area, subject, &[], (marks, lang)))
}

/// What lines, bands and marks mean.
/// A mark is only explained where the chart has one.
pub(super) fn legend(lang: Lang, subject: &FanSubject<'_>) -> String {
    let mut words = vec![
        lang.pick("实线：已公布", "line: observed"),
        match subject.centre {
            FanCentre::Median => lang.pick("虚线：预测中位数", "dashes: median forecast"),
            FanCentre::Centre => lang.pick("虚线：预测中心值", "dashes: central forecast"),
        },
        lang.pick("深色带：80%区间", "dark band: 80 %"),
        lang.pick("浅色带：95%区间", "light band: 95 %"),
    ];
    let has = |kind: Oddity| subject.history.iter().any(|p| p.odd == Some(kind));
    if has(Oddity::Outlier) || has(Oddity::LevelShift) {
        words.push(lang.pick("▲ 疑似异常值或与前后年份不衔接", "▲ likely outlier or level shift"));
    }
    words.join("　")
}

/// The plot itself, from back to front; `fitted` are forecasts one step ahead inside the history, drawn thin.
///
/// Values are in the unit of the subject; the last median is written beside its point.
pub(super) fn draw_fan(
    area: &Area<'_>,
    subject: &FanSubject<'_>,
    fitted: &[Point],
    (marks, lang): (&mut Marks, Lang),
) -> Drawn {
    let Some(years) = subject.years() else { return Ok(()) };
    let values = value_axis(subject);
    let mut plot = year_plot(area, years, values.clone(), 6)?;
    draw_bands(&mut plot, subject, values.end)?;
    draw_runs(&mut plot, fitted, ORANGE, 1)?;
    draw_runs(&mut plot, &subject.history, BLUE, 2)?;
    plot.draw_series(
        subject.history.iter().map(|point| Circle::new(position(point), 3, BLUE.filled())),
    )?;
    let median = median_line(subject);
    plot.draw_series(DashedLineSeries::new(median.clone(), 7, 5, BLUE.stroke_width(2)))?;
    let odd = subject.history.iter().filter(|point| point.odd.is_some());
    plot.draw_series(odd.map(|point| TriangleMarker::new(position(point), 8, ORANGE.filled())))?;
    if let Some(estimated) = subject.estimated_until {
        draw_estimates_end(&mut plot, estimated, &values, lang)?;
    }
    for point in subject.history.iter() {
        let place = plot.backend_coord(&position(point));
        let number = axis_number(point.value, values.end - values.start);
        marks.add_around(place, 8, format!("{}：{number}", point.year));
    }
    let name = match subject.centre {
        FanCentre::Median => ("中位数", "median"),
        FanCentre::Centre => ("中心值", "centre"),
    };
    for point in subject.forecast {
        let Some(centre) = subject.shown(point) else { continue };
        let number = |value: f64| written(subject, value, &values);
        let year = point.year;
        let place = plot.backend_coord(&(f64::from(year.number()), centre));
        let ends = interval(point.range.p80, number);
        marks.add_around(
            place,
            8,
            match lang {
                Lang::Zh => format!("{year} 预测：{} {}，80%区间 {ends}", name.0, number(centre)),
                Lang::En => {
                    format!("{year} forecast: {} {}, 80 % interval {ends}", name.1, number(centre))
                }
            },
        );
    }
    if let Some(&end) = median.last() {
        let style = label_at(14, BLUE, HPos::Right, VPos::Bottom);
        let number = written(subject, end.1, &values);
        plot.draw_series([EmptyElement::at(end) + Text::new(number, (0, -6), style)])?;
    }
    Ok(())
}

/// A figure to come as it is written: central figures as the tables beside the chart have them.
fn written(subject: &FanSubject<'_>, value: f64, axis: &Range<f64>) -> String {
    match subject.centre {
        FanCentre::Median => axis_number(value, axis.end - axis.start),
        FanCentre::Centre => whole(value),
    }
}

/// From zero, or below it where the subject is: balances can lie below zero, stocks cannot. A few wild upper ends must
/// not flatten everything else: the axis shows at most three times the largest median.
/// The range is in the unit of the subject; its ends are round numbers.
fn value_axis(subject: &FanSubject<'_>) -> Range<f64> {
    let observed = || subject.history.iter().map(|point| point.value);
    let medians = subject.forecast.iter().filter_map(|point| subject.shown(point));
    let largest = observed().chain(medians).fold(0.0, f64::max);
    let upper_end =
        |point: &ForecastPoint| point.range.p95.1.or(point.range.p80.1).or(subject.shown(point));
    let lower_end =
        |point: &ForecastPoint| point.range.p95.0.or(point.range.p80.0).or(subject.shown(point));
    let upper = subject.forecast.iter().filter_map(upper_end).fold(largest, f64::max);
    let lower = observed().chain(subject.forecast.iter().filter_map(lower_end)).fold(0.0, f64::min);
    let bottom = if lower < 0.0 { -nice_ceiling(-lower) } else { 0.0 };
    bottom..nice_ceiling(upper.min(3.0 * largest) * 1.04)
}

/// The 95 % and the 80 % interval, both from the last observed point on, cut at `top`.
/// An open end of an interval is passed over. The wider band is drawn first and paler.
fn draw_bands(plot: &mut Plot<'_, '_>, subject: &FanSubject<'_>, top: f64) -> Drawn {
    type Ends = fn(&ForecastPoint) -> (Option<f64>, Option<f64>);
    let bands: [(Ends, f64); 2] =
        [(|point| point.range.p95, 0.16), (|point| point.range.p80, 0.30)];
    for (ends, opacity) in bands {
        let year = |point: &ForecastPoint| f64::from(point.year.number());
        let upper = subject.forecast.iter().filter_map(|p| Some((year(p), ends(p).1?.min(top))));
        let lower = subject.forecast.iter().rev().filter_map(|p| Some((year(p), ends(p).0?)));
        let start = subject.history.last().map(position);
        let outline: Vec<(f64, f64)> = start.into_iter().chain(upper).chain(lower).collect();
        if outline.len() > 2 {
            plot.draw_series([Polygon::new(outline, BLUE.mix(opacity).filled())])?;
        }
    }
    Ok(())
}

/// Points as lines that break where a year is missing.
/// `width` is in pixels.
fn draw_runs(plot: &mut Plot<'_, '_>, points: &[Point], colour: RGBColor, width: u32) -> Drawn {
    for run in points.chunk_by(|a, b| b.year.since(a.year) == 1) {
        plot.draw_series(LineSeries::new(run.iter().map(position), colour.stroke_width(width)))?;
    }
    Ok(())
}

/// The last observed point and the medians to come.
fn median_line(subject: &FanSubject<'_>) -> Vec<(f64, f64)> {
    let to_come = subject
        .forecast
        .iter()
        .filter_map(|point| Some((f64::from(point.year.number()), subject.shown(point)?)));
    subject.history.last().map(position).into_iter().chain(to_come).collect()
}

/// A line between estimates under a known total and forecasts, with a word on either side.
/// It stands half a year after `last`, the last year of estimates.
fn draw_estimates_end(
    plot: &mut Plot<'_, '_>,
    last: Year,
    values: &Range<f64>,
    lang: Lang,
) -> Drawn {
    let x = f64::from(last.number()) + 0.5;
    let line = [(x, values.start), (x, values.end)];
    plot.draw_series([PathElement::new(line, GREY.mix(0.5))])?;
    for (across, dx, words) in [
        (HPos::Right, -8, lang.pick("估计（合计已知）", "estimate (total known)")),
        (HPos::Left, 8, lang.pick("预测", "forecast")),
    ] {
        let style = label_at(13, GREY, across, VPos::Top);
        plot.draw_series([EmptyElement::at(line[1]) + Text::new(words, (dx, 6), style)])?;
    }
    Ok(())
}

/// Where a point stands on the axes.
/// The year and the value, in the unit of the series.
fn position(point: &Point) -> (f64, f64) {
    (f64::from(point.year.number()), point.value)
}
