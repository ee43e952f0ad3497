//! What is known of a part, with how well it is known.

use rand::Rng;
use rand_distr::{Beta, Distribution as _, Normal};

/// The value of a part and its spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Evidence {
    /// A share of persons: so many of so many, after the counts of the group that it is drawn towards were added.
    Share {
        /// Persons for whom it holds.
        holds: f64,
        /// Persons for whom it does not.
        fails: f64,
    },
    /// A mean with its standard error.
    Mean {
        /// The mean.
        mean: f64,
        /// Its standard error.
        error: f64,
    },
}

/// Counts of nobody still say that a share is neither 0 nor 1 for sure.
const FEWEST: f64 = 0.5;

impl Evidence {
    /// So many of so many, drawn towards the share `mean` of a group as if `weight` more persons had been counted there.
    pub fn share(count: f64, of: f64, mean: f64, weight: f64) -> Self {
        Self::Share { holds: count + weight * mean, fails: of - count + weight * (1.0 - mean) }
    }

    /// The expected value.
    pub fn value(self) -> f64 {
        match self {
            Self::Share { holds, fails } if holds + fails > 0.0 => holds / (holds + fails),
            Self::Share { .. } => 0.5,
            Self::Mean { mean, .. } => mean,
        }
    }

    /// The standard deviation of what it may be.
    pub fn deviation(self) -> f64 {
        match self {
            Self::Share { holds, fails } => {
                let (holds, fails) = (holds.max(FEWEST), fails.max(FEWEST));
                let of = holds + fails;
                (holds * fails / (of * of * (of + 1.0))).sqrt()
            }
            Self::Mean { error, .. } => error,
        }
    }

    /// One value that it may be.
    pub(crate) fn draw(self, rng: &mut impl Rng) -> f64 {
        match self {
            Self::Share { holds, fails } => Beta::new(holds.max(FEWEST), fails.max(FEWEST))
                .map_or_else(|_| self.value(), |beta| beta.sample(rng)),
            Self::Mean { mean, error } => {
                Normal::new(mean, error).map_or(mean, |normal| normal.sample(rng))
            }
        }
    }
}
