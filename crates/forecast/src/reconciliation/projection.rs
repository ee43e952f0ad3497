//! The projection of forecasts onto those that add up.

use linfa_linalg::cholesky::InverseC as _;
use ndarray::{Array1, Array2};

use super::covariance::Covariance;
use super::error::ReconcileError;
use super::hierarchy::Hierarchy;

/// A row of `C`: positions among the series, each with its factor.
pub(super) type Row = Vec<(usize, f64)>;

/// Rows of `C`: the sums, then a row for each held bottom series.
pub(super) fn constraints(hierarchy: &Hierarchy, held: &[usize]) -> Vec<Row> {
    let sums = hierarchy.sums().map(|i| {
        let parts = hierarchy.parts[i].iter().map(|&b| (hierarchy.bottoms[b], -1.0));
        std::iter::once((i, 1.0)).chain(parts).collect()
    });
    sums.chain(held.iter().map(|&b| vec![(hierarchy.bottoms[b], 1.0)])).collect()
}

/// How far the rows exceed zero.
pub(super) fn excess(rows: &[Row], forecasts: &[f64]) -> Array1<f64> {
    rows.iter().map(|row| row.iter().map(|(i, c)| c * forecasts[*i]).sum()).collect()
}

/// `W·C′` and `(C·W·C′)⁻¹`.
#[derive(Debug, Clone)]
pub(super) struct Projection {
    weighted: Array2<f64>,
    pub(super) inverse: Array2<f64>,
}

impl Projection {
    /// For some rows of `C`.
    pub(super) fn new(rows: &[Row], covariance: &Covariance) -> Result<Self, ReconcileError> {
        let weighted = weigh(rows, covariance);
        if rows.is_empty() {
            return Ok(Self { weighted, inverse: Array2::zeros((0, 0)) });
        }
        let system = Array2::from_shape_fn((rows.len(), rows.len()), |(a, b)| {
            rows[a].iter().map(|&(i, c)| c * weighted[[i, b]]).sum()
        });
        let inverse = system.invc().map_err(|_| ReconcileError::Dependent)?;
        if inverse.iter().any(|value: &f64| !value.is_finite()) {
            return Err(ReconcileError::Dependent);
        }
        Ok(Self { weighted, inverse })
    }

    /// What `forecasts` come to where the rows, which exceed zero by `excess`, are brought to zero.
    pub(super) fn apply(&self, excess: &Array1<f64>, forecasts: &[f64]) -> Vec<f64> {
        let moved = self.weighted.dot(&self.inverse.dot(excess));
        forecasts.iter().zip(moved).map(|(y, by)| y - by).collect()
    }
}

/// `W·C′`.
fn weigh(rows: &[Row], covariance: &Covariance) -> Array2<f64> {
    let n = covariance.series();
    let mut weighted = Array2::zeros((n, rows.len()));
    for (k, row) in rows.iter().enumerate() {
        for &(i, c) in row {
            match covariance {
                Covariance::Diagonal(variances) => weighted[[i, k]] += c * variances[i],
                Covariance::Full(matrix) => {
                    for j in 0..n {
                        weighted[[j, k]] += c * matrix[[j, i]];
                    }
                }
            }
        }
    }
    weighted
}
