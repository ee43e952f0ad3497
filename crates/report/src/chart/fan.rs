use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{
    Cartesian2d, ChartBuilder, ChartContext, Circle, Color, DashedLineSeries, EmptyElement,
    LineSeries, PathElement, Polygon, SVGBackend, ShapeStyle, Text, TriangleMarker,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use talent_domain::{Lang, Year};
use talent_outlook::{
    ForecastPoint, IndustryOutlook, Oddity, OutputOutlook, Point, ProgrammeOutlook,
};

use super::{Area, BLUE, Chart, Drawn, Frame, GREY, ORANGE, PALE, label, nice_ceiling};
use crate::figures::axis_number;

/// What a fan chart shows.
#[derive(Debug, Clone)]
pub struct FanSubject<'a> {
    /// The subject and the measure with its unit, such as `采矿业单位从业人员（人）`.
    pub title: String,
    /// Observed.
    pub history: &'a [Point],
    /// To come.
    pub forecast: &'a [ForecastPoint],
    /// The last year that is an estimate under a known total.
    pub estimated_until: Option<Year>,
    /// Whether its figures are simulated.
    pub simulated: bool,
}

/// History as a line, the median to come in dashes, 80 % and 95 % as bands. Odd years are marked;
/// years without a figure are gaps. `notes` stand under it.
pub fn fan_chart(subject: &FanSubject<'_>, notes: &[String], lang: Lang) -> Chart {
    let frame = Frame {
        title: subject.title.clone(),
        notes,
        lang,
        height: 540,
        legend: legend(lang, subject),
        simulated: subject.simulated,
    };
    frame.draw(|area| draw_fan(area, subject, &[], lang))
}

/// The plot itself; `fitted` are forecasts one step ahead inside the history, drawn thin.
#[allow(clippy::too_many_lines, reason = "one drawing, from back to front")]
pub(super) fn draw_fan(
    area: &Area<'_>,
    subject: &FanSubject<'_>,
    fitted: &[Point],
    lang: Lang,
) -> Drawn {
    let Some(years) = years_of(subject) else { return Ok(()) };
    let shown =
        |point: &ForecastPoint| point.range.p95.1.or(point.range.p80.1).or(point.range.median);
    // A few wild upper ends must not flatten everything else: the axis shows at most three times
    // the largest median.
    let centre = subject
        .history
        .iter()
        .map(|point| point.value)
        .chain(subject.forecast.iter().filter_map(|point| point.range.median))
        .fold(0.0, f64::max);
    let upper = subject.forecast.iter().filter_map(shown).fold(centre, f64::max);
    let top = nice_ceiling(upper.min(3.0 * centre) * 1.04);
    // Balances can lie below zero; stocks cannot.
    let lower_end =
        |point: &ForecastPoint| point.range.p95.0.or(point.range.p80.0).or(point.range.median);
    let lowest = subject
        .history
        .iter()
        .map(|point| point.value)
        .chain(subject.forecast.iter().filter_map(lower_end))
        .fold(0.0, f64::min);
    let bottom = if lowest < 0.0 { -nice_ceiling(-lowest) } else { 0.0 };
    let mut chart = year_plot(area, years, bottom..top, 6)?;
    let joined = subject.history.last().map(|p| (f64::from(p.year.number()), p.value));
    for (band, opacity) in [(95, 0.16), (80, 0.30)] {
        let ends =
            |point: &ForecastPoint| if band == 95 { point.range.p95 } else { point.range.p80 };
        let at = |point: &ForecastPoint| f64::from(point.year.number());
        let start: Vec<(f64, f64)> = joined.into_iter().collect();
        let lower = subject.forecast.iter().filter_map(|p| Some((at(p), ends(p).0?)));
        let upper = subject.forecast.iter().filter_map(|p| Some((at(p), ends(p).1?.min(top))));
        let mut outline: Vec<(f64, f64)> = start.iter().copied().chain(upper).collect();
        let mut back: Vec<(f64, f64)> = lower.collect();
        back.reverse();
        outline.extend(back);
        if outline.len() > 2 {
            chart.draw_series([Polygon::new(outline, BLUE.mix(opacity).filled())])?;
        }
    }
    for run in fitted.chunk_by(|a, b| b.year.since(a.year) == 1) {
        let points = run.iter().map(|p| (f64::from(p.year.number()), p.value));
        chart.draw_series(LineSeries::new(points, ORANGE.stroke_width(1)))?;
    }
    for run in subject.history.chunk_by(|a, b| b.year.since(a.year) == 1) {
        let points = run.iter().map(|p| (f64::from(p.year.number()), p.value));
        chart.draw_series(LineSeries::new(points, BLUE.stroke_width(2)))?;
    }
    chart.draw_series(
        subject
            .history
            .iter()
            .map(|p| Circle::new((f64::from(p.year.number()), p.value), 3, BLUE.filled())),
    )?;
    let median: Vec<(f64, f64)> = joined
        .into_iter()
        .chain(
            subject
                .forecast
                .iter()
                .filter_map(|p| Some((f64::from(p.year.number()), p.range.median?))),
        )
        .collect();
    let dashes: ShapeStyle = BLUE.stroke_width(2);
    chart.draw_series(DashedLineSeries::new(median.clone(), 7, 5, dashes))?;
    let odd: Vec<(f64, f64)> = subject
        .history
        .iter()
        .filter(|p| p.odd.is_some())
        .map(|p| (f64::from(p.year.number()), p.value))
        .collect();
    chart.draw_series(odd.iter().map(|&at| TriangleMarker::new(at, 8, ORANGE.filled())))?;
    if let Some(estimated) = subject.estimated_until {
        let x = f64::from(estimated.number()) + 0.5;
        chart.draw_series([PathElement::new([(x, bottom), (x, top)], GREY.mix(0.5))])?;
        for (h, dx, words) in [
            (HPos::Right, -8, lang.pick("估计（合计已知）", "estimate (total known)")),
            (HPos::Left, 8, lang.pick("预测", "forecast")),
        ] {
            let style = label(14, GREY).pos(Pos::new(h, VPos::Top));
            chart.draw_series([EmptyElement::at((x, top)) + Text::new(words, (dx, 6), style)])?;
        }
    }
    if let Some(&(x, y)) = median.last() {
        let style = label(15, BLUE).pos(Pos::new(HPos::Right, VPos::Bottom));
        let placed =
            EmptyElement::at((x, y)) + Text::new(axis_number(y, top - bottom), (0, -6), style);
        chart.draw_series([placed])?;
    }
    Ok(())
}

