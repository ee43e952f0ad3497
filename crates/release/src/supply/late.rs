//! Students of schools that have not reported a year: those whom they last reported, grown older.

use talent_domain::{Measure, ProgrammeCode, Year};
use talent_facts::{Facts, Place};

/// Students who are taken to be at school though nobody has reported them.
#[derive(Debug, Default, PartialEq)]
pub(super) struct LateStudents {
    /// Persons.
    pub(super) students: f64,
    /// Positions of the figures that they were taken from.
    pub(super) figures: Vec<u32>,
}

/// Students in a grade of a programme at the schools that have not reported `base`: a school that is late, or left the
/// year out, has not lost its students.
pub(super) fn students(
    facts: &Facts<'_>,
    programme: &ProgrammeCode,
    grade: usize,
    base: Year,
) -> LateStudents {
    let mut found = LateStudents::default();
    for (_, place) in facts.without_report(programme, base) {
        if let Some(grown) = grown_older(facts, place, grade, base) {
            found.students += grown.students;
            found.figures.extend(grown.figures);
        }
    }
    found
}

/// Entrants of a programme in a year at the schools that are late: as many as last entered. Those of a school that left a
/// year out are forecast with all others.
pub(super) fn entrants(facts: &Facts<'_>, programme: &ProgrammeCode, base: Year) -> f64 {
    let silent = facts.without_report(programme, base);
    let late = silent.filter(|(school, _)| facts.is_late(programme, school));
    let last = late.filter_map(|(_, place)| facts.entrants_filled(&[place], base)?.at(base));
    last.sum()
}

/// Those of a place who were as many grades lower when it last reported before `base`; where that is below the first
/// grade, as many as then entered.
fn grown_older(facts: &Facts<'_>, place: &Place, grade: usize, base: Year) -> Option<LateStudents> {
    let of_grade = |grade: usize| facts.sum_of(&[place], &[Measure::enrolled(grade)?]);
    let last = of_grade(1)?.until(base)?.series.end();
    let years = usize::try_from(base.since(last)).ok()?;
    let then = of_grade(grade.saturating_sub(years).max(1))?;
    let students = then.series.at(last)?;
    Some(LateStudents { students, figures: then.ids_of(last).collect() })
}
