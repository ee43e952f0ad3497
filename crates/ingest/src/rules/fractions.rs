//! C04: percentages are not written as fractions, nor some of them among others.

use talent_domain::Unit;

use crate::cell_value::CellValue;
use crate::findings::Findings;
use crate::kind::Kind;
use crate::problem::UnitProblem;
use crate::sheet::{Scale, Sheet};
use crate::table::Binding;

/// A column of percentages that are all at most one was written as fractions.
pub(crate) fn check_fractions(sheet: &Sheet, binding: &Binding, findings: &mut Findings) {
    const FEWEST: usize = 3;
    let first_row = binding.last_heading_row + 1;
    for bound in binding.all_columns() {
        let Kind::Figure(measure) = bound.spec.kind else { continue };
        if measure.unit() != Unit::Percent {
            continue;
        }
        let values: Vec<f64> = (first_row..sheet.len())
            .map(|row| sheet.cell(row, bound.column))
            .filter(|cell| cell.shown.scale != Scale::Percent)
            .filter_map(|cell| match cell.value {
                CellValue::Number(number) => Some(number),
                CellValue::Text(text) => text.trim().parse().ok(),
                _ => None,
            })
            .collect();
        let largest = values.iter().copied().fold(0.0, f64::max);
        if values.len() >= FEWEST && largest > 0.0 && largest <= 1.0 {
            let problem = UnitProblem::Fractions { largest: largest.to_string() };
            findings.push(sheet.cell(binding.last_heading_row, bound.column).finding(problem));
        }
    }
}
