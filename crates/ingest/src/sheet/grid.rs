//! The filled cells of a sheet, row by row, in a few blocks: the rows of a large table have no lists of their own.

use super::stored::Stored;

/// Cells of a block; a row of more has one of its own.
const BLOCK: usize = 1 << 15;

/// The filled cells of a sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    rows: Vec<StoredRow>,
    blocks: Vec<Vec<Stored>>,
}

/// Where the filled cells of a row are, in the order of their columns.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct StoredRow {
    block: u32,
    start: u32,
    length: u32,
    /// The number of columns up to the last cell, in a text file whether or not it holds anything.
    pub(super) width: u32,
}

impl Grid {
    /// No row yet, and room for so many.
    pub(crate) fn with_room(rows: usize) -> Self {
        Self { rows: Vec::with_capacity(rows), blocks: Vec::new() }
    }

    /// Adds a row with its cells in the order of their columns.
    pub(crate) fn add(&mut self, cells: &[Stored], width: u32) {
        let has_room = |block: &Vec<Stored>| block.len() + cells.len() <= block.capacity();
        if !cells.is_empty() && !self.blocks.last().is_some_and(has_room) {
            self.blocks.push(Vec::with_capacity(BLOCK.max(cells.len())));
        }
        let block = self.blocks.len().saturating_sub(1) as u32;
        let start = self.blocks.last().map_or(0, Vec::len) as u32;
        if let Some(last) = self.blocks.last_mut() {
            last.extend_from_slice(cells);
        }
        self.rows.push(StoredRow { block, start, length: cells.len() as u32, width });
    }

    /// Adds the rows of another one below.
    pub(crate) fn append(&mut self, mut below: Self) {
        let blocks = self.blocks.len() as u32;
        self.rows
            .extend(below.rows.iter().map(|row| StoredRow { block: row.block + blocks, ..*row }));
        self.blocks.append(&mut below.blocks);
    }

    /// The number of filled cells.
    pub(crate) fn filled(&self) -> usize {
        self.blocks.iter().map(Vec::len).sum()
    }

    /// Its rows, and the blocks that their cells are in.
    pub(super) fn into_parts(mut self) -> (Vec<StoredRow>, Vec<Vec<Stored>>) {
        if let Some(last) = self.blocks.last_mut() {
            last.shrink_to_fit();
        }
        (self.rows, self.blocks)
    }
}

impl StoredRow {
    /// The cells of the row among the blocks of its sheet.
    pub(super) fn cells(self, blocks: &[Vec<Stored>]) -> &[Stored] {
        let (start, length) = (self.start as usize, self.length as usize);
        let block = blocks.get(self.block as usize);
        block.and_then(|block| block.get(start..start + length)).unwrap_or_default()
    }

    /// Whether no cell holds anything.
    pub(super) fn is_empty(self) -> bool {
        self.length == 0
    }
}
