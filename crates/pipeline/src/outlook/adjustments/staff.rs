//! Teachers and students of programmes at schools.

use talent_domain::{Measure, Origins, ProgrammeCode, SchoolCode, Year};
use talent_facts::{Facts, GRADES};

/// A number of persons with what it was taken from.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Counted {
    pub(super) persons: f64,
    pub(super) origins: Origins,
}

impl Counted {
    pub(super) fn add(&mut self, other: &Self) {
        self.persons += other.persons;
        self.origins.absorb(&other.origins);
    }

    /// Less what those of another number take, each so much.
    pub(super) fn less(&mut self, other: &Self, each: f64) {
        self.persons -= each * other.persons;
        self.origins.absorb(&other.origins);
    }
}

/// The newest figure up to the base year of a measure of a programme at a school; none if there is none.
pub(super) fn newest(
    facts: &Facts<'_>,
    (programme, school): (&ProgrammeCode, &SchoolCode),
    measure: Measure,
    base: Year,
) -> Option<Counted> {
    let traced = facts.sum(&(programme.clone(), Some(school.clone())), &[measure])?.until(base)?;
    let origins = Origins::of_figures(traced.ids_of(traced.series.end()));
    Some(Counted { persons: traced.series.last(), origins })
}

/// Students of a programme at a school by grade in the base year, the first grade first; as many as it has years.
pub(super) fn by_grade(
    facts: &Facts<'_>,
    (programme, school): (&ProgrammeCode, &SchoolCode),
    base: Year,
) -> Vec<Counted> {
    let subject = (programme.clone(), Some(school.clone()));
    let years = facts.length(programme).years.min(GRADES.len());
    let students = |measure: &Measure| {
        let traced = facts.sum(&subject, &[*measure]);
        let known = traced.and_then(|traced| {
            let persons = traced.series.at(base)?;
            Some(Counted { persons, origins: Origins::of_figures(traced.ids_of(base)) })
        });
        known.unwrap_or_default()
    };
    GRADES[..years].iter().map(students).collect()
}

/// Students of a programme at a school who are still there next year: all but those of the last grade.
pub(super) fn staying(
    facts: &Facts<'_>,
    subject: (&ProgrammeCode, &SchoolCode),
    base: Year,
) -> Counted {
    let grades = by_grade(facts, subject, base);
    let mut staying = Counted::default();
    for grade in grades.iter().take(grades.len().saturating_sub(1)) {
        staying.add(grade);
    }
    staying
}
