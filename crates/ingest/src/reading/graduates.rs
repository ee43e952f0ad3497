//! Graduates of a table with a row for every destination: they are the sum of where they went.

use std::collections::BTreeMap;
use std::sync::Arc;

use talent_domain::{Measure, Observation, Provenance, SeriesKey, Status, Year};

use super::observations::OBSERVATION_BYTES;
use crate::budget::Budget;
use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::{FileProblem, RowProblem};
use crate::sheet::Sheet;

/// Holds graduates against the sum of their destinations, and adds them where they are not given and all destinations
/// are. An error if they would take more memory than the files may.
pub(super) fn add_graduates(
    sheet: &Sheet,
    read: &[Observation],
    budget: &Budget,
    findings: &mut Findings,
) -> Result<Vec<Observation>, FileProblem> {
    let mut places: BTreeMap<(&SeriesKey, Year), BTreeMap<Measure, &Observation>> = BTreeMap::new();
    for observation in read {
        let place = places.entry((&observation.key, observation.year)).or_default();
        place.entry(observation.measure).or_insert(observation);
    }
    let (mut added, mut without) = (Vec::new(), 0);
    for place in places.values() {
        let parts: Vec<&Observation> =
            Measure::DESTINATIONS.iter().filter_map(|part| place.get(part).copied()).collect();
        let is_whole = parts.len() == Measure::DESTINATIONS.len();
        let sum: f64 = parts.iter().map(|part| part.value).sum();
        match (place.get(&Measure::Graduates), parts.first()) {
            (Some(graduates), _) if is_whole && (graduates.value - sum).abs() > 0.5 => {
                let problem = RowProblem::DestinationSum { graduates: graduates.value, sum };
                findings.push(Finding::at(graduates.provenance.cell.clone(), problem));
            }
            (None, Some(first)) if is_whole => {
                budget.hold(OBSERVATION_BYTES)?;
                added.push(graduates(first, sum));
            }
            (None, Some(_)) => without += 1,
            _ => {}
        }
    }
    if !added.is_empty() {
        findings.push(sheet.finding(RowProblem::GraduatesAdded { places: added.len() }));
    }
    if without > 0 {
        findings.push(sheet.finding(RowProblem::NoGraduates { places: without }));
    }
    Ok(added)
}

/// The graduates of a place, as the sum of where they went.
fn graduates(first: &Observation, sum: f64) -> Observation {
    let note: Arc<str> = "毕业生数为各类去向之和".into();
    Observation {
        measure: Measure::Graduates,
        value: sum,
        provenance: Provenance { status: Status::Derived, note, ..first.provenance.clone() },
        ..first.clone()
    }
}
