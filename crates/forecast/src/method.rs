//! The models that can be asked for by name, alone: the one table of their names and how each is fitted.
//!
//! To add a model here, write it in `models/x.rs` with its name, and add a variant and its row to
//! [`METHODS`]; rows in another order than the variants do not compile.

use crate::models::{arima, drift, ets, grey, grid, line, naive, smoothing, theta};
use crate::name::MethodName;
use crate::{
    Arima, Candidate, DampedTrend, Drift, Ets, FitError, Grey, GridSmoothing, Holt, Model, Naive,
    OptimisedTheta, Ses, TenYearLine, Theta,
};

/// The models that need nothing but the series itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// [`Naive`]
    Naive,
    /// [`Drift`]
    Drift,
    /// [`TenYearLine`]
    Line,
    /// [`Grey`], GM(1,1)
    Grey,
    /// [`Ses`]
    Ses,
    /// [`Holt`]
    Holt,
    /// [`DampedTrend`]
    Damped,
    /// [`GridSmoothing`]
    Grid,
    /// [`Ets`]
    Ets,
    /// [`Arima`]
    Arima,
    /// [`Theta`]
    Theta,
    /// [`OptimisedTheta`]
    OptimisedTheta,
    /// [`OptimisedTheta`] with a line that is fitted again at every step
    DynamicTheta,
}

/// A model that was fitted, or why it was not.
type Fitted = Result<Box<dyn Model>, FitError>;

/// What there is to know of a method.
struct Row {
    method: Method,
    name: MethodName,
    fit: fn(&[f64]) -> Fitted,
}

#[rustfmt::skip]
const METHODS: [Row; 13] = [
    Row { method: Method::Naive, name: naive::NAME, fit: |y| boxed(Naive.fit(y)) },
    Row { method: Method::Drift, name: drift::NAME, fit: |y| boxed(Drift.fit(y)) },
    Row { method: Method::Line, name: line::NAME, fit: |y| boxed(TenYearLine.fit(y)) },
    Row { method: Method::Grey, name: grey::NAME, fit: |y| boxed(Grey.fit(y)) },
    Row { method: Method::Ses, name: smoothing::SES, fit: |y| boxed(Ses.fit(y)) },
    Row { method: Method::Holt, name: smoothing::HOLT, fit: |y| boxed(Holt.fit(y)) },
    Row { method: Method::Damped, name: smoothing::DAMPED, fit: |y| boxed(DampedTrend.fit(y)) },
    Row { method: Method::Grid, name: grid::NAME, fit: |y| boxed(GridSmoothing.fit(y)) },
    Row { method: Method::Ets, name: ets::NAME, fit: |y| boxed(Ets.fit(y)) },
    Row { method: Method::Arima, name: arima::NAME, fit: |y| boxed(Arima::default().fit(y)) },
    Row { method: Method::Theta, name: theta::STANDARD, fit: |y| boxed(Theta::default().fit(y)) },
    Row { method: Method::OptimisedTheta, name: theta::OPTIMISED, fit: |y| boxed(OptimisedTheta { dynamic: false }.fit(y)) },
    Row { method: Method::DynamicTheta, name: theta::DYNAMIC, fit: |y| boxed(OptimisedTheta { dynamic: true }.fit(y)) },
];

fn boxed<M: Model + 'static>(fit: Result<M, FitError>) -> Fitted {
    Ok(Box::new(fit?))
}

impl Method {
    /// Every method, in the order of the table.
    pub const ALL: [Self; METHODS.len()] = {
        let mut methods = [Self::Naive; METHODS.len()];
        let mut i = 0;
        while i < METHODS.len() {
            methods[i] = METHODS[i].method;
            assert!(METHODS[i].method as usize == i, "a row for each variant, in their order");
            i += 1;
        }
        methods
    };

    /// The method of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }

    /// Fits the model.
    pub fn fit(self, y: &[f64]) -> Result<Box<dyn Model>, FitError> {
        (METHODS[self as usize].fit)(y)
    }

    /// Its name in both languages.
    pub fn names(self) -> MethodName {
        METHODS[self as usize].name
    }
}

impl Candidate for Method {
    fn name(&self) -> &str {
        self.names().en
    }

    fn path(&self, _series: usize, past: &[f64], horizon: usize) -> Option<Vec<f64>> {
        if self == &Self::Grid {
            // Its fitted values cost as much again for every year; a path needs none.
            let mut path = vec![0.0; horizon];
            GridSmoothing.path_into(past, &mut Vec::new(), &mut path).ok()?;
            return Some(path);
        }
        let path = self.fit(past).ok()?.path(horizon);
        path.iter().all(|value| value.is_finite()).then_some(path)
    }

    fn refusal(&self, past: &[f64]) -> FitError {
        self.fit(past).err().unwrap_or(FitError::NoCandidate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_fit_uses_a_value_before_its_time() {
        let y: Vec<f64> = (0..12).map(|t| 50.0 + f64::from((t * 7) % 5) + f64::from(t)).collect();
        for method in Method::ALL {
            let fit = method.fit(&y).unwrap();
            assert_eq!(fit.fitted().len(), y.len(), "{}", method.name());
            assert!(fit.path(4).iter().all(|value| value.is_finite()));
        }
    }

    #[test]
    fn forecasts_follow_scale_and_shift() {
        let y = [120.0, 126.0, 131.0, 129.0, 138.0, 142.0, 150.0, 149.0, 157.0, 163.0];
        let moved: Vec<f64> = y.iter().map(|value| 3.0 * value - 40.0).collect();
        // Multiplicative errors and exponentials know a zero, so these two do not follow a shift.
        let knows_zero = |method: &Method| matches!(method, Method::Ets | Method::Grey);
        for method in Method::ALL.into_iter().filter(|method| !knows_zero(method)) {
            let (a, b) = (method.fit(&y).unwrap().path(3), method.fit(&moved).unwrap().path(3));
            for (value, shifted) in a.iter().zip(b) {
                assert!((3.0 * value - 40.0 - shifted).abs() < 1e-8, "{}", method.name());
            }
        }
    }

    #[test]
    fn a_series_that_is_too_short_says_how_short() {
        assert_eq!(
            Method::Theta.fit(&[1.0, 2.0]).map(|_| ()).unwrap_err(),
            FitError::TooShort { got: 2, needed: 3 }
        );
        assert!(Method::Naive.fit(&[]).is_err());
        assert_eq!(
            Method::Naive.fit(&[1.0, f64::NAN]).map(|_| ()).unwrap_err(),
            FitError::NotFinite { position: 2 }
        );
    }
}
