//! The run that a document is of.

/// The run that a document is of.
#[derive(Debug, Clone, Copy)]
pub struct RunStamp<'a> {
    /// Its number.
    pub run: i64,
    /// When it was made, `2026-01-01`.
    pub date: &'a str,
}

impl<'a> RunStamp<'a> {
    /// For a run by its number and when it was made (RFC 3339).
    pub fn new(run: i64, created_at: &'a str) -> Self {
        Self { run, date: created_at.split('T').next().unwrap_or(created_at) }
    }

    /// The year in which it was made.
    pub(crate) fn year(self) -> &'a str {
        self.date.split('-').next().unwrap_or_default()
    }
}
