//! What a sender says of findings, on the sheet of findings of a workbook that comes again.

use std::sync::Arc;

use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::own_sheet::FINDINGS_HEADINGS;
use crate::sheet::Sheet;

/// What a sender says of a finding that went back before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The file that it comes with.
    pub file: Arc<str>,
    /// The rule of the finding.
    pub rule: String,
    /// The sheet of its place, if it has one.
    pub sheet: Option<String>,
    /// The address of its place, if it is in one cell.
    pub cell: Option<String>,
    /// What was said to be wrong, in the words of then.
    pub problem: String,
    /// The explanation.
    pub text: String,
}

impl Explanation {
    /// Whether it is of this finding: of the same rule at the same place of the same file. A workbook that was made of a
    /// text file names the sheet that it has given it.
    pub fn is_of(&self, finding: &Finding) -> bool {
        let location = &finding.location;
        *self.file == *location.file()
            && self.rule == finding.problem.code()
            && (self.sheet.as_deref() == location.sheet() || location.sheet().is_none())
            && self.cell == location.address()
    }
}

/// The columns of the sheet of findings that are read, counted from 0.
const RULE: usize = 2;
const SHEET: usize = 3;
const CELL: usize = 4;
const PROBLEM: usize = 5;
const TEXT: usize = 7;

/// The explanations on a sheet of findings.
pub(crate) fn explanations(sheet: &Sheet) -> Vec<Explanation> {
    let text = |row: usize, column: usize| match sheet.cell(row, column).value {
        CellValue::Text(text) => text.trim().to_owned(),
        CellValue::Number(number) => number.to_string(),
        CellValue::Date(day) => day.to_owned(),
        CellValue::Empty | CellValue::Error(_) => String::new(),
    };
    let some = |text: String| (!text.is_empty()).then_some(text);
    let read = |row: usize| {
        Some(Explanation {
            file: Arc::clone(&sheet.cell(row, 0).cell_ref().file),
            text: some(text(row, TEXT))?,
            rule: some(text(row, RULE))?,
            sheet: some(text(row, SHEET)),
            cell: some(text(row, CELL)),
            problem: text(row, PROBLEM),
        })
    };
    (FINDINGS_HEADINGS as usize..sheet.len()).filter_map(read).collect()
}
