//! Exponential smoothing averaged over a grid of its weights.
//!
//! For every point `(α, β, φ)` of the grid the state equations
//!
//! ```text
//! e(t) = y(t) − ℓ(t−1) − φ·b(t−1)
//! ℓ(t) = ℓ(t−1) + φ·b(t−1) + α·e(t),   b(t) = φ·b(t−1) + β·e(t)
//! ```
//!
//! are linear in the starting state `(ℓ(0), b(0))`, so the starting state that minimises the squared
//! errors is exact: with `r` the errors from a start at zero and `u`, `v` the responses to a unit
//! level and a unit trend, `(ℓ₀, b₀)` solve the normal equations of `r` on `u` and `v`. A ridge of
//! `½·mean|Δy|²` keeps `b₀` from fitting noise. The forecasts are averaged with weights
//! `exp(−½·n·ln SSE − k)`, `k` the number of starting values (Akaike weights).
//!
//! Hyndman, Koehler, Ord and Snyder, "Forecasting with Exponential Smoothing: The State Space
//! Approach" (2008), chapters 2 and 5; Kolassa, "Combining exponential smoothing forecasts using
//! Akaike weights", International Journal of Forecasting 27 (2011).

use std::sync::OnceLock;

use super::model::Model;
use crate::FitError;
use crate::error::check_series;
use crate::name::MethodName;

/// The name of the method.
pub(crate) const NAME: MethodName = MethodName::new("grid", "指数平滑平均");

/// The longest past that is looked at. What lies further back has no weight left in a level.
pub(crate) const LONGEST_PAST: usize = 64;

const LANES: usize = 4;
const ALPHAS: [f64; 8] = [0.05, 0.15, 0.3, 0.45, 0.6, 0.75, 0.88, 0.99];
const BETAS: [f64; 4] = [0.0, 0.03, 0.08, 0.18];
const DAMPINGS: [f64; 4] = [0.8, 0.9, 0.97, 1.0];
/// No trend, then one kind for each damping.
const KINDS: usize = 1 + DAMPINGS.len();
/// Ridge on the starting trend, in units of the mean absolute change squared.
const TREND_RIDGE: f64 = 0.5;

/// Four grid points side by side, with the responses to a unit starting level and trend.
#[derive(Debug)]
struct Block {
    alpha: [f64; LANES],
    beta: [f64; LANES],
    phi: [f64; LANES],
    kind: usize,
    /// How many of the four count.
    used: usize,
    /// One-step responses to the starting level and trend, by time.
    level: Vec<[f64; LANES]>,
    trend: Vec<[f64; LANES]>,
    /// The state after `n` values, for the two responses, by `n`.
    after: Vec<After>,
}

/// Responses after `n` values: state and moments.
#[derive(Debug, Clone, Copy, Default)]
struct After {
    level_of_level: [f64; LANES],
    trend_of_level: [f64; LANES],
    level_of_trend: [f64; LANES],
    trend_of_trend: [f64; LANES],
    uu: [f64; LANES],
    uv: [f64; LANES],
    vv: [f64; LANES],
}

fn blocks() -> &'static [Block] {
    static BLOCKS: OnceLock<Vec<Block>> = OnceLock::new();
    BLOCKS.get_or_init(|| {
        let mut blocks = Vec::new();
        let still: Vec<_> = ALPHAS.iter().map(|&alpha| (alpha, 0.0, 0.0)).collect();
        blocks.extend(still.chunks(LANES).map(|points| Block::new(points, 0)));
        for (kind, &phi) in DAMPINGS.iter().enumerate() {
            let points: Vec<_> = ALPHAS
                .iter()
                .flat_map(|&alpha| BETAS.iter().map(move |&beta| (alpha, beta, phi)))
                .filter(|(alpha, beta, _)| beta < alpha)
                .collect();
            blocks.extend(points.chunks(LANES).map(|points| Block::new(points, kind + 1)));
        }
        blocks
    })
}

impl Block {
    fn new(points: &[(f64, f64, f64)], kind: usize) -> Self {
        let at = |lane: usize| points[lane.min(points.len() - 1)];
        let alpha: [f64; LANES] = std::array::from_fn(|lane| at(lane).0);
        let beta: [f64; LANES] = std::array::from_fn(|lane| at(lane).1);
        let phi: [f64; LANES] = std::array::from_fn(|lane| at(lane).2);
        let (mut level, mut trend, mut after) = (Vec::new(), Vec::new(), Vec::new());
        let mut state = After {
            level_of_level: [1.0; LANES],
            trend_of_trend: [1.0; LANES],
            ..After::default()
        };
        after.push(state);
        for _ in 0..LONGEST_PAST {
            let (mut u, mut v) = ([0.0; LANES], [0.0; LANES]);
            for k in 0..LANES {
                u[k] = state.level_of_level[k] + phi[k] * state.trend_of_level[k];
                v[k] = state.level_of_trend[k] + phi[k] * state.trend_of_trend[k];
                state.level_of_level[k] = u[k] - alpha[k] * u[k];
                state.trend_of_level[k] = phi[k] * state.trend_of_level[k] - beta[k] * u[k];
                state.level_of_trend[k] = v[k] - alpha[k] * v[k];
                state.trend_of_trend[k] = phi[k] * state.trend_of_trend[k] - beta[k] * v[k];
                state.uu[k] += u[k] * u[k];
                state.uv[k] += u[k] * v[k];
                state.vv[k] += v[k] * v[k];
            }
            level.push(u);
            trend.push(v);
            after.push(state);
        }
        Self { alpha, beta, phi, kind, used: points.len(), level, trend, after }
    }

