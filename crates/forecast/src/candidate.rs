use crate::{
    Arima, DampedTrend, Drift, Ets, FitError, Grey, GridSmoothing, Holt, Model, Naive,
    OptimisedTheta, Ses, TenYearLine, Theta,
};

/// Anything that can forecast a series of a panel from its past.
pub trait Candidate: Sync {
    /// The name shown to people.
    fn name(&self) -> &str;

    /// The forecast path from an origin, on the same scale as `past`. `series` is the position in
    /// the panel; `past` the values up to the origin. `None` where the candidate has nothing to
    /// say. It must not look beyond the origin.
    fn path(&self, series: usize, past: &[f64], horizon: usize) -> Option<Vec<f64>>;

    /// Why there is no path after `past`.
    fn refusal(&self, _past: &[f64]) -> FitError {
        FitError::NoCandidate
    }
}

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

impl Method {
    /// Every method.
    pub const ALL: [Self; 13] = [
        Self::Naive,
        Self::Drift,
        Self::Line,
        Self::Grey,
        Self::Ses,
        Self::Holt,
        Self::Damped,
        Self::Grid,
        Self::Ets,
        Self::Arima,
        Self::Theta,
        Self::OptimisedTheta,
        Self::DynamicTheta,
    ];

    /// The method of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }

    /// Fits the model.
    pub fn fit(self, y: &[f64]) -> Result<Box<dyn Model>, FitError> {
        Ok(match self {
            Self::Naive => Box::new(Naive.fit(y)?),
            Self::Drift => Box::new(Drift.fit(y)?),
            Self::Line => Box::new(TenYearLine.fit(y)?),
            Self::Grey => Box::new(Grey.fit(y)?),
            Self::Ses => Box::new(Ses.fit(y)?),
            Self::Holt => Box::new(Holt.fit(y)?),
            Self::Damped => Box::new(DampedTrend.fit(y)?),
            Self::Grid => Box::new(GridSmoothing.fit(y)?),
            Self::Ets => Box::new(Ets.fit(y)?),
            Self::Arima => Box::new(Arima::default().fit(y)?),
            Self::Theta => Box::new(Theta::default().fit(y)?),
            Self::OptimisedTheta => Box::new(OptimisedTheta { dynamic: false }.fit(y)?),
            Self::DynamicTheta => Box::new(OptimisedTheta { dynamic: true }.fit(y)?),
        })
    }
}

impl Candidate for Method {
    fn name(&self) -> &str {
        match self {
            Self::Naive => "naive",
            Self::Drift => "drift",
            Self::Line => "line",
            Self::Grey => "grey",
            Self::Ses => "ses",
            Self::Holt => "holt",
            Self::Damped => "damped",
            Self::Grid => "grid",
            Self::Ets => "ets",
            Self::Arima => "arima",
            Self::Theta => "theta",
            Self::OptimisedTheta => "optimised-theta",
            Self::DynamicTheta => "dynamic-theta",
        }
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
