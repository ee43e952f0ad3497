//! Panels as files: one row per figure (`series_id`, `step` or `year`, `value`), one row per series with years or steps
//! side by side, or one row per year with series side by side; text in any encoding that tables come in, `.gz` too, and
//! workbooks.
//!
//! A small panel is held in memory. A large one whose series stand together, one after the other, is
//! read again each time, a batch of series at a time, so that its size is bounded by the disk alone.
//!
//! Most files say plainly what their times and numbers are; they are read once. Where a cell does not, all cells are looked at
//! together first (`conventions`): whether commas mark decimals, and whether `201112` is a school year or a month.

mod cells;
mod conventions;
mod endings;
mod head;
mod layout;
mod note;
mod notices;
mod panel;
mod pass;
mod problem;
mod problems;
mod reader;
mod rows;
mod series;
mod source;
mod times;
mod values;

pub(crate) use self::endings::{Ending, Endings};
pub(crate) use self::head::{Headless, Table, find};
pub(crate) use self::layout::clean;
pub(crate) use self::panel::Panel;
pub(crate) use self::problems::Problems;
pub(crate) use self::series::{InputSeries, newest};
pub(crate) use self::source::Ended;
pub(crate) use self::times::{MixedYears, TimeCounts, TimeHeading, TimeReading, TimeStyle};
pub(crate) use self::values::{Decimals, NumberCounts, Value};