    /// Adds the four points' weights and end states to `sums`, in units of `exp(top)`.
    fn add(&self, x: &[f64], sums: &mut Sums) {
        let (mut l, mut b) = ([0.0; LANES], [0.0; LANES]);
        let (mut rr, mut ru, mut rv) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        for ((&value, u), v) in x.iter().zip(&self.level).zip(&self.trend) {
            for k in 0..LANES {
                let carried = self.phi[k] * b[k];
                let expected = l[k] + carried;
                let error = value - expected;
                rr[k] += error * error;
                ru[k] += error * u[k];
                rv[k] += error * v[k];
                l[k] = expected + self.alpha[k] * error;
                b[k] = carried + self.beta[k] * error;
            }
        }
        let n = x.len();
        let after = &self.after[n];
        for k in 0..self.used {
            let (start, slope, starts) = if self.kind == 0 {
                (ru[k] / after.uu[k], 0.0, 1.0)
            } else {
                let vv = after.vv[k] + TREND_RIDGE;
                let determinant = after.uu[k] * vv - after.uv[k] * after.uv[k];
                let start = (ru[k] * vv - rv[k] * after.uv[k]) / determinant;
                let slope = (rv[k] * after.uu[k] - ru[k] * after.uv[k]) / determinant;
                (start, slope, 2.0)
            };
            let sse = (rr[k] - ru[k] * start - rv[k] * slope).max(LEAST_SSE);
            let level = l[k] + after.level_of_level[k] * start + after.level_of_trend[k] * slope;
            let trend = b[k] + after.trend_of_level[k] * start + after.trend_of_trend[k] * slope;
            sums.add(self.kind, -0.5 * n as f64 * sse.ln() - starts, level, trend);
        }
    }
}

/// A perfect fit of a series in units of its mean change counts as this sum of squares.
const LEAST_SSE: f64 = 1e-12;

/// End states averaged by kind, the weights in units of the largest met so far.
#[derive(Debug, Clone, Copy)]
struct Sums {
    top: f64,
    weight: [f64; KINDS],
    level: [f64; KINDS],
    trend: [f64; KINDS],
}

impl Default for Sums {
    fn default() -> Self {
        let none = [0.0; KINDS];
        Self { top: f64::NEG_INFINITY, weight: none, level: none, trend: none }
    }
}

impl Sums {
    fn add(&mut self, kind: usize, log_weight: f64, level: f64, trend: f64) {
        if log_weight > self.top {
            let shrink = (self.top - log_weight).exp();
            for c in 0..KINDS {
                self.weight[c] *= shrink;
                self.level[c] *= shrink;
                self.trend[c] *= shrink;
            }
            self.top = log_weight;
        }
        let weight = (log_weight - self.top).exp();
        self.weight[kind] += weight;
        self.level[kind] += weight * level;
        self.trend[kind] += weight * trend;
    }
}

/// The averaged end states of one series, from which every average over kinds is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GridAverage {
    sums: Sums,
}

/// Which kinds of the grid to average over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GridPart {
    /// Levels without a trend.
    Level,
    /// Damped trends.
    Damped,
    /// Everything.
    Whole,
}

impl GridAverage {
    /// Runs the whole grid over `x`, at most [`LONGEST_PAST`] values in units of their mean absolute
    /// change (see [`scaled`](self)).
    pub(crate) fn of(x: &[f64]) -> Self {
        let mut sums = Sums::default();
        for block in blocks() {
            block.add(x, &mut sums);
        }
        Self { sums }
    }

    /// The share of the weight that lies on points without a trend.
    pub(crate) fn share_without_trend(&self) -> f64 {
        self.sums.weight[0] / self.sums.weight.iter().sum::<f64>()
    }

    /// Writes the path of a part of the grid.
    pub(crate) fn path(&self, part: GridPart, path: &mut [f64]) {
        let kinds = match part {
            GridPart::Level => 0..1,
            GridPart::Damped => 1..KINDS - 1,
            GridPart::Whole => 0..KINDS,
        };
        let total: f64 = self.sums.weight[kinds.clone()].iter().sum();
        let mut damped = [1.0; KINDS];
        let mut reach = [0.0; KINDS];
        let level: f64 = self.sums.level[kinds.clone()].iter().sum();
        for value in path {
            let mut sum = level;
            for c in kinds.clone().filter(|&c| c > 0) {
                damped[c] *= DAMPINGS[c - 1];
                reach[c] += damped[c];
                sum += reach[c] * self.sums.trend[c];
            }
            *value = sum / total;
        }
    }
}

