//! Numbers as people write them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use talent_domain::{Measure, Unit};

use super::length::not_too_long;
use super::marks::without_marks;
use super::unit::FileUnit;
use crate::cell_value::CellValue;
use crate::folding::fold;
use crate::problem::{CellProblem, NumberProblem, Problem};

/// A number read from a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReadNumber {
    /// In the unit that the measure is kept in.
    pub(crate) value: f64,
    /// What the cell said and what it was read as, if the two differ.
    pub(crate) normalised: Option<(String, String)>,
}

/// A number as a cell says it, and what it was read as if that differs.
type Parsed = (Decimal, Option<(String, String)>);

/// Reads a figure of `measure` stated in `unit`; `None` if the cell is empty.
pub(crate) fn read_figure(
    cell: CellValue<&str>,
    measure: Measure,
    unit: FileUnit,
) -> Result<Option<ReadNumber>, Problem> {
    if cell == CellValue::Empty {
        return Ok(None);
    }
    if let Some(value) = whole_number(cell).and_then(|number| unit.of_whole(number)) {
        return Ok(Some(ReadNumber { value, normalised: None }));
    }
    let (decimal, normalised) = parse_cell(cell, unit)?;
    let value = convert(decimal, measure, unit)?;
    Ok(Some(ReadNumber { value, normalised }))
}

/// A number of a list, with its sign; a percentage from 0 to 100 as a fraction.
pub(crate) fn read_number(cell: CellValue<&str>, percent: bool) -> Result<f64, Problem> {
    let name = if percent { "%" } else { "" };
    let (decimal, _) = parse_cell(cell, FileUnit { name, numerator: 1, denominator: 1, percent })?;
    let text = decimal.normalize().to_string();
    let number = decimal.to_f64().ok_or(NumberProblem::NotANumber { text: text.clone() })?;
    if percent && !(0.0..=100.0).contains(&number) {
        return Err(NumberProblem::PercentRange { text }.into());
    }
    Ok(if percent { number / 100.0 } else { number })
}

fn parse_cell(cell: CellValue<&str>, unit: FileUnit) -> Result<Parsed, Problem> {
    Ok(match cell {
        CellValue::Number(number) => (decimal_of(number)?, None),
        CellValue::Text(text) => parse_text(not_too_long(text)?, unit)?,
        CellValue::Error(text) => {
            return Err(CellProblem::FormulaError { text: text.to_owned() }.into());
        }
        CellValue::Date(_) => return Err(NumberProblem::Date.into()),
        CellValue::Empty => return Err(NumberProblem::NotANumber { text: String::new() }.into()),
    })
}

/// A number stated in `unit`, in the unit that the measure is kept in, if the measure can have this value.
fn convert(decimal: Decimal, measure: Measure, unit: FileUnit) -> Result<f64, NumberProblem> {
    let text = || decimal.normalize().to_string();
    let scaled = decimal
        .checked_mul(Decimal::from(unit.numerator))
        .and_then(|value| value.checked_div(Decimal::from(unit.denominator)))
        .ok_or_else(|| NumberProblem::NotANumber { text: text() })?;
    if scaled.is_sign_negative() && !scaled.is_zero() {
        return Err(NumberProblem::Negative { text: text() });
    }
    if unit.percent && scaled > Decimal::from(100) {
        return Err(NumberProblem::PercentRange { text: text() });
    }
    let is_count = matches!(measure.unit(), Unit::Persons | Unit::Count | Unit::Years);
    if is_count && !scaled.fract().is_zero() {
        return Err(NumberProblem::NotACount { text: text(), unit: measure.unit() });
    }
    scaled.to_f64().ok_or_else(|| NumberProblem::NotANumber { text: text() })
}

/// A spreadsheet's number at the 15 digits that it shows: 3.6299999999999999 was typed as 3.63.
fn decimal_of(number: f64) -> Result<Decimal, NumberProblem> {
    Decimal::from_f64_retain(number)
        .and_then(|value| value.round_sf(15))
        .ok_or_else(|| NumberProblem::NotANumber { text: number.to_string() })
}

/// A number of digits alone, which nearly all are. Longer ones are left to the exact way.
fn digits_alone(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 15 {
        return None;
    }
    text.bytes().try_fold(0, |number, byte| {
        byte.is_ascii_digit().then(|| 10 * number + u64::from(byte - b'0'))
    })
}

