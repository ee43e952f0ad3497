//! A table of cells as it stands in a file, each cell with where it stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use talent_domain::CellRef;

use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::location::Location;
use crate::problem::Problem;

/// A table of cells as it stands in a file.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub(crate) file: Arc<str>,
    pub(crate) name: Option<Arc<str>>,
    pub(crate) rows: Vec<Vec<CellValue>>,
    /// Whether the workbook hides it.
    pub(crate) hidden: bool,
    /// Cells of one column merged over several rows: the last row by column and first row.
    pub(crate) merged: BTreeMap<(usize, usize), usize>,
}

/// A cell with where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    sheet: &'a Sheet,
    row: usize,
    column: usize,
    /// What it holds.
    pub value: &'a CellValue,
}

const EMPTY: CellValue = CellValue::Empty;

impl Sheet {
    /// More rows than any of the templates can need.
    pub(crate) const MAX_ROWS: u64 = 200_000;

    /// The sheet's name; a CSV file has none.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Whether it is a text file, whose rows are as long as they were written.
    pub(crate) fn is_text(&self) -> bool {
        self.name.is_none()
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().flatten().all(|value| *value == CellValue::Empty)
    }

    /// The number of columns of a row.
    pub(crate) fn width(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, Vec::len)
    }

    /// Whether some row has two numbers: a cover or a letter has none.
    pub(crate) fn has_numbers(&self) -> bool {
        let is_number = |value: &&CellValue| match value {
            CellValue::Number(_) => true,
            CellValue::Text(text) => text.trim().parse::<f64>().is_ok(),
            _ => false,
        };
        self.rows.iter().any(|row| row.iter().filter(is_number).count() >= 2)
    }

    /// The cell at a row and column, both counted from 0. Beyond the edge a cell is empty.
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let value = self.rows.get(row).and_then(|cells| cells.get(column)).unwrap_or(&EMPTY);
        Cell { sheet: self, row, column, value }
    }

    /// The cell whose content is shown here too, because cells of the column are merged.
    pub(crate) fn merged_from(&self, row: usize, column: usize) -> Option<Cell<'_>> {
        let (&(merged_column, first), &last) = self.merged.range(..(column, row)).next_back()?;
        (merged_column == column && row <= last).then(|| self.cell(first, column))
    }

    /// The cells of a row that hold something.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        (0..self.width(row))
            .map(move |column| self.cell(row, column))
            .filter(|cell| *cell.value != CellValue::Empty)
    }

    pub(crate) fn finding(&self, problem: impl Into<Problem>) -> Finding {
        let location = Location::Sheet(Arc::clone(&self.file), self.name.clone());
        Finding { location, problem: problem.into() }
    }
}

impl<'a> Cell<'a> {
    /// The same cell holding part of what stands there.
    pub(crate) fn holding(self, value: &'a CellValue) -> Self {
        Self { value, ..self }
    }

    /// Whether it holds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        *self.value == CellValue::Empty
    }

    /// The column, counted from 0.
    pub fn column(&self) -> usize {
        self.column
    }

    /// The row, counted from 0.
    pub(crate) fn row(&self) -> usize {
        self.row
    }

    /// Where the cell is, for people: row and column counted from 1.
    pub fn cell_ref(&self) -> CellRef {
        CellRef {
            file: Arc::clone(&self.sheet.file),
            sheet: self.sheet.name.clone(),
            row: self.row as u32 + 1,
            column: self.column as u32 + 1,
        }
    }

    pub(crate) fn finding(&self, problem: impl Into<Problem>) -> Finding {
        Finding::at(self.cell_ref(), problem)
    }
}
