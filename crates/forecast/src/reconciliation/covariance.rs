//! What the errors of the forecasts look like, and their covariance.

use ndarray::Array2;

use super::error::ReconcileError;
use super::hierarchy::Hierarchy;

/// What the errors of the forecasts look like.
#[derive(Debug, Clone)]
pub enum ErrorScale {
    /// All alike: least squares.
    Equal,
    /// As many times as large as a series has bottom series.
    Structural,
    /// A variance for every series.
    Variance(Vec<f64>),
    /// Estimated from errors of the past, `[time][series]`, correlations shrunk towards zero.
    Shrunk(Vec<Vec<f64>>),
}

/// The covariance of the forecasts' errors, up to a factor.
#[derive(Debug, Clone)]
pub(super) enum Covariance {
    /// Errors that do not depend on each other, by series.
    Diagonal(Vec<f64>),
    /// `[series][series]`.
    Full(Array2<f64>),
}

impl Covariance {
    /// The covariance for a hierarchy.
    pub(super) fn new(scale: &ErrorScale, hierarchy: &Hierarchy) -> Result<Self, ReconcileError> {
        let n = hierarchy.series();
        Ok(match scale {
            ErrorScale::Equal => Self::Diagonal(vec![1.0; n]),
            ErrorScale::Structural => {
                Self::Diagonal(hierarchy.parts.iter().map(|parts| parts.len() as f64).collect())
            }
            ErrorScale::Variance(variances) => {
                check_variances(variances, n)?;
                let least = least_variance(variances);
                Self::Diagonal(variances.iter().map(|v| v.max(least)).collect())
            }
            ErrorScale::Shrunk(errors) => Self::Full(shrunk_covariance(errors, n)?),
        })
    }

    /// Number of series.
    pub(super) fn series(&self) -> usize {
        match self {
            Self::Diagonal(variances) => variances.len(),
            Self::Full(matrix) => matrix.nrows(),
        }
    }
}

fn check_variances(variances: &[f64], series: usize) -> Result<(), ReconcileError> {
    if variances.len() != series {
        return Err(ReconcileError::Length { got: variances.len(), series });
    }
    let bad = variances.iter().position(|value| !(value.is_finite() && *value >= 0.0));
    bad.map_or(Ok(()), |i| Err(ReconcileError::Variance { series: i + 1 }))
}

/// The variance of a series that never errs, such as one of zeros: it stays, and the system stays
/// solvable.
fn least_variance(variances: &[f64]) -> f64 {
    let least = 1e-10 * variances.iter().copied().fold(0.0, f64::max);
    if least > 0.0 { least } else { 1.0 }
}

/// The covariance of past errors of `n` series, its correlations drawn towards zero by
/// `λ = Σ Var(r̂ᵢⱼ) / Σ r̂ᵢⱼ²` over pairs; series that never erred keep a tiny variance.
pub(super) fn shrunk_covariance(
    errors: &[Vec<f64>],
    n: usize,
) -> Result<Array2<f64>, ReconcileError> {
    check_errors(errors, n)?;
    let count = errors.len() as f64;
    let variances: Vec<f64> =
        (0..n).map(|i| errors.iter().map(|row| row[i].powi(2)).sum::<f64>() / count).collect();
    let least = least_variance(&variances);
    let deviations: Vec<f64> = variances.iter().map(|v| v.max(least).sqrt()).collect();
    let (correlations, shrinkage) = correlations(errors, &deviations);
    Ok(Array2::from_shape_fn((n, n), |(i, j)| {
        let correlation =
            if i == j { 1.0 } else { (1.0 - shrinkage) * correlations[[i.max(j), i.min(j)]] };
        correlation * deviations[i] * deviations[j]
    }))
}

fn check_errors(errors: &[Vec<f64>], series: usize) -> Result<(), ReconcileError> {
    if errors.len() < 3 {
        return Err(ReconcileError::TooFewErrors { got: errors.len() });
    }
    for row in errors {
        if row.len() != series {
            return Err(ReconcileError::Length { got: row.len(), series });
        }
        if let Some(i) = row.iter().position(|error| !error.is_finite()) {
            return Err(ReconcileError::Variance { series: i + 1 });
        }
    }
    Ok(())
}

/// Correlations below the diagonal, and how far they are drawn towards zero: `λ`, from 0 to 1.
fn correlations(errors: &[Vec<f64>], deviations: &[f64]) -> (Array2<f64>, f64) {
    let (n, count) = (deviations.len(), errors.len() as f64);
    let product =
        |row: &[f64], i: usize, j: usize| row[i] * row[j] / (deviations[i] * deviations[j]);
    let (mut uncertain, mut squares) = (0.0, 0.0);
    let mut correlations = Array2::zeros((n, n));
    for i in 0..n {
        for j in 0..i {
            let mean = errors.iter().map(|row| product(row, i, j)).sum::<f64>() / count;
            let spread: f64 =
                errors.iter().map(|row| (product(row, i, j) - mean).powi(2)).sum::<f64>();
            uncertain += spread / (count * (count - 1.0));
            squares += mean * mean;
            correlations[[i, j]] = mean;
        }
    }
    let shrinkage = if squares > 0.0 { (uncertain / squares).clamp(0.0, 1.0) } else { 1.0 };
    (correlations, shrinkage)
}
