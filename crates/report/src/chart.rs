//! Charts. Each carries its title with unit and cut-off, its source, 模拟数据 where that applies, and an accessible name.
//! Colours are those of Okabe and Ito, told apart by colour-blind readers, and never carry meaning alone: shapes,
//! dashes and words say the same.
//!
//! A new chart is a file here, with a `mod` and a `pub use` line; one that can be asked for by name also gets a variant
//! in `kind.rs`.

mod area;
mod axes;
mod borders;
mod colour;
mod county_map;
mod curves;
mod diagnostic;
mod fan;
mod fan_subject;
mod frame;
mod gap;
mod heat;
mod kind;
mod label;
mod look;
mod marks;
mod notes;
mod paths;
mod picture;
mod png;
mod quadrant;
mod stages;

pub use borders::{Borders, BordersError};
pub use colour::level_colour;
pub use county_map::county_map;
pub use diagnostic::{Diagnostic, diagnostic_chart};
pub use fan::fan_chart;
pub use fan_subject::{FanCentre, FanSubject};
pub use gap::gap_bars;
pub use heat::heat_map;
pub use kind::{ChartError, ChartKind, draw};
pub use look::Look;
pub use notes::chart_notes;
pub use paths::{PathCurve, paths_chart};
pub use picture::Chart;
pub use png::{CHINESE_FAMILIES, PngError, has_chinese_font};
pub use quadrant::quadrant;
pub use stages::{ErrorCurve, StageCurves, backtest_chart};
