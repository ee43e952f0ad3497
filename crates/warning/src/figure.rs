//! Figures that signals are read from.

use crate::counts::{Counts, Prior};

/// The figure of one signal, before it is held against a policy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// A rate among persons, of which only a sample is seen.
    Rate(PooledRate),
    /// A rate of each of two cohorts running, each held against a threshold of its own year.
    TwoCohorts(TwoCohorts),
    /// An index that was drawn many times, held against a threshold of its own year.
    Index(DrawnIndex),
    /// A ratio that was drawn many times.
    Drawn(DrawnRatio),
    /// A probability that something will come.
    Chance(f64),
    /// A number that was counted, or a share of such numbers.
    Counted(Counted),
}

/// A rate over several cohorts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PooledRate {
    /// All cohorts together.
    pub pooled: Counts,
    /// The newest cohort alone. It must be beyond the threshold too, since pooled windows overlap from year to year.
    pub newest: Counts,
    /// What the rate is drawn towards.
    pub prior: Prior,
    /// The rate that the lowest part of the city stays below, a fraction: a threshold where it is higher than the
    /// policy's own. Zero where no part is singled out.
    pub lowest: f64,
}

/// The rate of one cohort, and what it is held against in its year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CohortRate {
    /// Numerator and denominator, persons.
    pub counts: Counts,
    /// What the rate is drawn towards.
    pub prior: Prior,
    /// The threshold of the year, a fraction.
    pub threshold: f64,
}

/// The rates of two cohorts running. Each stands for itself: no person is counted in both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoCohorts {
    /// The newest cohort.
    pub newest: CohortRate,
    /// The cohort before it.
    pub before: CohortRate,
}

/// An index and the edge of the lowest part of its group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawnIndex {
    /// The index, points.
    pub value: f64,
    /// The edge, points.
    pub edge: f64,
    /// The share of draws of the index below the edge.
    pub below: f64,
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
    /// Whether the number has kept falling, which is adverse whatever it is. False where that is not looked at.
    pub falling: bool,
}
