//! What checking files gives.

use talent_domain::{Codebook, Observation, TemplateCode};

use crate::explanation::Explanation;
use crate::findings::Findings;
use crate::row_counts::RowCounts;
use crate::severity::Severity;

/// What the files hold and what was noticed.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// Everything noticed, in the order of files, rows and columns.
    pub findings: Findings,
    /// The figures.
    pub observations: Vec<Observation>,
    /// The code lists in force after these files.
    pub codebook: Codebook,
    /// What was read from each file.
    pub files: Vec<CheckedFile>,
    /// What senders say of findings that are not found any more, in the order of files and rows. What they say of those that
    /// are is with the findings.
    pub explanations: Vec<Explanation>,
}

/// What was read from one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedFile {
    /// Its name.
    pub name: String,
    /// The templates of its sheets.
    pub templates: Vec<TemplateCode>,
    /// How its rows were taken; none if the file could not be read at all.
    pub rows: RowCounts,
}

impl Checked {
    /// Whether the files may be stored: no finding is an error.
    pub fn is_clean(&self) -> bool {
        self.errors() == 0
    }

    /// The number of errors.
    pub fn errors(&self) -> usize {
        self.findings.count(Severity::Error)
    }
}
