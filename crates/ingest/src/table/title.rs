//! What stands above the headings of a sheet: its titles, and lines of `name: value`.

use crate::cell_value::CellValue;
use crate::folding::{fold, half_width};
use crate::sheet::Sheet;

/// `name: value` in a cell, or in a cell and the next, with the cell that holds the value.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) value: CellValue<String>,
    pub(super) row: usize,
    pub(super) column: usize,
    /// Where the value stands.
    pub(super) origin: Origin,
}

/// Where a value that holds for all rows stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Behind its name.
    Pair,
    /// In a title, which states it among other things.
    Title,
    /// It is the name of the sheet.
    SheetName,
}

/// A text above the headings, folded, with its cell.
pub(super) struct Title {
    pub(super) text: String,
    pub(super) row: usize,
    pub(super) column: usize,
}

/// What the rows above the headings state as `name: value`.
pub(super) fn pairs(sheet: &Sheet, top: usize) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for cell in sheet.rows_above(top).flat_map(|row| sheet.row(row)) {
        let CellValue::Text(text) = cell.value else { continue };
        let text = half_width(text);
        for part in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')) {
            let part = part.trim_matches(['(', ')']);
            let Some((name, value)) = part.split_once(':') else { continue };
            let (row, mut column) = (cell.row(), cell.column());
            let value = if value.is_empty() {
                let Some(next) = sheet.row(row).find(|next| next.column() > column) else {
                    continue;
                };
                column = next.column();
                next.value.to_owned()
            } else {
                CellValue::Text(value.to_owned())
            };
            let (name, origin) = (name.to_owned(), Origin::Pair);
            pairs.push(Pair { name, value, row, column, origin });
        }
    }
    pairs
}

/// The texts above the headings: those above the table first, then those above the first table of its sheet.
pub(super) fn titles(sheet: &Sheet, top: usize) -> impl Iterator<Item = Title> {
    sheet.rows_above(top).flat_map(|row| sheet.row(row)).filter_map(|cell| match cell.value {
        CellValue::Text(text) => {
            Some(Title { text: fold(text), row: cell.row(), column: cell.column() })
        }
        _ => None,
    })
}
