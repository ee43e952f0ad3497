//! Numbers whose format shows another number than the cell holds.

use talent_domain::{Measure, Unit};

use super::unit::FileUnit;
use crate::cell_value::CellValue;
use crate::problem::FormatProblem;
use crate::sheet::{Cell, Scale};

/// What a cell of figures in this unit holds, as its format shows it: a percentage as its percents. An error if its format
/// shows something that the unit does not say.
pub(crate) fn figure_shown<'a>(
    cell: &Cell<'a>,
    measure: Measure,
    unit: FileUnit,
) -> Result<CellValue<&'a str>, FormatProblem> {
    let is_of_hundred = unit.percent || measure.unit() == Unit::LastYear100;
    as_shown(cell.value, cell.shown.scale, is_of_hundred, unit.name)
}

/// What a cell of a list's numbers holds, as its format shows it.
pub(crate) fn number_shown<'a>(
    cell: &Cell<'a>,
    percent: bool,
) -> Result<CellValue<&'a str>, FormatProblem> {
    as_shown(cell.value, cell.shown.scale, percent, "")
}

fn as_shown<'a>(
    value: CellValue<&'a str>,
    scale: Scale,
    is_of_hundred: bool,
    unit: &'static str,
) -> Result<CellValue<&'a str>, FormatProblem> {
    let CellValue::Number(held) = value else { return Ok(value) };
    let held_text = || held.to_string();
    match scale {
        Scale::Plain => Ok(value),
        Scale::Percent if is_of_hundred => Ok(CellValue::Number(held * 100.0)),
        Scale::Percent => Err(FormatProblem::Percent { held: held_text() }),
        Scale::Smaller => Err(FormatProblem::Smaller { held: held_text() }),
        word if multiple_of(unit) == word.word() => Ok(value),
        word => Err(FormatProblem::Multiple { held: held_text(), word: word.word(), unit }),
    }
}

/// The word for a multiple that a unit begins with; empty if it is of single ones.
fn multiple_of(unit: &str) -> &str {
    ["百万", "百", "千", "万", "亿"].into_iter().find(|word| unit.starts_with(word)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(
        held: f64,
        scale: Scale,
        is_of_hundred: bool,
        unit: &'static str,
    ) -> Result<f64, &'static str> {
        match as_shown(CellValue::Number(held), scale, is_of_hundred, unit) {
            Ok(CellValue::Number(number)) => Ok((number * 1e6).round() / 1e6),
            Ok(other) => panic!("{other:?}"),
            Err(problem) => Err(crate::problem::Problem::from(problem).code()),
        }
    }

    #[test]
    fn percentages_are_of_a_hundred_and_nothing_else() {
        assert_eq!(shown(0.4732, Scale::Percent, true, "%"), Ok(47.32));
        assert_eq!(shown(1.05, Scale::Percent, true, "上年=100"), Ok(105.0));
        assert_eq!(shown(0.95, Scale::Percent, false, "人"), Err("C32"));
        assert_eq!(shown(47.32, Scale::Plain, true, "%"), Ok(47.32));
    }

    #[test]
    fn a_multiple_must_be_that_of_the_unit() {
        assert_eq!(shown(5.2, Scale::TenThousands, false, "万人"), Ok(5.2));
        assert_eq!(shown(5.2, Scale::TenThousands, false, "人"), Err("C32"));
        assert_eq!(shown(5.2, Scale::HundredMillions, false, "亿元"), Ok(5.2));
        assert_eq!(shown(52_000.0, Scale::Smaller, false, "万人"), Err("C32"));
    }
}
