//! T09, T10: a zero where figures beside it say that there are some is a missing figure.

use std::collections::BTreeMap;

use talent_domain::{Measure, SchoolCode, Year};

use super::{Blamed, Course, Entry, Ground, Place, is_count, is_of_whole, row_year};
use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::CourseProblem;
use crate::rules::table::{Table, table_of};

/// A zero with the figure that speaks against it.
struct Zero<'c, 'a> {
    entry: &'c Entry<'a>,
    against: &'c Entry<'a>,
    /// Whether the other figure leaves no room for a zero; else it only makes one unlikely.
    is_contradicted: bool,
}

/// Looks for zeros that other figures speak against; those of one row and year are said together.
pub(super) fn check_zeros<'a>(
    place: &Place<'_, 'a>,
    ground: Ground<'_>,
    blamed: &mut Blamed<'a>,
    findings: &mut Findings,
) {
    let is_zero = |entry: &&Entry<'a>| entry.is_new && entry.of.value == 0.0;
    let zeros = place.entries().iter().filter(is_zero);
    let mut rows: BTreeMap<_, Vec<Zero<'_, 'a>>> = BTreeMap::new();
    for zero in zeros.filter_map(|entry| spoken_against(entry, place, ground)) {
        rows.entry(row_year(zero.entry.of)).or_default().push(zero);
    }
    for row in rows.into_values() {
        let is_contradicted = row.iter().any(|zero| zero.is_contradicted);
        let told: Vec<&Zero<'_, 'a>> =
            row.iter().filter(|zero| zero.is_contradicted == is_contradicted).collect();
        let Some(first) = told.first() else { continue };
        blamed.add(first.entry.of);
        let against = first.against.of;
        let problem = CourseProblem::Zero {
            figures: told.iter().map(|zero| zero.entry.of.measure).collect(),
            against: against.measure,
            year: against.year.number(),
            value: against.value,
            is_contradicted,
        };
        findings.push(Finding::at(first.entry.of.provenance.cell.clone(), problem));
    }
}

fn spoken_against<'c, 'a>(
    entry: &'c Entry<'a>,
    place: &Place<'c, 'a>,
    ground: Ground<'_>,
) -> Option<Zero<'c, 'a>> {
    let (measure, year) = (entry.of.measure, entry.of.year);
    let least = ground.rules.threshold("T09", "persons");
    let against = contradicting(measure, year).into_iter().find_map(|(other, year)| {
        let other = place.at(other, year)?;
        (other.of.value - continued(place, other) >= least).then_some(other)
    });
    if let Some(against) = against {
        return Some(Zero { entry, against, is_contradicted: true });
    }
    let many = ground.rules.threshold("T10", "persons");
    let beside = |other: Measure| place.at(other, year).filter(|other| other.of.value >= many);
    if let Some(against) = unlikely_beside(measure).iter().copied().find_map(beside)
        && !is_accounted_for(measure, year, place)
    {
        return Some(Zero { entry, against, is_contradicted: false });
    }
    let before = place.at(measure, year - 1)?;
    // Published figures are rounded, and a small one may be rounded to nothing.
    let published = if is_count(measure) { ground.rules.threshold("T09", "whole") } else { 1.0 };
    if is_of_whole(measure) && before.of.value >= published {
        return Some(Zero { entry, against: before, is_contradicted: true });
    }
    let is_sudden = is_of_place(measure)
        && is_count(measure)
        && before.of.value >= many
        && !has_stopped(place, year);
    is_sudden.then_some(Zero { entry, against: before, is_contradicted: false })
}

/// Students among those of a figure who do not leave with their cohort.
fn continued(place: &Place<'_, '_>, of: &Entry<'_>) -> f64 {
    if of.of.measure != Measure::EnrolledGrade3 {
        return 0.0;
    }
    place.at(Measure::EnrolledContinued, of.of.year).map_or(0.0, |entry| entry.of.value)
}

