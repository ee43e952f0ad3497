//! A forecast of one series with its spread, on the scale that it is modelled on.

use std::sync::Arc;

use super::pool::ErrorPool;
use crate::Scale;

/// A range that the value falls into with the stated probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

/// The coverage whose ends may lie on the bounds of a step.
const COVERAGE_AT_BOUND: f64 = 0.95;

/// Where a step is expected, on the scale that the series is modelled on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The median.
    pub centre: f64,
    /// One stated standard deviation downwards.
    pub below: f64,
    /// One stated standard deviation upwards.
    pub above: f64,
    /// Nothing drawn for the step lies beneath this, and no end of 95 % of coverage or less.
    pub lowest: f64,
    /// The same above.
    pub highest: f64,
}

impl Step {
    /// A step without bounds.
    pub fn new(centre: f64, below: f64, above: f64) -> Self {
        Self { centre, below, above, lowest: f64::NEG_INFINITY, highest: f64::INFINITY }
    }

    /// A point of the scale, or the bound that it lies beyond.
    pub fn bounded(&self, z: f64) -> f64 {
        z.min(self.highest).max(self.lowest)
    }
}

/// From the scale of the model back to values of the series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The scale.
    pub scale: Scale,
    /// No value exceeds this.
    pub most: f64,
}

impl Range {
    /// The value at a point of the scale.
    pub fn value(self, z: f64) -> f64 {
        self.scale.invert(z).min(self.most)
    }

    /// The interval of a coverage at the last of `steps`. It reaches as far to either side as that of
    /// any step before: what is further off is not known better. Where a bound stands in the way, an end
    /// reaches at most `(1 + c)/(1 + 0.95)` of the way there, its rank beside that of the end of 95 %: no
    /// two coverages have the same end.
    pub fn interval(self, steps: &[Step], pool: &ErrorPool, coverage: f64) -> Option<Interval> {
        let last = steps.last()?;
        let (mut below, mut above) = (0.0_f64, 0.0_f64);
        for (h, step) in steps.iter().enumerate() {
            let score = pool.quantile(h + 1, coverage);
            below = below.max(score * step.below);
            above = above.max(score * step.above);
        }
        let centre = last.bounded(last.centre);
        let share = (1.0 + coverage) / (1.0 + COVERAGE_AT_BOUND);
        // A bound at zero is the end of the domain, and every end may lie there.
        if self.scale.invert(last.lowest) > 0.0 {
            below = below.min(share * (centre - last.lowest));
        }
        above = above.min(share * (last.highest - centre));
        Some(Interval { lower: self.value(centre - below), upper: self.value(centre + above) })
    }
}

/// A forecast of one series with its spread.
#[derive(Debug, Clone)]
pub struct Forecast {
    steps: Vec<Step>,
    range: Range,
    pool: Arc<ErrorPool>,
}

impl Forecast {
    /// From the steps on the model's scale and the pool of scores.
    pub fn new(steps: Vec<Step>, range: Range, pool: Arc<ErrorPool>) -> Self {
        Self { steps, range, pool }
    }

    /// The number of steps.
    pub fn horizon(&self) -> usize {
        self.steps.len()
    }

    /// The median path, in the unit of the data.
    pub fn median(&self) -> Vec<f64> {
        self.steps.iter().map(|step| self.range.value(step.bounded(step.centre))).collect()
    }

    /// The interval of a coverage such as 0.95 at a step counted from 1. `None` beyond the horizon.
    pub fn interval(&self, step: usize, coverage: f64) -> Option<Interval> {
        self.range.interval(self.steps.get(..step)?, &self.pool, coverage)
    }

    /// The path at a rank from 0 to 1, in the unit of the data: see [`ErrorPool::path`]. The median
    /// path if the pool holds no errors.
    pub fn sample(&self, rank: f64) -> Vec<f64> {
        let Some((path, sign)) = self.pool.path(rank) else { return self.median() };
        let scores = self.steps.iter().zip(path);
        scores
            .map(|(step, score)| {
                let score = sign * score;
                let width = if score > 0.0 { step.above } else { step.below };
                self.range.value(step.bounded(step.centre + score * width))
            })
            .collect()
    }

    /// The pool that the spread comes from.
    pub fn pool(&self) -> &ErrorPool {
        &self.pool
    }
}
