//! The table that a figure of schools stands in.

use talent_domain::Measure;

/// A table of figures of schools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Table {
    T1,
    T2,
    T3,
}

/// The table of schools that a measure stands in; `None` for those of industries, posts and the city.
pub(super) fn table_of(measure: Measure) -> Option<Table> {
    match measure {
        Measure::Graduates
        | Measure::DirectJobs
        | Measure::FurtherStudy
        | Measure::Army
        | Measure::Seeking
        | Measure::NotSeeking
        | Measure::MatchedJobs
        | Measure::MatchSurveyed
        | Measure::LocalJobs
        | Measure::StartingPay
        | Measure::PaySample
        | Measure::SatisfactionAsked
        | Measure::Satisfied
        | Measure::Followed
        | Measure::Stayed => Some(Table::T1),
        Measure::PlannedIntake
        | Measure::Admitted
        | Measure::Registered
        | Measure::EnrolledGrade1
        | Measure::EnrolledGrade2
        | Measure::EnrolledGrade3
        | Measure::EnrolledContinued => Some(Table::T2),
        Measure::ProgrammeState
        | Measure::KeyLevel
        | Measure::ProgrammeLength
        | Measure::ProgrammeTeachers
        | Measure::DualQualifiedTeachers
        | Measure::EquipmentValue => Some(Table::T3),
        _ => None,
    }
}
