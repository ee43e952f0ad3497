//! The tables of a sheet, one below the other: yearbooks repeat the headings on every page, or stack the tables of
//! several years.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use talent_domain::TemplateCode;

use super::words::Words;
use crate::cell_value::CellValue;
use crate::column::Column;
use crate::finding::Finding;
use crate::folding::is_mark;
use crate::kind::Kind;
use crate::note_opening::opens_note;
use crate::problem::FileProblem;
use crate::sheet::{Cell, Sheet};
use crate::templates::{LONG, Template};

/// More tables than anybody puts into one sheet.
const MOST: usize = 200;
/// Titles stand in at most so many rows.
const MOST_TITLES: usize = 6;
/// No heading has more bytes.
const LONGEST: usize = 120;

/// Every heading of the templates of figures, and of tables with a row for every figure.
static HEADINGS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let of_figures = TemplateCode::ALL.iter().filter(|code| !code.is_list());
    let columns = of_figures.flat_map(|code| Template::of(*code).columns).chain(&LONG);
    let named = columns.filter(|column| column.kind != Kind::Note);
    named.flat_map(Column::names).chain(["序号"]).collect()
});

/// What headings begin with, by which most other texts are told from them.
static FIRST_LETTERS: LazyLock<BTreeSet<char>> =
    LazyLock::new(|| HEADINGS.iter().filter_map(|heading| heading.chars().next()).collect());

/// The tables of a sheet, each with the rows of its titles. A sheet with too many of them is refused, and that is said.
pub(crate) fn tables(mut sheet: Sheet, refused: &mut Vec<(Sheet, Finding)>) -> Vec<Sheet> {
    let headings = heading_rows(&sheet);
    let Some((&top, below)) = headings.split_first() else { return vec![sheet] };
    if below.len() >= MOST {
        let (got, limit) = (headings.len() as u64, MOST as u64);
        let what = "一张工作表中的表数 (tables in one sheet)";
        let finding = sheet.finding(FileProblem::TooLarge { what, got, limit });
        refused.push((sheet, finding));
        return Vec::new();
    }
    let mut tables = Vec::new();
    for (index, heading) in below.iter().enumerate().rev() {
        let above = if index == 0 { top } else { below[index - 1] };
        let start = first_title(&sheet, above + 1, *heading);
        tables.push(sheet.split_off(start, top));
    }
    tables.push(sheet);
    tables.reverse();
    tables
}

/// The first rows of the headings of all tables.
fn heading_rows(sheet: &Sheet) -> Vec<usize> {
    let mut rows: Vec<usize> = Vec::new();
    let mut last: Option<usize> = None;
    for row in 0..sheet.len() {
        if !is_heading_row(sheet, row) {
            continue;
        }
        // Headings of several rows are those of one table.
        let is_same = last.is_some_and(|last| {
            row == last + 1 || (row == last + 2 && is_between_headings(sheet, last + 1))
        });
        if !is_same {
            rows.push(row);
        }
        last = Some(row);
    }
    rows
}

/// Whether the cells of a row are headings or years, and some of them headings.
fn is_heading_row(sheet: &Sheet, row: usize) -> bool {
    let mut cells = sheet.row(row);
    let Some(first) = cells.next() else { return false };
    if !is_heading(&first) {
        return false;
    }
    let (mut known, mut others) = (1, 0);
    for cell in cells {
        let is_known = is_heading(&cell) || is_year(&cell);
        known += usize::from(is_known);
        others += usize::from(!is_known);
        if !is_known
            && !matches!(cell.value, CellValue::Text(text) if text.trim().parse::<f64>().is_err())
        {
            return false;
        }
    }
    known >= 2 && known >= others
}

fn is_heading(cell: &Cell<'_>) -> bool {
    let CellValue::Text(text) = cell.value else { return false };
    let first = text.chars().find(|c| !c.is_whitespace() && *c != '*' && !is_mark(*c));
    let may_be = text.len() <= LONGEST
        && first.is_some_and(|first| FIRST_LETTERS.contains(&first) || first.is_ascii_uppercase());
    may_be && HEADINGS.contains(Words::parse(text).name.as_str())
}

fn is_year(cell: &Cell<'_>) -> bool {
    Words::of(cell.value).is_some_and(|words| words.year.is_some())
}

/// Whether a row between two rows of headings belongs to them: it holds texts only.
fn is_between_headings(sheet: &Sheet, row: usize) -> bool {
    let is_text = |cell: Cell<'_>| matches!(cell.value, CellValue::Text(text) if text.trim().parse::<f64>().is_err());
    sheet.row(row).next().is_some() && sheet.row(row).all(is_text)
}

/// The first row of the titles above headings: rows of one or two texts that are no notes, not above `least`.
fn first_title(sheet: &Sheet, least: usize, heading: usize) -> usize {
    let is_title = |row: &usize| {
        let cells = sheet.row(*row).count();
        let is_said = |cell: Cell<'_>| match cell.value {
            CellValue::Text(text) => !opens_note(text) && text.trim().parse::<f64>().is_err(),
            _ => false,
        };
        cells <= 2 && sheet.row(*row).all(is_said)
    };
    let lowest = least.max(heading.saturating_sub(MOST_TITLES));
    let titles = (lowest..heading).rev().take_while(is_title);
    titles.filter(|row| sheet.row(*row).next().is_some()).last().unwrap_or(heading)
}
