//! R02, R03, R08: a part is not larger than its whole.

use talent_domain::{Lang, Measure};

use crate::catalogue::Rules;
use crate::finding::Finding;
use crate::problem::RowProblem;
use crate::row::Row;

/// Part and whole, but for plans.
const PARTS: [(Measure, Measure); 12] = [
    (Measure::MatchedJobs, Measure::MatchSurveyed),
    (Measure::MatchedJobs, Measure::DirectJobs),
    (Measure::MatchSurveyed, Measure::DirectJobs),
    (Measure::LocalJobs, Measure::DirectJobs),
    (Measure::PaySample, Measure::DirectJobs),
    (Measure::DirectJobs, Measure::Graduates),
    (Measure::Satisfied, Measure::SatisfactionAsked),
    (Measure::SatisfactionAsked, Measure::Graduates),
    (Measure::Stayed, Measure::Followed),
    (Measure::Followed, Measure::DirectJobs),
    (Measure::Registered, Measure::Admitted),
    (Measure::EnrolledContinued, Measure::EnrolledGrade3),
];

/// No figure of a row may exceed the one that it is part of. Plans are exceeded here and there; a fifth over is worth a
/// look.
pub(super) fn check_parts(row: &Row, rules: &Rules, findings: &mut Vec<Finding>) {
    let plan = (Measure::Admitted, Measure::PlannedIntake, rules.threshold("R08", "times"));
    let parts = PARTS.into_iter().map(|(part, whole)| (part, whole, 1.0)).chain([plan]);
    for (part, whole, tolerance) in parts {
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
