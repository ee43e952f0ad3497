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

use super::{Model, Smoothing};
use crate::FitError;
use crate::error::check_series;
use crate::name::MethodName;

/// The name of [`Theta`].
pub(crate) const STANDARD: MethodName = MethodName::new("theta", "Theta");
/// The name of [`OptimisedTheta`] with one line for the whole series.
pub(crate) const OPTIMISED: MethodName = MethodName::new("optimised-theta", "优化 Theta");
/// The name of [`OptimisedTheta`] with a line that is fitted again at every step.
pub(crate) const DYNAMIC: MethodName = MethodName::new("dynamic-theta", "动态 Theta");

const LANES: usize = 4;
/// Smoothing weights 0.05, 0.10, …, 1.00.
const ALPHAS: usize = 20;

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

/// `intercept + slope·t`, `t` from 0.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    intercept: f64,
    slope: f64,
}

impl Line {
    fn of(y: &[f64]) -> Self {
        let mut sums = LineSums::default();
        for &value in y {
            sums.take(value);
        }
        sums.line()
    }

    fn at(self, t: usize) -> f64 {
        self.intercept + self.slope * t as f64
    }

    /// One step before the first value: the `A` of the equations, which count time from 1.
    fn before(self) -> f64 {
        self.intercept - self.slope
    }
}

/// What a least-squares line over time needs to know of the values so far.
#[derive(Debug, Clone, Copy, Default)]
struct LineSums {
    n: f64,
    sum: f64,
    moment: f64,
}

impl LineSums {
    fn take(&mut self, value: f64) {
        self.moment += self.n * value;
        self.sum += value;
        self.n += 1.0;
    }

    /// A single value is a level.
    fn line(self) -> Line {
        let Self { n, sum, moment } = self;
        if n < 2.0 {
            return Line { intercept: sum / n.max(1.0), slope: 0.0 };
        }
        let middle = (n - 1.0) / 2.0;
        let slope = 12.0 * (moment - middle * sum) / (n * (n * n - 1.0));
        Line { intercept: sum / n - slope * middle, slope }
    }
}

/// Simple exponential smoothing with its exact starting level: `(α, ℓ₀)` of the least squares.
pub(crate) fn least_squares_level(x: &(impl Iterator<Item = f64> + Clone)) -> (f64, f64) {
    let (mut best, mut chosen) = (f64::INFINITY, (1.0, 0.0));
    for block in 0..ALPHAS / LANES {
        let alpha: [f64; LANES] = std::array::from_fn(|k| alpha_at(block * LANES + k));
        let (mut level, mut unit) = ([0.0; LANES], [1.0; LANES]);
        let (mut rr, mut ru, mut uu) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        for value in x.clone() {
            for k in 0..LANES {
                let error = value - level[k];
                rr[k] += error * error;
                ru[k] += error * unit[k];
                uu[k] += unit[k] * unit[k];
                level[k] += alpha[k] * error;
                unit[k] -= alpha[k] * unit[k];
            }
        }
        for k in 0..LANES {
            let start = ru[k] / uu[k];
            let sse = rr[k] - ru[k] * start;
            if sse < best {
                (best, chosen) = (sse, (alpha[k], start));
            }
        }
    }
    chosen
}

fn alpha_at(i: usize) -> f64 {
    (i + 1) as f64 / ALPHAS as f64
}

/// The parameters of the least squared errors.
#[derive(Debug, Clone, Copy)]
struct Optimum {
    alpha: f64,
    start: f64,
    /// `1 − 1/θ`.
    pull: f64,
}

/// θ = 1.5 to θ = 8.
const PULLS: (f64, f64) = (1.0 / 3.0, 0.875);

