//! Exponential smoothing without and with a trend.
//!
//! ```text
//! ℓ(t) = α·y(t) + (1−α)·(ℓ(t−1) + φ·b(t−1))
//! b(t) = β·(ℓ(t) − ℓ(t−1)) + (1−β)·φ·b(t−1)
//! ŷ(t+h) = ℓ(t) + (φ + φ² + … + φ^h)·b(t)
//! ```
//!
//! Holt, "Forecasting seasonals and trends by exponentially weighted averages" (1957); Gardner and
//! McKenzie, "Forecasting trends in time series", Management Science 31 (1985), for φ < 1.

use super::model::Model;
use crate::FitError;
use crate::error::check_series;
use crate::median::median_in_place;
use crate::name::MethodName;

/// The name of [`Ses`].
pub(crate) const SES: MethodName = MethodName::new("ses", "平滑水平");
/// The name of [`Holt`].
pub(crate) const HOLT: MethodName = MethodName::new("holt", "线性趋势");
/// The name of [`DampedTrend`].
pub(crate) const DAMPED: MethodName = MethodName::new("damped", "衰减趋势");

/// Weights and starting state of the recursion, all chosen by the caller.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Smoothing {
    /// Weight of the newest value in the level, in `(0, 1]`.
    pub alpha: f64,
    /// Weight of the newest change in the trend, in `[0, 1]`.
    pub beta: f64,
    /// Damping of the trend by one step, in `(0, 1]`; 1 does not damp.
    pub phi: f64,
    /// Level before the first value.
    pub level: f64,
    /// Trend before the first value.
    pub trend: f64,
}

/// The result of running a [`Smoothing`] over a series.
#[derive(Debug, Clone)]
pub struct SmoothingFit {
    fitted: Vec<f64>,
    /// Weights, and the state after the last value.
    last: Smoothing,
}

impl Smoothing {
    /// Runs the recursion over `y`, beginning with its first value.
    pub fn run(self, y: &[f64]) -> SmoothingFit {
        let mut state = self;
        let fitted = y.iter().map(|&value| state.step(value)).collect();
        SmoothingFit { fitted, last: state }
    }

    /// The sum of squared one-step errors over `y`.
    fn squared_error(self, y: &[f64]) -> f64 {
        let mut state = self;
        y.iter()
            .map(|&value| {
                let error = value - state.step(value);
                error * error
            })
            .sum()
    }

    /// Takes in one value; returns what had been expected in its place.
    fn step(&mut self, value: f64) -> f64 {
        let carried = self.phi * self.trend;
        let expected = self.level + carried;
        let level = self.alpha * value + (1.0 - self.alpha) * expected;
        self.trend = self.beta * (level - self.level) + (1.0 - self.beta) * carried;
        self.level = level;
        expected
    }
}

impl Model for SmoothingFit {
    fn fitted(&self) -> &[f64] {
        &self.fitted
    }

    fn path(&self, horizon: usize) -> Vec<f64> {
        damped_path(self.last.level, self.last.trend, self.last.phi, horizon)
    }
}

/// `ℓ + (φ + φ² + … + φ^h)·b` for each step `h`.
pub(super) fn damped_path(level: f64, trend: f64, phi: f64, horizon: usize) -> Vec<f64> {
    let (mut damped, mut reach) = (1.0, 0.0);
    (0..horizon)
        .map(|_| {
            damped *= phi;
            reach += damped;
            level + reach * trend
        })
        .collect()
}

/// Simple exponential smoothing: a level without a trend.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ses;

/// Holt's linear trend.
#[derive(Debug, Clone, Copy, Default)]
pub struct Holt;

/// A trend that fades out: φ from 0.85 to 0.98.
#[derive(Debug, Clone, Copy, Default)]
pub struct DampedTrend;

const ALPHAS: [f64; 10] = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95];
/// A trend weight over 0.2 chases noise on annual series of this length.
const BETAS: [f64; 4] = [0.02, 0.06, 0.12, 0.2];
const DAMPINGS: [f64; 3] = [0.85, 0.92, 0.98];

/// The level after `x` by simple exponential smoothing as [`Ses`] fits it, without keeping the fit.
pub(crate) fn level_from_first(x: &[f64]) -> f64 {
    const LANES: usize = ALPHAS.len();
    let (mut level, mut sse) = ([x[0]; LANES], [0.0; LANES]);
    for &value in x {
        for k in 0..LANES {
            let error = value - level[k];
            sse[k] += error * error;
            level[k] += ALPHAS[k] * error;
        }
    }
    let best = sse.iter().zip(level).min_by(|a, b| a.0.total_cmp(b.0));
    best.map_or(x[0], |(_, level)| level)
}

