//! Figures that signals are read from.

use crate::counts::Counts;

/// The figure of one signal, before it is held against a policy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// A rate among persons, of which only a sample is seen.
    Rate(PooledRate),
    /// A ratio that was drawn many times.
    Drawn(DrawnRatio),
    /// A number that was counted, or a share of such numbers.
    Counted(Counted),
}

/// A rate over several classes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PooledRate {
    /// All classes together.
    pub pooled: Counts,
    /// The newest class alone. It must be beyond the threshold too, since pooled windows overlap from year to year.
    pub newest: Counts,
    /// The mean rate of the city, a fraction.
    pub mean: f64,
    /// The rate that the lowest part of the city stays below, a fraction: a threshold where it is higher than the
    /// policy's own. Zero where no part is singled out.
    pub lowest: f64,
}

/// The distribution of a ratio over draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawnRatio {
    /// The expected ratio: expected demand over expected entrants. It must be beyond a threshold too, since the
    /// probability alone grows where less is known.
    pub expected: f64,
    /// The share of draws beyond the adverse threshold.
    pub beyond: f64,
    /// The share of draws beyond the severe threshold.
    pub far_beyond: f64,
}

/// A number that is certain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// The number, in the unit of the signal.
    pub value: f64,
    /// What it was counted from.
    pub counts: Counts,
    /// Whether the programme is on a control list in force, which is adverse whatever the number.
    pub listed: bool,
}
