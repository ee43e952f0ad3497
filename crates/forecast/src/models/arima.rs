//! ARIMA with at most two autoregressive and two moving-average terms, by exact maximum likelihood.
//!
//! ```text
//! w = Δ^d y − μ,   w(t) = φ₁·w(t−1) + φ₂·w(t−2) + ε(t) + θ₁·ε(t−1) + θ₂·ε(t−2)
//! −2·ln L = n·ln(2π·σ̂²) + n + Σ ln F(t),   σ̂² = (1/n)·Σ v(t)²/F(t)
//! AICc = −2·ln L + 2k + 2k(k+1)/(n − k − 1),   k = p + q + [μ] + 1
//! ```
//!
//! `v` and `F` are the innovations and their variances over `σ²` by the Kalman filter that starts
//! from the stationary distribution; `μ` (a mean for d = 0, a drift for d = 1) is the generalised
//! least-squares one, exact for given terms since the filter is linear. The terms are searched over
//! partial autocorrelations, so every point is stationary and invertible. `d` is chosen by the KPSS
//! test for a level (5 %), the other orders by AICc.
//!
//! Hyndman and Khandakar, "Automatic time series forecasting: the forecast package for R", Journal of
//! Statistical Software 27 (2008); Jones, "Maximum likelihood fitting of ARMA models to time series
//! with missing observations", Technometrics 22 (1980); Kwiatkowski, Phillips, Schmidt and Shin,
//! "Testing the null hypothesis of stationarity", Journal of Econometrics 54 (1992).

use super::Model;
use crate::FitError;
use crate::error::check_series;
use crate::name::MethodName;
use crate::nelder_mead::Search;

/// The name of the method.
pub(crate) const NAME: MethodName = MethodName::new("arima", "ARIMA");

/// Orders of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArimaOrder {
    /// Autoregressive terms, at most 2.
    pub p: usize,
    /// Differences, at most 2.
    pub d: usize,
    /// Moving-average terms, at most 2.
    pub q: usize,
    /// A mean for `d = 0`, a drift for `d = 1`; without effect for `d = 2`.
    pub drift: bool,
}

/// What to fit: one order, or the best by AICc.
#[derive(Debug, Clone, Copy, Default)]
pub struct Arima {
    /// The order; chosen if not given.
    pub order: Option<ArimaOrder>,
}

/// The result of [`Arima::fit`].
#[derive(Debug, Clone)]
pub struct ArimaFit {
    /// The order.
    pub order: ArimaOrder,
    /// `−2·ln L` of the differenced series.
    pub deviance: f64,
    /// The criterion.
    pub aicc: f64,
    /// The mean or drift.
    pub mean: f64,
    terms: Terms,
    state: State,
    /// The last value, and the last of each difference below the order.
    last: [f64; 2],
    fitted: Vec<f64>,
}

/// Fewest values.
const FEWEST: usize = 5;
const MOST_TERMS: usize = 2;
/// The 5 % point of the KPSS statistic for a level.
const KPSS_POINT: f64 = 0.463;
const STATES: usize = MOST_TERMS + 1;

type State = [f64; STATES];
type Square = [[f64; STATES]; STATES];

/// Autoregressive and moving-average terms; those beyond the order are zero.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Terms {
    phi: [f64; MOST_TERMS],
    theta: [f64; MOST_TERMS],
}

impl Arima {
    /// Needs five observations, and three more than there are parameters and differences.
    pub fn fit(self, y: &[f64]) -> Result<ArimaFit, FitError> {
        check_series(y, FEWEST)?;
        if let Some(order) = self.order {
            let parameters = order.p + order.q + usize::from(order.drift) + 1;
            let needed = order.d + parameters + 2;
            return fit_order(y, order).ok_or(FitError::TooShort { got: y.len(), needed });
        }
        let d = differences_needed(y);
        let orders = (0..=MOST_TERMS).flat_map(|p| {
            (0..=MOST_TERMS).flat_map(move |q| {
                let drifts: &[bool] = if d < 2 { &[false, true] } else { &[false] };
                drifts.iter().map(move |&drift| ArimaOrder { p, d, q, drift })
            })
        });
        orders
            .filter_map(|order| fit_order(y, order))
            .min_by(|a, b| a.aicc.total_cmp(&b.aicc))
            .ok_or(FitError::TooShort { got: y.len(), needed: FEWEST })
    }
}

