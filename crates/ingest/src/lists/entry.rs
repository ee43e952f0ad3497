//! One row of a list, as it is taken in.

use talent_domain::CellRef;

use crate::finding::Finding;
use crate::problem::{CodeProblem, ListProblem};
use crate::row::Row;

/// The years that a list may name.
pub(super) const YEARS: (f64, f64) = (1950.0, 2100.0);

/// One row of a list, and where to say what is wrong with it.
pub(super) struct Entry<'a> {
    pub(super) row: &'a Row,
    /// The row's first cell.
    pub(super) cell: CellRef,
    /// The name of the list's file.
    pub(super) file: &'a str,
    pub(super) findings: &'a mut Vec<Finding>,
}

impl Entry<'_> {
    /// The text under a heading; empty if there is none.
    pub(super) fn text(&self, heading: &str) -> String {
        self.row.text(heading).to_owned()
    }

    /// The text under a heading, unless it is empty.
    pub(super) fn text_given(&self, heading: &str) -> Option<String> {
        Some(self.text(heading)).filter(|text| !text.is_empty())
    }

    /// The number under a heading; not a number if there is none.
    pub(super) fn number(&self, heading: &str) -> f64 {
        self.row.number(heading).unwrap_or(f64::NAN)
    }

    /// Where the row was published, by default its file.
    pub(super) fn source(&self) -> String {
        self.row.source.clone().unwrap_or_else(|| self.file.to_owned())
    }

    /// Whether a value is within a range; if not, that is said in the words for it.
    pub(super) fn is_within(
        &mut self,
        heading: &'static str,
        value: f64,
        (low, high): (f64, f64),
        range: &'static str,
    ) -> bool {
        let is_inside = (low..=high).contains(&value);
        if !is_inside {
            let problem = ListProblem::OutOfRange { heading, value, range };
            self.findings.push(Finding::at(self.cell.clone(), problem));
        }
        is_inside
    }

    /// Whether a value is one of the years that a list may name; if not, that is said.
    pub(super) fn is_year(&mut self, heading: &'static str, value: f64) -> bool {
        self.is_within(heading, value, YEARS, "1950–2100")
    }

    /// Says that a text has not the shape of a code, for which the row is not taken.
    pub(super) fn refuse(&mut self, text: &str, what: &'static str) -> bool {
        let problem = CodeProblem::Shape { text: text.to_owned(), what };
        self.findings.push(Finding::at(self.cell.clone(), problem));
        false
    }
}
