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

mod differences;
mod terms;

#[cfg(test)]
mod tests;

use self::differences::{difference, differences_needed, undo};
use self::terms::{MOST_TERMS, State, Terms};
use super::model::Model;
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

/// `None` if there are too few values for the order.
fn fit_order(y: &[f64], order: ArimaOrder) -> Option<ArimaFit> {
    let with_mean = order.drift && order.d < 2;
    let k = order.p + order.q + usize::from(with_mean) + 1;
    if order.p > MOST_TERMS || order.q > MOST_TERMS || order.d > 2 || y.len() < order.d + k + 2 {
        return None;
    }
    let w = difference(y, order.d);
    let terms = best_terms(&w, order, with_mean);
    let (deviance, mean) = terms.deviance(&w, with_mean);
    let (n, parameters) = (w.len() as f64, k as f64);
    let aicc = deviance
        + 2.0 * parameters
        + 2.0 * parameters * (parameters + 1.0) / (n - parameters - 1.0);
    let (state, expected) = terms.expect(&w, mean);
    let last = [y[y.len() - 1], if order.d == 2 { y[y.len() - 1] - y[y.len() - 2] } else { 0.0 }];
    let fitted = undo(y, &expected, order.d);
    Some(ArimaFit { order, deviance, aicc, mean, terms, state, last, fitted })
        .filter(|fit| fit.path(1)[0].is_finite())
}

/// The terms of the greatest likelihood.
fn best_terms(w: &[f64], order: ArimaOrder, with_mean: bool) -> Terms {
    // A series that does not vary has no likelihood; its size does not matter to the terms.
    let size = w.iter().map(|value| value.abs()).fold(0.0, f64::max);
    let scaled: Vec<f64> = w.iter().map(|value| value / size.max(f64::MIN_POSITIVE)).collect();
    let mut deviance = |point: &[f64]| Terms::from(point, order.p).deviance(&scaled, with_mean).0;
    Terms::from(&best_point(order, &mut deviance), order.p)
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
