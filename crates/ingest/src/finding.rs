//! A finding: a problem and where it is.

use std::sync::Arc;

use talent_domain::CellRef;

use crate::location::Location;
use crate::problem::Problem;
use crate::severity::Severity;

/// Something noticed in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Where it is.
    pub location: Location,
    /// What it is.
    pub problem: Problem,
}

impl Finding {
    pub(crate) fn at(cell: CellRef, problem: impl Into<Problem>) -> Self {
        Self { location: Location::Cell(cell), problem: problem.into() }
    }

    pub(crate) fn in_file(file: &Arc<str>, problem: impl Into<Problem>) -> Self {
        Self { location: Location::File(Arc::clone(file)), problem: problem.into() }
    }

    pub(crate) fn in_sheet(file: &Arc<str>, sheet: &str, problem: impl Into<Problem>) -> Self {
        Self {
            location: Location::Sheet(Arc::clone(file), Some(sheet.into())),
            problem: problem.into(),
        }
    }

    /// Whether it stops the files from being stored.
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }
}
