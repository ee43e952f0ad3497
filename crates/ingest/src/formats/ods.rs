//! `.ods` workbooks of LibreOffice and others, cell by cell. What a cell says of how often it is repeated is counted like
//! cells of their own. Source: OASIS Open Document Format 1.3, part 3.

mod cell;
mod styles;

use std::borrow::Cow;
use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::fault::Fault;
use super::table_draft::{ReadFault, ReadSheet, TableDraft, Texts};
use super::xlsx::package::{Package, attribute, raw_attribute};
use super::xlsx::xml::Xml;
use crate::budget::Budget;
use crate::problem::FileProblem;
use crate::sheet::{Draft, MAX_COLUMNS};
use cell::{Kept, OpenCell};
use styles::Styles;

/// What a sheet takes beside its name.
const SHEET_BYTES: u64 = 128;

/// Reads the sheets of an `.ods` workbook; an error comes with the name of the sheet that it is in, if it is in one.
pub(super) fn read_ods(
    bytes: &[u8],
    texts: &mut Texts,
    budget: &Budget,
) -> Result<Vec<ReadSheet>, ReadFault> {
    let of_file = |fault: Fault| (fault, None);
    let mut package = Package::open(bytes, budget).map_err(of_file)?;
    if package.names().any(is_macro) {
        return Err(of_file(FileProblem::Macro.into()));
    }
    if is_encrypted(&mut package).map_err(of_file)? {
        return Err(of_file(FileProblem::Locked.into()));
    }
    let content = package.part("content.xml").map_err(of_file)?;
    let mut xml = content.ok_or_else(|| of_file(Fault::damaged("content.xml")))?;
    let (mut sheets, mut styles) = (Vec::new(), Styles::default());
    loop {
        let table = match xml.next().map_err(of_file)? {
            Event::Eof => return Ok(sheets),
            Event::Start(element) if element.local_name().as_ref() == "table" => {
                OpenTable::of(&element, &styles, budget).map_err(of_file)?
            }
            // What other files say is kept there as tables too.
            Event::Start(element) if element.local_name().as_ref() == "dde-links" => {
                skip(&mut xml).map_err(of_file)?;
                continue;
            }
            Event::Start(element) | Event::Empty(element) => {
                styles.take(&element, budget).map_err(of_file)?;
                continue;
            }
            _ => continue,
        };
        let mut draft = TableDraft { draft: Draft::default(), texts, budget, from_1904: false };
        match read_table(&mut xml, &styles, &mut draft) {
            Ok(true) => sheets.push((table.name, table.hidden, draft.draft)),
            Ok(false) => {}
            Err(fault) => return Err((fault, Some(table.name))),
        }
    }
}

/// Whether a part holds macros. Lists of libraries are there without any.
fn is_macro(name: &str) -> bool {
    let is_list = name.ends_with("script-lb.xml") || name.ends_with("script-lc.xml");
    let is_file = !name.ends_with('/') && !is_list;
    is_file && (name.starts_with("basic/") || name.starts_with("scripts/"))
}

/// Whether the manifest says that parts are encrypted.
fn is_encrypted(package: &mut Package<'_>) -> Result<bool, Fault> {
    let Some(mut xml) = package.part("META-INF/manifest.xml")? else { return Ok(false) };
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "encryption-data" =>
            {
                return Ok(true);
            }
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

/// A sheet of which the begin was read.
struct OpenTable {
    name: String,
    hidden: bool,
}

impl OpenTable {
    fn of(element: &BytesStart<'_>, styles: &Styles, budget: &Budget) -> Result<Self, Fault> {
        budget.hold(2 * element.len() as u64 + SHEET_BYTES)?;
        let style = raw_attribute(element, "table:style-name")?;
        let hidden = style.is_some_and(|style| styles.is_hidden(&style));
        Ok(Self { name: attribute(element, "name")?.unwrap_or_default(), hidden })
    }
}

/// Reads the rows of a sheet. Whether it is one: what is kept of other files is not.
fn read_table<R: Read>(
    xml: &mut Xml<'_, R>,
    styles: &Styles,
    table: &mut TableDraft<'_>,
) -> Result<bool, Fault> {
    let (mut next_row, mut next_column, mut is_own) = (0_u32, 0_u32, true);
    loop {
        let Opened { part, times, is_open, is_hidden } = match &xml.next()? {
            Event::Start(element) => Opened::of(element, true)?,
            Event::Empty(element) => Opened::of(element, false)?,
            Event::End(element) if element.local_name().as_ref() == "table" => return Ok(is_own),
            Event::Eof => return Err(Fault::damaged("<table>")),
            _ => continue,
        };
        match part {
            Part::Row => {
                table.budget.meet(1)?;
                if is_open {
                    read_row(xml, styles, (next_row, times), is_hidden, table)?;
                }
                next_row = next_row.saturating_add(times);
            }
            Part::Column => {
                let first = next_column;
                next_column = next_column.saturating_add(times);
                if is_hidden {
                    table.draft.hide_columns(first, next_column - 1, table.budget)?;
                }
            }
            Part::Source => is_own = false,
            Part::Aside if is_open => skip(xml)?,
            Part::Aside | Part::Cell | Part::Other => {}
        }
    }
}

/// The elements within a sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Row,
    Column,
    Cell,
    /// Where a sheet kept of another file comes from.
    Source,
    /// Drawings and forms, which may have tables of their own.
    Aside,
    Other,
}

