//! X01: no figure of one year stands twice.

use talent_domain::{Measure, Observation, SeriesKey, Year};

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::FigureProblem;

/// No figure of one year may stand twice.
pub(super) fn check_duplicates(observations: &[Observation], findings: &mut Findings) {
    if observations.is_sorted_by(|a, b| key(a) < key(b)) {
        return;
    }
    let mut ordered: Vec<&Observation> = observations.iter().collect();
    // A stable order keeps the first of equal ones before the others; what stands in order already costs one comparison each.
    ordered.sort_by(|a, b| key(a).cmp(&key(b)));
    for same in ordered.chunk_by(|a, b| key(a) == key(b)) {
        let Some((first, others)) = same.split_first() else { continue };
        for other in others {
            let first = first.provenance.cell.clone();
            let problem = FigureProblem::Duplicate { first };
            findings.push(Finding::at(other.provenance.cell.clone(), problem));
        }
    }
}

fn key(observation: &Observation) -> (&SeriesKey, Measure, Year) {
    (&observation.key, observation.measure, observation.year)
}
