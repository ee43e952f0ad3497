//! A forecast that lies in a [`Room`](super::Room), read without copying it.

use std::sync::Arc;

use crate::calibration::{ErrorPool, Forecast, Interval, Range, Step};

/// A forecast that lies in a [`Room`](super::Room).
#[derive(Debug)]
pub struct View<'a> {
    pub(super) steps: &'a [Step],
    pub(super) range: Range,
    pub(super) pool: &'a Arc<ErrorPool>,
}

impl View<'_> {
    /// The median at a step counted from 1.
    pub fn median(&self, step: usize) -> f64 {
        let step = &self.steps[step - 1];
        self.range.value(step.bounded(step.centre))
    }

    /// The interval of a coverage such as 0.95 at a step counted from 1.
    pub fn interval(&self, step: usize, coverage: f64) -> Interval {
        let steps = &self.steps[..step.min(self.steps.len())];
        let nothing = Interval { lower: f64::NEG_INFINITY, upper: f64::INFINITY };
        self.range.interval(steps, self.pool, coverage).unwrap_or(nothing)
    }

    /// The same, to be kept.
    pub fn to_forecast(&self) -> Forecast {
        Forecast::new(self.steps.to_vec(), self.range, Arc::clone(self.pool))
    }
}
