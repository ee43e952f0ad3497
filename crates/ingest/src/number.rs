//! Numbers and years as people write them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use talent_domain::{Measure, Unit, Year};
use unicode_normalization::UnicodeNormalization;

use crate::finding::Problem;
use crate::sheet::CellValue;

/// A unit as files state it, with its size in the unit that the measure is kept in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FileUnit {
    pub(crate) name: &'static str,
    /// The kept unit's amount in one of this unit: `value × numerator / denominator`.
    numerator: i64,
    denominator: i64,
    percent: bool,
}

const fn unit(name: &'static str, numerator: i64, denominator: i64) -> FileUnit {
    FileUnit { name, numerator, denominator, percent: false }
}

/// The units that a measure can be stated in; the first is the one assumed where a heading cannot
/// be misread.
pub(crate) fn units_of(measure: Measure) -> &'static [FileUnit] {
    match measure.unit() {
        Unit::Persons => const { &[unit("人", 1, 1), unit("万人", 10_000, 1)] },
        Unit::HundredMillionYuan => {
            const { &[unit("亿元", 1, 1), unit("万元", 1, 10_000), unit("元", 1, 100_000_000)] }
        }
        Unit::Yuan => const { &[unit("元", 1, 1), unit("万元", 10_000, 1)] },
        Unit::YuanPerMonth => const { &[unit("元/月", 1, 1), unit("元", 1, 1)] },
        Unit::LastYear100 => const { &[unit("上年=100", 1, 1)] },
        Unit::Count => const { &[unit("个", 1, 1), unit("所", 1, 1), unit("家", 1, 1)] },
        Unit::Years => const { &[unit("年", 1, 1)] },
        Unit::Percent => {
            const { &[FileUnit { name: "%", numerator: 1, denominator: 1, percent: true }] }
        }
        Unit::State => &[],
    }
}

/// Whether a heading of this measure must state its unit, because people use more than one.
pub(crate) fn needs_unit(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Employment | Measure::ValueAdded | Measure::Gdp | Measure::ValueAddedShare
    )
}

/// The names of the units a measure can be stated in.
pub(crate) fn unit_names(measure: Measure) -> String {
    units_of(measure).iter().map(|unit| unit.name).collect::<Vec<_>>().join("、")
}

/// A number read from a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReadNumber {
    /// In the unit that the measure is kept in.
    pub(crate) value: f64,
    /// What the cell said and what it was read as, if the two differ.
    pub(crate) normalised: Option<(String, String)>,
}

/// Reads a figure of `measure` stated in `unit`; `None` of an empty cell.
pub(crate) fn read_figure(
    cell: &CellValue,
    measure: Measure,
    unit: FileUnit,
) -> Result<Option<ReadNumber>, Problem> {
    let (decimal, normalised) = match cell {
        CellValue::Empty => return Ok(None),
        CellValue::Error(text) => return Err(Problem::FormulaError { text: text.clone() }),
        CellValue::Date(_) => return Err(Problem::NotANumber { text: "日期 (date)".to_owned() }),
        CellValue::Number(number) => (decimal_of(*number)?, None),
        CellValue::Text(text) => parse_decimal(text, unit)?,
    };
    let text = || decimal.normalize().to_string();
    let scaled = decimal
        .checked_mul(Decimal::from(unit.numerator))
        .and_then(|value| value.checked_div(Decimal::from(unit.denominator)))
        .ok_or_else(|| Problem::NotANumber { text: text() })?;
    if scaled.is_sign_negative() && !scaled.is_zero() {
        return Err(Problem::Negative { text: text() });
    }
    if unit.percent && scaled > Decimal::from(100) {
        return Err(Problem::PercentRange { text: text() });
    }
    let counted = matches!(measure.unit(), Unit::Persons | Unit::Count | Unit::Years);
    if counted && !scaled.fract().is_zero() {
        return Err(Problem::NotACount { text: text(), unit: measure.unit() });
    }
    let value = scaled.to_f64().ok_or_else(|| Problem::NotANumber { text: text() })?;
    Ok(Some(ReadNumber { value, normalised }))
}

