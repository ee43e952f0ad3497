//! Chance: one generator for each part of a city, so that a change in one part leaves the others as they were.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Binomial, Distribution, Poisson, StandardNormal};

/// The parts of a city that have a generator of their own.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    Economy,
    Labour,
    Demand,
    Layout,
    Intake,
    Market,
    Reports,
    Lists,
    Output,
}

/// The generator of one part.
#[derive(Debug)]
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    /// The generator of a part of the city of a seed.
    pub(crate) fn new(seed: u64, part: Part) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(part as u64);
        Self(rng)
    }

    /// The generator of one year of a part, so that another course of the years before leaves it as it is.
    pub(crate) fn of_year(seed: u64, part: Part, year: i32) -> Self {
        Self::new(seed ^ u64::from(year.unsigned_abs()).rotate_left(40), part)
    }

    /// A normal deviate of a standard deviation.
    pub(crate) fn normal(&mut self, sd: f64) -> f64 {
        let deviate: f64 = self.0.sample(StandardNormal);
        sd * deviate
    }

    /// A factor around one; its logarithm has this standard deviation.
    pub(crate) fn factor(&mut self, sd: f64) -> f64 {
        self.normal(sd).exp()
    }

    /// A number between two, each as likely.
    pub(crate) fn within(&mut self, low: f64, high: f64) -> f64 {
        self.0.random_range(low..high)
    }

    /// A whole number from `low` to `high`.
    pub(crate) fn whole(&mut self, low: usize, high: usize) -> usize {
        self.0.random_range(low..=high)
    }

    /// Whether something of a probability happens.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        self.0.random::<f64>() < probability
    }

    /// How many there are where `mean` are expected.
    pub(crate) fn count(&mut self, mean: f64) -> f64 {
        Poisson::new(mean).map_or(0.0, |poisson| poisson.sample(&mut self.0))
    }

    /// For how many of `persons` something of this probability comes true.
    pub(crate) fn of(&mut self, persons: f64, probability: f64) -> f64 {
        let probability = probability.clamp(0.0, 1.0);
        let binomial = Binomial::new(persons.max(0.0) as u64, probability);
        binomial.map_or(0.0, |binomial| binomial.sample(&mut self.0) as f64)
    }

    /// The numbers below `count`, in an order of chance.
    pub(crate) fn shuffled(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            order.swap(last, self.whole(0, last));
        }
        order
    }
}

/// The same weights, adding up to one; unchanged where all are zero.
pub(crate) fn shares(weights: &[f64]) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    let sum = if sum > 0.0 { sum } else { 1.0 };
    weights.iter().map(|weight| weight / sum).collect()
}
