//! X02: men and women under one heading add up to the total beside them.

use crate::cell_value::CellValue;
use crate::findings::Findings;
use crate::problem::FigureProblem;
use crate::sheet::{Cell, Sheet};
use crate::table::Binding;

/// Holds the columns of men and women of each row against that of all.
pub(crate) fn check_sexes(sheet: &Sheet, binding: &Binding, findings: &mut Findings) {
    for (total, parts) in binding.totals_of_sexes() {
        for row in binding.last_heading_row + 1..sheet.len() {
            let cell = sheet.cell(row, total);
            let parts = parts.map(|part| number(&sheet.cell(row, part)));
            let (Some(stated), [Some(men), Some(women)]) = (number(&cell), parts) else { continue };
            let sum = men + women;
            if (stated - sum).abs() >= 0.5 {
                findings.push(cell.finding(FigureProblem::TotalDiffers { stated, sum }));
            }
        }
    }
}

/// The number of a cell, if it is plainly one.
fn number(cell: &Cell<'_>) -> Option<f64> {
    match cell.value {
        CellValue::Number(number) => Some(number),
        CellValue::Text(text) => text.trim().replace(',', "").parse().ok(),
        _ => None,
    }
}
