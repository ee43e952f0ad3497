//! X01: no figure of one year stands twice.

use std::collections::BTreeMap;

use talent_domain::{CellRef, Measure, Observation, SeriesKey, Year};

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::FigureProblem;

/// No figure of one year may stand twice.
pub(super) fn check_duplicates(observations: &[Observation], findings: &mut Findings) {
    let mut seen: BTreeMap<(&SeriesKey, Measure, Year), &CellRef> = BTreeMap::new();
    for observation in observations {
        let key = (&observation.key, observation.measure, observation.year);
        let cell = &observation.provenance.cell;
        if let Some(first) = seen.get(&key) {
            let problem = FigureProblem::Duplicate { first: (*first).clone() };
            findings.push(Finding::at(cell.clone(), problem));
        } else {
            seen.insert(key, cell);
        }
    }
}
