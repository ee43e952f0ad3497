//! The global member: a small network trained across many series, that reads how a series looks and
//! what the models say of it, and answers with quantiles.
//!
//! Each of a few networks has two hidden layers of rectified linear units. Its outputs, for six steps
//! and seven levels, are added to the mean of four members; the answers of the networks are averaged
//! and put in ascending order. Trained by the pinball loss `Σ max(τ·e, (τ − 1)·e)`.
//!
//! Koenker and Bassett, "Regression quantiles", Econometrica 46 (1978); Montero-Manso and Hyndman,
//! "Principles and algorithms for forecasting groups of time series: locality and globality",
//! International Journal of Forecasting 37 (2021); Kingma and Ba, "Adam: a method for stochastic
//! optimization" (2015).

use super::inputs::{INPUTS, NET_STEPS};

/// Levels of the quantiles.
pub(crate) const LEVELS: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
pub(crate) const OUTPUTS: usize = NET_STEPS * LEVELS.len();
pub(crate) const HIDDEN: [usize; 2] = [128, 64];
/// Standardised inputs are cut here.
const FARTHEST_INPUT: f32 = 5.0;

/// Sizes of the layers, inputs first.
pub(crate) const SIZES: [usize; 4] = [INPUTS, HIDDEN[0], HIDDEN[1], OUTPUTS];

/// One layer: `weights[input][output]`, row by row, then the intercepts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layer {
    pub(crate) weights: Vec<f32>,
    pub(crate) intercepts: Vec<f32>,
}

impl Layer {
    /// `out = in·W + b`.
    fn apply(&self, input: &[f32], out: &mut [f32]) {
        out.copy_from_slice(&self.intercepts);
        for (&value, row) in input.iter().zip(self.weights.chunks_exact(out.len())) {
            if value != 0.0 {
                for (sum, weight) in out.iter_mut().zip(row) {
                    *sum += value * weight;
                }
            }
        }
    }
}

/// One network.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Network {
    pub(crate) mean: Vec<f32>,
    pub(crate) deviation: Vec<f32>,
    pub(crate) layers: [Layer; 3],
}

/// Activations of one network for one series.
#[derive(Debug, Clone)]
pub(crate) struct Activations {
    pub(crate) input: Vec<f32>,
    pub(crate) first: Vec<f32>,
    pub(crate) second: Vec<f32>,
    pub(crate) output: Vec<f32>,
}

impl Default for Activations {
    fn default() -> Self {
        let [input, first, second, output] = SIZES.map(|size| vec![0.0; size]);
        Self { input, first, second, output }
    }
}

impl Network {
    /// Runs the network; the answer is in `room.output`.
    pub(crate) fn run(&self, inputs: &[f32], room: &mut Activations) {
        let standard = self.mean.iter().zip(&self.deviation);
        for ((to, value), (mean, deviation)) in room.input.iter_mut().zip(inputs).zip(standard) {
            *to = ((value - mean) / deviation).clamp(-FARTHEST_INPUT, FARTHEST_INPUT);
        }
        let rectify = |values: &mut [f32]| {
            for value in values {
                *value = value.max(0.0);
            }
        };
        self.layers[0].apply(&room.input, &mut room.first);
        rectify(&mut room.first);
        self.layers[1].apply(&room.first, &mut room.second);
        rectify(&mut room.second);
        self.layers[2].apply(&room.second, &mut room.output);
    }
}

/// Several networks that are averaged.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Ensemble {
    pub(crate) networks: Vec<Network>,
}

/// Quantiles of one series by step: `[step][level]`, ascending, in units from the last value.
pub(crate) type Quantiles = [[f64; LEVELS.len()]; NET_STEPS];

impl Ensemble {
    /// The quantiles for what the network reads and the base that it corrects.
    pub(crate) fn quantiles(
        &self,
        inputs: &[f32],
        base: &[f64; NET_STEPS],
        room: &mut Activations,
    ) -> Quantiles {
        let mut answer = [[0.0; LEVELS.len()]; NET_STEPS];
        let share = 1.0 / self.networks.len() as f64;
        for network in &self.networks {
            network.run(inputs, room);
            for (step, values) in answer.iter_mut().zip(room.output.chunks_exact(LEVELS.len())) {
                for (sum, value) in step.iter_mut().zip(values) {
                    *sum += share * f64::from(*value);
                }
            }
        }
        for (step, base) in answer.iter_mut().zip(base) {
            for value in step.iter_mut() {
                *value += base;
            }
            step.sort_unstable_by(f64::total_cmp);
        }
        answer
    }
}
