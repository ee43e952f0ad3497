//! Logarithms or values as they are: the scale on which a series is modelled.

/// The scale on which a series is modelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Natural logarithms: every value is positive, and so is every forecast.
    Log,
    /// As given, no forecast below zero: no value is negative.
    NonNegative,
    /// As given.
    Plain,
}

impl Scale {
    /// The narrowest scale that holds all of `y`.
    pub fn of(y: &[f64]) -> Self {
        let least = y.iter().copied().fold(f64::INFINITY, f64::min);
        if least > 0.0 {
            Self::Log
        } else if least == 0.0 {
            Self::NonNegative
        } else {
            Self::Plain
        }
    }

    /// From the unit of the data to this scale.
    pub fn apply(self, value: f64) -> f64 {
        match self {
            Self::Log => value.ln(),
            Self::NonNegative | Self::Plain => value,
        }
    }

    /// From this scale back to the unit of the data.
    pub fn invert(self, value: f64) -> f64 {
        match self {
            // Beyond e^700 a float overflows; no figure of this service comes near.
            Self::Log => value.min(700.0).exp(),
            Self::NonNegative => value.max(0.0),
            Self::Plain => value,
        }
    }
}
