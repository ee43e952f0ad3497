//! The Theta family: a line and a smoothed series that exaggerates the distances from it.
//!
//! ```text
//! standard:  ŷ(t+h) = ½·z₀(t+h) + ½·SES(2y − z₀),           z₀ the least-squares line
//! optimised: ŷ(t+1) = ℓ(t) + (1 − 1/θ)·[(1−α)^t·A + (1 − (1−α)^(t+1))/α·B]
//!            ℓ(t)   = α·y(t) + (1−α)·ℓ(t−1)
//! ```
//!
//! In the optimised model `A + B·t` is the least-squares line of the whole series; in the dynamic one
//! it is fitted again at every `t`, forecasts standing in for the values to come. `α` is chosen on a
//! grid; given `α` the squared errors are a quadratic of the starting level and of `1 − 1/θ`, so both
//! are exact (θ kept between 1.5 and 8).
//!
//! Assimakopoulos and Nikolopoulos, "The theta model: a decomposition approach to forecasting",
//! International Journal of Forecasting 16 (2000); Fiorucci, Pellegrini, Louzada, Petropoulos and
//! Koehler, "Models for optimising the theta method and their relationship to state space models",
//! International Journal of Forecasting 32 (2016).

mod line;
mod optimised;
mod smoothing_grid;

use self::line::Line;
use self::optimised::{OptimisedState, optimise};
use self::smoothing_grid::least_squares_level;
use super::model::Model;
use super::smoothing::Smoothing;
use crate::FitError;
use crate::error::check_series;
use crate::name::MethodName;

/// The name of [`Theta`].
pub(crate) const STANDARD: MethodName = MethodName::new("theta", "Theta");
/// The name of [`OptimisedTheta`] with one line for the whole series.
pub(crate) const OPTIMISED: MethodName = MethodName::new("optimised-theta", "优化 Theta");
/// The name of [`OptimisedTheta`] with a line that is fitted again at every step.
pub(crate) const DYNAMIC: MethodName = MethodName::new("dynamic-theta", "动态 Theta");

/// The Theta method with lines at θ = 0 and θ = 2.
#[derive(Debug, Clone, Copy, Default)]
pub struct Theta {
    /// Smoothing weight of the second line, which then starts at its first value. If not given,
    /// weight and start are those of the least squared errors.
    pub alpha: Option<f64>,
}

/// The Theta method with `θ` and the starting level chosen by least squares.
#[derive(Debug, Clone, Copy, Default)]
pub struct OptimisedTheta {
    /// Whether the line is fitted again at every step.
    pub dynamic: bool,
}

/// The result of fitting one of the family.
#[derive(Debug, Clone)]
pub struct ThetaFit {
    fitted: Vec<f64>,
    state: Fitted,
}

#[derive(Debug, Clone)]
enum Fitted {
    Standard { line: Line, level: f64 },
    Optimised(Box<OptimisedState>),
}

impl Theta {
    /// Needs three observations.
    pub fn fit(self, y: &[f64]) -> Result<ThetaFit, FitError> {
        check_series(y, 3)?;
        let line = Line::of(y);
        let second: Vec<f64> =
            y.iter().enumerate().map(|(t, value)| 2.0 * value - line.at(t)).collect();
        let (alpha, start) = match self.alpha {
            Some(alpha) => (alpha, second[0]),
            None => least_squares_level(&second.iter().copied()),
        };
        let smoothing = Smoothing { alpha, beta: 0.0, phi: 1.0, level: start, trend: 0.0 };
        let smoothed = smoothing.run(&second);
        let fitted =
            smoothed.fitted().iter().enumerate().map(|(t, z)| f64::midpoint(line.at(t), *z));
        Ok(ThetaFit {
            fitted: fitted.collect(),
            state: Fitted::Standard { line, level: smoothed.path(1)[0] },
        })
    }
}

impl OptimisedTheta {
    /// Needs three observations.
    pub fn fit(self, y: &[f64]) -> Result<ThetaFit, FitError> {
        check_series(y, 3)?;
        let fit = optimise(y, self.dynamic);
        let mut state = OptimisedState::start(y, fit, self.dynamic);
        let fitted = y
            .iter()
            .map(|&value| {
                let expected = state.expected();
                state.take(value);
                expected
            })
            .collect();
        Ok(ThetaFit { fitted, state: Fitted::Optimised(Box::new(state)) })
    }
}

impl Model for ThetaFit {
    fn fitted(&self) -> &[f64] {
        &self.fitted
    }

    fn path(&self, horizon: usize) -> Vec<f64> {
        match &self.state {
            Fitted::Standard { line, level } => {
                let n = self.fitted.len();
                (0..horizon).map(|h| f64::midpoint(line.at(n + h), *level)).collect()
            }
            Fitted::Optimised(state) => {
                let mut path = vec![0.0; horizon];
                state.clone().run(&mut path);
                path
            }
        }
    }
}

/// The path of the standard method after `x`, which has at least three values.
pub(crate) fn standard_path(x: &[f64], path: &mut [f64]) {
    let line = Line::of(x);
    let second = x.iter().enumerate().map(|(t, value)| 2.0 * value - line.at(t));
    let (alpha, start) = least_squares_level(&second);
    let level = second.fold(start, |level, value| level + alpha * (value - level));
    for (h, value) in path.iter_mut().enumerate() {
        *value = f64::midpoint(line.at(x.len() + h), level);
    }
}

/// The path of the dynamic optimised method after `x`, which has at least three values.
pub(crate) fn dynamic_path(x: &[f64], path: &mut [f64]) {
    let mut state = OptimisedState::start(x, optimise(x, true), true);
    for &value in x {
        state.take(value);
    }
    state.run(path);
}

#[cfg(test)]
mod tests {
    use super::*;

    const Y: [f64; 10] = [120.0, 126.0, 131.0, 129.0, 138.0, 142.0, 150.0, 149.0, 157.0, 163.0];

    #[test]
    fn the_worked_example_holds_to_the_printed_digit() {
        let line = Line::of(&Y);
        // The example counts time from 1, so its intercept lies one step before the first value.
        assert!((line.intercept - line.slope - 115.1333).abs() < 5e-5, "{}", line.intercept);
        assert!((line.slope - 4.6121).abs() < 5e-5, "{}", line.slope);
        let fit = Theta { alpha: Some(0.5) }.fit(&Y).unwrap();
        let expected = [161.9514, 164.2574, 166.5635, 168.8695, 171.1756];
        for (got, want) in fit.path(5).into_iter().zip(expected) {
            assert!((got - want).abs() < 5e-5, "{got} is not {want}");
        }
    }

    #[test]
    fn the_paths_without_a_fit_are_those_of_the_fit() {
        let mut path = [0.0; 4];
        standard_path(&Y, &mut path);
        let fit = Theta::default().fit(&Y).unwrap().path(4);
        assert!(path.iter().zip(&fit).all(|(a, b)| (a - b).abs() < 1e-9), "{path:?} {fit:?}");
        dynamic_path(&Y, &mut path);
        let fit = OptimisedTheta { dynamic: true }.fit(&Y).unwrap().path(4);
        assert!(path.iter().zip(&fit).all(|(a, b)| (a - b).abs() < 1e-9), "{path:?} {fit:?}");
    }
}
