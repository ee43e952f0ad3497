//! Reading one data row by what its columns hold.

use talent_domain::{CodeList, Level};

use super::catalogue::settle_catalogue;
use super::cell::{read_cell, read_figure_cell};
use super::long_row::read_row_value;
use super::lookup::Lookup;
use super::name::{check_names, take_name};
use super::plain_text::plain_text;
use super::sheet_row::SheetRow;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::problem::{CellProblem, CodeProblem, FormatProblem, Problem};
use crate::row::Row;
use crate::sheet::Cell;
use crate::table::BoundColumn;
use crate::values::units_of;

/// Reads a row, with the figures in `pane_columns` beside those that each row has once, beyond what is
/// `known` of it. Whatever is wrong goes to `findings`.
pub(super) fn read_row(
    source: SheetRow<'_>,
    known: Row,
    pane_columns: &[BoundColumn],
    findings: &mut Vec<Finding>,
) -> Row {
    let year_is_known = known.year.is_some();
    let mut row = Row { cell: Some(source.cell(0).cell_ref()), ..known };
    let is_total = source.is_total();
    for bound in source.binding.columns.iter().chain(pane_columns) {
        let cell = source.shown(bound);
        if let Some(problem) = merged_figure(source, bound, &cell) {
            row.complete = false;
            findings.push(cell.finding(problem));
            continue;
        }
        if cell.is_empty() {
            let takes_total = is_total && row.take_total(bound.spec.kind);
            // Not every pane of a row has a figure.
            let may_be_empty = match bound.spec.kind {
                Kind::Figure(_) | Kind::RowValue => !pane_columns.is_empty(),
                Kind::Year => year_is_known,
                _ => false,
            };
            if !takes_total && !may_be_empty && must_be_filled(source, bound) {
                row.complete = false;
                let problem = CellProblem::Empty { heading: bound.spec.heading };
                findings.push(cell.finding(problem));
            }
        } else if let Err(problem) = read_bound(&mut row, &cell, bound, source, findings) {
            row.complete &= !bound.spec.required;
            findings.push(cell.finding(offering_named(problem, bound, &row, source)));
        }
    }
    for list in CodeList::ALL {
        take_name(&mut row, list, source, findings);
    }
    settle_catalogue(&mut row, source.lookup);
    refuse_former_programme(&mut row, source, findings);
    read_row_value(&mut row, source, pane_columns, findings);
    check_names(&row, source, findings);
    row
}

/// That a cell for a figure is merged with one that holds a number.
fn merged_figure(
    source: SheetRow<'_>,
    bound: &BoundColumn,
    cell: &Cell<'_>,
) -> Option<FormatProblem> {
    let is_figure = matches!(bound.spec.kind, Kind::Figure(_) | Kind::RowValue);
    if !is_figure || !cell.is_empty() {
        return None;
    }
    let with = source.sheet.merged_from(source.index, bound.column)?;
    let is_other = with.row() != source.index && !with.is_empty();
    is_other.then(|| FormatProblem::Merged { with: with.cell_ref().address() })
}

/// Whether a required cell is filled by nothing else: a name may stand for the code.
fn must_be_filled(source: SheetRow<'_>, bound: &BoundColumn) -> bool {
    let list = bound.spec.kind.list_of_codes();
    let is_named = list.is_some_and(|list| source.name_cell(list).is_some());
    bound.spec.required && !is_named
}

fn read_bound(
    row: &mut Row,
    cell: &Cell<'_>,
    bound: &BoundColumn,
    source: SheetRow<'_>,
    findings: &mut Vec<Finding>,
) -> Result<(), Problem> {
    match bound.spec.kind {
        Kind::Figure(measure) => {
            row.attempted = true;
            let unit = bound.unit.unwrap_or_else(|| units_of(measure)[0]);
            read_figure_cell(row, cell, measure, unit, findings)
        }
        Kind::RowValue => {
            row.attempted = true;
            Ok(())
        }
        _ => read_cell(row, cell, bound.spec, source.lookup.codebook),
    }
}

/// That a code is unknown, with the one that the name beside it stands for in place of one that looks like it.
fn offering_named(
    problem: Problem,
    bound: &BoundColumn,
    row: &Row,
    source: SheetRow<'_>,
) -> Problem {
    let (text, list, nearest) = match problem {
        Problem::Code(CodeProblem::Unknown { text, list, nearest }) => (text, list, nearest),
        Problem::Code(CodeProblem::Shape { text, what }) => {
            return named_in_place_of_code(text, what, bound, row, source);
        }
        problem => return problem,
    };
    let named = || {
        let of = bound.spec.kind.list_of_codes()?;
        let name = plain_text(source.name_cell(of)?.value).ok()?;
        let school = row.school.as_ref().and_then(Level::code);
        let Lookup { names, codebook } = source.lookup;
        let code = names.code(of, &name, school, codebook).ok()?.code;
        Some(format!("{code}（{name}）"))
    };
    let nearest = named().or(nearest);
    CodeProblem::Unknown { text, list, nearest }.into()
}

/// That a column of codes holds a name, with its code; or that it holds no code.
fn named_in_place_of_code(
    text: String,
    what: &'static str,
    bound: &BoundColumn,
    row: &Row,
    source: SheetRow<'_>,
) -> Problem {
    let Lookup { names, codebook } = source.lookup;
    let school = row.school.as_ref().and_then(Level::code);
    let of = bound.spec.kind.list_of_codes();
    let code = of.and_then(|of| Some((of, names.code(of, &text, school, codebook).ok()?.code)));
    match code {
        Some((of, code)) => {
            let nearest = Some(format!("{code}（{text}）"));
            CodeProblem::Unknown { text, list: of.name(), nearest }.into()
        }
        None => CodeProblem::Shape { text, what }.into(),
    }
}

/// Lists are of programmes in force.
fn refuse_former_programme(row: &mut Row, source: SheetRow<'_>, findings: &mut Vec<Finding>) {
    let programme = row.programme.as_ref().and_then(Level::code);
    let Some(former) = programme.filter(|code| code.is_former()) else { return };
    if source.binding.template.code.is_list() {
        let (text, list) = (former.printed().to_owned(), CodeList::Programme.name());
        let problem = CodeProblem::Unknown { text, list, nearest: None };
        findings.push(source.cell(0).finding(problem));
        row.complete = false;
    }
}
