//! The chance of one block in one draw.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson, StandardNormal};

use super::block::Block;
use super::rate::RateDraw;
use crate::matrix::scale_to_one;

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
            dirichlet(row, persons, &mut self.rng);
        }
    }
}

/// Draws a row of shares around itself, worth `persons`. Zeros stay zero, and so does an empty row.
fn dirichlet(row: &mut [f64], persons: f64, rng: &mut impl Rng) {
    let sum: f64 = row.iter().sum();
    for share in row.iter_mut() {
        *share = Gamma::new(*share * persons, 1.0).map_or(0.0, |gamma| gamma.sample(rng));
    }
    if sum > 0.0 {
        scale_to_one(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_rows_keep_their_sum_and_their_zeros() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let mut row = [0.5, 0.0, 0.5];
        dirichlet(&mut row, 20.0, &mut rng);
        assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(row[1], 0.0);
        let mut empty = [0.0, 0.0];
        dirichlet(&mut empty, 20.0, &mut rng);
        assert_eq!(empty, [0.0, 0.0]);
    }
}
