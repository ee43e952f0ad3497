//! Panels as files: one row per figure (`series_id`, `step` or `year`, `value`), or one row per series with
//! years or steps side by side; `.gz` too.
//!
//! A small panel is held in memory. A large one whose series stand together, one after the other, is
//! read again each time, a batch of series at a time, so that its size is bounded by the disk alone.

mod layout;
mod number;
mod panel;
mod pass;
mod problem;
mod problems;
mod reader;
mod rows;
mod series;

pub(crate) use self::panel::Panel;
pub(crate) use self::problems::Problems;
pub(crate) use self::reader::{columns, open, unread, unreadable};
pub(crate) use self::series::{InputSeries, newest};