/// A number of a list, with its sign; a percentage from 0 to 100 as a fraction.
pub(crate) fn read_number(cell: &CellValue, percent: bool) -> Result<f64, Problem> {
    let name = if percent { "%" } else { "" };
    let unit = FileUnit { name, numerator: 1, denominator: 1, percent };
    let decimal = match cell {
        CellValue::Number(number) => decimal_of(*number)?,
        CellValue::Text(text) => parse_decimal(text, unit)?.0,
        CellValue::Error(text) => return Err(Problem::FormulaError { text: text.clone() }),
        CellValue::Date(_) | CellValue::Empty => {
            return Err(Problem::NotANumber { text: "日期 (date)".to_owned() });
        }
    };
    let text = decimal.normalize().to_string();
    let number = decimal.to_f64().ok_or(Problem::NotANumber { text: text.clone() })?;
    if percent && !(0.0..=100.0).contains(&number) {
        return Err(Problem::PercentRange { text });
    }
    Ok(if percent { number / 100.0 } else { number })
}

/// A spreadsheet's number at the 15 digits that it shows: 3.6299999999999999 was typed as 3.63.
fn decimal_of(number: f64) -> Result<Decimal, Problem> {
    Decimal::from_f64_retain(number)
        .and_then(|value| value.round_sf(15))
        .ok_or_else(|| Problem::NotANumber { text: number.to_string() })
}

type Parsed = (Decimal, Option<(String, String)>);

fn parse_decimal(text: &str, unit: FileUnit) -> Result<Parsed, Problem> {
    const MISSING: [&str; 14] =
        ["-", "—", "--", "——", "…", "……", "/", "无", "暂缺", "缺", "同上", "未知", "不详", "N/A"];
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    if MISSING.contains(&folded.as_str()) || folded == "..." || folded == "......" {
        return Err(Problem::MissingMarker { text: text.to_owned() });
    }
    if folded.starts_with(['约', '近', '逾'])
        || folded.ends_with(['+', '余', '多'])
        || folded.contains("以上")
        || folded.contains("左右")
        || folded.contains("以下")
    {
        return Err(Problem::Approximate { text: text.to_owned() });
    }
    let bare = folded.strip_suffix(unit.name).unwrap_or(&folded);
    if !separators_fit(bare) {
        return Err(Problem::NotANumber { text: text.to_owned() });
    }
    let plain: String = bare.chars().filter(|c| *c != ',').collect();
    let value = Decimal::from_str_exact(&plain)
        .map_err(|_| Problem::NotANumber { text: text.to_owned() })?;
    let normalised = (plain != text).then(|| (text.to_owned(), plain));
    Ok((value, normalised))
}

/// Whether the commas of a number, if it has any, part whole groups of three digits: 1,240.5 is a
/// number, 1,08 is a slip for 108 or 1.08.
pub fn separators_fit(text: &str) -> bool {
    if !text.contains(',') {
        return true;
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && digits(group));
    first && groups.all(|group| group.len() == 3 && digits(group)) && digits(fraction)
}

/// Reads a year: `2023`, `2023年`, `2023届`, or a school year `2023-2024学年` by its first.
pub(crate) fn read_year(cell: &CellValue) -> Result<Option<Year>, Problem> {
    let fail = |text: &str| Problem::NotAYear { text: text.to_owned() };
    let text = match cell {
        CellValue::Empty => return Ok(None),
        CellValue::Error(text) => return Err(Problem::FormulaError { text: text.clone() }),
        CellValue::Date(_) => return Err(fail("日期 (date)")),
        CellValue::Number(number) => number.to_string(),
        CellValue::Text(text) => text.nfkc().filter(|c| !c.is_whitespace()).collect(),
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
        if second != first + 1 && second != (first + 1) % 100 {
            return Err(fail(&text));
        }
    }
    Year::new(first).map(Some).map_err(|_| fail(&text))
}