fn optimise(x: &[f64], dynamic: bool) -> Optimum {
    let whole = Line::of(x);
    let (mut best, mut chosen) = (f64::INFINITY, Optimum { alpha: 1.0, start: x[0], pull: 0.5 });
    for block in 0..ALPHAS / LANES {
        let alpha: [f64; LANES] = std::array::from_fn(|k| alpha_at(block * LANES + k));
        let mut level = [0.0; LANES];
        // (1 − α)^t: the response to the starting level, and the weight of the intercept.
        let mut power = [1.0; LANES];
        let mut m = [Moments::default(); LANES];
        let mut sums = LineSums::default();
        for (t, &value) in x.iter().enumerate() {
            let line = if dynamic { sums.line() } else { whole };
            for k in 0..LANES {
                let pull = power[k] * line.before()
                    + (1.0 - power[k] * (1.0 - alpha[k])) / alpha[k] * line.slope;
                let error = value - level[k];
                // The first value is what the starting level is for.
                if t > 0 {
                    m[k].add(error, power[k], pull);
                }
                level[k] += alpha[k] * error;
                power[k] *= 1.0 - alpha[k];
            }
            sums.take(value);
        }
        for k in 0..LANES {
            let (sse, start, pull) = m[k].solve(x[0]);
            if sse < best {
                (best, chosen) = (sse, Optimum { alpha: alpha[k], start, pull });
            }
        }
    }
    chosen
}

/// Moments of the errors `r`, the responses `u` to the starting level, and the pulls `d`.
#[derive(Debug, Clone, Copy, Default)]
struct Moments {
    rr: f64,
    ru: f64,
    rd: f64,
    uu: f64,
    ud: f64,
    dd: f64,
}

impl Moments {
    fn add(&mut self, r: f64, u: f64, d: f64) {
        self.rr += r * r;
        self.ru += r * u;
        self.rd += r * d;
        self.uu += u * u;
        self.ud += u * d;
        self.dd += d * d;
    }

    /// The least `Σ(r − ℓ₀·u − c·d)²` over `ℓ₀` and `c` in its range: sum, `ℓ₀`, `c`.
    fn solve(self, first: f64) -> (f64, f64, f64) {
        let Self { rr, ru, rd, uu, ud, dd } = self;
        // With α = 1 the starting level has no effect.
        let known = uu > 1e-12;
        let part = |a: f64| if known { ud * a / uu } else { 0.0 };
        let curvature = dd - part(ud);
        let free = if curvature > 1e-12 { (rd - part(ru)) / curvature } else { 0.5 };
        let pull = free.clamp(PULLS.0, PULLS.1);
        let start = if known { (ru - pull * ud) / uu } else { first };
        let least = rr - 2.0 * pull * rd + pull * pull * dd - start * (ru - pull * ud);
        (least, start, pull)
    }
}

/// The recursion of the optimised models.
#[derive(Debug, Clone, Copy)]
struct OptimisedState {
    fit: Optimum,
    dynamic: bool,
    whole: Line,
    sums: LineSums,
    level: f64,
    power: f64,
}

impl OptimisedState {
    fn start(x: &[f64], fit: Optimum, dynamic: bool) -> Self {
        let whole = Line::of(x);
        Self { fit, dynamic, whole, sums: LineSums::default(), level: fit.start, power: 1.0 }
    }

    fn expected(&self) -> f64 {
        let line = if self.dynamic { self.sums.line() } else { self.whole };
        let carried = 1.0 - self.power * (1.0 - self.fit.alpha);
        self.level
            + self.fit.pull * (self.power * line.before() + carried / self.fit.alpha * line.slope)
    }

    fn take(&mut self, value: f64) {
        self.level += self.fit.alpha * (value - self.level);
        self.power *= 1.0 - self.fit.alpha;
        self.sums.take(value);
    }

    /// Writes the path; forecasts stand in for the values to come.
    fn run(mut self, path: &mut [f64]) {
        for value in path {
            *value = self.expected();
            self.take(*value);
        }
    }
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

    /// No weight, start and θ of a lattice fit better than the chosen ones.
    #[test]
    fn the_optimum_is_one() {
        let sse = |fit: Optimum, dynamic: bool| -> f64 {
            let mut state = OptimisedState::start(&Y, fit, dynamic);
            let mut sum = 0.0;
            for (t, &value) in Y.iter().enumerate() {
                let error = value - state.expected();
                sum += if t > 0 { error * error } else { 0.0 };
                state.take(value);
            }
            sum
        };
        for dynamic in [false, true] {
            let least = sse(optimise(&Y, dynamic), dynamic);
            for alpha in [0.1, 0.35, 0.6, 0.9] {
                for start in [60.0, 100.0, 120.0, 140.0] {
                    for pull in [0.34, 0.5, 0.7, 0.87] {
                        assert!(sse(Optimum { alpha, start, pull }, dynamic) >= least - 1e-9);
                    }
                }
            }
        }
    }
}
