//! The optimised models: their parameters by least squares, and their recursion.

use super::line::{Line, LineSums};
use super::smoothing_grid::{ALPHAS, LANES, alpha_at};

/// The parameters of the least squared errors.
#[derive(Debug, Clone, Copy)]
pub(super) struct Optimum {
    alpha: f64,
    start: f64,
    /// `1 − 1/θ`.
    pull: f64,
}

/// θ = 1.5 to θ = 8.
const PULLS: (f64, f64) = (1.0 / 3.0, 0.875);

/// The least squared errors over weights, starts and θ, with one line for all of `x` or, if `dynamic`,
/// with one that is fitted again at every step.
pub(super) fn optimise(x: &[f64], dynamic: bool) -> Optimum {
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
pub(super) struct OptimisedState {
    fit: Optimum,
    dynamic: bool,
    whole: Line,
    sums: LineSums,
    level: f64,
    power: f64,
}

impl OptimisedState {
    pub(super) fn start(x: &[f64], fit: Optimum, dynamic: bool) -> Self {
        let whole = Line::of(x);
        Self { fit, dynamic, whole, sums: LineSums::default(), level: fit.start, power: 1.0 }
    }

    pub(super) fn expected(&self) -> f64 {
        let line = if self.dynamic { self.sums.line() } else { self.whole };
        let carried = 1.0 - self.power * (1.0 - self.fit.alpha);
        self.level
            + self.fit.pull * (self.power * line.before() + carried / self.fit.alpha * line.slope)
    }

    pub(super) fn take(&mut self, value: f64) {
        self.level += self.fit.alpha * (value - self.level);
        self.power *= 1.0 - self.fit.alpha;
        self.sums.take(value);
    }

    /// Writes the path; forecasts stand in for the values to come.
    pub(super) fn run(mut self, path: &mut [f64]) {
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
