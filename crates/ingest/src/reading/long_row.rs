//! Rows that name their own measure and unit.

use talent_domain::{Lang, Measure};

use super::cell::read_figure_cell;
use super::sheet_row::SheetRow;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::nearest::nearest;
use crate::problem::{CodeProblem, UnitProblem};
use crate::row::Row;
use crate::table::Words;
use crate::values::{FileUnit, needs_unit, unit_names, units_of};

/// Reads the value of a row that names its own measure and unit, if it does.
pub(super) fn read_row_value(row: &mut Row, source: SheetRow<'_>, findings: &mut Vec<Finding>) {
    let column = |kind: Kind| source.binding.column_of(kind);
    let (Some(value), Some(code)) = (column(Kind::RowValue), column(Kind::MeasureCode)) else {
        return;
    };
    let text = row.text(code.spec.heading).to_owned();
    if text.is_empty() {
        return;
    }
    let words = Words::parse(&text);
    let Some(measure) = measure_named(&text, &words, source) else {
        let nearest = nearest(&text, Measure::ALL.iter().map(|measure| measure.code()));
        let problem = CodeProblem::Unknown { text, list: "指标", nearest };
        findings.push(source.cell(code.column).finding(problem));
        row.complete = false;
        return;
    };
    let unit_column = column(Kind::RowUnit);
    let stated = unit_column.map_or("", |unit| row.text(unit.spec.heading));
    let stated = if stated.is_empty() { words.unit.as_deref().unwrap_or("") } else { stated };
    let read = match row_unit(measure, stated) {
        Ok(unit) => {
            let cell = source.cell(value.column);
            read_figure_cell(row, &cell, measure, unit, findings)
                .map_err(|problem| cell.finding(problem))
        }
        Err(problem) => Err(source.cell(unit_column.unwrap_or(code).column).finding(problem)),
    };
    if let Err(finding) = read {
        findings.push(finding);
        row.complete = false;
    }
}

/// The measure of this code, or the figure of the template that has this heading.
fn measure_named(code: &str, words: &Words, source: SheetRow<'_>) -> Option<Measure> {
    Measure::from_code(code).or_else(|| words.figure_in(&source.binding.template))
}

/// The unit of a value: the stated one, or the usual one of a measure that cannot be misread.
fn row_unit(measure: Measure, stated: &str) -> Result<FileUnit, UnitProblem> {
    match units_of(measure).iter().find(|unit| unit.name == stated) {
        Some(unit) => Ok(*unit),
        None if stated.is_empty() && !needs_unit(measure) => Ok(units_of(measure)[0]),
        None if stated.is_empty() => Err(UnitProblem::Missing {
            heading: measure.name(Lang::Zh),
            allowed: unit_names(measure),
        }),
        None => Err(UnitProblem::Unfit { unit: stated.to_owned(), allowed: unit_names(measure) }),
    }
}
