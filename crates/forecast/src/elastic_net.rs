//! Least squares with both penalties: the elastic net.
//!
//! ```text
//! minimise  1/(2n)·‖y − X·b‖² + λ·(a·‖b‖₁ + (1 − a)/2·‖b‖²)
//! ```
//!
//! Columns are centred and brought to unit deviation. The solver is linfa's, which centres the target
//! but not the columns; here it is given columns that are centred already.
//!
//! Zou and Hastie, "Regularization and variable selection via the elastic net", Journal of the Royal
//! Statistical Society B 67 (2005); Friedman, Hastie and Tibshirani, "Regularization paths for
//! generalized linear models via coordinate descent", Journal of Statistical Software 33 (2010).

use linfa::Dataset;
use linfa::traits::Fit;
use linfa_elasticnet::ElasticNet as Solver;
use ndarray::{Array1, Array2};

use crate::FitError;

/// Least squares with both penalties.
#[derive(Debug, Clone, Copy)]
pub struct ElasticNet {
    /// `λ`, at least 0, in the unit of `y²` since the columns are brought to unit deviation.
    pub penalty: f64,
    /// `a`: 1 is the lasso, 0 the ridge.
    pub l1_ratio: f64,
}

/// The result of [`ElasticNet::fit`].
#[derive(Debug, Clone, PartialEq)]
pub struct ElasticNetFit {
    /// One coefficient for each column, in units of `y` per unit of the column.
    pub coefficients: Vec<f64>,
    /// The mean of `y` where all columns are zero.
    pub intercept: f64,
}

impl ElasticNet {
    /// Fits `y` on columns of the same length. A column that does not vary gets a zero.
    pub fn fit(&self, columns: &[Vec<f64>], y: &[f64]) -> Result<ElasticNetFit, FitError> {
        let n = y.len();
        if n < 2 {
            return Err(FitError::TooShort { got: n, needed: 2 });
        }
        let centres: Vec<f64> = columns.iter().map(|column| mean(column)).collect();
        let deviations: Vec<f64> =
            columns.iter().zip(&centres).map(|(column, &x)| deviation(column, x)).collect();
        let varied: Vec<usize> = (0..columns.len()).filter(|&j| deviations[j] > 1e-12).collect();
        if varied.is_empty() {
            return Err(FitError::NoVariation);
        }
        let design = Array2::from_shape_fn((n, varied.len()), |(row, j)| {
            let j = varied[j];
            (columns[j][row] - centres[j]) / deviations[j]
        });
        let mean_y = mean(y);
        let target = Array1::from_iter(y.iter().map(|value| value - mean_y));
        let solved = Solver::params()
            .penalty(self.penalty)
            .l1_ratio(self.l1_ratio)
            .with_intercept(false)
            .tolerance(1e-10)
            .max_iterations(10_000)
            .fit(&Dataset::new(design, target))
            .map_err(|_| FitError::NoVariation)?;
        let mut coefficients = vec![0.0; columns.len()];
        for (&j, slope) in varied.iter().zip(solved.hyperplane()) {
            coefficients[j] = slope / deviations[j];
        }
        let carried: f64 = coefficients.iter().zip(&centres).map(|(b, x)| b * x).sum();
        Ok(ElasticNetFit { coefficients, intercept: mean_y - carried })
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The root mean squared distance from `centre`.
fn deviation(values: &[f64], centre: f64) -> f64 {
    (values.iter().map(|x| (x - centre).powi(2)).sum::<f64>() / values.len() as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With one column the minimum is known: `b = S(x′y/n, λa)/(x′x/n + λ(1 − a))` for a column of
    /// unit deviation, `S` the soft threshold. The columns lie far from zero, which would give another
    /// answer were they not centred.
    #[test]
    fn one_column_has_its_closed_form() {
        let x: Vec<f64> = (0..9).map(|t| 1000.0 + f64::from((t * 5) % 9)).collect();
        let y: Vec<f64> = (0..9).map(|t| 3.0 * f64::from((t * 5) % 9) + f64::from(t % 3)).collect();
        let mean = |v: &[f64]| v.iter().sum::<f64>() / 9.0;
        let (mx, my) = (mean(&x), mean(&y));
        let deviation = (x.iter().map(|v| (v - mx).powi(2)).sum::<f64>() / 9.0).sqrt();
        let together =
            x.iter().zip(&y).map(|(a, b)| (a - mx) / deviation * (b - my)).sum::<f64>() / 9.0;
        for (penalty, l1_ratio) in [(0.0, 0.5), (0.8, 1.0), (2.0, 0.0), (1.5, 0.4), (1e3, 1.0)] {
            let fit = ElasticNet { penalty, l1_ratio }.fit(std::slice::from_ref(&x), &y).unwrap();
            let cut = (together.abs() - penalty * l1_ratio).max(0.0) * together.signum();
            let slope = cut / (1.0 + penalty * (1.0 - l1_ratio)) / deviation;
            assert!((fit.coefficients[0] - slope).abs() < 1e-8, "{penalty} {l1_ratio} {fit:?}");
            assert!((fit.intercept - (my - slope * mx)).abs() < 1e-5);
        }
    }

    /// The subgradient of the objective vanishes: `x′(y − Xb)/n = λ(a·sign b + (1 − a)·b)`.
    #[test]
    fn several_columns_are_stationary() {
        let columns: Vec<Vec<f64>> = (1..4)
            .map(|j| (0..20).map(|t| f64::from((t * (2 * j + 1)) % 11) + 50.0).collect())
            .collect();
        let y: Vec<f64> =
            (0..20).map(|t| columns[0][t] - 0.5 * columns[2][t] + (t % 4) as f64).collect();
        let (penalty, l1_ratio) = (0.3, 0.5);
        let fit = ElasticNet { penalty, l1_ratio }.fit(&columns, &y).unwrap();
        for (j, column) in columns.iter().enumerate() {
            let mean = column.iter().sum::<f64>() / 20.0;
            let deviation = (column.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 20.0).sqrt();
            let pull = (0..20)
                .map(|t| {
                    let fitted: f64 =
                        columns.iter().zip(&fit.coefficients).map(|(c, b)| c[t] * b).sum();
                    (column[t] - mean) / deviation * (y[t] - fit.intercept - fitted)
                })
                .sum::<f64>()
                / 20.0;
            let b = fit.coefficients[j] * deviation;
            if b == 0.0 {
                assert!(pull.abs() <= penalty * l1_ratio + 1e-6);
            } else {
                let push = penalty * (l1_ratio * b.signum() + (1.0 - l1_ratio) * b);
                assert!((pull - push).abs() < 1e-6, "{j} {pull} {push}");
            }
        }
    }
}