/// The number of a cell that holds a whole one of 15 digits at most, and nothing beside.
fn whole_number(cell: CellValue<&str>) -> Option<u64> {
    match cell {
        CellValue::Text(text) => digits_alone(text),
        CellValue::Number(number) => {
            let is_whole = number.is_sign_positive() && number < 1e15 && number.fract() == 0.0;
            is_whole.then_some(number as u64)
        }
        _ => None,
    }
}

/// Whether a line breaks within a number, or spaces part it into other groups than of three digits: `1 30` is no 130.
fn is_parted(text: &str) -> bool {
    let text = text.trim();
    if !text.contains(char::is_whitespace) {
        return false;
    }
    let mut groups = text.split(char::is_whitespace).filter(|group| !group.is_empty());
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let Some(first) = groups.next().filter(|first| is_digits(first)) else { return false };
    let rest: Vec<&str> = groups.collect();
    let begins_with_digit = |group: &&str| group.starts_with(|c: char| c.is_ascii_digit());
    if !rest.iter().any(begins_with_digit) {
        return false;
    }
    let whole = |group: &&str| {
        let end = group.find(|c: char| !c.is_ascii_digit()).unwrap_or(group.len());
        end == 3
    };
    text.contains(['\n', '\r']) || first.len() > 3 || !rest.iter().all(whole)
}

fn parse_text(text: &str, unit: FileUnit) -> Result<Parsed, NumberProblem> {
    const MISSING: [&str; 14] =
        ["-", "—", "--", "——", "…", "……", "/", "无", "暂缺", "缺", "同上", "未知", "不详", "N/A"];
    if let Some(value) = digits_alone(text) {
        return Ok((Decimal::from(value), None));
    }
    if is_parted(text) {
        return Err(NumberProblem::NotANumber { text: text.to_owned() });
    }
    let folded = fold(without_marks(text));
    if MISSING.contains(&folded.as_str()) || folded == "..." || folded == "......" {
        return Err(NumberProblem::MissingMarker { text: text.to_owned() });
    }
    if is_approximate(&folded) {
        return Err(NumberProblem::Approximate { text: text.to_owned() });
    }
    let bare = folded.strip_suffix(unit.name).unwrap_or(&folded);
    if !separators_fit(bare) {
        return Err(NumberProblem::NotANumber { text: text.to_owned() });
    }
    let plain: String = bare.chars().filter(|c| *c != ',').collect();
    let value = Decimal::from_str_exact(&plain)
        .map_err(|_| NumberProblem::NotANumber { text: text.to_owned() })?;
    let normalised = (plain != text).then(|| (text.to_owned(), plain));
    Ok((value, normalised))
}

fn is_approximate(folded: &str) -> bool {
    folded.starts_with(['约', '近', '逾'])
        || folded.ends_with(['+', '余', '多'])
        || ["以上", "左右", "以下"].iter().any(|word| folded.contains(word))
}

/// Whether the commas of a number, if it has any, part whole groups of three digits: 1,240.5 is a
/// number, 1,08 is a slip for 108 or 1.08.
fn separators_fit(text: &str) -> bool {
    if !text.contains(',') {
        return true;
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && digits(group));
    first && groups.all(|group| group.len() == 3 && digits(group)) && digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::super::unit::units_of;
    use super::*;

    fn figure(text: &str, measure: Measure, unit_name: &str) -> Result<f64, &'static str> {
        let unit = *units_of(measure).iter().find(|unit| unit.name == unit_name).unwrap();
        match read_figure(CellValue::Text(text), measure, unit) {
            Ok(number) => Ok(number.unwrap().value),
            Err(problem) => Err(problem.code()),
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
        // A mark of a footnote is no digit, and nothing but a mark no number.
        assert_eq!(
            (persons("5972²"), persons("5972①"), persons("²")),
            (Ok(5_972.0), Ok(5_972.0), Err("C01"))
        );
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
        let number = read_figure(CellValue::Number(3.0 + 0.63), Measure::Employment, unit);
        assert_eq!(number.unwrap().unwrap().value, 36_300.0);
    }
}
