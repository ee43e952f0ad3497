//! One column of a template.

use crate::kind::Kind;

/// One column of a template.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The heading, without its unit.
    pub heading: &'static str,
    /// Other headings for the same.
    pub aliases: &'static [&'static str],
    /// What it holds.
    pub kind: Kind,
    /// Whether the file must have it, filled in every row.
    pub required: bool,
    /// What to write, for the blank template.
    pub help: &'static str,
}

impl Column {
    /// Every heading that means this column.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.heading).chain(self.aliases.iter().copied())
    }
}

/// A column that the file must have, filled in every row.
pub(crate) const fn must(heading: &'static str, kind: Kind, help: &'static str) -> Column {
    Column { heading, aliases: &[], kind, required: true, help }
}

/// A column that may be left out or empty.
pub(crate) const fn may(heading: &'static str, kind: Kind, help: &'static str) -> Column {
    Column { heading, aliases: &[], kind, required: false, help }
}

/// The same column with other headings for it.
pub(crate) const fn also(aliases: &'static [&'static str], column: Column) -> Column {
    Column { aliases, ..column }
}
