//! J10, J01, J02: the students of a cohort are nearly those of the year before, one grade on.

use talent_domain::{Measure, Year};

use super::{Blamed, Entry, Ground, Place};
use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::CourseProblem;

/// A figure of a cohort and the earlier one that it goes on from.
struct Step<'c, 'a> {
    rule: &'static str,
    now: &'c Entry<'a>,
    before: &'c Entry<'a>,
    /// Those of the earlier figure who are expected to be in the later.
    expected: f64,
}

/// Holds each grade against the grade below a year before, graduates against the last grade, and where that is not known
/// against those who registered three years before.
pub(super) fn check_cohorts(
    place: &Place<'_, '_>,
    ground: Ground<'_>,
    blamed: &Blamed<'_>,
    findings: &mut Findings,
) {
    let mut last_row = None;
    for entry in place.entries() {
        let Some(step) = step_to(entry, place) else { continue };
        let is_told = !(step.now.is_new || step.before.is_new)
            || blamed.has(step.now)
            || blamed.has(step.before);
        if is_told || !is_unlikely(&step, ground) {
            continue;
        }
        // A revision of the earlier figure is told there.
        let told = if step.now.is_new { step.now } else { step.before };
        let cell = &told.of.provenance.cell;
        let row = Some((&cell.file, &cell.sheet, cell.row, step.rule));
        if row == last_row {
            continue;
        }
        last_row = row;
        let (now, before) = (step.now.of, step.before.of);
        let problem = CourseProblem::Cohort {
            rule: step.rule,
            figure: now.measure,
            year: now.year.number(),
            value: now.value,
            before: before.measure,
            before_year: before.year.number(),
            expected: step.expected,
        };
        findings.push(Finding::at(cell.clone(), problem));
    }
}

/// The step that leads to a figure, if it is of a cohort.
fn step_to<'c, 'a>(now: &'c Entry<'a>, place: &Place<'c, 'a>) -> Option<Step<'c, 'a>> {
    let year = now.of.year;
    let step = |rule, measure, year: Year| {
        let before = place.at(measure, year)?;
        Some(Step { rule, now, before, expected: before.of.value })
    };
    match now.of.measure {
        Measure::EnrolledGrade1 => step("J10", Measure::Registered, year),
        Measure::EnrolledGrade2 => step("J10", Measure::EnrolledGrade1, year - 1),
        Measure::EnrolledGrade3 => step("J10", Measure::EnrolledGrade2, year - 1),
        Measure::Graduates => {
            let Some(last_grade) = step("J01", Measure::EnrolledGrade3, year - 1) else {
                return step("J02", Measure::Registered, year - 3);
            };
            let continued = place.at(Measure::EnrolledContinued, year - 1);
            let expected = last_grade.expected - continued.map_or(0.0, |entry| entry.of.value);
            Some(Step { expected, ..last_grade })
        }
        _ => None,
    }
}

/// Whether fewer or more came through than do, beyond what few persons do by chance.
fn is_unlikely(step: &Step<'_, '_>, ground: Ground<'_>) -> bool {
    let threshold = |key| ground.rules.threshold(step.rule, key);
    let (value, expected) = (step.now.of.value, step.expected);
    let is_many = value.max(expected) >= threshold("persons") && value > 0.0 && expected > 0.0;
    let differ = (value - expected).abs() > 3.0 * expected.max(value).sqrt();
    let share = value / expected;
    is_many && differ && !(threshold("lowest")..=threshold("highest")).contains(&share)
}
