//! The Theta method with lines at θ = 0 and θ = 2.
//!
//! `z₀` is the least-squares line, `z₂ = 2y − z₀`; `ŷ(t+h) = ½·z₀(t+h) + ½·SES(z₂)`.
//! Assimakopoulos and Nikolopoulos, "The theta model: a decomposition approach to forecasting",
//! International Journal of Forecasting 16 (2000).

use super::{Model, Ses, Smoothing, SmoothingFit};
use crate::FitError;
use crate::error::check_series;

/// The Theta method.
#[derive(Debug, Clone, Copy, Default)]
pub struct Theta {
    /// Smoothing weight of the second line; by least squares if not given.
    pub alpha: Option<f64>,
}

/// The result of [`Theta::fit`].
#[derive(Debug, Clone)]
pub struct ThetaFit {
    /// Value of the least-squares line at the first observation.
    pub intercept: f64,
    /// Its change a year.
    pub slope: f64,
    smoothed: SmoothingFit,
    fitted: Vec<f64>,
}

impl Theta {
    /// Needs three observations.
    pub fn fit(self, y: &[f64]) -> Result<ThetaFit, FitError> {
        check_series(y, 3)?;
        let (intercept, slope) = least_squares_line(y);
        let line = |t: usize| intercept + slope * t as f64;
        let second: Vec<f64> =
            y.iter().enumerate().map(|(t, value)| 2.0 * value - line(t)).collect();
        let smoothed = match self.alpha {
            Some(alpha) => {
                Smoothing { alpha, beta: 0.0, phi: 1.0, level: second[0], trend: 0.0 }.run(&second)
            }
            None => Ses.fit(&second)?,
        };
        let fitted =
            smoothed.fitted().iter().enumerate().map(|(t, z)| f64::midpoint(line(t), *z)).collect();
        Ok(ThetaFit { intercept, slope, smoothed, fitted })
    }
}

impl Model for ThetaFit {
    fn fitted(&self) -> &[f64] {
        &self.fitted
    }

    fn path(&self, horizon: usize) -> Vec<f64> {
        let n = self.fitted.len();
        self.smoothed
            .path(horizon)
            .into_iter()
            .enumerate()
            .map(|(h, level)| f64::midpoint(self.intercept + self.slope * (n + h) as f64, level))
            .collect()
    }
}

fn least_squares_line(y: &[f64]) -> (f64, f64) {
    let n = y.len() as f64;
    let (mean_t, mean_y) = ((n - 1.0) / 2.0, y.iter().sum::<f64>() / n);
    let (mut sty, mut stt) = (0.0, 0.0);
    for (t, value) in y.iter().enumerate() {
        let dt = t as f64 - mean_t;
        sty += dt * (value - mean_y);
        stt += dt * dt;
    }
    let slope = sty / stt;
    (mean_y - slope * mean_t, slope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_example_holds_to_the_printed_digit() {
        let y = [120.0, 126.0, 131.0, 129.0, 138.0, 142.0, 150.0, 149.0, 157.0, 163.0];
        let fit = Theta { alpha: Some(0.5) }.fit(&y).unwrap();
        // The example counts time from 1, so its intercept lies one step before the first value.
        assert!((fit.intercept - fit.slope - 115.1333).abs() < 5e-5, "{}", fit.intercept);
        assert!((fit.slope - 4.6121).abs() < 5e-5, "{}", fit.slope);
        let expected = [161.9514, 164.2574, 166.5635, 168.8695, 171.1756];
        for (got, want) in fit.path(5).into_iter().zip(expected) {
            assert!((got - want).abs() < 5e-5, "{got} is not {want}");
        }
    }
}
