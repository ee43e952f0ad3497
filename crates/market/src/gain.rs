//! What a table would bring: how much narrower the balance is, and how much less the best course is expected to lose,
//! with one block of uncertainty settled.

use serde::{Deserialize, Serialize};

use crate::balance::balance;
use crate::band::BandEdges;
use crate::chain::Block;
use crate::probabilities::band_probabilities;
use crate::spread::Spread;

/// Demand and local entrants of a programme in one draw, persons.
pub type Sides = (f64, f64);

/// How wide the balances are and what the best course is expected to lose, as now and with a block of uncertainty
/// settled: means over the programmes that have a band.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TableGain {
    /// The block that the table would settle.
    pub block: Block,
    /// Width of the 80 % interval of the logarithm of demand per entrant, as now.
    pub width_before: f64,
    /// The same with the block settled.
    pub width_after: f64,
    /// Expected loss of the best course, in bands, as now.
    pub loss_before: f64,
    /// The same with the block settled.
    pub loss_after: f64,
}

impl TableGain {
    /// Compares free draws with those where `block` is held at its mean, both by programme. The true value is taken to
    /// lie at the mean: with another the balance moves, and its width hardly changes. For blocks that hold the future too
    /// (employment) this is the most that a table of the present can bring.
    pub fn of(block: Block, free: &[Vec<Sides>], held: &[Vec<Sides>], edges: BandEdges) -> Self {
        let mean = |draws: &[Vec<Sides>], read: &dyn Fn(&[Sides]) -> f64| {
            draws.iter().map(|draws| read(draws)).sum::<f64>() / draws.len().max(1) as f64
        };
        let loss = |draws: &[Sides]| least_loss(draws, edges);
        Self {
            block,
            width_before: mean(free, &log_width),
            width_after: mean(held, &log_width),
            loss_before: mean(free, &loss),
            loss_after: mean(held, &loss),
        }
    }

    /// By what fraction the width falls; negative where it grows, 0 where there is none.
    pub fn width_fall(&self) -> f64 {
        fall(self.width_before, self.width_after)
    }

    /// By what fraction the expected loss falls; negative where it grows, 0 where there is none.
    pub fn loss_fall(&self) -> f64 {
        fall(self.loss_before, self.loss_after)
    }
}

/// `1 − after/before`, 0 where there was nothing.
fn fall(before: f64, after: f64) -> f64 {
    if before > 0.0 { 1.0 - after / before } else { 0.0 }
}

/// Width of the 80 % interval of `ln((D + ½)/(S + ½))`; the halves keep it finite without demand or entrants.
fn log_width(draws: &[Sides]) -> f64 {
    let ratios = draws.iter().map(|(demand, supply)| ((demand + 0.5) / (supply + 0.5)).ln());
    Spread::of(ratios).map_or(0.0, |spread| spread.p80.1 - spread.p80.0)
}

/// What the best of growing, keeping and shrinking is expected to lose, in bands.
fn least_loss(draws: &[Sides], edges: BandEdges) -> f64 {
    let sdrs: Vec<f64> =
        draws.iter().map(|(demand, supply)| balance(*demand, *supply, 0.0, 0.0).sdr).collect();
    band_probabilities(&sdrs, edges).losses().least()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_settles_the_spread_halves_width_and_loss() {
        let free: Vec<Sides> = (0..100).map(|i| (20.0 + f64::from(i) * 2.0, 100.0)).collect();
        let held: Vec<Sides> = (0..100).map(|i| (115.0 + f64::from(i) * 0.1, 100.0)).collect();
        let gain =
            TableGain::of(Block::Hires, std::slice::from_ref(&free), &[held], BandEdges::default());
        assert!(gain.width_fall() > 0.9 && gain.width_fall() < 1.0, "{gain:?}");
        assert!(gain.loss_fall() > 0.3 && gain.loss_after >= 0.0, "{gain:?}");
        let none = TableGain::of(
            Block::Hires,
            std::slice::from_ref(&free),
            std::slice::from_ref(&free),
            BandEdges::default(),
        );
        assert_eq!((none.width_fall(), none.loss_fall()), (0.0, 0.0));
    }

    #[test]
    fn nothing_to_lose_is_no_gain() {
        let sure = vec![(100.0, 100.0); 10];
        let gain = TableGain::of(
            Block::Exits,
            std::slice::from_ref(&sure),
            std::slice::from_ref(&sure),
            BandEdges::default(),
        );
        assert_eq!((gain.width_before, gain.loss_before, gain.width_fall()), (0.0, 0.0, 0.0));
    }
}
