//! R02 to R06, R08: a part is not larger than its whole, nor are the parts of a breakdown together.

use talent_domain::{Breakdown, Lang, Measure};

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
    let figure = |measure| Some(row.figure(measure)?.0);
    for (part, whole) in exceeding(&figure, over_plan(rules)) {
        if let (Some((part_value, cell)), Some((whole_value, _))) =
            (row.figure(part), row.figure(whole))
        {
            let (part, whole) = (part.name(Lang::Zh), whole.name(Lang::Zh));
            let problem = RowProblem::PartExceeds { part, part_value, whole, whole_value };
            findings.push(Finding::at(cell.clone(), problem));
        }
    }
}

/// The parts of a breakdown come to no more than their whole, and where all are given of most breakdowns to no less; jobs are
/// not always asked about one by one.
pub(super) fn check_breakdowns(row: &Row, findings: &mut Vec<Finding>) {
    for (breakdown, sum) in other_breakdowns(&|measure| Some(row.figure(measure)?.0)) {
        let Some((whole_value, _)) = row.figure(breakdown.whole()) else { continue };
        let parts = breakdown.parts().iter();
        let given: Vec<_> =
            parts.filter_map(|part| Some((part.name(Lang::Zh), row.figure(*part)?))).collect();
        let Some((_, (_, cell))) = given.first() else { continue };
        let parts: Vec<String> =
            given.iter().map(|(name, (value, _))| format!("{name} {value}")).collect();
        let (parts, whole) = (parts.join("、"), breakdown.whole().name(Lang::Zh));
        let problem = RowProblem::BreakdownSum { breakdown, parts, sum, whole, whole_value };
        findings.push(Finding::at((*cell).clone(), problem));
    }
}

/// The breakdowns whose parts do not fit their whole, with what the parts come to.
pub(super) fn other_breakdowns(
    figure: &impl Fn(Measure) -> Option<f64>,
) -> impl Iterator<Item = (Breakdown, f64)> {
    Breakdown::ALL.into_iter().filter_map(move |breakdown| {
        let whole = figure(breakdown.whole())?;
        let parts = breakdown.parts();
        let given: Vec<f64> = parts.iter().filter_map(|part| figure(*part)).collect();
        let sum: f64 = given.iter().sum();
        // Contracts and the like are not always known of everybody, but hardly of nobody.
        let is_of_some = matches!(
            breakdown,
            Breakdown::Employer | Breakdown::Channel | Breakdown::Contract | Breakdown::Insurance
        );
        let is_whole = given.len() == parts.len() && (!is_of_some || sum == 0.0);
        (sum > whole + 0.5 || is_whole && sum < whole - 0.5).then_some((breakdown, sum))
    })
}

/// Whether a measure is a part or a whole; so are graduates and where they went.
pub(super) fn is_of_parts(measure: Measure) -> bool {
    let plan = (Measure::Admitted, Measure::PlannedIntake);
    Breakdown::of(measure).is_some()
        || PARTS.into_iter().chain([plan]).any(|(part, whole)| measure == part || measure == whole)
}

/// How many times its plan an intake may be.
pub(super) fn over_plan(rules: &Rules) -> f64 {
    rules.threshold("R08", "times")
}

/// The parts that exceed their whole, with it.
pub(super) fn exceeding(
    figure: &impl Fn(Measure) -> Option<f64>,
    over_plan: f64,
) -> impl Iterator<Item = (Measure, Measure)> {
    let plan = (Measure::Admitted, Measure::PlannedIntake, over_plan);
    let parts = PARTS.into_iter().map(|(part, whole)| (part, whole, 1.0)).chain([plan]);
    parts.filter_map(move |(part, whole, tolerance)| {
        (figure(part)? > figure(whole)? * tolerance).then_some((part, whole))
    })
}
