//! The scratch that each thread makes once, and the paths of the kernel's own members in it.

use super::features::{Features, SHORTEST};
use super::frame::Frame;
use super::global::{global_step, walk_step};
use super::inputs::NET_STEPS;
use super::members::{MEMBERS, Seen, write_paths};
use super::network::{Activations, Ensemble};
use crate::calibration::Step;

/// Room for one series at a time; each thread needs its own.
#[derive(Debug)]
pub struct Room {
    pub(super) features: Features,
    activations: Activations,
    /// The path that the networks answer.
    global: Vec<f64>,
    /// Member by member, a value for each step in units from the last value.
    pub(super) paths: Vec<f64>,
    /// The deviations that are stated for each step.
    pub(super) steps: Vec<Step>,
}

impl Room {
    /// Room for paths of so many steps and members.
    pub(super) fn new(horizon: usize, members: usize) -> Self {
        Self {
            features: Features::new(horizon),
            activations: Activations::default(),
            global: vec![0.0; horizon],
            paths: vec![0.0; horizon * members],
            steps: vec![Step::new(0.0, 0.0, 0.0); horizon],
        }
    }

    /// Computes the kernel's own members after `y` and the deviations of the networks.
    pub(super) fn compute(
        &mut self,
        ensemble: &Ensemble,
        y: &[f64],
        horizon: usize,
        plain: bool,
    ) -> Frame {
        let frame = self.features.compute(y, plain);
        self.answer(ensemble, &frame, horizon);
        let (reversal, level) = (self.features.reversal(&frame), self.features.level(&frame));
        let Self { features, global, paths, .. } = self;
        let seen = Seen { features, level, reversal, global: &global[..horizon] };
        write_paths(MEMBERS, &seen, horizon, paths);
        frame
    }

    /// Writes the path and the deviations that the networks answer; those of a random walk about the
    /// mean of the models where there is too little to read.
    fn answer(&mut self, ensemble: &Ensemble, frame: &Frame, horizon: usize) {
        let base = self.features.net_base();
        let knows = frame.n >= SHORTEST && frame.unit > 0.0;
        let quantiles =
            knows.then(|| ensemble.quantiles(&self.features.inputs, &base, &mut self.activations));
        for h in 0..horizon {
            let last = base[h.min(NET_STEPS - 1)];
            // Beyond its own steps the network goes on as the mean of the models does.
            let beyond = self.features.base(h) - last;
            let (global, step) = match &quantiles {
                Some(quantiles) => global_step(quantiles, h),
                None => (last, walk_step(h)),
            };
            self.global[h] = global + beyond;
            self.steps[h] = step;
        }
    }

    /// The mean of the kernel's own members at a step counted from 0.
    pub(super) fn mean_of_own(&self, h: usize, horizon: usize) -> f64 {
        let members = MEMBERS.len();
        (0..members).map(|m| self.paths[m * horizon + h]).sum::<f64>() / members as f64
    }
}
