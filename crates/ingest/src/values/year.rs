//! Years as people write them.

use talent_domain::Year;

use super::length::not_too_long;
use super::marks::without_marks;
use super::period::Period;
use crate::cell_value::CellValue;
use crate::folding::fold;
use crate::problem::CellProblem;

/// Reads a year: `2023`, `2023年`, `2023届`, or a school year `2023-2024学年`, `202324` by its first.
pub(crate) fn read_year(cell: CellValue<&str>) -> Result<Option<Year>, CellProblem> {
    let fail = |text: &str| CellProblem::NotAYear { text: text.to_owned() };
    let text = match cell {
        CellValue::Empty => return Ok(None),
        CellValue::Error(text) => {
            return Err(CellProblem::FormulaError { text: text.to_owned() });
        }
        CellValue::Date(_) => return Err(fail("日期 (date)")),
        CellValue::Number(number) => number.to_string(),
        CellValue::Text(text) => fold(without_marks(not_too_long(text)?)),
    };
    let first = match Period::of(&text) {
        Some(Period::Year(year) | Period::Across(year, _)) => year,
        // Six digits that may be a month are neither; two years with something between them are a school year.
        Some(Period::AcrossOrMonth(year, _)) if text.len() > 6 => year,
        _ => return Err(fail(&text)),
    };
    Year::new(i64::from(first)).map(Some).map_err(|_| fail(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_as_schools_write_them() {
        let year = |text: &str| read_year(CellValue::Text(text)).ok().flatten().map(Year::number);
        for text in [
            "2023",
            "2023¹",
            "2023年①",
            "2023年",
            "2023年末",
            "2023届",
            "２０２３",
            "2023-2024学年",
            "2023/24学年",
            "202324",
        ] {
            assert_eq!(year(text), Some(2023), "{text}");
        }
        for text in ["23", "2023-2026学年", "45444", "去年", "2024.6", "201112", "2023-06"] {
            assert_eq!(year(text), None, "{text}");
        }
    }
}
