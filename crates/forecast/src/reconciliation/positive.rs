//! Making draws of series that cannot be negative add up, each giving way in per cent.

use ndarray::{Array1, Array2};

use super::covariance::{Covariance, ErrorScale};
use super::error::ReconcileError;
use super::hierarchy::Hierarchy;
use super::projection::{Projection, constraints};
use super::total::FARTHEST_PRICE;

/// A way to make draws of series that cannot be negative add up, prepared once and applied to each draw: every
/// series gives way in per cent, so that none falls below zero. The distance is the relative entropy
///
/// ```text
/// min Σ (y·ln(y/ŷ) − y + ŷ)/(s²m),  C·y = 0
/// ```
///
/// with `m` the middle of the forecasts and `s` their standard deviations as parts of it: near the middle the
/// linear projection with `W = diag(s²m²)`. Its solution is `y = ŷ·exp(−s²m·C′λ)`; `λ` is found by
/// Newton steps with the system of the middle, shortened where a draw lies above it, until no sum is off by more
/// than a thousandth, and the sums are then taken from their parts.
#[derive(Debug, Clone)]
pub struct PositiveReconciliation {
    hierarchy: Hierarchy,
    middle: Vec<f64>,
    /// `s²m` by series.
    reach: Vec<f64>,
    inverse: Array2<f64>,
}

impl PositiveReconciliation {
    /// Prepares it for forecasts of this `middle` and `sds`, standard deviations as parts of it: zero for what is
    /// known. A sum that is known must be the sum of parts that are.
    pub fn new(hierarchy: Hierarchy, middle: &[f64], sds: &[f64]) -> Result<Self, ReconcileError> {
        let series = hierarchy.series();
        if middle.len() != series || sds.len() != series {
            return Err(ReconcileError::Length { got: middle.len().min(sds.len()), series });
        }
        let variances = middle.iter().zip(sds).map(|(m, s)| (s * m).powi(2)).collect();
        let covariance = Covariance::new(&ErrorScale::Variance(variances), &hierarchy)?;
        let projection = Projection::new(&constraints(&hierarchy, &[]), &covariance)?;
        let reach = middle.iter().zip(sds).map(|(m, s)| s * s * m).collect();
        Ok(Self { hierarchy, middle: middle.to_vec(), reach, inverse: projection.inverse })
    }

    /// A draw that adds up, by series in the order of the hierarchy. Parts of zero stay.
    ///
    /// # Panics
    ///
    /// Where the draw has not a number for every series.
    pub fn apply(&self, draw: &[f64]) -> Vec<f64> {
        let mut y = draw.to_vec();
        let mut prices = Array1::<f64>::zeros(self.inverse.nrows());
        for _ in 0..NEWTON_STEPS {
            let excess = self.hierarchy.excess(&y);
            let sums = self.hierarchy.sums().map(|i| y[i]);
            let off = excess.iter().zip(sums).map(|(excess, sum)| excess.abs() / sum.max(1.0));
            if off.fold(0.0, f64::max) <= CLOSE_ENOUGH {
                break;
            }
            let ahead = (0..y.len()).filter(|&i| self.reach[i] > 0.0);
            let farthest = ahead.map(|i| y[i] / self.middle[i]).fold(1.0, f64::max);
            prices.scaled_add(1.0 / farthest, &self.inverse.dot(&excess));
            self.price(draw, &prices, &mut y);
        }
        self.hierarchy.add_up(&mut y);
        y
    }

    /// What the draw becomes at these prices of the sums.
    fn price(&self, draw: &[f64], prices: &Array1<f64>, y: &mut [f64]) {
        let mut change = vec![0.0; draw.len()];
        for (i, price) in self.hierarchy.sums().zip(prices) {
            change[i] -= price;
            for &part in &self.hierarchy.parts[i] {
                change[self.hierarchy.bottoms[part]] += price;
            }
        }
        for (i, value) in y.iter_mut().enumerate() {
            let change = (self.reach[i] * change[i]).clamp(-FARTHEST_PRICE, FARTHEST_PRICE);
            *value = draw[i] * change.exp();
        }
    }
}

/// Steps of [`PositiveReconciliation`], at most; three are the rule.
const NEWTON_STEPS: usize = 30;
/// The part of itself that a sum may be off by before it is taken from its parts.
const CLOSE_ENOUGH: f64 = 1e-3;
