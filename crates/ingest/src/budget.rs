//! What the reading of files may take. Whatever a file says of itself, the memory that it takes follows its size, and
//! the work that it makes has an end: a file that would go beyond is refused while it is read, by counts alone, so
//! that it is refused on every machine or on none.

use std::cell::Cell;

use crate::problem::FileProblem;

/// Bytes that may be held for each byte of a file.
const HELD_PER_BYTE: u64 = 8;
/// Bytes that may be held beside, however small the files are, and for each of them.
const HELD_ANYHOW: u64 = 32 << 20;
const HELD_PER_FILE: u64 = 2 << 20;
/// More filled cells than any table of the templates has.
const MAX_FILLED: u64 = 7_500_000;
/// Rows and cells that are met, filled or not: formats put on whole columns leave many that are empty.
const MAX_MET: u64 = 8_500_000;
/// What so many cells take, unpacked.
const MAX_UNPACKED: u64 = 512 << 20;

/// What may be taken yet. One budget counts for all files that are read together.
#[derive(Debug, Clone)]
pub(crate) struct Budget {
    held: Cell<u64>,
    may_hold: Cell<u64>,
    filled: Count,
    met: Count,
    unpacked: Count,
}

/// So many of a thing in one file, and how many there may be.
#[derive(Debug, Clone)]
struct Count {
    what: &'static str,
    got: Cell<u64>,
    limit: u64,
}

impl Count {
    fn new(what: &'static str, limit: u64) -> Self {
        Self { what, got: Cell::new(0), limit }
    }

    fn has_room(&self, more: u64) -> bool {
        self.got.get().saturating_add(more) <= self.limit
    }

    fn add(&self, more: u64) -> Result<(), FileProblem> {
        let got = self.got.get().saturating_add(more);
        self.got.set(got);
        let (what, limit) = (self.what, self.limit);
        if got > limit { Err(FileProblem::TooLarge { what, got, limit }) } else { Ok(()) }
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::of(MAX_FILLED, MAX_MET, MAX_UNPACKED)
    }
}

impl Budget {
    /// A budget of other numbers of cells that are filled and met, and of bytes unpacked.
    pub(crate) fn of(filled: u64, met: u64, unpacked: u64) -> Self {
        Self {
            held: Cell::new(0),
            may_hold: Cell::new(HELD_ANYHOW),
            filled: Count::new("有内容的单元格数 (filled cells)", filled),
            met: Count::new("行和单元格数，含空白 (rows and cells, blank ones too)", met),
            unpacked: Count::new("解压后的字节数 (bytes unpacked)", unpacked),
        }
    }

    /// Begins a file of so many bytes.
    pub(crate) fn begin_file(&self, bytes: u64) {
        let more = HELD_PER_BYTE.saturating_mul(bytes).saturating_add(HELD_PER_FILE);
        self.may_hold.set(self.may_hold.get().saturating_add(more));
        for count in [&self.filled, &self.met, &self.unpacked] {
            count.got.set(0);
        }
    }

    /// Takes memory for something that is kept.
    pub(crate) fn hold(&self, bytes: u64) -> Result<(), FileProblem> {
        let held = self.held.get().saturating_add(bytes);
        self.held.set(held);
        let limit = self.may_hold.get();
        if held > limit { Err(FileProblem::Bloated { limit }) } else { Ok(()) }
    }

    /// How many of so many things, of so many bytes each, may be held yet.
    pub(crate) fn room_for(&self, things: usize, bytes: u64) -> usize {
        let left = self.may_hold.get().saturating_sub(self.held.get());
        things.min(usize::try_from(left / bytes.max(1)).unwrap_or(usize::MAX))
    }

    /// Whether so many cells can be met and filled yet, and so many bytes be held.
    pub(crate) fn has_room(&self, cells: u64, bytes: u64) -> bool {
        let can_hold = self.held.get().saturating_add(bytes) <= self.may_hold.get();
        can_hold && self.met.has_room(cells) && self.filled.has_room(cells)
    }

    /// Counts cells that hold something.
    pub(crate) fn fill(&self, cells: u64) -> Result<(), FileProblem> {
        self.filled.add(cells)
    }

    /// Counts cells that are met, whether or not they hold anything.
    pub(crate) fn meet(&self, cells: u64) -> Result<(), FileProblem> {
        self.met.add(cells)
    }

    /// Whether so many bytes can be unpacked yet.
    pub(crate) fn can_unpack(&self, bytes: u64) -> bool {
        self.unpacked.has_room(bytes)
    }

    /// Counts bytes that were unpacked.
    pub(crate) fn unpack(&self, bytes: u64) -> Result<(), FileProblem> {
        self.unpacked.add(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_follows_the_size_of_the_files_and_counts_begin_anew_with_each() {
        let budget = Budget::of(1, 2, 3);
        budget.begin_file(0);
        assert!(budget.hold(HELD_ANYHOW + HELD_PER_FILE).is_ok() && budget.hold(1).is_err());
        assert!(budget.fill(1).is_ok() && budget.fill(1).is_err());
        budget.begin_file(1_000);
        assert!(budget.hold(HELD_PER_FILE).is_ok() && budget.fill(1).is_ok());
        assert!(budget.meet(2).is_ok() && budget.meet(1).is_err());
        assert!(budget.unpack(3).is_ok() && budget.unpack(1).is_err());
    }
}
