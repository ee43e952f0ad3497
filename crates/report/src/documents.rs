//! The documents: a folder for each, a file for each section in the order of its headings, and [`tables`] for what
//! several documents print.
//!
//! A new section is a file with one function that gives its blocks, a `mod` line and a line in the list of sections of
//! its document.

mod basis;
pub(crate) mod bulletin;
pub(crate) mod papers;
pub(crate) mod programmes;
pub(crate) mod quality;
pub(crate) mod sheets;
mod stamp;
mod tables;
mod yearly;

pub use stamp::{RunStamp, beijing_day, beijing_minute, beijing_time, in_beijing};
