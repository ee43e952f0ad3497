//! Rows after or between the data that hold none.

use talent_domain::CodeList;

use super::total::is_subtotal_row;
use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::folding::{LONGEST_NAME, fold, half_width, is_mark};
use crate::kind::Kind;
use crate::names::Names;
use crate::note_opening::opens_note;
use crate::problem::RowProblem;
use crate::row_counts::RowCounts;
use crate::sheet::Sheet;
use crate::table::Binding;

/// A row below the headings that holds no data.
#[derive(Clone, Copy)]
pub(super) enum Remark {
    /// A subtotal.
    Subtotal,
    /// A note or signature in one cell.
    Note,
    /// The numbers of the columns (甲, 乙, 1, 2), or the headings in English.
    Numbers,
}

impl Remark {
    /// Where it is counted.
    pub(super) fn count(self, counts: &mut RowCounts) -> &mut usize {
        match self {
            Self::Subtotal => &mut counts.totals,
            Self::Note => &mut counts.notes,
            Self::Numbers => &mut counts.headings,
        }
    }
}

/// What a row is that holds no data: a subtotal, a note or signature in one cell, or the numbers of the columns under the
/// headings; `None` of any other. `has_notes` says whether a note stands above it.
pub(super) fn remark(
    sheet: &Sheet,
    row: usize,
    binding: &Binding,
    names: &Names,
    has_notes: bool,
) -> Option<Remark> {
    let mut filled = sheet.row(row);
    let CellValue::Text(text) = filled.next()?.value else { return None };
    let others = filled.count();
    if is_subtotal_row(sheet, row, binding, names) {
        return Some(Remark::Subtotal);
    }
    let is_below_headings = row == binding.last_heading_row + 1 && text.len() <= LONGEST_NAME;
    if is_below_headings && (fold(text) == "甲" || is_translation(sheet, row)) {
        return Some(Remark::Numbers);
    }
    let required = binding.columns.iter().filter(|bound| bound.spec.required).count();
    let is_note = (opens_note(text) && (others < required.max(1) || is_signed(sheet, row)))
        || (others == 0 && (has_notes || is_numbered_note(text, names)));
    is_note.then_some(Remark::Note)
}

/// Whether every cell of a row names what it says, or is said by the one before it: `填报人：张三`, `日期：2023.10.8`,
/// `填报人` | `张三`. A number is said by a cell that asks for one, such as `联系电话：`.
fn is_signed(sheet: &Sheet, row: usize) -> bool {
    let mut is_asked = false;
    sheet.row(row).all(|cell| match cell.value {
        CellValue::Text(text) if text.contains(['：', ':']) || opens_note(text) => {
            is_asked = true;
            true
        }
        CellValue::Date(_) => true,
        CellValue::Text(_) | CellValue::Number(_) => std::mem::take(&mut is_asked),
        _ => false,
    })
}

/// Whether a row holds nothing but words in Latin letters, as the headings of bilingual tables are repeated.
fn is_translation(sheet: &Sheet, row: usize) -> bool {
    sheet.row(row).all(|cell| match cell.value {
        CellValue::Text(text) => {
            text.is_ascii()
                && text.contains(|c: char| c.is_ascii_lowercase())
                && !text.contains(|c: char| c.is_ascii_digit())
        }
        _ => false,
    })
}

/// Whether a text alone in its row is a note with a mark or number before it: `①含煤炭开采。`, `2.为修订数。` A name with
/// a number before it is none.
fn is_numbered_note(text: &str, names: &Names) -> bool {
    const LONGEST: usize = 12;
    if text.len() > LONGEST_NAME {
        return false;
    }
    let text = half_width(text);
    let text = text.trim_start();
    if CodeList::ALL.into_iter().any(|list| names.has(list, text)) {
        return false;
    }
    let behind =
        text.trim_start_matches(['(', '[']).trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = behind.len() < text.len() && behind.starts_with(['.', '、', ')', ']']);
    let is_sentence = text.ends_with(['。', ';', '.']) || text.chars().count() > LONGEST;
    text.starts_with(|c: char| is_mark(c) || c == '*') || (is_numbered && is_sentence)
}

/// A row that yearbooks put below the one it is part of: `其中：` or `#` before its name, which stands in its first cell
/// or in a column of names.
pub(super) fn part_of_row(sheet: &Sheet, row: usize, binding: &Binding) -> Option<Finding> {
    let is_name = |kind: Kind| matches!(kind, Kind::Name(_)) || kind.list_of_codes().is_some();
    let names = binding.columns.iter().filter(|bound| is_name(bound.spec.kind));
    let cells = sheet.row(row).next().into_iter();
    let mut cells = cells.chain(names.map(|bound| sheet.cell(row, bound.column)));
    cells.find_map(|cell| {
        let CellValue::Text(text) = cell.value else { return None };
        let text = text.trim();
        is_part(text).then(|| cell.finding(RowProblem::PartOfRow { text: text.to_owned() }))
    })
}

/// Whether a row that has this name, or begins with it, is a part of the one above.
pub(super) fn is_part(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("其中") || text.starts_with(['#', '＃'])
}
