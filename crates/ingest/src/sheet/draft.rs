//! A sheet while it is read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::shown::Shown;
use super::stored::Stored;
use super::{Grid, Sheet};
use crate::budget::Budget;
use crate::problem::FileProblem;

/// More columns than spreadsheet programs have.
pub(crate) const MAX_COLUMNS: u32 = 16_384;
/// What a cell takes.
const CELL_BYTES: u64 = 16;
/// What a row takes beside its cells.
const ROW_BYTES: u64 = 48;
/// What an entry of merged cells takes.
const MERGED_BYTES: u64 = 64;
/// What a range of hidden rows or columns takes while their list grows.
const RANGE_BYTES: u64 = 24;
/// Longer texts count as often as they are shown, since findings repeat them.
const SHORT: usize = 256;

/// The filled cells of a row.
#[derive(Debug, Default)]
struct DraftRow {
    cells: Vec<Stored>,
    /// The number of columns up to the last cell, in a text file whether or not it holds anything.
    width: u32,
}

impl DraftRow {
    /// Puts the cells in the order of their columns; of several in one column the first is kept.
    fn put_in_order(&mut self) {
        self.cells.sort_by_key(|cell| cell.column);
        self.cells.dedup_by_key(|cell| cell.column);
    }
}

/// The filled cells of a sheet, in whatever order a file has them.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    rows: Vec<DraftRow>,
    merged: BTreeMap<(usize, usize), usize>,
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
    has_formats: bool,
}

impl Draft {
    /// Puts a cell where it stands, `row` counted from 0; of several at one place the first is kept. `length` is
    /// that of its text.
    pub(crate) fn put(
        &mut self,
        row: u32,
        cell: Stored,
        length: usize,
        budget: &Budget,
    ) -> Result<(), FileProblem> {
        let (got, limit) = (u64::from(cell.column) + 1, u64::from(MAX_COLUMNS));
        if got > limit {
            return Err(FileProblem::TooLarge { what: "列数", got, limit });
        }
        self.reach(row as usize + 1, budget)?;
        budget.fill(1)?;
        budget.hold(CELL_BYTES + length.saturating_sub(SHORT) as u64)?;
        self.has_formats |= cell.shown() != Shown::default();
        let row = &mut self.rows[row as usize];
        row.width = row.width.max(cell.column + 1);
        row.cells.push(cell);
        // Cells put at one place over and over take no more room than a row has.
        if row.cells.len() > 2 * MAX_COLUMNS as usize {
            row.put_in_order();
        }
        Ok(())
    }

    /// Says that a row, counted from 0, was written with so many cells, whether or not they hold anything.
    pub(crate) fn widen(
        &mut self,
        row: u32,
        width: u32,
        budget: &Budget,
    ) -> Result<(), FileProblem> {
        self.reach(row as usize + 1, budget)?;
        let row = &mut self.rows[row as usize];
        row.width = row.width.max(width);
        row.cells.shrink_to_fit();
        Ok(())
    }

    /// Says that cells of one column are merged over these rows, both counted from 0.
    pub(crate) fn merge(
        &mut self,
        column: u32,
        (first, last): (u32, u32),
        budget: &Budget,
    ) -> Result<(), FileProblem> {
        budget.hold(MERGED_BYTES)?;
        self.merged.insert((column as usize, first as usize), last as usize);
        Ok(())
    }

    /// Says that a row, counted from 0, is hidden.
    pub(crate) fn hide_row(&mut self, row: u32, budget: &Budget) -> Result<(), FileProblem> {
        match self.hidden_rows.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => {
                budget.hold(RANGE_BYTES)?;
                self.hidden_rows.push((row, row));
            }
        }
        Ok(())
    }

    /// Says that columns, both counted from 0, are hidden.
    pub(crate) fn hide_columns(
        &mut self,
        first: u32,
        last: u32,
        budget: &Budget,
    ) -> Result<(), FileProblem> {
        budget.hold(RANGE_BYTES)?;
        self.hidden_columns.push((first, last));
        Ok(())
    }

    /// The sheet, with cells in the order of their columns. `texts` are those of all its cells.
    pub(crate) fn finish(
        self,
        file: &Arc<str>,
        name: Option<Arc<str>>,
        hidden: bool,
        texts: Arc<String>,
    ) -> Sheet {
        let Self { rows, merged, mut hidden_rows, mut hidden_columns, has_formats } = self;
        let mut grid = Grid::with_room(rows.len());
        // One row after the other, so that few cells are in memory twice.
        for mut row in rows {
            row.put_in_order();
            grid.add(&row.cells, row.width);
        }
        hidden_rows.sort_unstable();
        hidden_columns.sort_unstable();
        let merged = Arc::new(merged);
        let sheet = Sheet::of_grid(file, grid, texts);
        Sheet { name, hidden, has_formats, merged, hidden_rows, hidden_columns, ..sheet }
    }

    fn reach(&mut self, rows: usize, budget: &Budget) -> Result<(), FileProblem> {
        let (got, limit) = (rows as u64, Sheet::MAX_ROWS);
        if got > limit {
            return Err(FileProblem::TooLarge { what: "行数", got, limit });
        }
        if let Some(more) = rows.checked_sub(self.rows.len()).filter(|more| *more > 0) {
            budget.hold(ROW_BYTES * more as u64)?;
            self.rows.resize_with(rows, DraftRow::default);
        }
        Ok(())
    }
}

impl Grid {
    /// Whether a file can have so many rows and, in all of them together, so many cells at most.
    pub(crate) fn has_room(rows: usize, most_cells: u64, budget: &Budget) -> bool {
        let bytes = ROW_BYTES * rows as u64 + CELL_BYTES * most_cells;
        rows as u64 <= Sheet::MAX_ROWS && budget.has_room(most_cells, bytes)
    }

    /// Takes from the budget what the cells of so many rows take, among those that were met.
    pub(crate) fn charge(&self, rows: usize, met: u64, budget: &Budget) -> Result<(), FileProblem> {
        let filled = self.filled() as u64;
        budget.meet(met)?;
        budget.fill(filled)?;
        budget.hold(ROW_BYTES * rows as u64 + CELL_BYTES * filled)
    }
}
