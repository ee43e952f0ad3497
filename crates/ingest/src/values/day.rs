//! Days as people write them.

use super::length::not_too_long;
use crate::cell_value::CellValue;
use crate::folding::fold;
use crate::problem::CellProblem;

/// Reads a day as people write it, `2026-06-30`, `2026/6/30`, `2026.6.30` or `2026年6月30日`, as the first.
pub(crate) fn read_day(cell: CellValue<&str>) -> Result<String, CellProblem> {
    let text = match cell {
        CellValue::Date(day) if !day.is_empty() => return Ok(day.to_owned()),
        CellValue::Text(text) => fold(not_too_long(text)?),
        CellValue::Error(text) => {
            return Err(CellProblem::FormulaError { text: text.to_owned() });
        }
        CellValue::Number(number) => number.to_string(),
        CellValue::Date(_) | CellValue::Empty => String::new(),
    };
    let bare = text.trim_end_matches('日');
    let parts: Vec<u32> = bare
        .split(['-', '/', '.', '年', '月'])
        .map(str::parse)
        .collect::<Result<_, _>>()
        .unwrap_or_default();
    match parts.as_slice() {
        [year @ 1950..=2100, month @ 1..=12, day @ 1..=31] if *day <= days_of(*year, *month) => {
            Ok(format!("{year}-{month:02}-{day:02}"))
        }
        _ => Err(CellProblem::NotADay { text }),
    }
}

fn days_of(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = |text: &str| read_day(CellValue::Text(text));
        for text in ["2026-06-30", "2026/6/30", "2026.6.30", "２０２６年６月３０日"] {
            assert_eq!(day(text).unwrap(), "2026-06-30", "{text}");
        }
        assert_eq!(day("2024-2-29").unwrap(), "2024-02-29");
        for slip in ["2026-02-29", "2026-13-1", "2026年6月", "30/6/2026", "六月底", ""] {
            assert!(day(slip).is_err(), "{slip}");
        }
    }
}
