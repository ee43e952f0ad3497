//! A code or the total over all codes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One level of a classification: a code, or the total over all of its codes.
///
/// A total is a published figure of its own, not a missing code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level<C> {
    /// All codes of the classification together.
    Total,
    /// One code.
    Code(C),
}

impl<C> Level<C> {
    /// The code, unless this is the total.
    pub fn code(&self) -> Option<&C> {
        match self {
            Self::Total => None,
            Self::Code(code) => Some(code),
        }
    }
}

impl<C: fmt::Display> fmt::Display for Level<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Total => f.write_str("合计"),
            Self::Code(code) => code.fmt(f),
        }
    }
}
