//! X01: no figure of one year stands twice.

use talent_domain::{CellRef, Measure, Observation, SeriesKey, Year};

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::FigureProblem;

/// No figure of one year may stand twice; the figures of a row that stand in one other row are said together.
pub(super) fn check_duplicates(observations: &[Observation], findings: &mut Findings) {
    if observations.is_sorted_by(|a, b| key(a) < key(b)) {
        return;
    }
    let mut ordered: Vec<&Observation> = observations.iter().collect();
    // A stable order keeps the first of equal ones before the others; what stands in order already costs one comparison each.
    ordered.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut pairs: Vec<(&CellRef, &CellRef)> = Vec::new();
    for same in ordered.chunk_by(|a, b| key(a) == key(b)) {
        let Some((first, others)) = same.split_first() else { continue };
        let first = &first.provenance.cell;
        pairs.extend(others.iter().map(|other| (&other.provenance.cell, first)));
    }
    pairs.sort_by_key(|pair| (row(pair.0), row(pair.1), pair.0.column));
    for of_row in pairs.chunk_by(|a, b| (row(a.0), row(a.1)) == (row(b.0), row(b.1))) {
        let Some((cell, first)) = of_row.first() else { continue };
        let problem = FigureProblem::Duplicate { first: (*first).clone(), figures: of_row.len() };
        findings.push(Finding::at((*cell).clone(), problem));
    }
}

fn row(cell: &CellRef) -> (&str, Option<&str>, u32) {
    (&cell.file, cell.sheet.as_deref(), cell.row)
}

fn key(observation: &Observation) -> (&SeriesKey, Measure, Year) {
    (&observation.key, observation.measure, observation.year)
}
