//! The global member: what the networks' quantiles say of a step.

use super::inputs::NET_STEPS;
use super::network::Quantiles;
use crate::calibration::Step;

/// One standard deviation of a random walk's first step in mean absolute changes.
const WALK: f64 = 1.25;
/// No stated deviation of a first step is less, in mean absolute changes.
const LEAST_DEVIATION: f64 = 0.05;

/// The global member at a step counted from 0, and the standard deviations downwards and upwards
/// that its outer quantiles stand for. Beyond its own steps they widen as a random walk's.
pub(super) fn global_step(quantiles: &Quantiles, h: usize) -> (f64, Step) {
    let last = h.min(NET_STEPS - 1);
    let [lowest, lower, _, centre, _, upper, uppermost] = quantiles[last];
    let root = ((h + 1) as f64).sqrt();
    let wider = root / ((last + 1) as f64).sqrt();
    let deviation = |outer: f64, inner: f64| {
        let mean = f64::midpoint((outer - centre).abs() / 1.96, (inner - centre).abs() / 1.2816);
        (wider * mean).max(LEAST_DEVIATION * root)
    };
    let (below, above) = (deviation(lowest, lower), deviation(uppermost, upper));
    (centre, Step::new(0.0, below, above))
}

/// The deviations of a random walk at a step counted from 0.
pub(super) fn walk_step(h: usize) -> Step {
    let width = WALK * ((h + 1) as f64).sqrt();
    Step::new(0.0, width, width)
}
