//! Making the shipped file from a panel: windows, networks, pool.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::combination::{MEMBERS, PRIOR};
use super::learned::length_class;
use super::members::{INPUTS, Members, NET_STEPS, SHORTEST};
use super::network::Ensemble;
use super::room::Room;
use super::sample::{digest, typical_changes};
use super::shipped::{NETWORKS, POOL_PATHS, POOLS, Shipped};
use super::training::{Rows, train};

/// Windows of each series.
const WINDOWS: usize = 50;
/// The longest past of a window.
const LONGEST: usize = 60;
/// Half of the windows are cut to a random length below this.
const SHORT: usize = 16;
/// What an error counts: in sMAPE and in MASE, over the naive errors of the M4 yearly series.
const NAIVE_SMAPE: f64 = 14.584;
const NAIVE_MASE: f64 = 3.901;

/// A past and the six values that came.
struct Window<'a> {
    past: &'a [f64],
    future: &'a [f64],
}

/// Trains on a panel of annual series, finite values only; returns the bytes of the shipped file.
/// The same panel in the same order gives the same bytes.
pub fn train_global(panel: &[&[f64]]) -> Vec<u8> {
    let windows: Vec<(usize, Window<'_>)> = panel
        .iter()
        .enumerate()
        .flat_map(|(i, y)| windows(i, y).into_iter().map(move |window| (digest_half(y), window)))
        .collect();
    let rows = rows(&windows);
    let all: Vec<usize> = (0..rows.len()).collect();
    let half = |which: usize| -> Vec<usize> {
        all.iter().copied().filter(|&row| windows[row].0 == which).collect()
    };
    let halves = [half(0), half(1)];
    // Two networks a half for honest scores of the other half, then those that ship.
    let jobs: Vec<(&[usize], u64)> = vec![
        (&halves[0], 11),
        (&halves[0], 12),
        (&halves[1], 13),
        (&halves[1], 14),
        (&all, 1),
        (&all, 2),
        (&all, 3),
        (&all, 4),
    ];
    let mut networks: Vec<_> =
        jobs.par_iter().map(|(chosen, seed)| train(&rows, chosen, *seed)).collect();
    let shipped = networks.split_off(networks.len() - NETWORKS);
    let second = networks.split_off(2);
    let halves = [(Ensemble { networks }, &halves[1]), (Ensemble { networks: second }, &halves[0])];
    let mut scores = Vec::with_capacity(POOLS * POOL_PATHS);
    for class in 0..POOLS {
        for (ensemble, scored) in &halves {
            let of_class = |row: &&usize| length_class(windows[**row].1.past.len()) == class;
            let rows: Vec<usize> = scored.iter().filter(of_class).copied().collect();
            let every = (rows.len() / (POOL_PATHS / 2)).max(1);
            let chosen = score(ensemble, &windows, rows.iter().copied().step_by(every));
            // Fewer windows than paths: those that there are, again.
            scores.extend(chosen.iter().cycle().take(POOL_PATHS / 2).cloned());
        }
    }
    scores.resize(POOLS * POOL_PATHS, vec![0.0; NET_STEPS]);
    let typical_change = typical_changes(panel.iter().copied(), 0.06).0;
    Shipped { ensemble: Ensemble { networks: shipped }, scores, typical_change }.write()
}

/// What an error of one unit counts: half as in sMAPE and half as in MASE.
pub(crate) fn error_weight(log_unit: f64, in_changes: f64) -> f32 {
    let weight = 0.5 * (100.0 * log_unit / NAIVE_SMAPE + in_changes / NAIVE_MASE);
    weight.clamp(0.02, 5.0) as f32
}

fn digest_half(y: &[f64]) -> usize {
    (digest(y) & 1) as usize
}

/// Random windows over the whole history: training at the newest origins alone would learn what
/// happened in those years.
fn windows(index: usize, y: &[f64]) -> Vec<Window<'_>> {
    let y = &y[y.len().saturating_sub(LONGEST)..];
    let n = y.len();
    if n < SHORTEST + NET_STEPS {
        return Vec::new();
    }
    let mut rng = ChaCha8Rng::seed_from_u64(index as u64);
    (0..WINDOWS)
        .map(|_| {
            let origin = rng.random_range(SHORTEST..=n - NET_STEPS);
            let cut = rng.random_bool(0.5).then(|| rng.random_range(SHORTEST..SHORT));
            let first = cut.map_or(0, |cut| origin.saturating_sub(cut));
            Window { past: &y[first..origin], future: &y[origin..origin + NET_STEPS] }
        })
        .collect()
}

fn rows(windows: &[(usize, Window<'_>)]) -> Rows {
    let parts: Vec<Rows> = windows
        .par_chunks(1000)
        .map(|windows| {
            let mut members = Members::new(NET_STEPS);
            let mut rows = Rows::default();
            for (_, window) in windows {
                let frame = members.compute(window.past, false);
                rows.inputs.extend_from_slice(&members.inputs);
                for (h, value) in window.future.iter().enumerate() {
                    let came = frame.in_units(*value);
                    rows.targets.push((came - members.base(h)) as f32);
                }
                // Where nothing changed there is nothing to learn from.
                let weight = error_weight(frame.log_unit(), frame.in_changes);
                rows.weights.push(if frame.unit > 0.0 { weight } else { 0.0 });
            }
            rows
        })
        .collect();
    let mut all = Rows::default();
    for part in parts {
        all.inputs.extend(part.inputs);
        all.targets.extend(part.targets);
        all.weights.extend(part.weights);
    }
    debug_assert_eq!(all.inputs.len(), INPUTS * all.len());
    all
}

/// Signed scores of the combination with the weights to start from.
fn score(
    ensemble: &Ensemble,
    windows: &[(usize, Window<'_>)],
    chosen: impl Iterator<Item = usize>,
) -> Vec<Vec<f32>> {
    let mut room = Room::new(NET_STEPS, MEMBERS);
    let total: f64 = PRIOR.iter().sum();
    let mut scores = Vec::new();
    for row in chosen {
        let window = &windows[row].1;
        let frame = room.compute(ensemble, window.past, NET_STEPS, false);
        if frame.unit == 0.0 {
            continue;
        }
        let path = window.future.iter().enumerate().map(|(h, value)| {
            let centre: f64 = PRIOR
                .iter()
                .enumerate()
                .map(|(m, w)| w / total * room.paths[m * NET_STEPS + h])
                .sum();
            let error = frame.in_units(*value) - centre;
            let step = room.steps[h];
            (error / if error > 0.0 { step.above } else { step.below }) as f32
        });
        scores.push(path.collect());
    }
    scores
}
