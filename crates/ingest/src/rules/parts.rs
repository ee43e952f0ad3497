//! R02, R03, R08: a part is not larger than its whole.

use talent_domain::{Lang, Measure};

use crate::finding::Finding;
use crate::problem::RowProblem;
use crate::row::Row;

/// Part, whole, and how many times its whole the part may be.
const PARTS: [(Measure, Measure, f64); 8] = [
    (Measure::MatchedJobs, Measure::MatchSurveyed, 1.0),
    (Measure::MatchedJobs, Measure::DirectJobs, 1.0),
    (Measure::MatchSurveyed, Measure::DirectJobs, 1.0),
    (Measure::LocalJobs, Measure::DirectJobs, 1.0),
    (Measure::PaySample, Measure::DirectJobs, 1.0),
    (Measure::DirectJobs, Measure::Graduates, 1.0),
    (Measure::Registered, Measure::Admitted, 1.0),
    // Plans are exceeded here and there; a fifth over is worth a look.
    (Measure::Admitted, Measure::PlannedIntake, 1.2),
];

/// No figure of a row may exceed the one that it is part of.
pub(super) fn check_parts(row: &Row, findings: &mut Vec<Finding>) {
    for (part, whole, tolerance) in PARTS {
        if let (Some((part_value, cell)), Some((whole_value, _))) =
            (row.figure(part), row.figure(whole))
            && part_value > whole_value * tolerance
        {
            let (part, whole) = (part.name(Lang::Zh), whole.name(Lang::Zh));
            let problem = RowProblem::PartExceeds { part, part_value, whole, whole_value };
            findings.push(Finding::at(cell.clone(), problem));
        }
    }
}
