//! Training of the global member. Deterministic: the same rows and seed give the same network.

use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::inputs::{INPUTS, NET_STEPS};
use super::network::{Activations, LEVELS, Layer, Network, OUTPUTS, SIZES};

/// Windows for training: what the network reads, what it should answer, and how much they count.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// `INPUTS` numbers for each row.
    pub(crate) inputs: Vec<f32>,
    /// Outcomes less the base, `NET_STEPS` numbers for each row.
    pub(crate) targets: Vec<f32>,
    /// One weight for each row.
    pub(crate) weights: Vec<f32>,
}

impl Rows {
    pub(crate) fn len(&self) -> usize {
        self.weights.len()
    }
}

/// What an error counts: in sMAPE and in MASE, over the naive errors of the M4 yearly series.
const NAIVE_SMAPE: f64 = 14.584;
const NAIVE_MASE: f64 = 3.901;

/// What an error of one unit counts: half as in sMAPE and half as in MASE.
pub(crate) fn error_weight(log_unit: f64, in_changes: f64) -> f32 {
    let weight = 0.5 * (100.0 * log_unit / NAIVE_SMAPE + in_changes / NAIVE_MASE);
    weight.clamp(0.02, 5.0) as f32
}

/// How long and how fast to learn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Schedule {
    pub(crate) epochs: usize,
    pub(crate) batch: usize,
    pub(crate) rate: f32,
}

/// How a network is trained from nothing.
const TRAINING: Schedule = Schedule { epochs: 6, batch: 512, rate: 2e-3 };
const DECAY: f32 = 1e-2;

/// Gradients and moments of one layer.
struct Adam {
    gradient: Layer,
    first: Layer,
    second: Layer,
}

impl Adam {
    fn like(layer: &Layer) -> Self {
        let zero = || Layer {
            weights: vec![0.0; layer.weights.len()],
            intercepts: vec![0.0; layer.intercepts.len()],
        };
        Self { gradient: zero(), first: zero(), second: zero() }
    }

    /// One step; the gradient is spent.
    fn step(&mut self, layer: &mut Layer, rate: f32, time: i32) {
        let unbias = (1.0 - 0.9_f32.powi(time), 1.0 - 0.999_f32.powi(time));
        let mut update = |values: &mut [f32], pick: fn(&mut Layer) -> &mut Vec<f32>, decay: f32| {
            let parts = values
                .iter_mut()
                .zip(pick(&mut self.gradient))
                .zip(pick(&mut self.first))
                .zip(pick(&mut self.second));
            for (((value, gradient), first), second) in parts {
                *first += 0.1 * (*gradient - *first);
                *second += 0.001 * (*gradient * *gradient - *second);
                let step = *first / unbias.0 / ((*second / unbias.1).sqrt() + 1e-8);
                *value -= rate * (step + decay * *value);
                *gradient = 0.0;
            }
        };
        update(&mut layer.weights, |layer| &mut layer.weights, DECAY);
        update(&mut layer.intercepts, |layer| &mut layer.intercepts, 0.0);
    }
}

/// Trains a network on the chosen rows.
pub(crate) fn train(rows: &Rows, chosen: &[usize], seed: u64) -> Network {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut network = start(rows, chosen, &mut rng);
    go_on(&mut network, rows, chosen, TRAINING, &mut rng);
    network
}

/// Trains a network further on the chosen rows.
pub(crate) fn retrain(network: &mut Network, rows: &Rows, chosen: &[usize], schedule: Schedule) {
    go_on(network, rows, chosen, schedule, &mut ChaCha8Rng::seed_from_u64(0));
}

fn go_on(
    network: &mut Network,
    rows: &Rows,
    chosen: &[usize],
    schedule: Schedule,
    rng: &mut ChaCha8Rng,
) {
    let Schedule { epochs, batch, rate } = schedule;
    let mut adam = [0, 1, 2].map(|i: usize| Adam::like(&network.layers[i]));
    let mut order = chosen.to_vec();
    let batches = order.len() / batch;
    let total = (epochs * batches).max(1) as f32;
    let mut room = Activations::default();
    let mut back = Activations::default();
    let mut time = 0;
    for _ in 0..epochs {
        order.shuffle(rng);
        for rows_of_batch in order.chunks_exact(batch) {
            time += 1;
            let rate = rate * 0.5 * (1.0 + (std::f32::consts::PI * time as f32 / total).cos());
            for &row in rows_of_batch {
                network.run(&rows.inputs[row * INPUTS..][..INPUTS], &mut room);
                pinball_gradient(rows, row, batch, &room.output, &mut back.output);
                spread_back(network, &room, &mut back, &mut adam);
            }
            for (layer, adam) in network.layers.iter_mut().zip(&mut adam) {
                adam.step(layer, rate, time);
            }
        }
    }
}

