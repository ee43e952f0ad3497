//! R01, R15: graduates are the sum of where they went.

use talent_domain::{Lang, Measure};

use crate::finding::Finding;
use crate::problem::RowProblem;
use crate::row::Row;

/// Graduates must be the sum of their destinations, if all of these are given; where some are not, those that are must
/// leave nobody to them.
pub(super) fn check_destinations(row: &Row) -> Option<Finding> {
    let (_, cell) = row.figure(Measure::Graduates)?;
    let figure = |measure| Some(row.figure(measure)?.0);
    let problem = if let Some((graduates, sum)) = other_sum(&figure) {
        RowProblem::DestinationSum { graduates, sum }
    } else {
        let Open { graduates, sum, missing } = open(&figure)?;
        let missing: Vec<&str> = missing.iter().map(|measure| measure.name(Lang::Zh)).collect();
        RowProblem::DestinationsOpen { graduates, sum, missing: missing.join("、") }
    };
    Some(Finding::at(cell.clone(), problem))
}

/// Graduates whose destination is not known.
pub(super) struct Open {
    graduates: f64,
    /// Those whose destination is given.
    sum: f64,
    missing: Vec<Measure>,
}

/// What some destinations that are given leave to those that are not; none where they leave nobody.
pub(super) fn open(figure: &impl Fn(Measure) -> Option<f64>) -> Option<Open> {
    let graduates = figure(Measure::Graduates)?;
    let (given, missing): (Vec<Measure>, Vec<Measure>) =
        Measure::DESTINATIONS.into_iter().partition(|measure| figure(*measure).is_some());
    let sum: f64 = given.iter().filter_map(|measure| figure(*measure)).sum();
    // A table of one or two destinations has no blanks for the others.
    let is_blank = (1..=2).contains(&missing.len());
    let is_open = is_blank && (graduates - sum).abs() > 0.5;
    is_open.then_some(Open { graduates, sum, missing })
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
