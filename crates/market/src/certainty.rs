//! How sure a band is.

use serde::{Deserialize, Serialize};

/// How sure the band of a balance is. Serialized in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The band that is shown has a probability of at least 0.8.
    High,
    /// At least 0.6.
    Medium,
    /// Less: neighbouring bands are possible.
    Low,
}

impl Certainty {
    /// From the probability of the band that is shown.
    ///
    /// ```
    /// assert_eq!(talent_market::Certainty::of(0.7), talent_market::Certainty::Medium);
    /// ```
    pub fn of(probability: f64) -> Self {
        if probability >= 0.8 {
            Self::High
        } else if probability >= 0.6 {
            Self::Medium
        } else {
            Self::Low
        }
    }
}