/// The figures that cannot be many while one is zero: of the same year, or of the same cohort a year before.
fn contradicting(measure: Measure, year: Year) -> Vec<(Measure, Year)> {
    match measure {
        Measure::Registered => vec![(Measure::EnrolledGrade1, year), (Measure::Admitted, year)],
        Measure::Admitted => vec![(Measure::Registered, year), (Measure::EnrolledGrade1, year)],
        Measure::EnrolledGrade1 => vec![(Measure::Registered, year)],
        Measure::EnrolledGrade2 => vec![(Measure::EnrolledGrade1, year - 1)],
        Measure::EnrolledGrade3 => vec![(Measure::EnrolledGrade2, year - 1)],
        Measure::Graduates => vec![(Measure::EnrolledGrade3, year - 1)],
        _ => Vec::new(),
    }
}

/// The figures of the same graduates that can hardly be many while one is zero.
fn unlikely_beside(measure: Measure) -> &'static [Measure] {
    match measure {
        Measure::DirectJobs => &[Measure::Graduates],
        Measure::MatchedJobs => &[Measure::MatchSurveyed, Measure::DirectJobs],
        Measure::LocalJobs => &[Measure::DirectJobs],
        _ => &[],
    }
}

/// Whether most graduates without a job are said to have gone elsewhere.
fn is_accounted_for(measure: Measure, year: Year, place: &Place<'_, '_>) -> bool {
    const ELSEWHERE: [Measure; 4] =
        [Measure::FurtherStudy, Measure::Army, Measure::Seeking, Measure::NotSeeking];
    let value = |measure| place.at(measure, year).map_or(0.0, |entry| entry.of.value);
    let elsewhere: f64 = ELSEWHERE.into_iter().map(value).sum();
    measure == Measure::DirectJobs && 2.0 * elsewhere >= value(Measure::Graduates)
}

/// Whether figures are of a place and those of other years say what is usual.
fn is_of_place(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Admitted | Measure::Registered | Measure::EnrolledGrade1 | Measure::Graduates
    )
}

/// Whether nothing was to be recruited in a year: by the plan, or by the state of the programme.
fn has_stopped(place: &Place<'_, '_>, year: Year) -> bool {
    let is_none = |measure| place.at(measure, year).is_some_and(|entry| entry.of.value <= 0.0);
    is_none(Measure::PlannedIntake) || is_none(Measure::ProgrammeState)
}

/// What a school reports in a table and year.
#[derive(Default)]
struct Reported<'c, 'a> {
    total: f64,
    first: Option<&'c Entry<'a>>,
}

/// A school that reports nothing but zeros after it had many the year before, unless a row of it has been told already.
pub(super) fn check_schools<'a>(
    course: &Course<'a>,
    ground: Ground<'_>,
    blamed: &mut Blamed<'a>,
    findings: &mut Findings,
) {
    let least = ground.rules.threshold("T09", "persons");
    let mut schools: BTreeMap<(&SchoolCode, Table, Year), Reported<'_, 'a>> = BTreeMap::new();
    for entry in course.entries().iter().filter(|entry| is_count(entry.of.measure)) {
        let table = table_of(entry.of.measure).filter(|table| *table != Table::T3);
        let (Some(school), Some(table)) = (entry.of.key.school.code(), table) else { continue };
        let reported = schools.entry((school, table, entry.of.year)).or_default();
        reported.total += entry.of.value;
        if entry.is_new {
            reported.first.get_or_insert(entry);
        }
    }
    for ((school, table, year), reported) in &schools {
        let before = schools.get(&(*school, *table, *year - 1)).map_or(0.0, |before| before.total);
        let told = reported
            .first
            .filter(|first| reported.total == 0.0 && before >= least && !blamed.has(first));
        let Some(first) = told else { continue };
        blamed.add(first.of);
        let school = ground.codebook.school_name(school).to_owned();
        let problem = CourseProblem::OnlyZeros { school, year: year.number(), before };
        findings.push(Finding::at(first.of.provenance.cell.clone(), problem));
    }
}
