//! What changed from one vintage to another, figure by figure.

use std::collections::BTreeMap;

use talent_domain::{Measure, Observation, SeriesKey, Year};

/// A figure that is not the same in both vintages.
#[derive(Debug, Clone, Copy)]
pub struct Change<'o> {
    /// What it was; `None` where it is new.
    pub before: Option<&'o Observation>,
    /// What it is; `None` where it is there no longer.
    pub after: Option<&'o Observation>,
}

impl<'o> Change<'o> {
    /// One of the two, for what it is of.
    pub fn either(&self) -> Option<&'o Observation> {
        self.after.or(self.before)
    }
}

/// Every figure whose value differs, is new or is gone, in the order of keys, measures and years. Figures whose value is
/// the same are none, wherever they were read from.
pub fn compare<'o>(before: &'o [Observation], after: &'o [Observation]) -> Vec<Change<'o>> {
    type Figures<'o> = BTreeMap<(&'o SeriesKey, Measure, Year), Change<'o>>;
    let mut figures: Figures<'o> = BTreeMap::new();
    for observation in before {
        let key = (&observation.key, observation.measure, observation.year);
        figures.insert(key, Change { before: Some(observation), after: None });
    }
    for observation in after {
        let key = (&observation.key, observation.measure, observation.year);
        figures.entry(key).or_insert(Change { before: None, after: None }).after =
            Some(observation);
    }
    let differs = |change: &Change<'_>| match (change.before, change.after) {
        (Some(before), Some(after)) => before.value != after.value,
        _ => true,
    };
    figures.into_values().filter(differs).collect()
}
