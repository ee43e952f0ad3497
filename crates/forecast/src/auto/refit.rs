//! Training the shipped networks further on a panel that is large enough.

use rayon::prelude::*;

use super::features::SHORTEST;
use super::global::global_step;
use super::inputs::NET_STEPS;
use super::members::{GLOBAL, MEMBERS};
use super::network::{Activations, Ensemble};
use super::shipped::Shipped;
use super::training::{Rows, Schedule, error_weight, retrain};
use super::trial::{Lesson, Trial};

const REFIT: Schedule = Schedule { epochs: 3, batch: 64, rate: 1e-3 };

/// Trains the shipped networks further on the panel: each on one half of the series, while the
/// trials of a half are answered by the networks that did not see it.
pub(super) fn refit(trials: &mut [Trial]) -> Ensemble {
    let (rows, halves) = rows(trials);
    let mut networks = Shipped::get().ensemble.networks.clone();
    networks
        .par_iter_mut()
        .enumerate()
        .for_each(|(i, network)| retrain(network, &rows, &halves[i % 2], REFIT));
    let trained_on = |half: usize| Ensemble {
        networks: networks.iter().skip(half).step_by(2).cloned().collect(),
    };
    let halves = [trained_on(0), trained_on(1)];
    let global = MEMBERS.iter().position(|member| member.name == GLOBAL);
    trials.par_iter_mut().for_each_init(Activations::default, |room, trial| {
        if let Some(global) = global {
            answer_anew(trial, global, &halves[1 - trial.half], room);
        }
    });
    Ensemble { networks }
}

/// What the trials teach, and the positions of the rows of each half of the panel.
fn rows(trials: &[Trial]) -> (Rows, [Vec<usize>; 2]) {
    let (mut rows, mut halves) = (Rows::default(), [Vec::new(), Vec::new()]);
    for trial in trials {
        let Some(Lesson { inputs, target: Some(target), .. }) = &trial.lesson else { continue };
        halves[trial.half].push(rows.len());
        rows.inputs.extend_from_slice(inputs);
        rows.targets.extend(target.iter().map(|value| *value as f32));
        rows.weights.push(error_weight(trial.log_unit, trial.in_changes));
    }
    (rows, halves)
}

/// Replaces the path and the deviations of the global member, which stands at position `global`.
fn answer_anew(trial: &mut Trial, global: usize, ensemble: &Ensemble, room: &mut Activations) {
    let Some(lesson) = &trial.lesson else { return };
    if trial.past < SHORTEST {
        return;
    }
    let quantiles = ensemble.quantiles(&lesson.inputs, &lesson.base, room);
    let steps = trial.outcomes.len();
    for h in 0..steps.min(NET_STEPS) {
        let (value, step) = global_step(&quantiles, h);
        trial.paths[global * steps + h] = value;
        (trial.below[h], trial.above[h]) = (step.below, step.above);
    }
}
