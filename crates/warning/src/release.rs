//! What was read for one subject in one year.

use serde::{Deserialize, Serialize};
use talent_domain::Year;

use crate::reading::Reading;
use crate::signal::Signal;
use crate::standing::Standing;

/// What was read for one subject in one year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Release {
    /// The year.
    pub year: Year,
    /// Whether all that it is read from has been reported: a sum over schools of which one is missing says
    /// nothing.
    pub reported: bool,
    /// Whether it was read by a published run with this base year, on what was known then. What is replayed on the
    /// figures of today is false: forecasts of two such releases rest on the same figures and are one.
    #[serde(default)]
    pub published: bool,
    /// The signals that could be read.
    pub readings: Vec<Reading>,
    /// Persons behind the rate of placement, F1; `None` if there were no graduates to rate yet.
    pub persons: Option<f64>,
    /// Entrants who registered; `None` if not reported.
    pub entrants: Option<f64>,
    /// Students; `None` if not reported.
    pub students: Option<f64>,
    /// Evidence for growth; `None` if there is no balance of the year.
    pub growth: Option<Growth>,
}

/// Evidence for growth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Growth {
    /// The probability of at least as many posts as entrants.
    pub good: f64,
    /// Whether the share of matched jobs is in the city's upper part.
    pub upper: bool,
    /// The probability of a large shortage.
    pub shortage: f64,
}

impl Release {
    /// How a signal stood; `None` if it could not be read.
    pub(crate) fn standing_of(&self, signal: Signal) -> Option<Standing> {
        self.readings.iter().find(|reading| reading.signal == signal).map(|r| r.standing)
    }
}
