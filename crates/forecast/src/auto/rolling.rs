//! Rolling origins: what the members said at each, what came, and what the networks learn from it.

use rayon::prelude::*;

use super::Contest;
use super::combination::{GLOBAL, Lesson, Trial};
use super::members::{NET_STEPS, SHORTEST};
use super::network::{Activations, Ensemble};
use super::room::{Room, Setting, global_step};
use super::sample::{FEWEST_BEFORE, ORIGINS, ORIGINS_EACH, Sample};
use super::shipped::Shipped;
use super::training::{Rows, Schedule, retrain};
use super::training_set::error_weight;

/// Years between origin and end at which a panel is looked at.
const BACKS: [usize; 12] = [1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 25, 30];
/// The weight of all origins of one series in the pool of scores.
const WEIGHT_OF_SERIES: f64 = 1.5;
/// The weight of an origin falls by this factor a year.
const RECENCY: f64 = 0.9;
const REFIT: Schedule = Schedule { epochs: 3, batch: 64, rate: 1e-3 };

/// Looks at rolling origins of the panel; returns the trials and the number of series they are of.
pub(super) fn trials(sample: &Sample, setting: &Setting<'_>) -> (Vec<Trial>, usize) {
    let in_full = sample.eligible * BACKS.len() <= ORIGINS;
    let each = if in_full { BACKS.len() + 1 } else { ORIGINS_EACH };
    let chosen: Vec<_> = sample.series.iter().collect();
    let origins: Vec<Vec<Trial>> = chosen
        .par_iter()
        .map_init(
            || Room::new(setting.horizon, setting.members()),
            |room, ((digest, i), y)| origins_of(y, *digest, each, setting, *i, room),
        )
        .collect();
    let series = origins.iter().filter(|trials| !trials.is_empty()).count();
    (origins.into_iter().flatten().collect(), series)
}

fn origins_of(
    y: &[f64],
    digest: u64,
    each: usize,
    setting: &Setting<'_>,
    index: usize,
    room: &mut Room,
) -> Vec<Trial> {
    let (n, horizon) = (y.len(), setting.horizon);
    let least = FEWEST_BEFORE.max((n / 3).min(8));
    let mut backs: Vec<usize> = BACKS
        .into_iter()
        .chain((horizon > 10).then_some(horizon))
        .filter(|b| n >= b + least)
        .collect();
    backs.sort_unstable();
    backs.dedup();
    let available = backs.len();
    if available > each {
        // Every third or fourth, beginning anywhere.
        let first = (digest >> 8) as usize % available;
        let chosen = (0..each).map(|k| backs[(first + k * available / each) % available]);
        backs = chosen.collect();
    }
    let recency = |back: usize| RECENCY.powi(back as i32);
    let all: f64 = backs.iter().copied().map(recency).sum();
    let shared = WEIGHT_OF_SERIES * backs.len() as f64 / backs.len().max(2) as f64;
    let mut trials = Vec::with_capacity(backs.len());
    for back in backs {
        let (past, future) = y.split_at(n - back);
        let frame = setting.look(index, past, room).frame;
        if frame.unit == 0.0 {
            continue;
        }
        let steps = horizon.min(back);
        let came = future[..steps].iter().map(|&value| frame.in_units(value)).collect();
        let paths = (0..setting.members())
            .flat_map(|m| room.paths[m * horizon..][..steps].iter().copied())
            .collect();
        let lesson = matches!(setting.contest, Contest::Auto(_)).then(|| {
            let base = room.members.net_base();
            let target = (back >= NET_STEPS)
                .then(|| std::array::from_fn(|h| frame.in_units(future[h]) - base[h]));
            Lesson { inputs: room.members.inputs.clone(), base, target }
        });
        trials.push(Trial {
            lesson,
            back,
            past: past.len(),
            half: (digest & 1) as usize,
            weight: shared * recency(back) / all,
            relative: frame.relative,
            log_unit: frame.log_unit(),
            in_changes: frame.in_changes,
            came,
            paths,
            below: room.steps[..steps].iter().map(|step| step.below).collect(),
            above: room.steps[..steps].iter().map(|step| step.above).collect(),
        });
    }
    trials
}

/// Multiplies the scores of each step by how much larger those of the newest outcomes are than all,
/// the geometric mean over the steps being kept: the errors one year ahead grow in some panels
/// towards their end while those of later steps do not. `ln f = n/(n + 50)·ln(newest/all)` for `n`
/// outcomes of the last two years.
pub(super) fn scale_to_latest(trials: &[Trial], scores: &mut [Vec<f64>], horizon: usize) {
    const NEWEST: usize = 2;
    const OUTCOMES_OF_ONE: f64 = 50.0;
    const LARGEST: f64 = 4.0;
    let mut factors: Vec<f64> = (0..horizon)
        .map(|h| {
            let (mut all, mut weight, mut newest, mut outcomes) = (0.0, 0.0, 0.0, 0.0);
            for (trial, scores) in trials.iter().zip(&*scores) {
                let Some(score) = scores.get(h) else { continue };
                let size = score.abs().min(LARGEST);
                all += trial.weight * size;
                weight += trial.weight;
                if trial.back < h + 1 + NEWEST {
                    newest += size;
                    outcomes += 1.0;
                }
            }
            if all > 0.0 && newest > 0.0 {
                (newest / outcomes * weight / all).ln() * outcomes / (outcomes + OUTCOMES_OF_ONE)
            } else {
                0.0
            }
        })
        .collect();
    let mean = factors.iter().sum::<f64>() / horizon as f64;
    for factor in &mut factors {
        *factor = (*factor - mean).exp();
    }
    for (score, factor) in scores.iter_mut().flat_map(|path| path.iter_mut().zip(&factors)) {
        *score *= factor;
    }
}

/// Trains the shipped networks further on the panel: each on one half of the series, while the
/// trials of a half are answered by the networks that did not see it.
pub(super) fn refit(trials: &mut [Trial]) -> Ensemble {
    let (mut rows, mut halves) = (Rows::default(), [Vec::new(), Vec::new()]);
    for trial in &*trials {
        let Some(Lesson { inputs, target: Some(target), .. }) = &trial.lesson else { continue };
        halves[trial.half].push(rows.len());
        rows.inputs.extend_from_slice(inputs);
        rows.targets.extend(target.iter().map(|value| *value as f32));
        rows.weights.push(error_weight(trial.log_unit, trial.in_changes));
    }
    let mut networks = Shipped::get().ensemble.networks.clone();
    networks
        .par_iter_mut()
        .enumerate()
        .for_each(|(i, network)| retrain(network, &rows, &halves[i % 2], REFIT));
    let of_half = |half: usize| Ensemble {
        networks: networks.iter().skip(half).step_by(2).cloned().collect(),
    };
    let halves = [of_half(0), of_half(1)];
    trials.par_iter_mut().for_each_init(Activations::default, |room, trial| {
        let Some(lesson) = &trial.lesson else { return };
        if trial.past < SHORTEST {
            return;
        }
        let quantiles = halves[1 - trial.half].quantiles(&lesson.inputs, &lesson.base, room);
        let steps = trial.came.len();
        for h in 0..steps.min(NET_STEPS) {
            let (global, step) = global_step(&quantiles, h);
            trial.paths[GLOBAL * steps + h] = global;
            (trial.below[h], trial.above[h]) = (step.below, step.above);
        }
    });
    Ensemble { networks }
}
