//! The last value as the forecast.

use super::model::Model;
use crate::FitError;
use crate::error::check_series;
use crate::name::MethodName;

/// The name of the method.
pub(crate) const NAME: MethodName = MethodName::new("naive", "上年值");

/// The last value, for ever, `ŷ(t+h) = y(t)`. The forecast that every other one has to beat.
///
/// Hyndman and Athanasopoulos, "Forecasting: Principles and Practice" (2021), section 5.2.
#[derive(Debug, Clone, Copy, Default)]
pub struct Naive;

/// The result of [`Naive::fit`].
#[derive(Debug, Clone)]
pub struct NaiveFit {
    fitted: Vec<f64>,
    last: f64,
}

impl Naive {
    /// Needs one observation.
    pub fn fit(self, y: &[f64]) -> Result<NaiveFit, FitError> {
        check_series(y, 1)?;
        let fitted = std::iter::once(y[0]).chain(y[..y.len() - 1].iter().copied()).collect();
        Ok(NaiveFit { fitted, last: y[y.len() - 1] })
    }
}

impl Model for NaiveFit {
    fn fitted(&self) -> &[f64] {
        &self.fitted
    }

    fn path(&self, horizon: usize) -> Vec<f64> {
        vec![self.last; horizon]
    }
}
