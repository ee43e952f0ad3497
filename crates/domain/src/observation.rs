//! One figure with everything that is known of it.

use crate::{Measure, Provenance, SeriesKey, Year};

/// One figure: what it is of, of which year, how much, and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// The series that it belongs to, beside its measure.
    pub key: SeriesKey,
    /// What it measures.
    pub measure: Measure,
    /// The year it is of.
    pub year: Year,
    /// The value, in the unit of the measure.
    pub value: f64,
    /// Where it came from and how far to trust it.
    pub provenance: Provenance,
}
