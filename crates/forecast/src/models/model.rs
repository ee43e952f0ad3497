//! What every fitted model can tell.

/// A fitted model.
pub trait Model {
    /// One-step forecasts inside the sample: `fitted()[t]` uses values before `t` only, and the
    /// first is the model's own starting value.
    fn fitted(&self) -> &[f64];

    /// The forecast path `1..=horizon` steps after the last observation.
    fn path(&self, horizon: usize) -> Vec<f64>;
}
