//! The text of a cell that holds a code, a name or a word.

use crate::cell_value::CellValue;
use crate::folding::is_invisible;
use crate::problem::{CellProblem, CodeProblem, Problem};
use crate::values::not_too_long;

/// The text of a cell without the spaces around it and without characters that show nothing. A number without a fraction is written out:
/// spreadsheets keep codes as numbers.
pub(super) fn plain_text(value: CellValue<&str>) -> Result<String, Problem> {
    match value {
        CellValue::Empty => Ok(String::new()),
        CellValue::Text(text) => {
            let text = not_too_long(text)?;
            if text.is_ascii() {
                return Ok(text.trim().to_owned());
            }
            let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
            Ok(seen.trim().to_owned())
        }
        CellValue::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            Ok(format!("{number:.0}"))
        }
        CellValue::Number(number) => Ok(number.to_string()),
        CellValue::Date(_) => {
            Err(CodeProblem::Shape { text: "日期 (date)".to_owned(), what: "文本" }.into())
        }
        CellValue::Error(text) => Err(CellProblem::FormulaError { text: text.to_owned() }.into()),
    }
}
