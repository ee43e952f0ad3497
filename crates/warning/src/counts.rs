//! A count and what it was counted out of.

use serde::{Deserialize, Serialize};
use statrs::function::beta::checked_beta_reg;

use crate::limits::Direction;

/// A count and the number it was counted out of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// Numerator, persons or schools.
    pub count: f64,
    /// Denominator, in the same unit.
    pub of: f64,
}

/// What a single rate is drawn towards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// The centre, a fraction.
    pub mean: f64,
    /// Persons that it is worth.
    pub persons: f64,
}

impl Counts {
    /// The rate, a fraction; `None` if there is nobody to count.
    pub fn rate(self) -> Option<f64> {
        (self.of > 0.0).then(|| self.count / self.of)
    }

    /// The probability that the true rate lies beyond a threshold, given its prior.
    pub(crate) fn beyond(self, direction: Direction, threshold: f64, prior: Prior) -> f64 {
        let below = self.below(threshold, prior);
        match direction {
            Direction::Below => below,
            Direction::Above => 1.0 - below,
        }
    }

    /// The probability that the true rate is below a threshold, the centre `μ` of its prior being worth `κ` persons:
    /// beta-binomial, `I_c(x + κμ, n − x + κ(1 − μ))`.
    fn below(self, threshold: f64, Prior { mean, persons }: Prior) -> f64 {
        let (a, b) = (self.count + persons * mean, self.of - self.count + persons * (1.0 - mean));
        // The incomplete beta function needs both above zero; a certain rate is on one side.
        checked_beta_reg(a, b, threshold)
            .unwrap_or_else(|_| f64::from(u8::from(a / (a + b) < threshold)))
    }
}

impl std::ops::Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { count: self.count + other.count, of: self.of + other.of }
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), std::ops::Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_persons_make_a_rate_more_certain() {
        let towards = Prior { mean: 0.9, persons: 40.0 };
        let below = |count, of| Counts { count, of }.beyond(Direction::Below, 0.6, towards);
        assert!(below(50.0, 100.0) < below(500.0, 1000.0));
        let above = Counts { count: 50.0, of: 100.0 }.beyond(Direction::Above, 0.6, towards);
        assert!((above + below(50.0, 100.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_rate_without_doubt_is_on_one_side() {
        let alone = Prior { mean: 0.5, persons: 0.0 };
        let below = |count| Counts { count, of: 10.0 }.beyond(Direction::Below, 0.6, alone);
        assert_eq!([below(0.0), below(10.0)], [1.0, 0.0]);
    }

    #[test]
    fn nobody_has_no_rate() {
        assert_eq!(Counts::default().rate(), None);
    }
}
