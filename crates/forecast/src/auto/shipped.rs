//! What ships with the crate: the trained networks, a pool of scores, and the size of a typical
//! yearly change. Written by `cargo xtask train-global`.
//!
//! The file is a sequence of little-endian `f32`: for each network the means and deviations of the
//! inputs, then weights and intercepts of its three layers; the score paths; the typical change.

use std::sync::OnceLock;

use super::inputs::{INPUTS, NET_STEPS};
use super::length::GROUPS;
use super::network::{Ensemble, Layer, Network, SIZES};
use crate::calibration::ScorePath;

pub(crate) const NETWORKS: usize = 4;
/// Score paths of each group of length.
pub(crate) const POOL_PATHS: usize = 512;
/// A score beyond this counts as this much: an error of a thousand stated deviations says that the
/// deviation was stated wrongly, not that the next error will be as large.
pub(super) const FARTHEST_SCORE: f64 = 12.0;
/// As many series of a panel's own count as much as the shipped pool.
const SERIES_OF_POOL: f64 = 40.0;

static FILE: &[u8] = include_bytes!("../../assets/global.bin");

const fn parameters() -> usize {
    let (mut sum, mut i) = (2 * INPUTS, 0);
    while i < 3 {
        sum += (SIZES[i] + 1) * SIZES[i + 1];
        i += 1;
    }
    sum
}

const NUMBERS: usize = NETWORKS * parameters() + GROUPS * POOL_PATHS * NET_STEPS + 1;

/// What was trained: networks, scores, and a typical change.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shipped {
    pub(crate) ensemble: Ensemble,
    /// Signed scores, [`GROUPS`] times [`POOL_PATHS`] paths of [`NET_STEPS`].
    pub(crate) scores: Vec<Vec<f32>>,
    /// Median over series of the mean absolute change of logarithms.
    pub(crate) typical_change: f64,
}

impl Shipped {
    /// What is shipped, read once.
    pub(crate) fn get() -> &'static Self {
        static SHIPPED: OnceLock<Shipped> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::read(FILE))
    }

    /// The pool of scores of a group of length with its weight.
    pub(crate) fn pool(&self, group: usize) -> Vec<ScorePath> {
        let weight = SERIES_OF_POOL / POOL_PATHS as f64;
        let path = |scores: &Vec<f32>| ScorePath {
            scores: scores
                .iter()
                .map(|score| f64::from(*score).clamp(-FARTHEST_SCORE, FARTHEST_SCORE))
                .collect(),
            weight,
        };
        self.scores[group * POOL_PATHS..][..POOL_PATHS].iter().map(path).collect()
    }

    /// A file of another shape, as there is for a moment while a new one is made, reads as zeros.
    fn read(file: &[u8]) -> Self {
        let mut numbers = file
            .chunks_exact(4)
            .map(|bytes| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
        let mut take = |n: usize| -> Vec<f32> {
            let mut values: Vec<f32> = numbers.by_ref().take(n).collect();
            values.resize(n, 0.0);
            values
        };
        let networks = (0..NETWORKS)
            .map(|_| Network {
                mean: take(INPUTS),
                deviation: take(INPUTS),
                layers: [0, 1, 2].map(|i: usize| Layer {
                    weights: take(SIZES[i] * SIZES[i + 1]),
                    intercepts: take(SIZES[i + 1]),
                }),
            })
            .collect();
        let scores = (0..GROUPS * POOL_PATHS).map(|_| take(NET_STEPS)).collect();
        let typical_change = f64::from(take(1)[0]);
        Self { ensemble: Ensemble { networks }, scores, typical_change }
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        let mut numbers: Vec<f32> = Vec::with_capacity(NUMBERS);
        for network in &self.ensemble.networks {
            numbers.extend(&network.mean);
            numbers.extend(&network.deviation);
            for layer in &network.layers {
                numbers.extend(&layer.weights);
                numbers.extend(&layer.intercepts);
            }
        }
        numbers.extend(self.scores.iter().flatten());
        numbers.push(self.typical_change as f32);
        numbers.into_iter().flat_map(f32::to_le_bytes).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        assert_eq!(FILE.len(), 4 * NUMBERS, "run `cargo xtask train-global`");
        assert_eq!(Shipped::get().write(), FILE);
        assert!(Shipped::get().typical_change > 0.0);
        assert!(FILE.len() < 2_000_000);
    }

    #[test]
    fn the_file_is_the_one_that_training_gave() {
        let checksum = Sha256::digest(FILE).iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        assert_eq!(include_str!("../../assets/global.sha256").trim(), checksum);
    }
}
