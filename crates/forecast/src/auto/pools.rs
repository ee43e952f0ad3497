//! Scores of the weighted mean at the trials, and the pools that intervals are read from.

use std::sync::Arc;

use rayon::prelude::*;

use super::length::{GROUPS, length_group};
use super::shipped::{FARTHEST_SCORE, Shipped};
use super::trial::Trial;
use crate::calibration::{ErrorPool, ScorePath};

/// A group of series speaks for itself from this many origins on.
const ORIGINS_OF_GROUP: usize = 400;
/// What an origin of another group counts in the pool of a group.
const OTHER_GROUP: f64 = 0.05;

/// The pools of a panel, one for each group of series: by length, then calm and lively.
#[derive(Debug)]
pub(super) struct Pools {
    /// The relative change that parts calm series from lively ones.
    calm: f64,
    pools: Vec<Arc<ErrorPool>>,
}

impl Pools {
    /// Pools the scores of the trials; `horizon` is the number of steps.
    pub(super) fn new(trials: &[Trial], scores: &[Vec<f64>], horizon: usize, calm: f64) -> Self {
        let groups: Vec<usize> =
            trials.iter().map(|trial| group(trial.past, trial.relative, calm)).collect();
        let pools = (0..2 * GROUPS)
            .into_par_iter()
            .map(|wanted| {
                let members = groups.iter().filter(|&&group| group == wanted).count();
                let other = if members < ORIGINS_OF_GROUP { 1.0 } else { OTHER_GROUP };
                let weighed =
                    trials.iter().zip(scores).zip(&groups).map(|((trial, scores), &group)| {
                        (trial, scores, if group == wanted { 1.0 } else { other })
                    });
                Arc::new(pool(horizon, wanted / 2, weighed))
            })
            .collect();
        Self { calm, pools }
    }

    /// The pool for a series of `n` values and this relative change.
    pub(super) fn get(&self, n: usize, relative: f64) -> &Arc<ErrorPool> {
        &self.pools[group(n, relative, self.calm)]
    }

    /// The share of weight that is borrowed, in the pool that borrows least.
    pub(super) fn borrowed_share(&self) -> f64 {
        self.pools.iter().map(|pool| pool.borrowed_share()).fold(1.0, f64::min)
    }
}

fn group(n: usize, relative: f64, calm: f64) -> usize {
    2 * length_group(n) + usize::from(relative > calm)
}

/// The pool of a group of length from trials with their scores and how much more or less they count
/// there.
pub(super) fn pool<'a>(
    horizon: usize,
    length: usize,
    trials: impl Iterator<Item = (&'a Trial, &'a Vec<f64>, f64)>,
) -> ErrorPool {
    let paths: Vec<ScorePath> = trials
        .map(|(trial, scores, times)| ScorePath {
            scores: scores.clone(),
            weight: times * trial.weight,
        })
        .collect();
    ErrorPool::new(horizon, &paths, &Shipped::get().pool(length))
}

/// Signed scores of the weighted mean at every trial, in stated standard deviations.
pub(super) fn scores(trials: &[Trial], weights: &[f64]) -> Vec<Vec<f64>> {
    let score = |trial: &Trial| {
        let errors = trial.errors(weights).enumerate();
        let size = |(h, e): (usize, f64)| e / if e > 0.0 { trial.above[h] } else { trial.below[h] };
        errors.map(size).map(|s| s.clamp(-FARTHEST_SCORE, FARTHEST_SCORE)).collect()
    };
    trials.par_iter().map(score).collect()
}

/// Multiplies the scores of each step by how much larger those of the newest outcomes are than those
/// of all outcomes, the geometric mean over the steps being kept: the errors one year ahead grow in
/// some panels towards their end while those of later steps do not.
pub(super) fn scale_to_latest(trials: &[Trial], scores: &mut [Vec<f64>], horizon: usize) {
    let mut factors: Vec<f64> = (0..horizon).map(|h| latest_growth(trials, scores, h)).collect();
    let mean = factors.iter().sum::<f64>() / horizon as f64;
    for factor in &mut factors {
        *factor = (*factor - mean).exp();
    }
    for (score, factor) in scores.iter_mut().flat_map(|path| path.iter_mut().zip(&factors)) {
        *score *= factor;
    }
}

/// `ln f = n/(n + 50)·ln(newest/whole)` for `n` outcomes of the last two years at a step counted from
/// 0: mean sizes of scores, those of the newest outcomes over those of all.
fn latest_growth(trials: &[Trial], scores: &[Vec<f64>], h: usize) -> f64 {
    const NEWEST: usize = 2;
    const OUTCOMES_OF_PRIOR: f64 = 50.0;
    const LARGEST: f64 = 4.0;
    let (mut whole, mut weight, mut newest, mut outcomes) = (0.0, 0.0, 0.0, 0.0);
    for (trial, scores) in trials.iter().zip(scores) {
        let Some(score) = scores.get(h) else { continue };
        let size = score.abs().min(LARGEST);
        whole += trial.weight * size;
        weight += trial.weight;
        if trial.back < h + 1 + NEWEST {
            newest += size;
            outcomes += 1.0;
        }
    }
    if whole > 0.0 && newest > 0.0 {
        (newest / outcomes * weight / whole).ln() * outcomes / (outcomes + OUTCOMES_OF_PRIOR)
    } else {
        0.0
    }
}
