//! T08: no figure is of a year that has not come.

use talent_domain::{Measure, Observation};

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::FigureProblem;

/// A figure of a year that has not come is a slip of the pen: it would be the newest of its series, and every
/// forecast would begin after it. It is said once for each row.
pub(super) fn check_years_to_come(
    observations: &[Observation],
    this_year: i32,
    findings: &mut Findings,
) {
    let mut last_row = None;
    for observation in observations {
        let Some(years_ahead) = years_known_ahead(observation.measure) else { continue };
        let cell = &observation.provenance.cell;
        let row = Some((&cell.file, &cell.sheet, cell.row, observation.year));
        let year = observation.year.number();
        if year > this_year + years_ahead && row != last_row {
            last_row = row;
            findings.push(Finding::at(cell.clone(), FigureProblem::NotYet { year, this_year }));
        }
    }
}

/// How many years ahead a measure can be known; plans and estimates have no limit.
fn years_known_ahead(measure: Measure) -> Option<i32> {
    match measure {
        Measure::PlannedIntake
        | Measure::BodyDemand
        | Measure::BodyDemandLow
        | Measure::BodyDemandHigh => None,
        // What is offered, and by whom, is decided the year before.
        Measure::ProgrammeState
        | Measure::KeyLevel
        | Measure::ProgrammeLength
        | Measure::ProgrammeTeachers
        | Measure::DualQualifiedTeachers
        | Measure::EquipmentValue => Some(1),
        _ => Some(0),
    }
}
