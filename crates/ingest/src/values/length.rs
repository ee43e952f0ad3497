//! How long the text of a cell may be.

use crate::problem::CellProblem;

/// A thousand characters and some: findings and lists repeat what a cell holds.
const LONGEST: usize = 4_096;

/// The text, unless it is too long for anything that a cell may hold.
pub(crate) fn not_too_long(text: &str) -> Result<&str, CellProblem> {
    let bytes = text.len();
    if bytes > LONGEST { Err(CellProblem::TooLong { bytes }) } else { Ok(text) }
}