/// Standardisation from the rows; normal weights; outputs that begin as a random walk would spread.
fn start(rows: &Rows, chosen: &[usize], rng: &mut ChaCha8Rng) -> Network {
    let n = chosen.len() as f64;
    let (mut sum, mut square) = (vec![0.0_f64; INPUTS], vec![0.0_f64; INPUTS]);
    for &row in chosen {
        for (i, value) in rows.inputs[row * INPUTS..][..INPUTS].iter().enumerate() {
            sum[i] += f64::from(*value);
            square[i] += f64::from(*value).powi(2);
        }
    }
    let mean: Vec<f32> = sum.iter().map(|sum| (sum / n) as f32).collect();
    let deviation = sum
        .iter()
        .zip(&square)
        .map(|(sum, square)| ((square / n - (sum / n).powi(2)).max(0.0).sqrt() + 1e-3) as f32);
    let deviation = deviation.collect();
    let mut layer = |i: usize, size: f64| {
        let (from, to) = (SIZES[i], SIZES[i + 1]);
        let sd = size * (2.0 / from as f64).sqrt();
        let weights = (0..from * to).map(|_| (sd * normal(rng)) as f32).collect();
        Layer { weights, intercepts: vec![0.0; to] }
    };
    let mut layers = [layer(0, 1.0), layer(1, 1.0), layer(2, 0.1)];
    layers[2].intercepts = (0..OUTPUTS)
        .map(|i| {
            let spread = [-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0][i % LEVELS.len()];
            (spread * ((i / LEVELS.len() + 1) as f64).sqrt()) as f32
        })
        .collect();
    Network { mean, deviation, layers }
}

/// A standard normal number by Box and Muller's transform.
fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let (a, b): (f64, f64) = (rng.random(), rng.random());
    (-2.0 * (1.0 - a).ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}

fn pinball_gradient(rows: &Rows, row: usize, batch: usize, output: &[f32], gradient: &mut [f32]) {
    let weight = rows.weights[row] / batch as f32;
    let targets = &rows.targets[row * NET_STEPS..][..NET_STEPS];
    let levels = LEVELS.map(|level| level as f32);
    let steps = gradient.chunks_exact_mut(LEVELS.len()).zip(output.chunks_exact(LEVELS.len()));
    for (target, (gradient, answer)) in targets.iter().zip(steps) {
        for ((g, a), level) in gradient.iter_mut().zip(answer).zip(levels) {
            *g = weight * if target > a { -level } else { 1.0 - level };
        }
    }
}

/// Adds the gradients of one row; `back.output` holds that of the outputs.
fn spread_back(
    network: &Network,
    room: &Activations,
    back: &mut Activations,
    adam: &mut [Adam; 3],
) {
    let add = |adam: &mut Adam, input: &[f32], gradient: &[f32]| {
        let rows = adam.gradient.weights.chunks_exact_mut(gradient.len());
        for (row, value) in rows.zip(input).filter(|(_, value)| **value != 0.0) {
            for (sum, g) in row.iter_mut().zip(gradient) {
                *sum += value * g;
            }
        }
        for (sum, g) in adam.gradient.intercepts.iter_mut().zip(gradient) {
            *sum += g;
        }
    };
    let pass = |layer: &Layer, active: &[f32], gradient: &[f32], to: &mut [f32]| {
        let rows = layer.weights.chunks_exact(gradient.len());
        for ((to, row), active) in to.iter_mut().zip(rows).zip(active) {
            *to = if *active > 0.0 {
                row.iter().zip(gradient).map(|(w, g)| w * g).sum()
            } else {
                0.0
            };
        }
    };
    add(&mut adam[2], &room.second, &back.output);
    pass(&network.layers[2], &room.second, &back.output, &mut back.second);
    add(&mut adam[1], &room.first, &back.second);
    pass(&network.layers[1], &room.first, &back.second, &mut back.first);
    add(&mut adam[0], &room.input, &back.first);
}
