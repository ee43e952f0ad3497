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
    /// What the rules of the workspace and those who take the files in say of it, if that is anything.
    judgement: Option<Box<Judgement>>,
}

/// What is said of a finding beyond its problem.
#[derive(Debug, Clone, Default, PartialEq)]
struct Judgement {
    /// How grave it is where that is not what its problem says.
    severity: Option<Severity>,
    answer: Answer,
}

impl Finding {
    pub(crate) fn new(location: Location, problem: impl Into<Problem>) -> Self {
        Self { location, problem: problem.into(), judgement: None }
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
        let ruled = self.judgement.as_ref().and_then(|judgement| judgement.severity);
        ruled.unwrap_or_else(|| self.problem.severity())
    }

    /// Whether somebody may say that it is right although it is an error.
    pub fn may_be_confirmed(&self) -> bool {
        Rule::of(self.problem.code()).is_some_and(Rule::may_be_confirmed)
    }

    /// What was said of it, if anything was.
    pub fn answer(&self) -> Option<&Answer> {
        let answer = self.judgement.as_ref().map(|judgement| &judgement.answer);
        answer.filter(|answer| **answer != Answer::default())
    }

    /// Whether an error was confirmed.
    pub fn is_confirmed(&self) -> bool {
        self.answer().is_some_and(|answer| answer.is_confirmed)
    }

    /// Why it is so, as somebody said.
    pub fn explanation(&self) -> Option<&str> {
        self.answer()?.explanation.as_deref()
    }

    /// Why it is so, as its sender said in a workbook that went back.
    pub fn senders_explanation(&self) -> Option<&str> {
        let answer = self.answer().filter(|answer| answer.is_senders)?;
        answer.explanation.as_deref()
    }

    /// Whether it asks why, and nobody has said.
    pub fn is_unexplained(&self) -> bool {
        self.severity() == Severity::Caution
            && Rule::asks_why(self.problem.code())
            && self.answer().is_none()
    }

    /// The same, as grave as this.
    pub(crate) fn ruled(mut self, severity: Severity) -> Self {
        self.judgement.get_or_insert_default().severity = Some(severity);
        self
    }

    /// The same with what was said of it.
    pub(crate) fn answered(mut self, answer: Answer) -> Self {
        if answer != Answer::default() {
            self.judgement.get_or_insert_default().answer = answer;
        }
        self
    }
}
