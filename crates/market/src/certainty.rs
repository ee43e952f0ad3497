//! How sure a band is.

use serde::{Deserialize, Serialize};

use crate::grade::Grade;

/// How sure the band of a balance is. Serialized in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The band that is shown has a probability of at least 0.8.
    High,
    /// At least 0.6.
    Medium,
    /// Less: other bands are possible.
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

    /// No more than a grade bears out: what is not to be acted on is not sure, and what is for orientation is at most
    /// medium, however narrow the draws are.
    ///
    /// ```
    /// use talent_market::{Certainty, Grade};
    /// assert_eq!(Certainty::High.within(Grade::D), Certainty::Low);
    /// assert_eq!(Certainty::High.within(Grade::B), Certainty::High);
    /// ```
    #[must_use]
    pub fn within(self, grade: Grade) -> Self {
        match (self, grade) {
            (_, Grade::D) => Self::Low,
            (Self::High, Grade::C) => Self::Medium,
            (sure, _) => sure,
        }
    }
}
