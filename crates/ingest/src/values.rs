//! What single cells hold, as people write it: numbers in their units, years, days.

mod day;
mod length;
mod marks;
mod number;
mod shown;
mod unit;
mod year;

pub(crate) use day::read_day;
pub(crate) use length::not_too_long;
pub use number::separators_fit;
pub(crate) use number::{read_figure, read_number};
pub(crate) use shown::{figure_shown, number_shown};
pub(crate) use unit::{FileUnit, needs_unit, unit_names, units_of};
pub(crate) use year::read_year;
