//! X02 in tables of schools: total rows are the sum of the rows beside them.

use talent_domain::{Level, Observation, Unit};

use crate::finding::Finding;
use crate::problem::FigureProblem;

/// Whether a figure is the total over programmes or schools.
pub(crate) fn is_total(observation: &Observation) -> bool {
    observation.key.programme == Level::Total || observation.key.school == Level::Total
}

/// Holds the total rows (合计) of a sheet against its rows of programmes, if it has some: there they sum up
/// the sheet, which may be of one school.
pub(crate) fn check_total_rows(read: &[Observation], findings: &mut Vec<Finding>) {
    let (totals, parts): (Vec<&Observation>, Vec<&Observation>) =
        read.iter().partition(|observation| is_total(observation));
    if parts.is_empty() {
        return;
    }
    for total in totals.iter().filter(|total| total.measure.unit() == Unit::Persons) {
        let is_part = |part: &&&Observation| {
            (part.measure, part.year) == (total.measure, total.year)
                && (total.key.programme == Level::Total
                    || part.key.programme == total.key.programme)
                && (total.key.school == Level::Total || part.key.school == total.key.school)
        };
        let sum: f64 = parts.iter().filter(is_part).map(|part| part.value).sum();
        if (sum - total.value).abs() > 0.5 {
            let problem = FigureProblem::TotalDiffers { stated: total.value, sum };
            findings.push(Finding::at(total.provenance.cell.clone(), problem));
        }
    }
}
