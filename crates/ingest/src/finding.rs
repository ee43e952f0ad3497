//! A finding: a problem and where it is.

use std::sync::Arc;

use talent_domain::CellRef;

use crate::answer::Answer;
use crate::catalogue::Rule;
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
    /// What was said of it.
    pub answer: Answer,
    /// How grave it is where that is not what its problem says.
    ruled: Option<Severity>,
}

impl Finding {
    pub(crate) fn new(location: Location, problem: impl Into<Problem>) -> Self {
        Self { location, problem: problem.into(), answer: Answer::default(), ruled: None }
    }

    pub(crate) fn at(cell: CellRef, problem: impl Into<Problem>) -> Self {
        Self::new(Location::Cell(cell), problem)
    }

    pub(crate) fn in_file(file: &Arc<str>, problem: impl Into<Problem>) -> Self {
        Self::new(Location::File(Arc::clone(file)), problem)
    }

    pub(crate) fn in_sheet(file: &Arc<str>, sheet: &str, problem: impl Into<Problem>) -> Self {
        Self::new(Location::Sheet(Arc::clone(file), Some(sheet.into())), problem)
    }

    /// Whether it stops the files from being stored: by its problem, by the rules of the workspace, and unless it was
    /// confirmed.
    pub fn severity(&self) -> Severity {
        self.ruled.unwrap_or_else(|| self.problem.severity())
    }

    /// The same, as grave as this.
    pub(crate) fn ruled(self, severity: Severity) -> Self {
        Self { ruled: Some(severity), ..self }
    }

    /// Whether it asks why, and nobody has said.
    pub fn is_unexplained(&self) -> bool {
        self.severity() == Severity::Caution
            && Rule::asks_why(self.problem.code())
            && self.answer == Answer::default()
    }
}
