//! What can forecast a series of a panel.

use crate::FitError;

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
