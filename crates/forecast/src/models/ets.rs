//! Exponential smoothing as a state space model, its form chosen by AICc.
//!
//! ```text
//! ŷ(t) = ℓ(t−1) + φ·b(t−1)                         one-step forecast
//! e(t) = y(t) − ŷ(t)      or      (y(t) − ŷ(t))/ŷ(t)      additive or multiplicative errors
//! ℓ(t) = ŷ(t) + α·(y(t) − ŷ(t)),   b(t) = φ·b(t−1) + (β/α)·(ℓ(t) − ℓ(t−1) − φ·b(t−1))
//! −2·ln L = n·ln Σe² + [2·Σ ln|ŷ|]                         the bracket for multiplicative errors
//! AICc = −2·ln L + 2k + 2(k+1)(k+2)/(n − k − 2)            k weights and starting values
//! ```
//!
//! Forms: no trend, additive trend, damped trend, with either kind of error (multiplicative ones for
//! positive values only). Starting values and weights are searched from a line through the first ten
//! values, within `α ∈ [0.0001, 0.9999]`, `φ ∈ [0.8, 0.98]`, and `β` no larger than the `α` that the
//! search begins with, 0.2: on short series that limit is what keeps a trend from running away, and
//! it is why this mode agrees with the packages that have it. It is here for comparison; the kernel's
//! own member is [`super::GridSmoothing`].
//!
//! Hyndman, Koehler, Ord and Snyder, "Forecasting with Exponential Smoothing: The State Space
//! Approach" (2008), chapters 2, 5 and 7; Hyndman, Koehler, Snyder and Grose, "A state space framework
//! for automatic forecasting using exponential smoothing methods", International Journal of
//! Forecasting 18 (2002).

use super::model::Model;
use super::smoothing::damped_path;
use crate::FitError;
use crate::error::check_series;
use crate::name::MethodName;
use crate::nelder_mead::Search;

/// The name of the method.
pub(crate) const NAME: MethodName = MethodName::new("ets", "状态空间指数平滑");

/// How errors enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EtsError {
    /// As differences.
    Additive,
    /// As shares of the forecast.
    Multiplicative,
}

/// How the level moves on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EtsTrend {
    /// It stays.
    None,
    /// By the trend.
    Additive,
    /// By the trend, which shrinks at every step.
    Damped,
}

/// Exponential smoothing, the form chosen by AICc.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ets;

/// The result of [`Ets::fit`].
#[derive(Debug, Clone)]
pub struct EtsFit {
    /// The chosen errors.
    pub error: EtsError,
    /// The chosen trend.
    pub trend: EtsTrend,
    /// Its criterion.
    pub aicc: f64,
    fitted: Vec<f64>,
    weights: Weights,
    level: f64,
    slope: f64,
}

/// Fewest values: the smallest for which every form has fewer parameters than values.
const FEWEST: usize = 7;
const ALPHA: (f64, f64) = (1e-4, 0.9999);
const PHI: (f64, f64) = (0.8, 0.98);
/// Where the search for `α` begins, and the largest `β`.
const FIRST_ALPHA: f64 = ALPHA.0 + 0.2 * (ALPHA.1 - ALPHA.0);
/// Values that the starting line is laid through.
const FIRST: usize = 10;

impl Ets {
    /// Needs seven observations.
    pub fn fit(self, y: &[f64]) -> Result<EtsFit, FitError> {
        check_series(y, FEWEST)?;
        let positive = y.iter().all(|&value| value > 0.0);
        let errors: &[EtsError] = if positive {
            &[EtsError::Additive, EtsError::Multiplicative]
        } else {
            &[EtsError::Additive]
        };
        let trends = [EtsTrend::None, EtsTrend::Additive, EtsTrend::Damped];
        errors
            .iter()
            .flat_map(|&error| trends.map(|trend| (error, trend)))
            .filter_map(|(error, trend)| fit_form(y, error, trend))
            .min_by(|a, b| a.aicc.total_cmp(&b.aicc))
            .ok_or(FitError::TooShort { got: y.len(), needed: FEWEST })
    }
}

impl Model for EtsFit {
    fn fitted(&self) -> &[f64] {
        &self.fitted
    }

    fn path(&self, horizon: usize) -> Vec<f64> {
        damped_path(self.level, self.slope, self.weights.phi, horizon)
    }
}

/// Weights and starting state.
#[derive(Debug, Clone, Copy)]
struct Weights {
    alpha: f64,
    beta: f64,
    phi: f64,
    level: f64,
    slope: f64,
}

impl Weights {
    /// From the variables of the search: α, then β, then φ, then level, then slope.
    fn from(point: &[f64], trend: EtsTrend) -> Self {
        match (trend, point) {
            (EtsTrend::Additive, &[alpha, beta, level, slope]) => {
                Self { alpha, beta, phi: 1.0, level, slope }
            }
            (EtsTrend::Damped, &[alpha, beta, phi, level, slope]) => {
                Self { alpha, beta, phi, level, slope }
            }
            (_, point) => {
                Self { alpha: point[0], beta: 0.0, phi: 1.0, level: point[1], slope: 0.0 }
            }
        }
    }

    /// Runs over `y`, telling each forecast; the state at the end.
    fn run(&self, y: &[f64], mut tell: impl FnMut(f64, f64)) -> (f64, f64) {
        let (mut level, mut slope) = (self.level, self.slope);
        for &value in y {
            let carried = self.phi * slope;
            let expected = level + carried;
            tell(value, expected);
            let next = expected + self.alpha * (value - expected);
            slope = carried + self.beta / self.alpha * (next - level - carried);
            level = next;
        }
        (level, slope)
    }

