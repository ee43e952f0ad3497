//! The verdict on a model that stood trial at earlier forecast origins.

use serde::{Deserialize, Serialize};

/// A model against the last value at earlier forecast origins, all series of a panel together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// Years ahead that decide.
    pub step: usize,
    /// Forecast origins.
    pub origins: usize,
    /// `Σ|ŷ − y| / Σ|y|` of the model, a fraction.
    pub model: f64,
    /// The same of the last value.
    pub naive: f64,
    /// The same of drift.
    pub drift: f64,
    /// Share of block resamples of the origins in which the model errs less than the last value.
    pub won: f64,
    /// Whether the model is published; if not, the last value is.
    pub accepted: bool,
}