impl Model for ArimaFit {
    fn fitted(&self) -> &[f64] {
        &self.fitted
    }

    fn path(&self, horizon: usize) -> Vec<f64> {
        let mut state = self.state;
        let mut last = self.last;
        (0..horizon)
            .map(|_| {
                let change = state[0] + self.mean;
                state = self.terms.carry(&state);
                match self.order.d {
                    0 => change,
                    1 => {
                        last[0] += change;
                        last[0]
                    }
                    _ => {
                        last[1] += change;
                        last[0] += last[1];
                        last[0]
                    }
                }
            })
            .collect()
    }
}

fn difference(y: &[f64], d: usize) -> Vec<f64> {
    (0..d).fold(y.to_vec(), |w, _| w.windows(2).map(|pair| pair[1] - pair[0]).collect())
}

/// Differences until the KPSS test no longer rejects a level, at most 2. A series that no longer
/// varies needs no more.
fn differences_needed(y: &[f64]) -> usize {
    (0..2).find(|&d| kpss(&difference(y, d)) <= KPSS_POINT).unwrap_or(2)
}

/// `n⁻²·Σ S(t)²/λ²`, `λ²` with Bartlett weights over `⌊3·√n/13⌋` lags.
fn kpss(w: &[f64]) -> f64 {
    let n = w.len() as f64;
    let mean = w.iter().sum::<f64>() / n;
    let e: Vec<f64> = w.iter().map(|value| value - mean).collect();
    let lags = (3.0 * n.sqrt() / 13.0) as usize;
    let covariance = |lag: usize| e.iter().zip(&e[lag..]).map(|(a, b)| a * b).sum::<f64>() / n;
    let long_run = covariance(0)
        + (1..=lags)
            .map(|lag| 2.0 * (1.0 - lag as f64 / (lags + 1) as f64) * covariance(lag))
            .sum::<f64>();
    let (mut sum, mut squares) = (0.0, 0.0);
    for value in e {
        sum += value;
        squares += sum * sum;
    }
    if long_run > 1e-12 * mean.abs().max(1e-300).powi(2) {
        squares / (n * n * long_run)
    } else {
        0.0
    }
}

impl Terms {
    /// From partial autocorrelations on the whole line, autoregressive first.
    fn from(point: &[f64], order: ArimaOrder) -> Self {
        let (phi, theta) = point.split_at(order.p);
        let theta = coefficients(theta);
        Self { phi: coefficients(phi), theta: theta.map(|value| -value) }
    }

