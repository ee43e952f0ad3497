//! The seed of a draw, and of its antithetic one.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Which of a pair of draws.
///
/// The second has every normal number of the first with the other sign, and chance of its own in all else (antithetic
/// variates: Hammersley and Morton, Proceedings of the Cambridge Philosophical Society 52, 1956). What is high in one is
/// low in the other, so that means and probabilities of as many draws depend less on the seed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mirror {
    /// The first.
    #[default]
    First,
    /// The one that mirrors it.
    Second,
}

impl Mirror {
    /// That of draw number `draw`: every second one mirrors the one before.
    #[must_use]
    pub fn of(draw: u64) -> Self {
        if draw.is_multiple_of(2) { Self::First } else { Self::Second }
    }

    /// What a normal number is multiplied by.
    #[must_use]
    pub fn sign(self) -> f64 {
        match self {
            Self::First => 1.0,
            Self::Second => -1.0,
        }
    }

    /// A generator for what is not mirrored: seeded by `rng`, which both of a pair have in the same state, it differs
    /// between the two.
    pub fn own(self, rng: &mut impl Rng) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(rng.next_u64() ^ u64::from(self == Self::Second))
    }
}

/// The seed of the chance of one draw.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DrawSeed {
    /// That of the pair.
    pub pair: u64,
    /// Which of the two.
    pub mirror: Mirror,
}
