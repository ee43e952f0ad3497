//! R01: graduates are the sum of where they went.

use talent_domain::Measure;

use crate::finding::Finding;
use crate::problem::RowProblem;
use crate::row::Row;

/// Graduates must be the sum of their destinations, if all of these are given.
pub(super) fn check_destinations(row: &Row) -> Option<Finding> {
    let known: Vec<f64> = Measure::DESTINATIONS
        .iter()
        .filter_map(|&m| row.figure(m))
        .map(|(value, _)| value)
        .collect();
    let (graduates, cell) = row.figure(Measure::Graduates)?;
    let sum: f64 = known.iter().sum();
    let differs = known.len() == Measure::DESTINATIONS.len() && (graduates - sum).abs() > 0.5;
    differs.then(|| Finding::at(cell.clone(), RowProblem::DestinationSum { graduates, sum }))
}
