use serde::{Deserialize, Serialize};

/// A part of a whole, kept as a fraction: 0.35 is 35 %.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Share(f64);

impl Share {
    /// From a fraction, such as 0.35.
    pub const fn fraction(fraction: f64) -> Self {
        Self(fraction)
    }

    /// From per cent, such as 35.
    pub const fn percent(percent: f64) -> Self {
        Self(percent / 100.0)
    }

    /// As a fraction, such as 0.35.
    pub const fn to_fraction(self) -> f64 {
        self.0
    }

    /// As per cent, such as 35.
    pub const fn to_percent(self) -> f64 {
        self.0 * 100.0
    }
}