    /// `−2·ln L` up to a constant.
    fn deviance(&self, y: &[f64], error: EtsError) -> f64 {
        let nonzero = |value: f64| if value > 0.0 { value } else { value + 1e-8 };
        let (mut squares, mut logs) = (0.0, 0.0);
        self.run(y, |value, expected| match error {
            EtsError::Additive => squares += (value - expected).powi(2),
            EtsError::Multiplicative => {
                let base = if expected.abs() < 1e-10 { expected + 1e-10 } else { expected };
                squares += ((value - expected) / base).powi(2);
                logs += nonzero(expected.abs()).ln();
            }
        });
        y.len() as f64 * nonzero(squares).ln() + 2.0 * logs
    }
}

/// `None` if there are too few values for the form.
fn fit_form(y: &[f64], error: EtsError, trend: EtsTrend) -> Option<EtsFit> {
    let (start, bounds) = start_and_bounds(y, trend);
    let (n, parameters) = (y.len(), start.len());
    if parameters + 2 >= n {
        return None;
    }
    let search = Search {
        bounds: &bounds,
        relative_step: 0.05,
        least_step: 1e-4,
        tolerance: 1e-4,
        iterations: 2000,
    };
    let (point, deviance) =
        search.minimise(&start, &mut |point| Weights::from(point, trend).deviance(y, error));
    let weights = Weights::from(&point, trend);
    let mut fitted = Vec::with_capacity(n);
    let (level, slope) = weights.run(y, |_, expected| fitted.push(expected));
    let k = parameters as f64 + 1.0;
    let aicc = deviance + 2.0 * parameters as f64 + 2.0 * k * (k + 1.0) / (n as f64 - k - 1.0);
    (aicc.is_finite() && level.is_finite() && slope.is_finite()).then_some(EtsFit {
        error,
        trend,
        aicc,
        fitted,
        weights,
        level,
        slope,
    })
}

/// Where the search begins and its limits, in the order of [`Weights::from`].
fn start_and_bounds(y: &[f64], trend: EtsTrend) -> (Vec<f64>, Vec<(f64, f64)>) {
    let any = (f64::NEG_INFINITY, f64::INFINITY);
    let beta = (1e-4, FIRST_ALPHA);
    let first_beta = beta.0 + 0.1 * (beta.1 - beta.0);
    let first_phi = PHI.0 + 0.99 * (PHI.1 - PHI.0);
    let (level, slope) = starting_state(y, trend);
    match trend {
        EtsTrend::None => (vec![FIRST_ALPHA, level], vec![ALPHA, any]),
        EtsTrend::Additive => {
            (vec![FIRST_ALPHA, first_beta, level, slope], vec![ALPHA, beta, any, any])
        }
        EtsTrend::Damped => (
            vec![FIRST_ALPHA, first_beta, first_phi, level, slope],
            vec![ALPHA, beta, PHI, any, any],
        ),
    }
}

/// The mean of the first values, or the least-squares line through them one step before the first.
fn starting_state(y: &[f64], trend: EtsTrend) -> (f64, f64) {
    let first = &y[..y.len().min(FIRST)];
    let n = first.len() as f64;
    let mean = first.iter().sum::<f64>() / n;
    if trend == EtsTrend::None {
        return (mean, 0.0);
    }
    let middle = f64::midpoint(n, 1.0);
    let (mut together, mut square) = (0.0, 0.0);
    for (t, value) in first.iter().enumerate() {
        let away = t as f64 + 1.0 - middle;
        together += away * (value - mean);
        square += away * away;
    }
    let slope = together / square;
    let level = mean - slope * middle;
    if (level + slope).abs() < 1e-8 { (1.001 * level, 1.001 * slope) } else { (level, slope) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const Y: [f64; 10] = [120.0, 126.0, 131.0, 129.0, 138.0, 142.0, 150.0, 149.0, 157.0, 163.0];

    #[test]
    fn residuals_and_fitted_values_make_the_data_and_the_likelihood() {
        let fit = Ets.fit(&Y).unwrap();
        let direct: f64 = fit.fitted.iter().zip(Y).map(|(f, y)| (y - f).powi(2)).sum();
        if fit.error == EtsError::Additive {
            let deviance = fit.weights.deviance(&Y, fit.error);
            assert!((deviance - 10.0 * direct.ln()).abs() < 1e-9);
        }
        assert!(fit.path(3).windows(2).all(|pair| pair[1] > pair[0]));
    }

    /// The definition of the damped path, whose steps packages add up differently.
    #[test]
    fn the_damped_path_adds_powers_of_phi() {
        let fit = EtsFit {
            error: EtsError::Additive,
            trend: EtsTrend::Damped,
            aicc: 0.0,
            fitted: Vec::new(),
            weights: Weights { alpha: 0.5, beta: 0.1, phi: 0.5, level: 0.0, slope: 0.0 },
            level: 10.0,
            slope: 8.0,
        };
        assert_eq!(fit.path(3), [14.0, 16.0, 17.0]);
    }

    #[test]
    fn no_corner_near_the_optimum_is_better() {
        let fit = fit_form(&Y, EtsError::Additive, EtsTrend::Additive).unwrap();
        let least = fit.weights.deviance(&Y, EtsError::Additive);
        for (da, dl) in [(0.05, 0.0), (-0.02, 0.0), (0.0, 3.0), (0.0, -3.0)] {
            let alpha = (fit.weights.alpha + da).clamp(ALPHA.0, ALPHA.1);
            let moved = Weights { alpha, level: fit.weights.level + dl, ..fit.weights };
            assert!(moved.deviance(&Y, EtsError::Additive) > least - 1e-2);
        }
    }
}