/// An element within a sheet that begins.
struct Opened {
    part: Part,
    /// How often it stands there.
    times: u32,
    /// Whether it has an end of its own.
    is_open: bool,
    is_hidden: bool,
}

impl Opened {
    fn of(element: &BytesStart<'_>, is_open: bool) -> Result<Self, Fault> {
        let (part, repeated) = match element.local_name().as_ref() {
            "table-row" => (Part::Row, "table:number-rows-repeated"),
            "table-column" => (Part::Column, "table:number-columns-repeated"),
            "table-cell" | "covered-table-cell" => (Part::Cell, ""),
            "table-source" => (Part::Source, ""),
            "shapes" | "forms" | "table" => (Part::Aside, ""),
            _ => (Part::Other, ""),
        };
        let is_shown = |visibility: Cow<'_, str>| visibility == "visible";
        let visibility = raw_attribute(element, "table:visibility")?;
        let is_hidden = !visibility.is_none_or(is_shown);
        Ok(Self { part, times: times(element, repeated)?, is_open, is_hidden })
    }
}

/// A number of times in an attribute; once if there is none.
fn times(element: &BytesStart<'_>, name: &str) -> Result<u32, Fault> {
    let Some(times) = raw_attribute(element, name)? else { return Ok(1) };
    times.trim().parse::<u32>().map(|times| times.max(1)).map_err(|_| Fault::damaged(times))
}

/// Reads up to the end of the element at hand.
fn skip<R: Read>(xml: &mut Xml<'_, R>) -> Result<(), Fault> {
    let mut depth = 1_usize;
    while depth > 0 {
        match xml.next()? {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(Fault::damaged("XML")),
            _ => {}
        }
    }
    Ok(())
}

/// Reads the cells of a row that stands `times` from `first` on.
fn read_row<R: Read>(
    xml: &mut Xml<'_, R>,
    styles: &Styles,
    (first, times): (u32, u32),
    is_hidden: bool,
    table: &mut TableDraft<'_>,
) -> Result<(), Fault> {
    let mut next_column = 0_u32;
    let mut cells: Vec<(u32, u32, Kept)> = Vec::new();
    loop {
        let (cell, repeated, is_open) = match &xml.next()? {
            Event::Start(element) => (OpenCell::of(element)?, element_times(element)?, true),
            Event::Empty(element) => (OpenCell::of(element)?, element_times(element)?, false),
            Event::End(element) if element.local_name().as_ref() == "table-row" => break,
            Event::Eof => return Err(Fault::damaged("<table-row>")),
            _ => continue,
        };
        let Some(cell) = cell else {
            if is_open {
                skip(xml)?;
            }
            continue;
        };
        table.budget.meet(1)?;
        let rows = cell.rows;
        if let Some(kept) = cell.read(xml, is_open, styles, table)? {
            let (got, limit) = (next_column.saturating_add(repeated), MAX_COLUMNS);
            if got > limit {
                let (got, limit) = (u64::from(got), u64::from(limit));
                return Err(FileProblem::TooLarge { what: "列数", got, limit }.into());
            }
            if rows > 1 {
                let last = first.saturating_add(rows - 1);
                table.draft.merge(next_column, (first, last), table.budget)?;
            }
            cells.push((next_column, repeated, kept));
        }
        next_column = next_column.saturating_add(repeated);
    }
    if cells.is_empty() {
        return Ok(());
    }
    for row in first..first.saturating_add(times) {
        if is_hidden {
            table.draft.hide_row(row, table.budget)?;
        }
        for (column, repeated, kept) in &cells {
            for column in *column..column + repeated {
                kept.put((row, column), table)?;
            }
        }
    }
    Ok(())
}

fn element_times(element: &BytesStart<'_>) -> Result<u32, Fault> {
    times(element, "table:number-columns-repeated")
}
