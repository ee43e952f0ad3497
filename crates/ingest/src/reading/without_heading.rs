//! Cells that no heading stands over.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::problem::{HeadingProblem, RowProblem};
use crate::sheet::{Cell, Sheet};
use crate::table::Binding;

/// Cells of a row that no heading stands over: said once for each column (`reported` are those said
/// before), but in a text file a row that is too long may have had a figure cut in two by its comma.
pub(super) fn without_heading(
    sheet: &Sheet,
    row: usize,
    binding: &Binding,
    reported: &mut BTreeSet<usize>,
) -> Vec<Finding> {
    let extra = sheet.width(row).saturating_sub(binding.width);
    if sheet.is_text() && extra > 0 {
        return vec![sheet.cell(row, binding.width).finding(RowProblem::CellsBeyond { extra })];
    }
    let has_none = |cell: &Cell<'_>| !binding.headed.contains(&cell.column());
    let is_first = |cell: &Cell<'_>| reported.insert(cell.column());
    let cells = sheet.row(row).filter(has_none).filter(is_first);
    let finding = |cell: Cell<'_>| {
        let address = cell.cell_ref().address();
        let column = address.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        cell.finding(HeadingProblem::None { column })
    };
    cells.map(finding).collect()
}
