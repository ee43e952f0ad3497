//! The chance of one block in one draw.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Poisson, StandardNormal};

use super::block::Block;
use super::rate::RateDraw;
use super::seed::{DrawSeed, Mirror};
use crate::shares::draw_shares;

/// The chance of one block in one draw, or its mean.
pub(super) struct Noise {
    /// For normal numbers, the same in both of a pair of draws.
    normals: ChaCha8Rng,
    /// For everything else.
    rng: ChaCha8Rng,
    mirror: Mirror,
    moves: bool,
}

/// Streams of normal numbers begin here, far from those of everything else.
const NORMALS: u64 = 1 << 32;

impl Noise {
    /// The stream of a block in the draw of this seed; at its mean unless it `moves`.
    pub(super) fn new(seed: DrawSeed, block: Block, moves: bool) -> Self {
        let DrawSeed { pair, mirror } = seed;
        let mut rng = ChaCha8Rng::seed_from_u64(pair);
        let mut normals = rng.clone();
        normals.set_stream(NORMALS + block as u64);
        rng.set_stream(2 * block as u64 + u64::from(mirror == Mirror::Second));
        Self { normals, rng, mirror, moves }
    }

    /// A standard normal number; zero at its mean.
    pub(super) fn normal(&mut self) -> f64 {
        if !self.moves {
            return 0.0;
        }
        let first: f64 = StandardNormal.sample(&mut self.normals);
        self.mirror.sign() * first
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_mirrors_normal_numbers_and_nothing_else() {
        let of = |mirror| Noise::new(DrawSeed { pair: 3, mirror }, Block::Hires, true);
        let (mut first, mut second) = (of(Mirror::First), of(Mirror::Second));
        let normals: Vec<f64> = (0..5).map(|_| first.normal()).collect();
        assert!(normals.iter().all(|z| second.normal().to_bits() == (-z).to_bits()));
        let rate = RateDraw { mean: 0.4, persons: 30.0 };
        assert!((first.rate(rate) - second.rate(rate)).abs() > 1e-9);
    }
}
