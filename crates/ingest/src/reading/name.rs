//! Names that stand for codes, and names that are checked against the codes beside them.

use talent_domain::{CodeList, Level};

use super::cell::read_cell;
use super::lookup::Lookup;
use super::plain_text::plain_text;
use super::sheet_row::SheetRow;
use super::total::is_total_word;
use crate::cell_value::CellValue;
use crate::column::Column;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::names::Meant;
use crate::problem::{CellProblem, HeadingProblem, NameProblem, Problem};
use crate::row::{ByName, Row};
use crate::sheet::Cell;
use crate::templates::Template;

/// Takes the code of a list from its name, where the row gives no code.
pub(super) fn take_name(
    row: &mut Row,
    list: CodeList,
    source: SheetRow<'_>,
    findings: &mut Vec<Finding>,
) {
    let (binding, template) = (source.binding, &source.binding.template);
    let mut columns = binding.columns.iter();
    let code = columns.find(|bound| bound.spec.kind.list_of_codes() == Some(list));
    let gives_code = code.is_some_and(|code| !source.shown(code).is_empty());
    if gives_code || row.code(list).is_some() {
        return;
    }
    let column = template.code_column(list);
    let is_required = column.is_some_and(|column| column.required);
    if let Some(cell) = source.name_cell(list) {
        if let Err(problem) = take_code(row, list, &cell, template, source.lookup) {
            row.complete &= !is_required;
            findings.push(cell.finding(problem));
        }
    } else if let (None, Some(name)) = (code, binding.column_of(Kind::Name(list))) {
        let is_total =
            source.is_total() && column.is_some_and(|column| row.take_total(column.kind));
        if !is_total && is_required {
            row.complete = false;
            let problem = CellProblem::Empty { heading: name.spec.heading };
            findings.push(source.cell(name.column).finding(problem));
        }
    }
}

/// Takes the code that a cell holds, or that the name in it stands for.
pub(super) fn take_code(
    row: &mut Row,
    list: CodeList,
    cell: &Cell<'_>,
    template: &Template,
    lookup: Lookup<'_>,
) -> Result<(), Problem> {
    let Some(column) = template.code_column(list) else { return Ok(()) };
    let name = plain_text(cell.value)?;
    if is_total_word(&name) || lookup.names.official(list, &name).is_some() {
        return read_cell(row, cell, column, lookup.codebook);
    }
    let school = row.school.as_ref().and_then(Level::code);
    let Meant { code, is_inferred } = lookup.names.code(list, &name, school, lookup.codebook)?;
    let named = ByName { list, name, code: code.to_owned(), is_inferred };
    take_code_named(named, row, cell, column, lookup)
}

/// Takes the code of the region or school that a title names.
pub(super) fn take_titled(
    row: &mut Row,
    list: CodeList,
    cell: &Cell<'_>,
    template: &Template,
    lookup: Lookup<'_>,
) -> Result<(), Problem> {
    let Some(column) = template.code_column(list) else { return Ok(()) };
    let title = plain_text(cell.value)?;
    let title = if list == CodeList::Industry {
        lookup.names.at_end(list, &title).unwrap_or_default().to_owned()
    } else {
        title
    };
    let own = title.split('\n').next().unwrap_or_default();
    let named = lookup.names.in_title(list, own).or_else(|| lookup.names.in_title(list, &title));
    let Some((name, code)) = named else {
        return Err(HeadingProblem::Missing { heading: column.heading, nearest: None }.into());
    };
    let (name, code) = (name.to_owned(), code.to_owned());
    let named = ByName { list, name, code, is_inferred: false };
    take_code_named(named, row, cell, column, lookup)
}

/// Takes the code of a list that a name stood for, and remembers that it did.
fn take_code_named(
    named: ByName,
    row: &mut Row,
    cell: &Cell<'_>,
    column: &'static Column,
    lookup: Lookup<'_>,
) -> Result<(), Problem> {
    read_cell(row, &cell.holding(CellValue::Text(&named.code)), column, lookup.codebook)?;
    row.by_name.push(named);
    Ok(())
}

/// A name beside a code must be the code's own.
pub(super) fn check_names(row: &Row, source: SheetRow<'_>, findings: &mut Vec<Finding>) {
    let names = source.lookup.names;
    for list in CodeList::ALL {
        let (Some(cell), Some(code)) = (source.name_cell(list), row.code(list)) else { continue };
        let column = source.binding.template.name_column(list);
        let given = column.map_or("", |column| row.text(column.heading));
        if given.is_empty() || names.mean(list, given, code) {
            continue;
        }
        if let Some(expected) = names.official(list, code) {
            let (code, name) = (code.to_owned(), given.to_owned());
            let expected = expected.to_owned();
            let school = row.school.as_ref().and_then(Level::code);
            let other = names.code(list, given, school, source.lookup.codebook).ok();
            let other = other.filter(|meant| !meant.is_inferred && meant.code != code);
            let other = other.map(|meant| meant.code.to_owned());
            findings.push(cell.finding(NameProblem::Differs { code, name, expected, other }));
        }
    }
}
