//! Why a workbook is not read.

use std::fmt::Display;

use crate::problem::FileProblem;

/// Why a workbook, or a part of it, is not read.
#[derive(Debug)]
pub(super) struct Fault(pub(super) FileProblem);

impl Fault {
    /// It is not what it claims to be.
    pub(super) fn damaged(what: impl Display) -> Self {
        Self(FileProblem::Unreadable {
            reason: format!("文件已损坏 (the file is damaged)：{what}"),
        })
    }
}

impl From<FileProblem> for Fault {
    fn from(problem: FileProblem) -> Self {
        Self(problem)
    }
}