/// Exponential smoothing averaged over the grid.
#[derive(Debug, Clone, Copy, Default)]
pub struct GridSmoothing;

/// The result of [`GridSmoothing::fit`].
#[derive(Debug, Clone)]
pub struct GridSmoothingFit {
    fitted: Vec<f64>,
    average: GridAverage,
    last: f64,
    unit: f64,
}

impl GridSmoothing {
    /// Needs one observation. The fitted values are those of the average refitted at every step.
    pub fn fit(self, y: &[f64]) -> Result<GridSmoothingFit, FitError> {
        check_series(y, 1)?;
        let fitted =
            (0..y.len()).map(|t| if t == 0 { y[0] } else { average(&y[..t]).path(1)[0] }).collect();
        Ok(GridSmoothingFit { fitted, ..average(y) })
    }

    /// Writes the path after `y` without a single allocation, given room for the scaled series.
    pub fn path_into(
        self,
        y: &[f64],
        room: &mut Vec<f64>,
        path: &mut [f64],
    ) -> Result<(), FitError> {
        check_series(y, 1)?;
        let (last, unit) = scaled(y, room);
        GridAverage::of(room).path(GridPart::Whole, path);
        for value in path {
            *value = last + unit * *value;
        }
        Ok(())
    }
}

fn average(y: &[f64]) -> GridSmoothingFit {
    let mut x = Vec::new();
    let (last, unit) = scaled(y, &mut x);
    GridSmoothingFit { fitted: Vec::new(), average: GridAverage::of(&x), last, unit }
}

/// Puts the last [`LONGEST_PAST`] values of `y` into `x` as differences from the last one, in units
/// of the mean absolute change; returns the last value and the unit (1 if nothing changes).
pub(crate) fn scaled(y: &[f64], x: &mut Vec<f64>) -> (f64, f64) {
    let y = &y[y.len().saturating_sub(LONGEST_PAST)..];
    let changes = y.len().saturating_sub(1);
    let sum: f64 = y.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum();
    let unit = if sum > 0.0 { sum / changes as f64 } else { 1.0 };
    let last = y.last().copied().unwrap_or(0.0);
    x.clear();
    x.extend(y.iter().map(|value| (value - last) / unit));
    (last, unit)
}

impl Model for GridSmoothingFit {
    fn fitted(&self) -> &[f64] {
        &self.fitted
    }

    fn path(&self, horizon: usize) -> Vec<f64> {
        let mut path = vec![0.0; horizon];
        self.average.path(GridPart::Whole, &mut path);
        path.into_iter().map(|value| self.last + self.unit * value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One grid point by the definition: least squares over the starting state on a fine lattice
    /// cannot do better than the exact one.
    #[test]
    fn the_starting_state_is_the_least_squares_one() {
        let x = [-6.0, -4.5, -5.0, -3.0, -1.0, -1.5, 0.0];
        let (alpha, beta, phi) = (0.3, 0.08, 0.9);
        let sse = |l0: f64, b0: f64| -> f64 {
            let (mut l, mut b, mut sum) = (l0, b0, 0.0);
            for value in x {
                let error = value - l - phi * b;
                sum += error * error;
                l += phi * b + alpha * error;
                b = phi * b + beta * error;
            }
            sum + TREND_RIDGE * b0 * b0
        };
        let block = Block::new(&[(alpha, beta, phi)], 2);
        let mut sums = Sums::default();
        block.add(&x, &mut sums);
        let least = (-2.0 * (sums.top + 2.0) / x.len() as f64).exp();
        for i in -20..=20 {
            for k in -20..=20 {
                let here = sse(-6.0 + 0.1 * f64::from(i), 1.0 + 0.1 * f64::from(k));
                assert!(here > least - 1e-9, "{here} < {least}");
            }
        }
    }

    #[test]
    fn a_line_goes_on_and_a_constant_stays() {
        let line: Vec<f64> = (0..9).map(|t| 5.0 + 2.0 * f64::from(t)).collect();
        let path = GridSmoothing.fit(&line).unwrap().path(2);
        assert!(path[0] > 22.0 && path[0] < 23.1, "{path:?}");
        assert_eq!(GridSmoothing.fit(&[4.0; 6]).unwrap().path(2), [4.0, 4.0]);
    }

    #[test]
    fn the_part_without_trend_is_flat() {
        let average = GridAverage::of(&[-3.0, -1.0, -2.0, 0.0]);
        let mut path = [0.0; 3];
        average.path(GridPart::Level, &mut path);
        assert_eq!(path[0], path[2]);
        assert!((0.0..=1.0).contains(&average.share_without_trend()));
    }
}
