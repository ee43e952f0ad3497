//! What is kept of a panel to learn from.

use std::collections::BTreeMap;

use crate::Scale;
use crate::error::check_series;
use crate::median::median;

/// The fewest values before an origin.
pub(super) const FEWEST_BEFORE: usize = 4;
/// A panel is looked at in about this many origins.
pub(super) const ORIGINS: usize = 6000;
/// In a panel of more series than can be looked at in full, this many origins each.
pub(super) const ORIGINS_EACH: usize = 3;

/// What is kept of a panel to learn from: all its series, or as many as are looked at, chosen by their
/// values alone. A panel that is too large for memory can pass through it.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    /// By digest, then position in the panel.
    pub(super) series: BTreeMap<(u64, usize), Vec<f64>>,
    /// The same of series without an origin to look at, which tell how far they went all the same.
    short: BTreeMap<(u64, usize), Vec<f64>>,
    /// Series offered that have origins to look at.
    pub(super) eligible: usize,
    offered: usize,
    outside_shares: bool,
    inside_shares: bool,
}

impl Sample {
    /// Offers the next series of the panel.
    pub fn offer(&mut self, y: &[f64]) {
        let index = self.offered;
        self.offered += 1;
        if check_series(y, 1).is_err() {
            return;
        }
        self.outside_shares |= y.iter().any(|value| !(0.0..=1.0).contains(value));
        self.inside_shares |= y.iter().any(|value| *value > 0.0 && *value < 1.0);
        let has_origins = y.len() > FEWEST_BEFORE;
        self.eligible += usize::from(has_origins);
        let (kept, digest) = if has_origins {
            (&mut self.series, digest(y))
        } else {
            (&mut self.short, digest_of_sizes(y))
        };
        kept.insert((digest, index), y.to_vec());
        if kept.len() > ORIGINS / ORIGINS_EACH {
            kept.pop_last();
        }
    }

    /// All histories that were kept.
    pub(super) fn histories(&self) -> impl Iterator<Item = &[f64]> + Clone {
        self.series.values().chain(self.short.values()).map(Vec::as_slice)
    }

    /// Whether the whole panel lies within 0 and 1, and not only on them.
    pub fn is_of_shares(&self) -> bool {
        self.inside_shares && !self.outside_shares
    }
}

/// Median changes over the series of the panel: of logarithms, and of values where there are none.
/// `calm` where the panel has none.
pub(super) fn typical_changes<'a>(panel: impl Iterator<Item = &'a [f64]>, calm: f64) -> (f64, f64) {
    let (mut logs, mut plain) = (Vec::new(), Vec::new());
    for y in panel.filter(|y| y.len() > 1) {
        let scale = Scale::of(y);
        let change = y
            .windows(2)
            .map(|pair| (scale.apply(pair[1]) - scale.apply(pair[0])).abs())
            .sum::<f64>()
            / (y.len() - 1) as f64;
        if change > 0.0 {
            if scale == Scale::Log { &mut logs } else { &mut plain }.push(change);
        }
    }
    let typical = |changes: &[f64], otherwise| {
        if changes.is_empty() { otherwise } else { median(changes) }
    };
    (typical(&logs, calm), typical(&plain, 0.0))
}

/// A number that depends on the shape of a series and nothing else, neither its unit nor its zero:
/// the FNV-1a hash of its changes in steps of a 64th of their mean size.
pub(super) fn digest(y: &[f64]) -> u64 {
    let changes = || y.windows(2).map(|pair| pair[1] - pair[0]);
    let unit = changes().map(f64::abs).sum::<f64>() / changes().len().max(1) as f64;
    hash(changes().map(|change| if unit > 0.0 { 64.0 * change / unit } else { 0.0 }))
}

/// The same of a series that is too short to have a shape: of its changes in steps of a 4096th of the mean
/// size of its values.
fn digest_of_sizes(y: &[f64]) -> u64 {
    let size = y.iter().map(|value| value.abs()).sum::<f64>() / y.len() as f64;
    let changes = y.windows(2).map(|pair| pair[1] - pair[0]);
    hash(changes.map(|change| if size > 0.0 { 4096.0 * change / size } else { 0.0 }))
}

/// The FNV-1a hash of numbers, rounded.
fn hash(steps: impl Iterator<Item = f64>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in steps.flat_map(|step| (step.round() as i64).to_le_bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // The low bits of FNV are the worst mixed.
    hash ^ (hash >> 32)
}