impl Ses {
    /// Needs two observations; α by least squares on a grid, the level starts at the first value.
    pub fn fit(self, y: &[f64]) -> Result<SmoothingFit, FitError> {
        check_series(y, 2)?;
        let start = Smoothing { alpha: 0.0, beta: 0.0, phi: 1.0, level: y[0], trend: 0.0 };
        Ok(best(y, ALPHAS.iter().map(|&alpha| Smoothing { alpha, ..start })))
    }
}

impl Holt {
    /// Needs three observations; α and β by least squares on a grid.
    pub fn fit(self, y: &[f64]) -> Result<SmoothingFit, FitError> {
        check_series(y, 3)?;
        Ok(best(y, trending(y, &[1.0])))
    }
}

impl DampedTrend {
    /// Needs three observations; α, β and φ by least squares on a grid.
    pub fn fit(self, y: &[f64]) -> Result<SmoothingFit, FitError> {
        check_series(y, 3)?;
        Ok(best(y, trending(y, &DAMPINGS)))
    }
}

/// The grid of trending recursions. The first value is expected exactly; the trend starts at the
/// median yearly change, which one odd year cannot move.
fn trending<'a>(y: &[f64], dampings: &'a [f64]) -> impl Iterator<Item = Smoothing> + use<'a> {
    let mut changes: Vec<f64> = y.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let trend = median_in_place(&mut changes);
    let first = y[0];
    dampings.iter().flat_map(move |&phi| {
        ALPHAS.iter().flat_map(move |&alpha| {
            BETAS.iter().map(move |&beta| Smoothing {
                alpha,
                beta,
                phi,
                level: first - phi * trend,
                trend,
            })
        })
    })
}

fn best(y: &[f64], grid: impl Iterator<Item = Smoothing>) -> SmoothingFit {
    let still = Smoothing { alpha: 1.0, beta: 0.0, phi: 1.0, level: y[0], trend: 0.0 };
    grid.map(|spec| (spec.squared_error(y), spec))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(still, |(_, spec)| spec)
        .run(y)
}

#[cfg(test)]
mod tests {
    use super::*;

    const Y: [f64; 10] = [120.0, 126.0, 131.0, 129.0, 138.0, 142.0, 150.0, 149.0, 157.0, 163.0];

    #[track_caller]
    fn check(spec: Smoothing, expected: [f64; 5]) {
        for (got, want) in spec.run(&Y).path(5).into_iter().zip(expected) {
            assert!((got - want).abs() < 5e-5, "{got} is not {want}");
        }
    }

    const DAMPED: Smoothing =
        Smoothing { alpha: 0.6, beta: 0.2, phi: 0.9, level: 120.0, trend: 6.0 };

    #[test]
    fn the_damped_recursion_gives_the_worked_example() {
        check(DAMPED, [164.2440, 167.1150, 169.6988, 172.0243, 174.1173]);
    }

    #[test]
    fn without_damping_it_is_holt() {
        check(Smoothing { phi: 1.0, ..DAMPED }, [166.9476, 171.7775, 176.6074, 181.4373, 186.2672]);
    }

    #[test]
    fn without_a_trend_it_is_a_level() {
        check(Smoothing { beta: 0.0, phi: 1.0, trend: 0.0, ..DAMPED }, [159.0998; 5]);
    }

    #[test]
    fn the_mean_of_the_three_is_the_worked_combination() {
        let flat = Smoothing { beta: 0.0, phi: 1.0, trend: 0.0, ..DAMPED };
        let paths = [DAMPED, Smoothing { phi: 1.0, ..DAMPED }, flat].map(|s| s.run(&Y).path(5));
        for (h, want) in [163.4305, 165.9974, 168.4687, 170.8538, 173.1614].iter().enumerate() {
            let mean = paths.iter().map(|path| path[h]).sum::<f64>() / 3.0;
            assert!((mean - want).abs() < 1e-4, "{mean} is not {want}");
        }
    }

    #[test]
    fn the_level_alone_is_that_of_the_fit() {
        let fit = Ses.fit(&Y).unwrap().path(1)[0];
        assert!((level_from_first(&Y) - fit).abs() < 1e-9);
    }

    #[test]
    fn a_straight_line_is_continued_exactly() {
        let line: Vec<f64> = (0..8).map(|t| 10.0 + 3.0 * f64::from(t)).collect();
        let path = Holt.fit(&line).unwrap().path(3);
        for (h, value) in path.iter().enumerate() {
            assert!((value - (34.0 + 3.0 * h as f64)).abs() < 1e-9, "{value}");
        }
    }
}