/// The first and the last year that a subject has a figure of; `None` if it has none.
pub(super) fn years_of(subject: &FanSubject<'_>) -> Option<(i32, i32)> {
    let observed = subject.history.iter().map(|point| point.year.number());
    let to_come = subject.forecast.iter().map(|point| point.year.number());
    let (first, last) =
        (observed.clone().chain(to_come.clone()).min()?, observed.chain(to_come).max()?);
    Some((first, last))
}

/// A plot over years with its axes drawn.
pub(super) type YearPlot<'a, 'b> =
    ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Axes of years and values, with about `labels` of the latter.
pub(super) fn year_plot<'a, 'b>(
    area: &Area<'b>,
    (first, last): (i32, i32),
    values: std::ops::Range<f64>,
    labels: usize,
) -> Result<YearPlot<'a, 'b>, Box<dyn std::error::Error>> {
    let length = values.end - values.start;
    let mut chart = ChartBuilder::on(area)
        .x_label_area_size(34)
        .y_label_area_size(76)
        .build_cartesian_2d(f64::from(first) - 0.3..f64::from(last) + 0.6, values)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(PALE.mix(0.0))
        .bold_line_style(PALE)
        .x_labels(((last - first) / 2 + 1).clamp(2, 14) as usize)
        .x_label_formatter(&|year| format!("{year:.0}"))
        .y_labels(labels)
        .y_label_formatter(&|value| axis_number(*value, length))
        .label_style(label(15, GREY))
        .axis_style(GREY)
        .draw()?;
    Ok(chart)
}

pub(super) fn legend(lang: Lang, subject: &FanSubject<'_>) -> String {
    let mut words = vec![
        lang.pick("实线：已公布", "line: observed"),
        lang.pick("虚线：预测中位数", "dashes: median forecast"),
        lang.pick("深色带：80%区间", "dark band: 80 %"),
        lang.pick("浅色带：95%区间", "light band: 95 %"),
    ];
    let has = |kind: Oddity| subject.history.iter().any(|p| p.odd == Some(kind));
    if has(Oddity::Outlier) || has(Oddity::LevelShift) {
        words.push(lang.pick("▲ 疑似异常值或水平位移", "▲ likely outlier or level shift"));
    }
    words.join("　")
}

impl<'a> FanSubject<'a> {
    /// Unit employment of an industry.
    pub fn employment(industry: &'a IndustryOutlook, lang: Lang) -> Self {
        let name = industry.title();
        Self {
            title: match lang {
                Lang::Zh => format!("{name}：单位从业人员（人，年末）"),
                Lang::En => {
                    format!("{name}: unit employment (persons, year's end)")
                }
            },
            history: &industry.history,
            forecast: &industry.forecast,
            estimated_until: industry.estimated_until,
            simulated: false,
        }
    }

    /// Real output of an industry's sector.
    pub fn output(output: &'a OutputOutlook, lang: Lang) -> Self {
        let (name, first) = (&output.name, output.history.first().map_or(0, |p| p.year.number()));
        Self {
            title: match lang {
                Lang::Zh => format!("{name}：实际产出指数（{first} 年=100）"),
                Lang::En => {
                    format!("Sector {}: real output, index ({first} = 100)", output.code)
                }
            },
            history: &output.history,
            forecast: &output.forecast,
            estimated_until: None,
            simulated: false,
        }
    }

    /// Graduates of a programme.
    pub fn graduates(programme: &'a ProgrammeOutlook, simulated: bool, lang: Lang) -> Self {
        Self {
            title: match lang {
                Lang::Zh => format!("{} {}：毕业生（人，全市）", programme.code, programme.name),
                Lang::En => {
                    format!("{} {}: graduates (persons, city)", programme.code, programme.name)
                }
            },
            history: &programme.graduates,
            forecast: &programme.graduates_forecast,
            estimated_until: None,
            simulated,
        }
    }

    /// Registered entrants of a programme.
    pub fn entrants(programme: &'a ProgrammeOutlook, simulated: bool, lang: Lang) -> Self {
        Self {
            title: match lang {
                Lang::Zh => format!("{} {}：报到新生（人，全市）", programme.code, programme.name),
                Lang::En => format!(
                    "{} {}: registered entrants (persons, city)",
                    programme.code, programme.name
                ),
            },
            history: &programme.entrants,
            forecast: &programme.entrants_forecast,
            estimated_until: None,
            simulated,
        }
    }
}