/// Reads a day as people write it, `2026-06-30`, `2026/6/30`, `2026.6.30` or `2026年6月30日`, as the first.
pub(crate) fn read_day(cell: &CellValue) -> Result<String, Problem> {
    let text = match cell {
        CellValue::Date(day) if !day.is_empty() => return Ok(day.clone()),
        CellValue::Text(text) => text.nfkc().filter(|c| !c.is_whitespace()).collect(),
        CellValue::Error(text) => return Err(Problem::FormulaError { text: text.clone() }),
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
        _ => Err(Problem::NotADay { text }),
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

    fn figure(text: &str, measure: Measure, unit_name: &str) -> Result<f64, &'static str> {
        let unit = *units_of(measure).iter().find(|unit| unit.name == unit_name).unwrap();
        match read_figure(&CellValue::Text(text.to_owned()), measure, unit) {
            Ok(number) => Ok(number.unwrap().value),
            Err(problem) => Err(problem.code()),
        }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = |text: &str| read_day(&CellValue::Text(text.to_owned()));
        for text in ["2026-06-30", "2026/6/30", "2026.6.30", "２０２６年６月３０日"] {
            assert_eq!(day(text).unwrap(), "2026-06-30", "{text}");
        }
        assert_eq!(day("2024-2-29").unwrap(), "2024-02-29");
        for slip in ["2026-02-29", "2026-13-1", "2026年6月", "30/6/2026", "六月底", ""] {
            assert!(day(slip).is_err(), "{slip}");
        }
    }

    #[test]
    fn units_are_converted_exactly() {
        assert_eq!(figure("3.63", Measure::Employment, "万人"), Ok(36_300.0));
        assert_eq!(figure("1,240", Measure::Employment, "人"), Ok(1_240.0));
        assert_eq!(figure("１２３．５", Measure::ValueAdded, "亿元"), Ok(123.5));
        assert_eq!(figure("123500", Measure::ValueAdded, "万元"), Ok(12.35));
        assert_eq!(figure("95%", Measure::ValueAddedShare, "%"), Ok(95.0));
    }

    #[test]
    fn what_is_not_a_figure_is_refused_by_its_own_rule() {
        let persons = |text| figure(text, Measure::Graduates, "人");
        assert_eq!(persons("12a0"), Err("C01"));
        assert_eq!(persons("1,240,300"), Ok(1_240_300.0));
        for slip in ["1,08", "1,2400", ",240", "1240,300", "1,240,", "1.5,000"] {
            assert_eq!(persons(slip), Err("C01"), "{slip}");
        }
        assert_eq!(persons("12.5"), Err("C03"));
        assert_eq!(persons("-3"), Err("C03"));
        assert_eq!(persons("约120人"), Err("C08"));
        assert_eq!(persons("100+"), Err("C08"));
        assert_eq!(persons("—"), Err("C09"));
        assert_eq!(persons("1e5"), Err("C01"));
        assert_eq!(figure("105", Measure::ValueAddedShare, "%"), Err("C04"));
    }

    #[test]
    fn a_spreadsheet_number_keeps_the_digits_it_was_typed_with() {
        let unit = units_of(Measure::Employment)[1];
        let number = read_figure(&CellValue::Number(3.0 + 0.63), Measure::Employment, unit);
        assert_eq!(number.unwrap().unwrap().value, 36_300.0);
    }

    #[test]
    fn years_are_read_as_schools_write_them() {
        let year = |text: &str| {
            read_year(&CellValue::Text(text.to_owned())).ok().flatten().map(Year::number)
        };
        for text in
            ["2023", "2023年", "2023年末", "2023届", "２０２３", "2023-2024学年", "2023/24学年"]
        {
            assert_eq!(year(text), Some(2023), "{text}");
        }
        for text in ["23", "2023-2026学年", "45444", "去年", "2024.6"] {
            assert_eq!(year(text), None, "{text}");
        }
    }
}
