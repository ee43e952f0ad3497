//! Weights of the members, learned from the errors at rolling origins over the whole panel.
//!
//! The weights `w` lie on the simplex and minimise `E(w)/E(p) + λ·Σ w·ln(w/p)`: the mean absolute
//! error of the weighted path beside that of weights `p` that did well on many panels, an error
//! counting half as it does in sMAPE and half as in MASE, and the distance from `p`. What is found is
//! then drawn towards weights `v` that are found in the same way among members that stay (last value,
//! return to the smoothed level, an odd last change half undone, and a little of the global member),
//! unless the errors show a gain over the last value:
//!
//! ```text
//! ŵ = κ·w + (1 − κ)·v,   κ = (1 − 0.05·(1 − g))·g⁴/(g⁴ + c⁴),   c = 0.05·√h̄
//! ```
//!
//! `g` is the share of the last value's error that `w` saves, the mean over origins, drawn towards
//! `0.15·√h̄` in panels of few series; `h̄` the mean number of steps scored at an origin. A gain of a
//! few per cent over a handful of overlapping years is what a random walk shows too; following it
//! costs more than it brings.
//! Where there is a gain, what was learned still overshoots a little, since trends slow down.
//!
//! Bates and Granger, "The combination of forecasts", Operational Research Quarterly 20 (1969);
//! Kivinen and Warmuth, "Exponentiated gradient versus gradient descent for linear predictors",
//! Information and Computation 132 (1997).

use rayon::prelude::*;

use super::members::{MEMBERS, Member};
use super::trial::Trial;

/// What a further candidate starts from, before all are made to add up to 1.
const PRIOR_OF_EXTRA: f64 = 0.1;

const ITERATIONS: usize = 160;
/// How strongly weights are pulled to those they start from, and the number of series for which the
/// pull is twice that of a large panel.
const PULL_TO_PRIOR: (f64, f64) = (0.07, 20.0);
const PULL_TO_STAY: (f64, f64) = (0.85, 60.0);
/// The expected gain counts as much as that of this many series.
const SERIES_OF_GAIN: f64 = 5.0;
const EXPECTED_GAIN: f64 = 0.15;
const IDLE_GAIN: f64 = 0.05;
/// The share of staying put at least, where nothing is gained; less in proportion to the error left.
const LEAST_STAY: f64 = 0.05;
/// An error beyond this many typical changes counts as one of this size in the scaling.
const LARGEST_ERROR: f64 = 30.0;
/// No origin counts more than this many times the middle one.
const LARGEST_WEIGHT: f64 = 10.0;

/// The weights that were learned, and how far they are trusted.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    /// One weight for each member, adding up to 1.
    pub(crate) of_members: Vec<f64>,
    /// The share of the last value's error that is saved at the rolling origins.
    pub(crate) gain: f64,
    /// How far the weights follow the errors rather than stay: 0 to 1.
    pub(crate) trust: f64,
}

/// Learns from trials of `series` series with `members` members, the kernel's own first.
pub(crate) fn learn(trials: &[Trial], series: usize, members: usize) -> Weights {
    let count = weigh(trials);
    let descend_from = |start: fn(&Member) -> f64, extra: f64, (pull, few): (f64, f64)| {
        let mut start: Vec<f64> = MEMBERS.iter().map(start).collect();
        start.resize(members, extra);
        normalise(&mut start);
        let pull = pull * (1.0 + few / series as f64);
        let error = error_of(trials, &count, &start);
        if trials.is_empty() { start } else { descend(trials, &count, &start, pull * error) }
    };
    let mut weights = descend_from(|member| member.prior, PRIOR_OF_EXTRA, PULL_TO_PRIOR);
    let stay = descend_from(|member| member.stay, 0.0, PULL_TO_STAY);
    let (gain, reach) = gain(trials, &count, &weights);
    let (series, root) = (series as f64, reach.sqrt());
    let known = if trials.is_empty() { 0.0 } else { series };
    let likely = (known * gain + SERIES_OF_GAIN * EXPECTED_GAIN * root) / (known + SERIES_OF_GAIN);
    let likely = likely.clamp(0.0, 1.0);
    let (g, c) = (likely.powi(4), (IDLE_GAIN * root).powi(4));
    let trust = (1.0 - LEAST_STAY * (1.0 - likely)) * g / (g + c);
    for (weight, stay) in weights.iter_mut().zip(&stay) {
        *weight = trust * *weight + (1.0 - trust) * stay;
    }
    Weights { of_members: weights, gain, trust }
}

fn normalise(weights: &mut [f64]) {
    let total: f64 = weights.iter().sum();
    for weight in weights {
        *weight /= total;
    }
}

/// How much an error of each trial counts, so that the last value's errors add up to 1.
fn weigh(trials: &[Trial]) -> Vec<f64> {
    let (mut steps, mut relative, mut changes) = (0.0, 0.0, 0.0);
    for trial in trials {
        let size: f64 = trial.outcomes.iter().map(|outcome| outcome.abs().min(LARGEST_ERROR)).sum();
        steps += trial.outcomes.len() as f64;
        relative += trial.relative * size;
        changes += trial.in_changes * size;
    }
    if relative <= 0.0 || changes <= 0.0 {
        return vec![0.0; trials.len()];
    }
    let mut count: Vec<f64> = trials
        .iter()
        .map(|trial| 0.5 * steps * (trial.relative / relative + trial.in_changes / changes))
        .collect();
    let mut sorted = count.clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let largest = LARGEST_WEIGHT * sorted[sorted.len() / 2];
    for weight in &mut count {
        *weight = weight.min(largest) / steps;
    }
    count
}

