//! A table of cells as it stands in a file, each cell with where it stands.

mod draft;
mod grid;
mod shown;
mod stored;

use std::collections::BTreeMap;
use std::sync::Arc;

use talent_domain::CellRef;

use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::location::Location;
use crate::problem::Problem;
pub(crate) use draft::{Draft, MAX_COLUMNS};
pub(crate) use grid::Grid;
use grid::StoredRow;
pub(crate) use shown::{Scale, Shown};
pub(crate) use stored::{Content, Stored};

/// A table of cells as it stands in a file. It keeps the cells that hold something and no others.
#[derive(Debug, Clone)]
pub struct Sheet {
    file: Arc<str>,
    name: Option<Arc<str>>,
    /// The row that the first of `rows` is: that of its first table, or of a table below another one.
    first: usize,
    rows: Vec<StoredRow>,
    /// The rows above the headings of the sheet's first table, which hold for the tables below it too.
    titles: Vec<StoredRow>,
    /// The cells of all rows.
    blocks: Arc<Vec<Vec<Stored>>>,
    /// The texts of all cells, one after the other.
    texts: Arc<String>,
    /// Whether the workbook hides it.
    pub(crate) hidden: bool,
    /// Whether the format of some cell says anything.
    pub(crate) has_formats: bool,
    /// Cells of one column merged over several rows: the last row by column and first row.
    merged: Arc<BTreeMap<(usize, usize), usize>>,
    /// Rows that the workbook hides, by hand or by a filter, each first and last.
    hidden_rows: Vec<(u32, u32)>,
    /// Columns that it hides.
    hidden_columns: Vec<(u32, u32)>,
}

/// A cell with where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    sheet: &'a Sheet,
    row: usize,
    column: usize,
    /// What it holds.
    pub value: CellValue<&'a str>,
    /// What its format says beside.
    pub(crate) shown: Shown,
}

impl Sheet {
    /// More rows than any of the templates can need.
    pub(crate) const MAX_ROWS: u64 = 1_200_000;

    /// A sheet without a name, of which no format says anything. `texts` are those of all its cells.
    pub(crate) fn of_grid(file: &Arc<str>, grid: Grid, texts: Arc<String>) -> Self {
        let (rows, blocks) = grid.into_parts();
        Self {
            file: Arc::clone(file),
            name: None,
            first: 0,
            rows,
            titles: Vec::new(),
            blocks: Arc::new(blocks),
            texts,
            hidden: false,
            has_formats: false,
            merged: Arc::default(),
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
        }
    }

    /// The sheet's name; a CSV file has none.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Whether the workbook hides it.
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Whether it is a text file, whose rows are as long as they were written.
    pub(crate) fn is_text(&self) -> bool {
        self.name.is_none()
    }

    /// The number of rows, with those above the table.
    pub fn len(&self) -> usize {
        self.first + self.rows.len()
    }

    /// The first row of the table, counted from 0: not 0 where it stands below another one.
    pub(crate) fn first(&self) -> usize {
        self.first
    }

    /// The rows above the table, that of the title last: its own before those of the sheet's first table.
    pub(crate) fn rows_above(&self, top: usize) -> impl Iterator<Item = usize> {
        (self.first..top).chain(0..self.titles.len())
    }

    /// Takes the rows from one on out of the sheet, as a table of their own below the titles that stand above row `top`.
    pub(crate) fn split_off(&mut self, row: usize, top: usize) -> Self {
        let rows = self.rows.split_off(row.saturating_sub(self.first).min(self.rows.len()));
        let titles = self.rows.iter().take(top).copied().collect();
        let (name, file) = (self.name.clone(), Arc::clone(&self.file));
        let (texts, merged) = (Arc::clone(&self.texts), Arc::clone(&self.merged));
        let blocks = Arc::clone(&self.blocks);
        let from_here = self.hidden_rows.partition_point(|(first, _)| (*first as usize) < row);
        let hidden_rows = self.hidden_rows.split_off(from_here);
        let (hidden, hidden_columns) = (self.hidden, Vec::new());
        Self {
            file,
            name,
            first: row,
            rows,
            titles,
            blocks,
            texts,
            hidden,
            has_formats: self.has_formats,
            merged,
            hidden_rows,
            hidden_columns,
        }
    }

    fn stored_row(&self, row: usize) -> Option<StoredRow> {
        let stored = match row.checked_sub(self.first) {
            Some(row) => self.rows.get(row),
            None => self.titles.get(row),
        };
        stored.copied()
    }

