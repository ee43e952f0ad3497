//! Where in the files a finding is.

use std::fmt;
use std::sync::Arc;

use talent_domain::CellRef;

/// Where a finding is: a file, a sheet of it, or one cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// The file as a whole.
    File(Arc<str>),
    /// A sheet of a file; a CSV file has one without a name.
    Sheet(Arc<str>, Option<Arc<str>>),
    /// One cell.
    Cell(CellRef),
}

impl Location {
    /// The file's name.
    pub fn file(&self) -> &str {
        match self {
            Self::File(file) | Self::Sheet(file, _) => file,
            Self::Cell(cell) => &cell.file,
        }
    }

    /// The sheet's name, if the finding is in a named sheet.
    pub fn sheet(&self) -> Option<&str> {
        match self {
            Self::File(_) => None,
            Self::Sheet(_, sheet) => sheet.as_deref(),
            Self::Cell(cell) => cell.sheet.as_deref(),
        }
    }

    /// The cell's address such as `F17`, if the finding is in one cell.
    pub fn address(&self) -> Option<String> {
        match self {
            Self::Cell(cell) => Some(cell.address()),
            _ => None,
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) | Self::Sheet(file, None) => f.write_str(file),
            Self::Sheet(file, Some(sheet)) => write!(f, "{file} [{sheet}]"),
            Self::Cell(cell) => cell.fmt(f),
        }
    }
}
