//! Making the shipped file from a panel: windows, networks, pool.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::features::{Features, SHORTEST};
use super::inputs::{INPUTS, NET_STEPS};
use super::length::{GROUPS, length_group};
use super::members::MEMBERS;
use super::network::Ensemble;
use super::room::Room;
use super::sample::{digest, typical_changes};
use super::shipped::{NETWORKS, POOL_PATHS, Shipped};
use super::training::{Rows, error_weight, train};

/// Windows of each series.
const WINDOWS: usize = 50;
/// The longest past of a window.
const LONGEST: usize = 60;
/// Half of the windows are cut to a random length below this.
const SHORT: usize = 16;
/// The typical change where no series of the panel has a logarithm.
const CALM: f64 = 0.06;

/// A past and the six values that followed.
struct Window<'a> {
    past: &'a [f64],
    future: &'a [f64],
    /// Which half of the panel the series is in: 0 or 1.
    half: usize,
}

/// Networks trained on one half of the panel, and those on the whole, which ship.
struct Trained {
    on_half: [Ensemble; 2],
    on_all: Ensemble,
}

/// Trains on a panel of annual series, finite values only; returns the bytes of the shipped file.
/// The same panel in the same order gives the same bytes.
pub fn train_global(panel: &[&[f64]]) -> Vec<u8> {
    let windows: Vec<Window<'_>> =
        panel.iter().enumerate().flat_map(|(i, y)| windows(i, y)).collect();
    let rows = rows(&windows);
    let whole: Vec<usize> = (0..rows.len()).collect();
    let half = |which: usize| -> Vec<usize> {
        whole.iter().copied().filter(|&row| windows[row].half == which).collect()
    };
    let halves = [half(0), half(1)];
    let Trained { on_half: [first, second], on_all } = train_networks(&rows, &whole, &halves);
    let scores = scores(&windows, &[(first, &halves[1]), (second, &halves[0])]);
    let typical_change = typical_changes(panel.iter().copied(), CALM).0;
    Shipped { ensemble: on_all, scores, typical_change }.write()
}

/// Trains two networks on each half, for honest scores of the other half, then those that ship.
fn train_networks(rows: &Rows, whole: &[usize], halves: &[Vec<usize>; 2]) -> Trained {
    let jobs: [(&[usize], u64); 4 + NETWORKS] = [
        (&halves[0], 11),
        (&halves[0], 12),
        (&halves[1], 13),
        (&halves[1], 14),
        (whole, 1),
        (whole, 2),
        (whole, 3),
        (whole, 4),
    ];
    let mut networks: Vec<_> =
        jobs.par_iter().map(|(chosen, seed)| train(rows, chosen, *seed)).collect();
    let shipped = networks.split_off(networks.len() - NETWORKS);
    let second = networks.split_off(2);
    Trained {
        on_half: [networks, second].map(|networks| Ensemble { networks }),
        on_all: Ensemble { networks: shipped },
    }
}

/// Score paths for each group of length, half of them from each pair of networks and the windows that
/// it did not see.
fn scores(windows: &[Window<'_>], unseen: &[(Ensemble, &Vec<usize>); 2]) -> Vec<Vec<f32>> {
    let mut scores = Vec::with_capacity(GROUPS * POOL_PATHS);
    for group in 0..GROUPS {
        for (ensemble, scored) in unseen {
            let in_group = |row: &&usize| length_group(windows[**row].past.len()) == group;
            let rows: Vec<usize> = scored.iter().filter(in_group).copied().collect();
            let every = (rows.len() / (POOL_PATHS / 2)).max(1);
            let chosen = score(ensemble, windows, rows.iter().copied().step_by(every));
            // Fewer windows than paths: those that there are, again.
            scores.extend(chosen.iter().cycle().take(POOL_PATHS / 2).cloned());
        }
    }
    scores.resize(GROUPS * POOL_PATHS, vec![0.0; NET_STEPS]);
    scores
}

/// Random windows over the whole history: training at the newest origins alone would learn what
/// happened in those years.
fn windows(index: usize, y: &[f64]) -> Vec<Window<'_>> {
    let half = (digest(y) & 1) as usize;
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
            Window { past: &y[first..origin], future: &y[origin..origin + NET_STEPS], half }
        })
        .collect()
}

/// What the windows teach.
fn rows(windows: &[Window<'_>]) -> Rows {
    let parts: Vec<Rows> = windows.par_chunks(1000).map(rows_of_chunk).collect();
    let mut rows = Rows::default();
    for part in parts {
        rows.inputs.extend(part.inputs);
        rows.targets.extend(part.targets);
        rows.weights.extend(part.weights);
    }
    debug_assert_eq!(rows.inputs.len(), INPUTS * rows.len());
    rows
}

fn rows_of_chunk(windows: &[Window<'_>]) -> Rows {
    let mut features = Features::new(NET_STEPS);
    let mut rows = Rows::default();
    for window in windows {
        let frame = features.compute(window.past, false);
        rows.inputs.extend_from_slice(&features.inputs);
        for (h, value) in window.future.iter().enumerate() {
            let outcome = frame.in_units(*value);
            rows.targets.push((outcome - features.base(h)) as f32);
        }
        // Where nothing changed there is nothing to learn from.
        let weight = error_weight(frame.log_unit(), frame.in_changes);
        rows.weights.push(if frame.unit > 0.0 { weight } else { 0.0 });
    }
    rows
}

/// Signed scores of the mean with the weights to start from.
fn score(
    ensemble: &Ensemble,
    windows: &[Window<'_>],
    chosen: impl Iterator<Item = usize>,
) -> Vec<Vec<f32>> {
    let mut room = Room::new(NET_STEPS, MEMBERS.len());
    let total: f64 = MEMBERS.iter().map(|member| member.prior).sum();
    let mut scores = Vec::new();
    for row in chosen {
        let window = &windows[row];
        let frame = room.compute(ensemble, window.past, NET_STEPS, false);
        if frame.unit == 0.0 {
            continue;
        }
        let path = window.future.iter().enumerate().map(|(h, value)| {
            let centre: f64 = MEMBERS
                .iter()
                .enumerate()
                .map(|(m, member)| member.prior / total * room.paths[m * NET_STEPS + h])
                .sum();
            let error = frame.in_units(*value) - centre;
            let step = room.steps[h];
            (error / if error > 0.0 { step.above } else { step.below }) as f32
        });
        scores.push(path.collect());
    }
    scores
}
