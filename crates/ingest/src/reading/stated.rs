//! What is known of every row before it is read.

use talent_domain::{CodeList, Level};

use super::cell::read_cell;
use super::lookup::Lookup;
use super::name::{take_code, take_titled};
use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::problem::{ArrangementProblem, Problem};
use crate::row::Row;
use crate::sheet::{Cell, Sheet};
use crate::table::{Binding, Label, Origin, PaneKey, Stated};

/// What is known of each row before it is read: what is stated above the headings for all rows and, where
/// years or codes stand side by side, the year or code of each pane. There is one row for each pane; one
/// if there is none.
pub(super) fn read_stated(
    sheet: &Sheet,
    binding: &Binding,
    lookup: Lookup<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Row> {
    let mut row = Row { complete: true, ..Row::default() };
    for stated in &binding.stated {
        let cell = stated.cell(sheet);
        match take_stated(&mut row, stated, &cell, binding, lookup) {
            Ok(()) => findings.extend(industry_of_title(stated, &cell)),
            Err(problem) => {
                row.complete = false;
                findings.push(cell.finding(problem));
            }
        }
    }
    if binding.panes.is_empty() {
        return vec![row];
    }
    let panes = binding.panes.iter().map(|pane| {
        let mut row = row.clone();
        match pane.key {
            PaneKey::Year(year) => row.year = Some(year),
            PaneKey::Label { row: index, column } => {
                let cell = sheet.cell(index, column);
                if let Err(problem) = take_labelled(&mut row, &cell, binding, lookup) {
                    row.complete = false;
                    findings.push(cell.finding(problem));
                }
            }
            PaneKey::Code { list, row: index, column } => {
                let cell = sheet.cell(index, column);
                let taken = take_code(&mut row, list, &cell, &binding.template, lookup);
                if let Err(problem) = taken {
                    row.complete = false;
                    findings.push(cell.finding(problem));
                }
            }
        }
        row
    });
    panes.collect()
}

/// Takes the industry that a heading names before its figure; all of them if it names none.
fn take_labelled(
    row: &mut Row,
    cell: &Cell<'_>,
    binding: &Binding,
    lookup: Lookup<'_>,
) -> Result<(), Problem> {
    let CellValue::Text(text) = cell.value else { return Ok(()) };
    let industry = Label::parse(text).map(|label| label.industry).unwrap_or_default();
    if industry.is_empty() {
        row.industry = Some(Level::Total);
        return Ok(());
    }
    let named = cell.holding(CellValue::Text(&industry));
    take_code(row, CodeList::Industry, &named, &binding.template, lookup)
}

/// That the industry of all rows was taken from a title, if it was.
fn industry_of_title(stated: &Stated, cell: &Cell<'_>) -> Option<Finding> {
    let CellValue::Text(title) = cell.value else { return None };
    let is_industry = stated.spec.kind == Kind::Name(CodeList::Industry);
    let problem = ArrangementProblem::IndustryOfTitle { title: title.to_owned() };
    (is_industry && stated.origin == Origin::Title).then(|| cell.finding(problem))
}

fn take_stated(
    row: &mut Row,
    stated: &Stated,
    cell: &Cell<'_>,
    binding: &Binding,
    lookup: Lookup<'_>,
) -> Result<(), Problem> {
    match stated.spec.kind {
        Kind::Name(list) if row.code(list).is_some() => Ok(()),
        Kind::Name(list) if stated.origin != Origin::Pair => {
            take_titled(row, list, cell, &binding.template, lookup)
        }
        Kind::Name(list) => take_code(row, list, cell, &binding.template, lookup),
        _ => read_cell(row, cell, stated.spec, lookup.codebook),
    }
}
