//! A simulated city: its files and its truth.

use std::collections::BTreeMap;

use crate::files::{SimulatedFile, files};
use crate::parts::Parts;
use crate::timeline::BASE;
use crate::truth::Truth;

/// A city that was made up, with what is true of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatedCity {
    /// The seed that it was made from.
    pub seed: u64,
    /// Files in the templates; they go up to the base year.
    pub files: Vec<SimulatedFile>,
    /// What is true, the years to come included.
    pub truth: Truth,
    /// 直接就业率 by programme and class of graduates as reported by all its schools together, a fraction.
    pub placement: BTreeMap<String, BTreeMap<i32, f64>>,
}

/// The city of a seed. The same seed gives the same city, to the last byte of its files.
///
/// ```
/// let city = talent_simulate::simulate(7);
/// assert_eq!(city, talent_simulate::simulate(7));
/// assert!(city.files.iter().any(|file| file.name == "T1-destinations.csv"));
/// ```
pub fn simulate(seed: u64) -> SimulatedCity {
    let parts = Parts::new(seed);
    SimulatedCity {
        seed,
        files: files(&parts, BASE),
        truth: parts.truth(),
        placement: parts.placement(),
    }
}
