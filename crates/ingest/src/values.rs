//! What single cells hold, as people write it: numbers in their units, years, days.

mod day;
mod length;
mod marks;
mod number;
mod period;
mod shown;
mod unit;
mod written_number;
mod year;

pub(crate) use day::read_day;
pub(crate) use length::not_too_long;
pub use marks::without_marks;
pub(crate) use number::{read_figure, read_number};
pub use period::{Across, Period};
pub(crate) use shown::{figure_shown, number_shown};
pub(crate) use unit::{FileUnit, needs_unit, unit_names, units_of};
pub use written_number::WrittenNumber;
pub(crate) use year::read_year;