    fn stored_cells(&self, row: usize) -> &[Stored] {
        self.stored_row(row).map_or(&[][..], |row| row.cells(&self.blocks))
    }

    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.is_empty())
    }

    /// The number of columns of a row.
    pub(crate) fn width(&self, row: usize) -> usize {
        self.stored_row(row).map_or(0, |row| row.width as usize)
    }

    /// Whether some row has two numbers: a cover or a letter has none.
    pub(crate) fn has_numbers(&self) -> bool {
        let is_number = |cell: &Cell<'_>| match cell.value {
            CellValue::Number(_) => true,
            CellValue::Text(text) => text.trim().parse::<f64>().is_ok(),
            _ => false,
        };
        (self.first..self.len()).any(|row| self.row(row).filter(is_number).nth(1).is_some())
    }

    /// The cell at a row and column, both counted from 0. Beyond the edge a cell is empty.
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let cells = self.stored_cells(row);
        let found = cells.binary_search_by_key(&column, |cell| cell.column as usize);
        let stored = found.ok().and_then(|found| cells.get(found)).copied();
        let value = stored.map_or(CellValue::Empty, |stored| stored.value(&self.texts));
        let shown = stored.map_or_else(Shown::default, Stored::shown);
        Cell { sheet: self, row, column, value, shown }
    }

    /// The columns of a row in which something stands.
    pub(crate) fn filled_columns(&self, row: usize) -> impl Iterator<Item = usize> {
        self.stored_cells(row).iter().map(|cell| cell.column as usize)
    }

    /// Whether cells of one column are merged somewhere.
    pub(crate) fn has_merged(&self) -> bool {
        !self.merged.is_empty()
    }

    /// The cell whose content is shown here too, because cells of the column are merged.
    pub(crate) fn merged_from(&self, row: usize, column: usize) -> Option<Cell<'_>> {
        let (&(merged_column, first), &last) = self.merged.range(..(column, row)).next_back()?;
        (merged_column == column && row <= last).then(|| self.cell(first, column))
    }

    /// The cells of a row that hold something.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        self.stored_cells(row).iter().map(move |stored| Cell {
            sheet: self,
            row,
            column: stored.column as usize,
            value: stored.value(&self.texts),
            shown: stored.shown(),
        })
    }

    /// Where a cell is, for people: row and column are counted from 0 here and from 1 there.
    pub(crate) fn cell_ref(&self, row: usize, column: usize) -> CellRef {
        CellRef {
            file: Arc::clone(&self.file),
            sheet: self.name.clone(),
            row: row as u32 + 1,
            column: column as u32 + 1,
        }
    }

    /// Whether the workbook hides a row, counted from 0.
    pub(crate) fn hides_row(&self, row: usize) -> bool {
        holds(&self.hidden_rows, row)
    }

    /// Whether the workbook hides some row.
    pub(crate) fn hides_rows(&self) -> bool {
        !self.hidden_rows.is_empty()
    }

    /// Whether the workbook hides a column, counted from 0.
    pub(crate) fn hides_column(&self, column: usize) -> bool {
        holds(&self.hidden_columns, column)
    }

    pub(crate) fn finding(&self, problem: impl Into<Problem>) -> Finding {
        let location = Location::Sheet(Arc::clone(&self.file), self.name.clone());
        Finding::new(location, problem)
    }
}

/// Whether a number is in one of the ranges, which are in ascending order.
fn holds(ranges: &[(u32, u32)], number: usize) -> bool {
    let behind = ranges.partition_point(|(first, _)| *first as usize <= number);
    ranges[..behind].last().is_some_and(|(_, last)| number <= *last as usize)
}

impl<'a> Cell<'a> {
    /// The same cell holding part of what stands there.
    pub(crate) fn holding<'b>(self, value: CellValue<&'b str>) -> Cell<'b>
    where
        'a: 'b,
    {
        Cell { value, ..self }
    }

    /// Whether it holds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.value == CellValue::Empty
    }

    /// The number of a cell that is formatted as a percentage: a hundredth of what the cell shows.
    pub fn percentage(&self) -> Option<f64> {
        match self.value {
            CellValue::Number(number) if self.shown.scale == Scale::Percent => Some(number),
            _ => None,
        }
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
        self.sheet.cell_ref(self.row, self.column)
    }

    pub(crate) fn finding(&self, problem: impl Into<Problem>) -> Finding {
        Finding::at(self.cell_ref(), problem)
    }
}
