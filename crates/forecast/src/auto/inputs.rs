//! The numbers that the networks read of a series, none of which depends on its unit.
//!
//! The shipped networks were trained on these numbers in this order: a change here needs
//! `cargo xtask train-global`.

use super::frame::Frame;
use crate::Scale;

/// The steps that the network speaks of, and the fewest that every path is computed for.
pub(crate) const NET_STEPS: usize = 6;
/// Models that run on either scale.
pub(crate) const MODELS: usize = 6;
/// Paths that the network reads.
pub(crate) const PATHS: usize = 2 * MODELS;
/// Numbers that describe a series beside its newest changes and the paths.
const TRAITS: usize = 14;
/// The newest changes that the network reads.
const NEWEST: usize = 8;
/// Inputs that do not come from a path.
pub(crate) const DESCRIBED: usize = TRAITS + NEWEST;
/// Inputs of the network.
pub(crate) const INPUTS: usize = DESCRIBED + PATHS * NET_STEPS;

/// The shares of the smoothing grid's weight on points without a trend.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shares {
    /// Of the grid on the model's scale.
    pub(crate) on_model: f64,
    /// Of the grid on the values.
    pub(crate) on_values: f64,
}

/// The change to value `i + 1`, in units.
fn change(z: &[f64], frame: &Frame, i: usize) -> f64 {
    (z[i + 1] - z[i]) / frame.unit
}

/// Length, size, growth and steadiness of a series `z` on the model's scale.
pub(crate) fn traits(z: &[f64], frame: &Frame, shares: Shares) -> [f64; TRAITS] {
    let (n, unit) = (frame.n, frame.unit);
    let changes = (n - 1).max(1) as f64;
    let mean = (z[n - 1] - z[0]) / unit / changes;
    let recent = (n - 1).min(4);
    let recent_size = (n - 1 - recent..n - 1).map(|i| change(z, frame, i).abs()).sum::<f64>()
        / recent.max(1) as f64;
    let ChangeSums { variance, together, signs, largest } = ChangeSums::of(z, frame, mean);
    let (low, high) = z
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &z| (low.min(z), high.max(z)));
    let size = if frame.scale == Scale::Log { (unit + 1e-6).ln() } else { -2.0 };
    [
        (n as f64).ln(),
        size,
        mean,
        (recent_size + 0.05).ln(),
        together / (variance + 0.5),
        variance / changes,
        signs / changes,
        (largest + 0.1).ln(),
        shares.on_model,
        shares.on_values,
        1.0 / n as f64,
        (frame.last - low) / (high - low + 1e-12),
        ((high - low) / unit).min(60.0) / 10.0,
        (frame.in_changes + 1e-3).ln(),
    ]
}

/// The newest changes, the last first.
pub(crate) fn newest<'a>(z: &'a [f64], frame: &'a Frame) -> impl Iterator<Item = f64> + 'a {
    let n = frame.n;
    (0..NEWEST.min(n - 1)).map(move |k| change(z, frame, n - 2 - k).asinh())
}

/// Sums over the changes of a series, in units.
#[derive(Debug, Clone, Copy, Default)]
struct ChangeSums {
    /// Squared distances from the mean change.
    variance: f64,
    /// Products of neighbouring distances.
    together: f64,
    /// Rises less falls.
    signs: f64,
    /// The largest change.
    largest: f64,
}

impl ChangeSums {
    fn of(z: &[f64], frame: &Frame, mean: f64) -> Self {
        let mut sums = Self::default();
        for i in 0..frame.n - 1 {
            let this = change(z, frame, i);
            let away = this - mean;
            sums.variance += away * away;
            if i > 0 {
                sums.together += away * (change(z, frame, i - 1) - mean);
            }
            sums.signs += if this == 0.0 { 0.0 } else { this.signum() };
            sums.largest = sums.largest.max(this.abs());
        }
        sums
    }
}
