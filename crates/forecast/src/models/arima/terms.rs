//! Autoregressive and moving-average terms, their filter and their likelihood.

/// The most terms of either kind.
pub(super) const MOST_TERMS: usize = 2;
const STATES: usize = MOST_TERMS + 1;

/// The state of the filter.
pub(super) type State = [f64; STATES];
type Square = [[f64; STATES]; STATES];

/// Autoregressive and moving-average terms; those beyond the order are zero.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Terms {
    pub(super) phi: [f64; MOST_TERMS],
    pub(super) theta: [f64; MOST_TERMS],
}

impl Terms {
    /// From partial autocorrelations on the whole line, `p` autoregressive ones first.
    pub(super) fn from(point: &[f64], p: usize) -> Self {
        let (phi, theta) = point.split_at(p);
        let theta = coefficients(theta);
        Self { phi: coefficients(phi), theta: theta.map(|value| -value) }
    }

    /// The state a step on, without its shock.
    pub(super) fn carry(&self, state: &State) -> State {
        let [phi1, phi2] = self.phi;
        [phi1 * state[0] + state[1], phi2 * state[0] + state[2], 0.0]
    }

    /// The matrix of [`carry`](Self::carry).
    fn transition(&self) -> Square {
        let [phi1, phi2] = self.phi;
        [[phi1, 1.0, 0.0], [phi2, 0.0, 1.0], [0.0; STATES]]
    }

    fn loading(&self) -> State {
        [1.0, self.theta[0], self.theta[1]]
    }

    /// The variance of the state over `σ²` in the stationary distribution, `Σ Tᵏ·R·R′·Tᵏ′`, by
    /// doubling.
    fn stationary(&self) -> Square {
        let load = self.loading();
        let mut variance: Square =
            std::array::from_fn(|i| std::array::from_fn(|j| load[i] * load[j]));
        let mut power = self.transition();
        for _ in 0..40 {
            let step = times(&times(&power, &variance), &transpose(&power));
            let size = step.iter().flatten().fold(0.0_f64, |most, value| most.max(value.abs()));
            for (row, step) in variance.iter_mut().zip(&step) {
                for (value, step) in row.iter_mut().zip(step) {
                    *value += step;
                }
            }
            if size < 1e-14 * variance[0][0] {
                break;
            }
            power = times(&power, &power);
        }
        variance
    }

    /// Runs the filter over `w` and over a series of ones with the same gains.
    fn filter(&self, w: &[f64], mut tell: impl FnMut(Innovation)) -> [State; 2] {
        let load = self.loading();
        let mut variance = self.stationary();
        let carry = self.transition();
        let (mut state, mut of_ones) = ([0.0; STATES], [0.0; STATES]);
        for &value in w {
            let f = variance[0][0];
            let (v, ones) = (value - state[0], 1.0 - of_ones[0]);
            tell(Innovation { v, ones, f });
            let gain: State = std::array::from_fn(|i| variance[i][0] / f);
            for i in 0..STATES {
                state[i] += gain[i] * v;
                of_ones[i] += gain[i] * ones;
            }
            let first = variance[0];
            let updated: Square = std::array::from_fn(|i| {
                std::array::from_fn(|j| variance[i][j] - gain[i] * first[j])
            });
            variance = times(&times(&carry, &updated), &transpose(&carry));
            for i in 0..STATES {
                for j in 0..STATES {
                    variance[i][j] += load[i] * load[j];
                }
            }
            (state, of_ones) = (self.carry(&state), self.carry(&of_ones));
        }
        [state, of_ones]
    }

    /// The state after `w`, which lies about this `mean`, and the one-step forecasts of its values.
    pub(super) fn expect(&self, w: &[f64], mean: f64) -> (State, Vec<f64>) {
        let centred: Vec<f64> = w.iter().map(|value| value - mean).collect();
        let mut expected = Vec::with_capacity(w.len());
        let mut values = centred.iter();
        let [state, _] = self.filter(&centred, |found| {
            expected.push(values.next().copied().unwrap_or(0.0) - found.v + mean);
        });
        (state, expected)
    }

    /// `−2·ln L` and the mean.
    pub(super) fn deviance(&self, w: &[f64], with_mean: bool) -> (f64, f64) {
        let (mut vv, mut vo, mut oo, mut logs) = (0.0, 0.0, 0.0, 0.0);
        self.filter(w, |Innovation { v, ones, f }| {
            vv += v * v / f;
            vo += v * ones / f;
            oo += ones * ones / f;
            logs += f.ln();
        });
        let mean = if with_mean { vo / oo } else { 0.0 };
        let n = w.len() as f64;
        let variance = ((vv - mean * vo) / n).max(f64::MIN_POSITIVE);
        (n * (std::f64::consts::TAU * variance).ln() + n + logs, mean)
    }
}

/// What a step of the filter finds: the innovation of the series and of the ones, and the variance.
struct Innovation {
    v: f64,
    ones: f64,
    f: f64,
}

/// Coefficients of a stationary autoregression from points on the whole line: partial
/// autocorrelations by `tanh`, then the Durbin-Levinson recursion.
fn coefficients(point: &[f64]) -> [f64; MOST_TERMS] {
    match *point {
        [] => [0.0; MOST_TERMS],
        [first] => [first.tanh(), 0.0],
        [first, second, ..] => {
            let (first, second) = (first.tanh(), second.tanh());
            [first * (1.0 - second), second]
        }
    }
}

fn times(a: &Square, b: &Square) -> Square {
    std::array::from_fn(|i| std::array::from_fn(|j| (0..STATES).map(|k| a[i][k] * b[k][j]).sum()))
}

fn transpose(a: &Square) -> Square {
    std::array::from_fn(|i| std::array::from_fn(|j| a[j][i]))
}
