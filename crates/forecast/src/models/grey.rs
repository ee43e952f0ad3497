//! The grey model GM(1,1), for comparison.

use super::model::Model;
use crate::FitError;
use crate::error::check_series;
use crate::name::MethodName;

/// The name of the method.
pub(crate) const NAME: MethodName = MethodName::new("grey", "灰色模型");

/// The grey model GM(1,1): an exponential through the accumulated series,
/// `x̂(k) = (1 − e^a)·(x₁ − b/a)·e^(−a(k−1))` for `k ≥ 2`, with `a` and `b` by least squares of
/// `x(k) = −a·z(k) + b` on `z(k) = (X(k) + X(k−1))/2`, `X` the running sum.
///
/// A named comparison model, common in studies of the demand for talent: it is a fitted exponential
/// and no better founded than one. Its grades ([`GreyFit::grade`]) speak of the sample only, never of
/// a forecast.
///
/// Deng Julong, "Control problems of grey systems", Systems & Control Letters 1 (1982).
#[derive(Debug, Clone, Copy, Default)]
pub struct Grey;

/// The result of [`Grey::fit`].
#[derive(Debug, Clone)]
pub struct GreyFit {
    fitted: Vec<f64>,
    first: f64,
    a: f64,
    b: f64,
    values: usize,
    /// Posterior-error ratio `C`: standard deviation of the residuals over that of the series.
    pub posterior_ratio: f64,
    /// Small-error probability `P`: share of residuals within 0.6745 standard deviations of the
    /// series around their mean.
    pub small_error_share: f64,
}

/// How well a grey model fits its own sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GreyGrade {
    /// `C ≤ 0.35` and `P ≥ 0.95`.
    First,
    /// `C ≤ 0.50` and `P ≥ 0.80`.
    Second,
    /// Neither: not to be used.
    Refused,
}

/// Values that a fit needs.
const FEWEST: usize = 4;

impl Grey {
    /// Needs four observations, none of them negative.
    pub fn fit(self, y: &[f64]) -> Result<GreyFit, FitError> {
        check_series(y, FEWEST)?;
        if let Some(i) = y.iter().position(|value| *value < 0.0) {
            return Err(FitError::Negative { position: i + 1 });
        }
        let (a, b) = coefficients(y).ok_or(FitError::NoVariation)?;
        let mut fit = GreyFit {
            fitted: Vec::new(),
            first: y[0],
            a,
            b,
            values: y.len(),
            posterior_ratio: 0.0,
            small_error_share: 0.0,
        };
        (fit.posterior_ratio, fit.small_error_share) = fit.compare(y);
        // A forecast one step ahead from what was known then; the last value before there is enough.
        let ahead = |t: usize| -> f64 {
            let before = y[t.saturating_sub(1)];
            if t < FEWEST {
                return before;
            }
            coefficients(&y[..t]).map_or(before, |(a, b)| {
                let known = GreyFit { first: y[0], a, b, values: t, fitted: Vec::new(), ..fit };
                known.at(t)
            })
        };
        let fitted = (0..y.len()).map(ahead).collect();
        Ok(GreyFit { fitted, ..fit })
    }
}

impl GreyFit {
    /// The grade of the sample.
    pub fn grade(&self) -> GreyGrade {
        if self.posterior_ratio <= 0.35 && self.small_error_share >= 0.95 {
            GreyGrade::First
        } else if self.posterior_ratio <= 0.5 && self.small_error_share >= 0.8 {
            GreyGrade::Second
        } else {
            GreyGrade::Refused
        }
    }

    /// The developing coefficient `a` and the grey input `b`.
    pub fn coefficients(&self) -> (f64, f64) {
        (self.a, self.b)
    }

    /// The posterior-error ratio and the small-error share on the series that was fitted.
    fn compare(&self, y: &[f64]) -> (f64, f64) {
        let residuals: Vec<f64> = y.iter().enumerate().map(|(k, x)| x - self.at(k)).collect();
        let (mean, residual_sd) = moments(&residuals);
        let (_, sd) = moments(y);
        let small = residuals.iter().filter(|r| (*r - mean).abs() < 0.6745 * sd).count();
        if sd > 0.0 {
            (residual_sd / sd, small as f64 / residuals.len() as f64)
        } else {
            (0.0, 1.0)
        }
    }

    /// The value of step `k`, the first being 0.
    fn at(&self, k: usize) -> f64 {
        if k == 0 {
            self.first
        } else if self.a.abs() < 1e-9 {
            self.b
        } else {
            (1.0 - self.a.exp()) * (self.first - self.b / self.a) * (-self.a * k as f64).exp()
        }
    }
}

/// `a` and `b` by least squares; `None` where the running sum does not move.
fn coefficients(y: &[f64]) -> Option<(f64, f64)> {
    let n = (y.len() - 1) as f64;
    let mut sum = y[0];
    let (mut z1, mut z2, mut x1, mut zx) = (0.0, 0.0, 0.0, 0.0);
    for &value in &y[1..] {
        let z = sum + 0.5 * value;
        sum += value;
        z1 += z;
        z2 += z * z;
        x1 += value;
        zx += z * value;
    }
    let determinant = n * z2 - z1 * z1;
    if determinant <= f64::EPSILON * n * z2 {
        return None;
    }
    let a = (z1 * x1 - n * zx) / determinant;
    Some((a, (x1 + a * z1) / n))
}

/// Mean and standard deviation.
fn moments(x: &[f64]) -> (f64, f64) {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    (mean, (x.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt())
}

impl Model for GreyFit {
    fn fitted(&self) -> &[f64] {
        &self.fitted
    }

    fn path(&self, horizon: usize) -> Vec<f64> {
        (0..horizon).map(|h| self.at(self.values + h).max(0.0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exponential_is_followed_nearly_exactly() {
        let y: Vec<f64> = (0..10).map(|t| 100.0 * 1.05_f64.powi(t)).collect();
        let fit = Grey.fit(&y).unwrap();
        assert_eq!(fit.grade(), GreyGrade::First);
        let path = fit.path(3);
        for (h, value) in path.iter().enumerate() {
            let want = 100.0 * 1.05_f64.powi(10 + h as i32);
            assert!((value / want - 1.0).abs() < 0.002, "{value} {want}");
        }
    }

    /// The least-squares coefficients solve the normal equations of the definition.
    #[test]
    fn the_coefficients_leave_residuals_that_are_orthogonal() {
        let y = [71.1, 72.4, 72.4, 72.1, 71.4, 72.0, 71.6];
        let (a, b) = Grey.fit(&y).unwrap().coefficients();
        let mut sum = y[0];
        let (mut plain, mut with_z) = (0.0, 0.0);
        for value in &y[1..] {
            let z = sum + value / 2.0;
            sum += value;
            let residual = value + a * z - b;
            plain += residual;
            with_z += residual * z;
        }
        assert!(plain.abs() < 1e-8 && with_z.abs() < 1e-5, "{plain} {with_z}");
    }

    #[test]
    fn noise_is_refused_and_short_or_negative_series_are_errors() {
        let noise = [5.0, 9.0, 2.0, 8.0, 1.0, 9.0, 3.0, 7.0];
        assert_eq!(Grey.fit(&noise).unwrap().grade(), GreyGrade::Refused);
        assert!(Grey.fit(&[1.0, 2.0, 3.0]).is_err());
        assert!(Grey.fit(&[1.0, -2.0, 3.0, 4.0]).is_err());
    }
}
