//! R01, R15: graduates are the sum of where they went.

use talent_domain::{Lang, Measure};

use crate::finding::Finding;
use crate::problem::RowProblem;
use crate::row::Row;

/// Graduates must be the sum of their destinations, if all of these are given; where some are not, those that are must
/// leave nobody to them.
pub(super) fn check_destinations(row: &Row) -> Option<Finding> {
    let (_, cell) = row.figure(Measure::Graduates)?;
    let OtherSum { graduates, sum, missing } = other_sum(&|measure| Some(row.figure(measure)?.0))?;
    let problem = if missing.is_empty() {
        RowProblem::DestinationSum { graduates, sum }
    } else {
        let missing: Vec<&str> = missing.iter().map(|measure| measure.name(Lang::Zh)).collect();
        RowProblem::DestinationsOpen { graduates, sum, missing: missing.join("、") }
    };
    Some(Finding::at(cell.clone(), problem))
}

/// Graduates that are not the sum of their destinations.
pub(super) struct OtherSum {
    graduates: f64,
    /// Those whose destination is given.
    sum: f64,
    /// The destinations that are not given.
    missing: Vec<Measure>,
}

/// Graduates and the sum of their destinations where the two differ; none where most destinations are not given: a table of
/// one or two has no blanks for the others.
pub(super) fn other_sum(figure: &impl Fn(Measure) -> Option<f64>) -> Option<OtherSum> {
    const BLANKS: usize = 2;
    let graduates = figure(Measure::Graduates)?;
    let (given, missing): (Vec<Measure>, Vec<Measure>) =
        Measure::DESTINATIONS.into_iter().partition(|measure| figure(*measure).is_some());
    let sum: f64 = given.iter().filter_map(|measure| figure(*measure)).sum();
    let differs = missing.len() <= BLANKS && (graduates - sum).abs() > 0.5;
    differs.then_some(OtherSum { graduates, sum, missing })
}
