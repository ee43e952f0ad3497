//! Plots with two numeric coordinates, and their axes.
//!
//! A chart with other axes than years and values builds its own [`Plot`]; see `stages` and `quadrant`.

use std::error::Error;
use std::ops::Range;

use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{Cartesian2d, ChartBuilder, ChartContext, Color, SVGBackend};

use super::area::Area;
use super::colour::{GREY, PALE};
use super::label::label;
use crate::wording::figures::axis_number;

/// The round number at or above a value, for the end of an axis.
///
/// It is one of `1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10` times a power of ten; one for values that are not positive.
pub(super) fn nice_ceiling(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let unit = 10_f64.powf(value.log10().floor());
    [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]
        .into_iter()
        .map(|step| step * unit)
        .find(|ceiling| *ceiling >= value)
        .unwrap_or(10.0 * unit)
}

/// A plot with its axes drawn: across are years, years ahead or a logarithm.
/// Upwards are values in the unit of the series, per cent or fractions.
pub(super) type Plot<'a, 'b> =
    ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Axes of years and values, with about `labels` of the latter.
///
/// `first` and `last` are the years that have to fit in; there is room for a bar on either side. About every second
/// year is labelled. An error is one of drawing, see `Drawn`.
pub(super) fn year_plot<'a, 'b>(
    area: &Area<'b>,
    (first, last): (i32, i32),
    values: Range<f64>,
    labels: usize,
) -> Result<Plot<'a, 'b>, Box<dyn Error>> {
    let length = values.end - values.start;
    // A year takes about fifty pixels.
    let most = (area.dim_in_pixel().0 as i32 / 52).clamp(3, 14);
    let mut chart = ChartBuilder::on(area)
        .x_label_area_size(34)
        .y_label_area_size(64)
        .build_cartesian_2d(f64::from(first) - 0.3..f64::from(last) + 0.6, values)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(PALE.mix(0.0))
        .bold_line_style(PALE)
        .x_labels(((last - first) / 2 + 1).clamp(2, most) as usize)
        .x_label_formatter(&|year| format!("{year:.0}"))
        .y_labels(labels)
        .y_label_formatter(&|value| axis_number(*value, length))
        .label_style(label(13, GREY))
        .axis_style(GREY)
        .draw()?;
    Ok(chart)
}