    /// The state a step on, without its shock.
    fn carry(&self, state: &State) -> State {
        let [phi1, phi2] = self.phi;
        [phi1 * state[0] + state[1], phi2 * state[0] + state[2], 0.0]
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
        let [phi1, phi2] = self.phi;
        let mut power: Square = [[phi1, 1.0, 0.0], [phi2, 0.0, 1.0], [0.0; STATES]];
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
        let (mut state, mut of_ones) = ([0.0; STATES], [0.0; STATES]);
        for &value in w {
            let f = variance[0][0];
            let (v, one) = (value - state[0], 1.0 - of_ones[0]);
            tell(Innovation { v, one, f });
            let gain: State = std::array::from_fn(|i| variance[i][0] / f);
            for i in 0..STATES {
                state[i] += gain[i] * v;
                of_ones[i] += gain[i] * one;
            }
            let first = variance[0];
            let updated: Square = std::array::from_fn(|i| {
                std::array::from_fn(|j| variance[i][j] - gain[i] * first[j])
            });
            let [phi1, phi2] = self.phi;
            let carry: Square = [[phi1, 1.0, 0.0], [phi2, 0.0, 1.0], [0.0; STATES]];
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

    /// `−2·ln L` and the mean.
    fn deviance(&self, w: &[f64], with_mean: bool) -> (f64, f64) {
        let (mut vv, mut vo, mut oo, mut logs) = (0.0, 0.0, 0.0, 0.0);
        self.filter(w, |Innovation { v, one, f }| {
            vv += v * v / f;
            vo += v * one / f;
            oo += one * one / f;
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
    one: f64,
    f: f64,
}

/// Coefficients of a stationary autoregression from points on the whole line: partial
/// autocorrelations by `tanh`, then the Durbin-Levinson recursion.
fn coefficients(point: &[f64]) -> [f64; MOST_TERMS] {
    match *point {
        [] => [0.0; MOST_TERMS],
        [one] => [one.tanh(), 0.0],
        [one, two, ..] => {
            let (first, second) = (one.tanh(), two.tanh());
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

/// `None` if there are too few values for the order.
fn fit_order(y: &[f64], order: ArimaOrder) -> Option<ArimaFit> {
    let with_mean = order.drift && order.d < 2;
    let k = order.p + order.q + usize::from(with_mean) + 1;
    if order.p > MOST_TERMS || order.q > MOST_TERMS || order.d > 2 || y.len() < order.d + k + 2 {
        return None;
    }
    let w = difference(y, order.d);
    // A series that does not vary has no likelihood; its size does not matter to the terms.
    let size = w.iter().map(|value| value.abs()).fold(0.0, f64::max);
    let scaled: Vec<f64> = w.iter().map(|value| value / size.max(f64::MIN_POSITIVE)).collect();
    let point =
        best_point(order, &mut |point| Terms::from(point, order).deviance(&scaled, with_mean).0);
    let terms = Terms::from(&point, order);
    let (deviance, mean) = terms.deviance(&w, with_mean);
    let mut expected = Vec::with_capacity(w.len());
    let centred: Vec<f64> = w.iter().map(|value| value - mean).collect();
    let mut at = centred.iter();
    let [state, _] = terms.filter(&centred, |found| {
        expected.push(at.next().copied().unwrap_or(0.0) - found.v + mean);
    });
    let (n, parameters) = (w.len() as f64, k as f64);
    let aicc = deviance
        + 2.0 * parameters
        + 2.0 * parameters * (parameters + 1.0) / (n - parameters - 1.0);
    let last = [y[y.len() - 1], if order.d == 2 { y[y.len() - 1] - y[y.len() - 2] } else { 0.0 }];
    Some(ArimaFit {
        order,
        deviance,
        aicc,
        mean,
        terms,
        state,
        last,
        fitted: undo(y, &expected, order.d),
    })
    .filter(|fit| fit.path(1)[0].is_finite())
}

/// Where the deviance is least, searched from every sign of the two kinds of terms and once more from
/// the best: the surface has ridges where terms cancel.
fn best_point(order: ArimaOrder, deviance: &mut dyn FnMut(&[f64]) -> f64) -> Vec<f64> {
    let terms = order.p + order.q;
    if terms == 0 {
        return Vec::new();
    }
    let bounds = vec![(-5.0, 5.0); terms];
    let search = Search {
        bounds: &bounds,
        relative_step: 1.5,
        least_step: 0.5,
        tolerance: 1e-6,
        iterations: 400,
    };
    let mut best = (vec![0.0; terms], f64::INFINITY);
    for (ar, ma) in [(0.4, 0.4), (-0.4, 0.4), (0.4, -0.4), (-0.4, -0.4)] {
        let start: Vec<f64> = (0..terms).map(|i| if i < order.p { ar } else { ma }).collect();
        let found = search.minimise(&start, deviance);
        if found.1 < best.1 {
            best = found;
        }
    }
    Search { relative_step: -0.3, tolerance: 1e-9, ..search }.minimise(&best.0, deviance).0
}

/// One-step forecasts of the series from those of its differences; the first `d` values stand for
/// themselves.
fn undo(y: &[f64], expected: &[f64], d: usize) -> Vec<f64> {
    let ahead = expected.iter().enumerate().map(|(t, change)| match d {
        0 => *change,
        1 => y[t] + change,
        _ => 2.0 * y[t + 1] - y[t] + change,
    });
    y[..d].iter().copied().chain(ahead).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const Y: [f64; 12] =
        [120.0, 126.0, 131.0, 129.0, 138.0, 142.0, 150.0, 149.0, 157.0, 163.0, 160.0, 171.0];

    fn order(p: usize, d: usize, q: usize, drift: bool) -> ArimaOrder {
        ArimaOrder { p, d, q, drift }
    }

    /// The density of the whole series by its covariance matrix, term by term.
    #[test]
    fn the_likelihood_is_the_density_of_the_whole_series() {
        let terms = Terms { phi: [0.5, -0.3], theta: [0.4, 0.2] };
        let w: Vec<f64> = Y.iter().map(|value| (value - 140.0) / 10.0).collect();
        let n = w.len();
        // Autocovariances by the moving-average form, cut where its terms are tiny.
        let mut psi = vec![0.0; 400];
        for k in 0..psi.len() {
            let ar = |lag: usize| if k >= lag { psi[k - lag] } else { 0.0 };
            let ma = [1.0, terms.theta[0], terms.theta[1]].get(k).copied().unwrap_or(0.0);
            psi[k] = terms.phi[0] * ar(1) + terms.phi[1] * ar(2) + ma;
        }
        let covariance = |lag: usize| psi.iter().zip(&psi[lag..]).map(|(a, b)| a * b).sum::<f64>();
        // ln|Γ| and w'Γ⁻¹w by Cholesky.
        let mut lower = vec![vec![0.0; n]; n];
        for i in 0..n {
            for j in 0..=i {
                let sum: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
                let rest = covariance(i - j) - sum;
                lower[i][j] = if i == j { rest.sqrt() } else { rest / lower[j][j] };
            }
        }
        let (mut solved, mut logs) = (Vec::new(), 0.0);
        for i in 0..n {
            let sum: f64 = (0..i).map(|k| lower[i][k] * solved[k]).sum();
            solved.push((w[i] - sum) / lower[i][i]);
            logs += 2.0 * lower[i][i].ln();
        }
        let variance = solved.iter().map(|z| z * z).sum::<f64>() / n as f64;
        let direct = n as f64 * (std::f64::consts::TAU * variance).ln() + n as f64 + logs;
        let (found, _) = terms.deviance(&w, false);
        assert!((found - direct).abs() < 1e-8, "{found} {direct}");
    }

    #[test]
    fn a_random_walk_stays_and_its_drift_goes_on() {
        let walk = Arima { order: Some(order(0, 1, 0, false)) }.fit(&Y).unwrap();
        assert_eq!(walk.path(2), [171.0, 171.0]);
        let drift = Arima { order: Some(order(0, 1, 0, true)) }.fit(&Y).unwrap();
        assert!((drift.mean - 51.0 / 11.0).abs() < 1e-9);
        assert!((drift.path(2)[1] - (171.0 + 102.0 / 11.0)).abs() < 1e-9);
        let line = Arima { order: Some(order(0, 2, 0, false)) }.fit(&Y).unwrap();
        assert_eq!(line.path(2), [182.0, 193.0]);
    }

    #[test]
    fn a_mean_is_returned_to() {
        let y: Vec<f64> = (0..40).map(|t| 50.0 + f64::from((t * 7919) % 13)).collect();
        let fit = Arima::default().fit(&y).unwrap();
        assert_eq!(fit.order.d, 0);
        let mean = y.iter().sum::<f64>() / 40.0;
        assert!((fit.path(20)[19] - mean).abs() < 1.0);
    }

    #[test]
    fn residual_and_fitted_value_make_the_value() {
        for d in 0..3 {
            let fit = Arima { order: Some(order(1, d, 1, false)) }.fit(&Y).unwrap();
            assert_eq!(fit.fitted().len(), Y.len());
            assert_eq!(&fit.fitted()[..d], &Y[..d]);
        }
        assert!(Arima { order: Some(order(2, 1, 2, true)) }.fit(&Y[..6]).is_err());
    }

    #[test]
    fn a_constant_stays() {
        assert_eq!(Arima::default().fit(&[4.0; 9]).unwrap().path(2), [4.0, 4.0]);
    }
}