/// The error of the weighted path; that of the last value is about 1.
fn error_of(trials: &[Trial], count: &[f64], weights: &[f64]) -> f64 {
    let error =
        |(trial, count): (&Trial, &f64)| count * trial.errors(weights).map(f64::abs).sum::<f64>();
    trials.iter().zip(count).map(error).sum()
}

/// Trials summed together before the sums are: fixed, so that threads change nothing.
const CHUNK: usize = 256;

/// Exponentiated gradient descent from the prior, averaged over the second half of the steps. A
/// member without a prior stays out.
fn descend(trials: &[Trial], count: &[f64], prior: &[f64], pull: f64) -> Vec<f64> {
    let members = prior.len();
    let mut mean = vec![0.0; members];
    let mut current = prior.to_vec();
    for iteration in 0..ITERATIONS {
        let parts: Vec<Vec<f64>> = trials
            .par_chunks(CHUNK)
            .zip(count.par_chunks(CHUNK))
            .map(|(trials, count)| gradient(trials, count, &current))
            .collect();
        let rate = 0.5 / (1.0 + iteration as f64).sqrt();
        for m in (0..members).filter(|&m| prior[m] > 0.0) {
            let slope: f64 = parts.iter().map(|part| part[m]).sum();
            let slope = slope + pull * (current[m].max(1e-9) / prior[m]).ln();
            current[m] *= (-rate * slope.clamp(-20.0, 20.0)).exp();
        }
        normalise(&mut current);
        if 2 * iteration >= ITERATIONS {
            for (sum, weight) in mean.iter_mut().zip(&current) {
                *sum += weight;
            }
        }
    }
    normalise(&mut mean);
    mean
}

/// The slope of the error of the weighted path along each weight.
fn gradient(trials: &[Trial], count: &[f64], weights: &[f64]) -> Vec<f64> {
    let mut gradient = vec![0.0; weights.len()];
    for (trial, count) in trials.iter().zip(count) {
        for (h, error) in trial.errors(weights).enumerate() {
            let slope = if error > 0.0 { -count } else { *count };
            for (m, sum) in gradient.iter_mut().enumerate() {
                *sum += slope * trial.paths[m * trial.outcomes.len() + h];
            }
        }
    }
    gradient
}

/// The share of the last value's error that the weights save, the mean over the distances of the
/// origins from the end, and the mean number of steps scored.
fn gain(trials: &[Trial], count: &[f64], weights: &[f64]) -> (f64, f64) {
    let farthest = trials.iter().map(|trial| trial.back).max().unwrap_or(0);
    let (mut saved, mut reach, mut groups) = (0.0, 0.0, 0.0);
    for back in 1..=farthest {
        let (mut ours, mut naive, mut steps, mut origins) = (0.0, 0.0, 0.0, 0.0);
        for (trial, count) in trials.iter().zip(count).filter(|(trial, _)| trial.back == back) {
            ours += count * trial.errors(weights).map(f64::abs).sum::<f64>();
            naive += count * trial.outcomes.iter().map(|outcome| outcome.abs()).sum::<f64>();
            steps += trial.outcomes.len() as f64;
            origins += 1.0;
        }
        if naive > 0.0 {
            saved += 1.0 - ours / naive;
            reach += steps / origins;
            groups += 1.0;
        }
    }
    if groups > 0.0 { (saved / groups, reach / groups) } else { (0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A trial of two steps whose members are all at zero but one.
    fn trial(outcomes: [f64; 2], member: usize, path: [f64; 2]) -> Trial {
        let mut paths = vec![0.0; 2 * MEMBERS.len()];
        paths[2 * member..2 * member + 2].copy_from_slice(&path);
        Trial {
            back: 2,
            past: 10,
            half: 0,
            weight: 1.0,
            relative: 0.05,
            in_changes: 1.0,
            log_unit: 0.05,
            outcomes: outcomes.to_vec(),
            paths,
            lesson: None,
            below: vec![1.0; 2],
            above: vec![1.0; 2],
        }
    }

    #[test]
    fn a_member_that_is_right_gets_the_weight() {
        let trials: Vec<Trial> = (0..200).map(|_| trial([1.0, 2.0], 3, [1.0, 2.0])).collect();
        let learned = learn(&trials, 200, MEMBERS.len());
        assert!(learned.of_members[3] > 0.8, "{learned:?}");
        assert!(learned.trust > 0.94 && learned.gain > 0.8);
        assert!((learned.of_members.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn where_nothing_beats_the_last_value_it_stays() {
        let trials: Vec<Trial> = (0..200)
            .map(|i| trial([0.0, 0.0], 1 + i % 7, [1.0, if i % 2 == 0 { 1.0 } else { -1.0 }]))
            .chain((0..200).map(|i| trial([if i % 2 == 0 { 1.0 } else { -1.0 }; 2], 0, [0.0; 2])))
            .collect();
        let learned = learn(&trials, 400, MEMBERS.len());
        assert!(learned.trust < 0.05, "{learned:?}");
        assert!(MEMBERS.iter().zip(&learned.of_members).all(|(m, w)| m.stay > 0.0 || *w < 0.01));
    }

    #[test]
    fn without_trials_the_prior_stands() {
        let learned = learn(&[], 1, MEMBERS.len());
        assert!(
            learned.of_members.iter().zip(MEMBERS).all(|(w, m)| (w - m.prior).abs() < 0.1),
            "{learned:?}"
        );
        assert!(learned.trust > 0.85);
    }
}
