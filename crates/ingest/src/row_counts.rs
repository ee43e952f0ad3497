//! How the rows of a file were taken, each in one way.

use std::ops::AddAssign;

/// How the rows of a file were taken: every row of a text file, and of a workbook's sheets up to the last that holds
/// something, is counted once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// All rows of its sheets but those that this project wrote beside the data.
    pub read: usize,
    /// Titles, headings, what stands above them, and the numbers of columns below.
    pub headings: usize,
    /// Rows from which figures or entries of a list were taken.
    pub data: usize,
    /// Rows with an error, for which nothing of the file is stored.
    pub faulty: usize,
    /// Rows that hold nothing.
    pub blank: usize,
    /// Notes and signatures below or between the data.
    pub notes: usize,
    /// Totals and subtotals, which are added up anew.
    pub totals: usize,
    /// Rows that are part of one above them.
    pub parts: usize,
    /// Rows without any figure.
    pub without_figure: usize,
    /// Rows of sheets that hold no table, and of those that were not read because of an error in their headings.
    pub unread: usize,
}

impl RowCounts {
    /// Rows that hold something and were passed over, for whatever reason.
    pub fn passed_over(&self) -> usize {
        self.notes + self.totals + self.parts + self.without_figure + self.unread
    }

    /// Whether each row is counted in one way.
    pub fn add_up(&self) -> bool {
        let ways = self.headings + self.data + self.faulty + self.blank + self.passed_over();
        ways == self.read
    }
}

impl AddAssign for RowCounts {
    fn add_assign(&mut self, other: Self) {
        self.read += other.read;
        self.headings += other.headings;
        self.data += other.data;
        self.faulty += other.faulty;
        self.blank += other.blank;
        self.notes += other.notes;
        self.totals += other.totals;
        self.parts += other.parts;
        self.without_figure += other.without_figure;
        self.unread += other.unread;
    }
}
