//! Making forecasts add up by the least change, with or without a lower limit of zero.

use super::covariance::{Covariance, ErrorScale};
use super::error::ReconcileError;
use super::hierarchy::Hierarchy;
use super::projection::{Projection, constraints, excess};

/// A way to make forecasts add up, prepared once and applied to each draw.
#[derive(Debug, Clone)]
pub struct Reconciliation {
    hierarchy: Hierarchy,
    covariance: Covariance,
    projection: Projection,
}

impl Reconciliation {
    /// Prepares the projection.
    pub fn new(hierarchy: Hierarchy, scale: &ErrorScale) -> Result<Self, ReconcileError> {
        let covariance = Covariance::new(scale, &hierarchy)?;
        let projection = Projection::new(&constraints(&hierarchy, &[]), &covariance)?;
        Ok(Self { hierarchy, covariance, projection })
    }

    /// Forecasts that add up, by series in the order of the hierarchy.
    pub fn apply(&self, forecasts: &[f64]) -> Result<Vec<f64>, ReconcileError> {
        let series = self.hierarchy.series();
        if forecasts.len() != series {
            return Err(ReconcileError::Length { got: forecasts.len(), series });
        }
        if let Some(i) = forecasts.iter().position(|value| !value.is_finite()) {
            return Err(ReconcileError::Variance { series: i + 1 });
        }
        let mut y = self.projection.apply(&self.hierarchy.excess(forecasts), forecasts);
        self.hierarchy.add_up(&mut y);
        Ok(y)
    }

    /// The same, none below zero.
    pub fn apply_non_negative(&self, forecasts: &[f64]) -> Result<Vec<f64>, ReconcileError> {
        let mut y = self.apply(forecasts)?;
        let mut held: Vec<usize> = Vec::new();
        // Each round holds the series that fell below zero at zero, or lets go those that a release
        // would bring closer; a handful of rounds is the rule.
        for _ in 0..4 * self.hierarchy.bottoms.len() + 4 {
            let below: Vec<usize> = (0..self.hierarchy.bottoms.len())
                .filter(|b| y[self.hierarchy.bottoms[*b]] < -1e-12 && !held.contains(b))
                .collect();
            let released = below.is_empty() && self.release(forecasts, &y, &mut held);
            if below.is_empty() && !released {
                break;
            }
            held.extend(below);
            y = self.hold(forecasts, &held)?;
        }
        for &bottom in &self.hierarchy.bottoms {
            y[bottom] = y[bottom].max(0.0);
        }
        self.hierarchy.add_up(&mut y);
        Ok(y)
    }

    /// The closest forecasts with some bottom series at zero: each is one more row `y = 0`.
    fn hold(&self, forecasts: &[f64], held: &[usize]) -> Result<Vec<f64>, ReconcileError> {
        let rows = constraints(&self.hierarchy, held);
        let projection = Projection::new(&rows, &self.covariance)?;
        let mut y = projection.apply(&excess(&rows, forecasts), forecasts);
        for &b in held {
            y[self.hierarchy.bottoms[b]] = 0.0;
        }
        self.hierarchy.add_up(&mut y);
        Ok(y)
    }

    /// Lets go the held series whose return above zero would shorten the distance most; whether there
    /// was one. Its slope is its multiplier.
    fn release(&self, forecasts: &[f64], y: &[f64], held: &mut Vec<usize>) -> bool {
        let rows = constraints(&self.hierarchy, held);
        let Ok(projection) = Projection::new(&rows, &self.covariance) else { return false };
        let multipliers = projection.inverse.dot(&excess(&rows, forecasts));
        let first = rows.len() - held.len();
        let size = y.iter().map(|value| value.abs()).fold(1.0, f64::max);
        let most = (0..held.len())
            .map(|k| (k, multipliers[first + k]))
            .filter(|(_, multiplier)| *multiplier > 1e-9 * size)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((k, _)) = most {
            held.remove(k);
        }
        most.is_some()
    }
}
