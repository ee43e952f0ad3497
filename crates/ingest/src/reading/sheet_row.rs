//! One row of a bound sheet.

use talent_domain::CodeList;

use super::lookup::Lookup;
use super::total::is_total_row;
use crate::kind::Kind;
use crate::sheet::{Cell, Sheet};
use crate::table::{Binding, BoundColumn};

/// One row of a bound sheet, with what its codes and names are looked up in.
#[derive(Clone, Copy)]
pub(super) struct SheetRow<'a> {
    pub(super) sheet: &'a Sheet,
    /// Counted from 0.
    pub(super) index: usize,
    pub(super) binding: &'a Binding,
    pub(super) lookup: Lookup<'a>,
}

impl<'a> SheetRow<'a> {
    /// The cell in a column of the sheet.
    pub(super) fn cell(&self, column: usize) -> Cell<'a> {
        self.sheet.cell(self.index, column)
    }

    /// The cell in a bound column; codes and words are shown by the cell that they are merged with.
    pub(super) fn shown(&self, bound: &BoundColumn) -> Cell<'a> {
        let cell = self.cell(bound.column);
        let is_figure = matches!(bound.spec.kind, Kind::Figure(_) | Kind::RowValue);
        match self.sheet.merged_from(self.index, bound.column) {
            Some(shown) if cell.is_empty() && !is_figure => cell.holding(shown.value),
            _ => cell,
        }
    }

    /// The cell with the row's name of a list, if there is one.
    pub(super) fn name_cell(&self, list: CodeList) -> Option<Cell<'a>> {
        let bound = self.binding.column_of(Kind::Name(list))?;
        Some(self.shown(bound)).filter(|cell| !cell.is_empty())
    }

    pub(super) fn is_total(&self) -> bool {
        is_total_row(self.sheet, self.index, self.binding)
    }
}
