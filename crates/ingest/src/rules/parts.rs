//! R02 to R06, R08, R12, R14: a part is not larger than its whole, nor are the parts of a breakdown together; both are given.

use talent_domain::{Breakdown, BreakdownFit, Lang, Measure};

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
/// not always asked about one by one. Some parts without the others are of no use.
pub(super) fn check_breakdowns(row: &Row, findings: &mut Vec<Finding>) {
    for (breakdown, fit) in unfit(&|measure| Some(row.figure(measure)?.0)) {
        let parts = breakdown.parts().iter();
        let given: Vec<_> =
            parts.filter_map(|part| Some((part.name(Lang::Zh), row.figure(*part)?))).collect();
        let Some((_, (_, cell))) = given.first() else { continue };
        let parts: Vec<String> =
            given.iter().map(|(name, (value, _))| format!("{name} {value}")).collect();
        let parts = parts.join("、");
        let problem = match fit {
            BreakdownFit::Contrary { sum, whole: whole_value } => {
                let whole = breakdown.whole().name(Lang::Zh);
                RowProblem::BreakdownSum { breakdown, parts, sum, whole, whole_value }
            }
            BreakdownFit::Partly { missing } => {
                let missing: Vec<&str> = missing.iter().map(|part| part.name(Lang::Zh)).collect();
                RowProblem::BreakdownPartly { breakdown, parts, missing: missing.join("、") }
            }
            BreakdownFit::Absent | BreakdownFit::Whole => continue,
        };
        findings.push(Finding::at((*cell).clone(), problem));
    }
}

/// How every breakdown fits whose whole stands in the row too; where it does not, the other parts may stand elsewhere. Jobs
/// in the city alone are no breakdown by area.
pub(super) fn unfit(
    figure: &impl Fn(Measure) -> Option<f64>,
) -> impl Iterator<Item = (Breakdown, BreakdownFit)> {
    let is_own = move |by: &Breakdown| {
        let of_its_own = |part: &Measure| Breakdown::of(*part) == Some(*by);
        figure(by.whole()).is_some()
            && by.parts().iter().any(|part| of_its_own(part) && figure(*part).is_some())
    };
    let fits = Breakdown::ALL.into_iter().filter(is_own).map(move |by| (by, by.fit(figure)));
    fits.filter(|(_, fit)| !matches!(fit, BreakdownFit::Absent | BreakdownFit::Whole))
}

/// A count of those of a sample is of no use without its sample.
pub(super) fn check_samples(row: &Row, findings: &mut Vec<Finding>) {
    for (part, sample) in without_sample(&|measure| Some(row.figure(measure)?.0)) {
        let Some((_, cell)) = row.figure(part) else { continue };
        let [part, sample] = [part, sample].map(|measure| measure.name(Lang::Zh));
        findings.push(Finding::at(cell.clone(), RowProblem::NoSample { part, sample }));
    }
}

/// The counts of those of a sample that is not given, with the sample, in a row that has those who were sampled from.
pub(super) fn without_sample(
    figure: &impl Fn(Measure) -> Option<f64>,
) -> impl Iterator<Item = (Measure, Measure)> {
    SAMPLED.into_iter().filter_map(move |(part, of)| {
        let sample = part.sample()?;
        let is_alone = figure(part).is_some() && figure(sample).is_none();
        (is_alone && figure(of).is_some()).then_some((part, sample))
    })
}

/// Counts of those of a sample, with who it is taken from.
const SAMPLED: [(Measure, Measure); 3] = [
    (Measure::MatchedJobs, Measure::DirectJobs),
    (Measure::Satisfied, Measure::Graduates),
    (Measure::Stayed, Measure::DirectJobs),
];

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
