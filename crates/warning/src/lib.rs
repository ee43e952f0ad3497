//! From signals to warning levels: readings of single signals against a dated policy, the rules
//! that combine them, and the memory that keeps a level from flickering.
//!
//! Reading order: [`Policy`] holds every threshold; [`read_placement`] and its siblings turn
//! figures into [`Reading`]s; a [`Release`] is what was read for one subject in one year;
//! [`assess()`] walks the releases and gives an [`Assessment`]. Levels are proposals that open a
//! review; a named person decides.

mod assess;
mod level;
mod policy;
mod reading;

pub use assess::{Assessment, Cap, Release, Rule, assess};
pub use level::WarningLevel;
pub use policy::{KeyPolicy, Policy, PolicyError};
pub use reading::{
    Counts, Family, Reading, Signal, Standing, read_duplication, read_forecast_gap, read_intake,
    read_match, read_placement,
};
