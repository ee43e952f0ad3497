//! The last value and the mean yearly change.

use super::model::Model;
use crate::FitError;
use crate::error::check_series;
use crate::name::MethodName;

/// The name of the method.
pub(crate) const NAME: MethodName = MethodName::new("drift", "平均增量");

/// Random walk with drift: the last value plus the mean yearly change of the sample,
/// `ŷ(t+h) = y(t) + h·(y(t) − y(1))/(t − 1)`.
///
/// Hyndman and Athanasopoulos, "Forecasting: Principles and Practice" (2021), section 5.2.
#[derive(Debug, Clone, Copy, Default)]
pub struct Drift;

/// The result of [`Drift::fit`].
#[derive(Debug, Clone)]
pub struct DriftFit {
    fitted: Vec<f64>,
    last: f64,
    slope: f64,
}

impl Drift {
    /// Needs two observations.
    pub fn fit(self, y: &[f64]) -> Result<DriftFit, FitError> {
        check_series(y, 2)?;
        let last = y[y.len() - 1];
        let slope = (last - y[0]) / (y.len() - 1) as f64;
        let fitted =
            std::iter::once(y[0]).chain(y[..y.len() - 1].iter().map(|v| v + slope)).collect();
        Ok(DriftFit { fitted, last, slope })
    }
}

impl Model for DriftFit {
    fn fitted(&self) -> &[f64] {
        &self.fitted
    }

    fn path(&self, horizon: usize) -> Vec<f64> {
        (1..=horizon).map(|h| self.last + self.slope * h as f64).collect()
    }
}
