//! Curves of methods side by side, the product's own first, with their names at the ends.

use std::ops::Range;

use plotters::prelude::{
    BLACK, ChartBuilder, Circle, Color, DashedLineSeries, LineSeries, RGBColor, Text,
};
use plotters::style::text_anchor::{HPos, VPos};

use super::area::{Area, Drawn};
use super::axes::Plot;
use super::colour::{BLUE, GREEN, GREY, ORANGE, PALE};
use super::label::{label, label_at};

const PURPLE: RGBColor = RGBColor(160, 90, 140);
const AMBER: RGBColor = RGBColor(180, 130, 0);
/// The colours of the plainer ways, in the order of the methods; the last is that of all further ones.
const OTHERS: [RGBColor; 6] = [ORANGE, GREEN, PURPLE, GREY, BLACK, AMBER];

/// Axes with so many labels across and up, with room above and at the right of them, pixels.
pub(super) fn curve_plot<'a, 'b>(
    area: &Area<'b>,
    across: Range<f64>,
    (labels_across, labels_up): (usize, usize),
    up: Range<f64>,
    (above, right): (u32, u32),
) -> Result<Plot<'a, 'b>, Box<dyn std::error::Error>> {
    let mut chart = ChartBuilder::on(area)
        .margin_top(above)
        .margin_right(right)
        .x_label_area_size(28)
        .y_label_area_size(52)
        .build_cartesian_2d(across, up)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(PALE.mix(0.0))
        .bold_line_style(PALE)
        .x_labels(labels_across)
        .x_label_formatter(&|value| format!("{value:.0}"))
        .y_labels(labels_up)
        .y_label_formatter(&|value| format!("{value:.0}"))
        .label_style(label(13, GREY))
        .axis_style(GREY)
        .draw()?;
    Ok(chart)
}

/// The colour of a method by its index: the product's own comes first.
/// Methods beyond the list share its last colour.
pub(super) fn colour_of(method: usize) -> RGBColor {
    method.checked_sub(1).map_or(BLUE, |other| OTHERS[other.min(OTHERS.len() - 1)])
}

/// The curve of a method by its index: a line with dots for the product's own, dashes for the others.
/// Dashes are the longer, the later the method stands in the list. `points` are in the units of the axes.
pub(super) fn draw_curve(plot: &mut Plot<'_, '_>, method: usize, points: Vec<(f64, f64)>) -> Drawn {
    let colour = colour_of(method);
    if method == 0 {
        plot.draw_series(points.iter().map(|&dot| Circle::new(dot, 4, colour.filled())))?;
        plot.draw_series(LineSeries::new(points, colour.stroke_width(3)))?;
    } else {
        let dash = 2 + 3 * method as u32;
        plot.draw_series(DashedLineSeries::new(points, dash, 4, colour.stroke_width(2)))?;
    }
    Ok(())
}

/// Where a curve ends, pixels of the whole chart.
pub(super) struct CurveEnd {
    pub(super) position: (i32, i32),
    /// The name of the method, as it is written beside the curve.
    pub(super) name: String,
    pub(super) colour: RGBColor,
}

/// Names beside the ends of their curves, a line of text apart.
/// From the top down; a name that would overlap the one above is moved below it.
pub(super) fn draw_names(area: &Area<'_>, mut ends: Vec<CurveEnd>) -> Drawn {
    ends.sort_by_key(|end| end.position.1);
    let base = area.get_base_pixel();
    let mut free = i32::MIN;
    for CurveEnd { position: (x, y), name, colour } in ends {
        let y = y.max(free);
        free = y + 17;
        let style = label_at(13, colour, HPos::Left, VPos::Center);
        area.draw(&Text::new(name, (x - base.0 + 10, y - base.1), style))?;
    }
    Ok(())
}
