//! Years as people write them.

use talent_domain::Year;

use super::length::not_too_long;
use super::marks::without_marks;
use crate::cell_value::CellValue;
use crate::folding::fold;
use crate::problem::CellProblem;

/// Reads a year: `2023`, `2023年`, `2023届`, or a school year `2023-2024学年` by its first.
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
    let bare = ["学年度", "学年", "年度", "年末", "年底", "年", "届"]
        .iter()
        .find_map(|suffix| text.strip_suffix(suffix))
        .unwrap_or(&text);
    let (first, second) = match bare.split_once(['-', '/', '—', '–']) {
        Some((first, second)) => (first, Some(second)),
        None => (bare, None),
    };
    let first: i64 = first.parse().map_err(|_| fail(&text))?;
    if let Some(second) = second {
        let second: i64 = second.parse().map_err(|_| fail(&text))?;
        let after = first.saturating_add(1);
        if second != after && second != after % 100 {
            return Err(fail(&text));
        }
    }
    Year::new(first).map(Some).map_err(|_| fail(&text))
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
        ] {
            assert_eq!(year(text), Some(2023), "{text}");
        }
        for text in ["23", "2023-2026学年", "45444", "去年", "2024.6"] {
            assert_eq!(year(text), None, "{text}");
        }
    }
}
