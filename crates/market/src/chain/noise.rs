//! The chance of one block in one draw.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Poisson, StandardNormal};

use super::block::Block;
use super::rate::RateDraw;
use crate::shares::draw_shares;

/// The chance of one block in one draw, or its mean.
pub(super) struct Noise {
    rng: ChaCha8Rng,
    moves: bool,
}

impl Noise {
    /// The stream of a block in the draw of this seed; at its mean unless it `moves`.
    pub(super) fn new(seed: u64, block: Block, moves: bool) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(block as u64);
        Self { rng, moves }
    }

    /// A standard normal number; zero at its mean.
    pub(super) fn normal(&mut self) -> f64 {
        if self.moves { StandardNormal.sample(&mut self.rng) } else { 0.0 }
    }

    /// Whether anything is drawn.
    pub(super) fn moves(&self) -> bool {
        self.moves
    }

    /// The rate as this draw has it.
    pub(super) fn rate(&mut self, rate: RateDraw) -> f64 {
        if self.moves { rate.draw(&mut self.rng) } else { rate.mean }
    }

    /// A whole number of persons, of whom so many are expected; the expected number at its mean.
    pub(super) fn count(&mut self, expected: f64) -> f64 {
        if self.moves {
            Poisson::new(expected).map_or(0.0, |poisson| poisson.sample(&mut self.rng))
        } else {
            expected
        }
    }

    /// One if it comes about and zero if not; its probability where this block is held.
    pub(super) fn happens(&mut self, probability: f64) -> f64 {
        if self.moves {
            f64::from(u8::from(self.rng.random::<f64>() < probability))
        } else {
            probability
        }
    }

    /// Draws a row of shares around itself, worth `persons`.
    pub(super) fn shares(&mut self, row: &mut [f64], persons: f64) {
        if self.moves {
            draw_shares(row, persons, &mut self.rng);
        }
    }

    /// Factors around one, with a standard deviation of the logarithm of which `common` is the shared part of
    /// the variance: `exp(σ·z − σ²/2)`, whose mean is one.
    pub(super) fn factors(&mut self, sd: f64, common: f64) -> impl FnMut() -> f64 {
        let (shared, own_sd) = (common.sqrt() * self.normal(), (1.0 - common).sqrt());
        let shift = if self.moves { -sd * sd / 2.0 } else { 0.0 };
        move || (sd * (shared + own_sd * self.normal()) + shift).exp()
    }
}
