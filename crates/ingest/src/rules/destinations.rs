//! R01: graduates are the sum of where they went.

use talent_domain::Measure;

use crate::finding::Finding;
use crate::problem::RowProblem;
use crate::row::Row;

/// Graduates must be the sum of their destinations, if all of these are given.
pub(super) fn check_destinations(row: &Row) -> Option<Finding> {
    let (_, cell) = row.figure(Measure::Graduates)?;
    let (graduates, sum) = other_sum(&|measure| Some(row.figure(measure)?.0))?;
    Some(Finding::at(cell.clone(), RowProblem::DestinationSum { graduates, sum }))
}

/// Graduates and the sum of their destinations where all are given and the two differ.
pub(super) fn other_sum(figure: &impl Fn(Measure) -> Option<f64>) -> Option<(f64, f64)> {
    let graduates = figure(Measure::Graduates)?;
    let mut sum = 0.0;
    for destination in Measure::DESTINATIONS {
        sum += figure(destination)?;
    }
    ((graduates - sum).abs() > 0.5).then_some((graduates, sum))
}
