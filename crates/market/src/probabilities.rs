//! How often a balance falls into shortage or surplus.

use serde::{Deserialize, Serialize};

use crate::band::BandEdges;

/// How often a ratio falls beyond the edges that matter, as fractions of the draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Probabilities {
    /// P_short: ITA at most 0.85.
    pub shortage: f64,
    /// P_green: ITA at most 1.
    pub good: f64,
    /// P_am: ITA above 1.05.
    pub surplus: f64,
    /// P_red: ITA above 1.15.
    pub large_surplus: f64,
}

impl Probabilities {
    /// The largest probability of one of the three outcomes that people distinguish: too few
    /// (at most 0.85), about right, too many (above 1.05).
    pub fn largest(self) -> f64 {
        let middle = 1.0 - self.shortage - self.surplus;
        self.shortage.max(self.surplus).max(middle)
    }
}

/// The share of draws in which the ratio passes the edges that warnings ask about.
pub fn band_probabilities(ratios: &[f64], edges: BandEdges) -> Probabilities {
    let share = |pass: &dyn Fn(f64) -> bool| {
        ratios.iter().filter(|&&ratio| pass(ratio)).count() as f64 / ratios.len().max(1) as f64
    };
    let [short, good, reasonable, moderate] = edges.0;
    Probabilities {
        shortage: share(&|ratio| ratio <= short),
        good: share(&|ratio| ratio <= good),
        surplus: share(&|ratio| ratio > reasonable),
        large_surplus: share(&|ratio| ratio > moderate),
    }
}
