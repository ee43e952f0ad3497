//! How the stages of the balance did at earlier origins: a row of two plots for each stage.
//!
//! At the left the error rate `Σ|ŷ − y| / Σ|y|` of each method by years ahead, at the right the share of outcomes that
//! lay inside the published intervals.

use plotters::prelude::{BLACK, Circle, Color, DashedLineSeries, PathElement, RGBColor, Text};
use plotters::style::text_anchor::{HPos, VPos};
use talent_domain::Lang;

use super::area::{Area, Drawn};
use super::axes::nice_ceiling;
use super::colour::{BLUE, GREEN};
use super::curves::{CurveEnd, colour_of, curve_plot, draw_curve, draw_names};
use super::frame::Frame;
use super::label::{label, label_at};
use super::look::Look;
use super::picture::Chart;
use crate::wording::method_name;

/// How a stage did at earlier origins.
/// Steps are years ahead, from 1.
#[derive(Debug, Clone)]
pub struct StageCurves {
    /// The stage.
    pub name: String,
    /// Errors of each method, the product's own first.
    /// Colours and dashes go by the position in this list.
    pub methods: Vec<ErrorCurve>,
    /// Whether any figure behind it is simulated.
    pub simulated: bool,
    /// By years ahead, the shares of outcomes inside the 80 % and the 95 % interval.
    /// Each entry is years ahead and two fractions; there is none for a stage without intervals.
    pub inside: Vec<(usize, f64, f64)>,
}

/// The errors of one method.
#[derive(Debug, Clone)]
pub struct ErrorCurve {
    /// Its code.
    pub method: String,
    /// `Σ|ŷ − y| / Σ|y|` by years ahead.
    /// Fractions; a number of years that was not tried has no entry.
    pub errors: Vec<(usize, f64)>,
}

/// Height of one stage.
/// In pixels.
const ROW: u32 = 250;
/// Room for the names of the curves.
/// In pixels, right of the plot.
const NAMES: u32 = 110;
/// A row for each stage: errors by years ahead beside those of plainer ways, and how many outcomes lay inside the
/// intervals. Curves that leave the plot at the top are cut.
///
/// Stages stand under each other in the order of `stages`. The picture is marked as simulated if any of them is.
pub fn backtest_chart(
    title: String,
    stages: &[StageCurves],
    notes: &[String],
    look: impl Into<Look>,
) -> Chart {
    let look = look.into();
    let lang = look.lang;
    let legend = lang.pick(
        "左：误差率（误差之和÷实际之和，%），横轴为提前年数　右：区间命中率（%），虚线为应有的 80% 和 95%",
        "left: error (sum over sum, %) by years ahead　right: inside the intervals (%), dashes: 80 % and 95 %",
    );
    let frame = Frame {
        title,
        notes: notes.to_vec(),
        look,
        height: ROW * stages.len() as u32,
        legend: legend.to_owned(),
        simulated: stages.iter().any(|stage| stage.simulated),
    };
    frame.draw(|area| {
        let rows = area.split_evenly((stages.len().max(1), 1));
        for (row, stage) in rows.iter().zip(stages) {
            let (left, right) = row.split_horizontally(look.width * 3 / 5);
            draw_errors(&left, stage, lang)?;
            draw_inside(&right, stage, lang)?;
        }
        Ok(())
    })
}

/// The axis of years ahead, from one to `steps`.
fn across(steps: usize) -> std::ops::Range<f64> {
    0.8..steps as f64 + 0.2
}

/// The errors of each method, per cent, with their names at the ends.
/// The scale ends 30 per cent above the errors that decide it, so that a wild method does not flatten the others.
fn draw_errors(area: &Area<'_>, stage: &StageCurves, lang: Lang) -> Drawn {
    let steps = stage.methods.iter().flat_map(|m| &m.errors).map(|e| e.0).max().unwrap_or(1);
    // The product's own and the first plainer way decide the scale.
    let deciding = stage.methods.iter().take(2).flat_map(|m| &m.errors).map(|e| 100.0 * e.1);
    let top = nice_ceiling(1.3 * deciding.fold(0.0, f64::max));
    area.draw(&Text::new(stage.name.clone(), (8, 0), label(16, BLACK)))?;
    let mut plot = curve_plot(area, across(steps), (steps, 5), 0.0..top, (24, NAMES))?;
    let mut ends = Vec::new();
    for (m, method) in stage.methods.iter().enumerate() {
        let points: Vec<(f64, f64)> = method
            .errors
            .iter()
            .map(|(step, error)| (*step as f64, 100.0 * error))
            .take_while(|(_, error)| *error <= top)
            .collect();
        let Some(last) = points.last() else { continue };
        let position = plot.backend_coord(last);
        let name = method_name(&method.method, lang).to_owned();
        ends.push(CurveEnd { position, name, colour: colour_of(m) });
        draw_curve(&mut plot, m, points)?;
    }
    draw_names(area, ends)
}

/// An interval, for the plot of how many outcomes lay inside it.
struct Nominal {
    /// What should lie inside, per cent.
    share: f64,
    colour: RGBColor,
    /// What did lie inside in an entry of [`StageCurves::inside`], a fraction.
    read: fn(&(usize, f64, f64)) -> f64,
}

/// The two intervals that are published.
const NOMINAL: [Nominal; 2] = [
    Nominal { share: 80.0, colour: BLUE, read: |inside| inside.1 },
    Nominal { share: 95.0, colour: GREEN, read: |inside| inside.2 },
];

/// How many outcomes lay inside the intervals, per cent, beside how many should.
/// Nothing is drawn for a stage without intervals. The axis begins at a multiple of twenty, at most 60 per cent.
fn draw_inside(area: &Area<'_>, stage: &StageCurves, lang: Lang) -> Drawn {
    if stage.inside.is_empty() {
        return Ok(());
    }
    let steps = stage.inside.iter().map(|inside| inside.0).max().unwrap_or(1);
    let least = stage.inside.iter().map(|inside| 100.0 * inside.1.min(inside.2));
    let bottom = (least.fold(60.0, f64::min) / 20.0).floor() * 20.0;
    let mut plot = curve_plot(area, across(steps), (steps, 5), bottom..100.0, (24, 60))?;
    let base = area.get_base_pixel();
    for Nominal { share, colour, read } in NOMINAL {
        let wanted = [(0.8, share), (steps as f64 + 0.2, share)];
        plot.draw_series(DashedLineSeries::new(wanted, 6, 5, colour.mix(0.7).stroke_width(1)))?;
        let point = |inside: &(usize, f64, f64)| (inside.0 as f64, 100.0 * read(inside));
        let points: Vec<(f64, f64)> = stage.inside.iter().map(point).collect();
        plot.draw_series(points.iter().map(|&dot| Circle::new(dot, 4, colour.filled())))?;
        plot.draw_series([PathElement::new(points, colour.stroke_width(2))])?;
        let (x, y) = plot.backend_coord(&wanted[1]);
        let style = label_at(14, colour, HPos::Left, VPos::Center);
        let name = format!("{share:.0}%{}", lang.pick("区间", ""));
        area.draw(&Text::new(name, (x - base.0 + 6, y - base.1), style))?;
    }
    Ok(())
}
