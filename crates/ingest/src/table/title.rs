//! What stands above the headings of a sheet: its titles, and lines of `name: value`.

use unicode_normalization::UnicodeNormalization as _;

use crate::cell_value::CellValue;
use crate::folding::fold;
use crate::sheet::Sheet;

/// `name: value` in a cell, or in a cell and the next, with the cell that holds the value.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) value: CellValue<String>,
    pub(super) row: usize,
    pub(super) column: usize,
    /// The value is a title, which states it among other things.
    pub(super) titled: bool,
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
    for cell in (0..top).flat_map(|row| sheet.row(row)) {
        let CellValue::Text(text) = cell.value else { continue };
        let text: String = text.nfkc().collect();
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
            pairs.push(Pair { name: name.to_owned(), value, row, column, titled: false });
        }
    }
    pairs
}

/// The texts above the headings.
pub(super) fn titles(sheet: &Sheet, top: usize) -> impl Iterator<Item = Title> {
    (0..top).flat_map(|row| sheet.row(row)).filter_map(|cell| match cell.value {
        CellValue::Text(text) => {
            Some(Title { text: fold(text), row: cell.row(), column: cell.column() })
        }
        _ => None,
    })
}
