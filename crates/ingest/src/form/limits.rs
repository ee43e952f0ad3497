//! What the cells of a column accept, and what is said when one is chosen.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, XlsxError,
};
use talent_domain::{Measure, Nature, Status, Unit};

use crate::column::Column;
use crate::kind::Kind;
use crate::values::units_of;

/// Titles of messages have room for so many characters.
const TITLE: usize = 32;
/// Messages have room for so many characters.
const MESSAGE: usize = 255;

/// What a column accepts. `list` is the range of a drop-down list of codes, names or years.
pub(super) fn limits(column: &Column, list: Option<&str>) -> Result<DataValidation, XlsxError> {
    let open = DataValidation::new();
    let limited = match (list, column.kind) {
        (Some(range), _) => open
            .allow_list_formula(Formula::new(format!("={range}")))
            // A code that is not in the list yet is checked when the file comes.
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_message("不在下拉列表中。请核对；确要填写的，请先告知主管部门。")?,
        (None, Kind::Figure(measure)) => number(open, measure)?,
        (None, kind) => match words(kind) {
            Some(words) => {
                open.allow_list_strings(&words)?.set_error_message("请从下拉列表中选择。")?
            }
            None => open.allow_any_value(),
        },
    };
    let title: String = column.heading.chars().take(TITLE).collect();
    let message: String = message(column).chars().take(MESSAGE).collect();
    let limited = limited.set_error_title(title.clone())?;
    if message.is_empty() {
        return Ok(limited);
    }
    limited.set_input_title(title)?.set_input_message(message)
}

/// Counts are whole, and no figure of a form is negative.
fn number(open: DataValidation, measure: Measure) -> Result<DataValidation, XlsxError> {
    if matches!(measure.unit(), Unit::Persons | Unit::Count) {
        let whole = open.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0));
        // Persons may be stated in 万人 where a heading is changed to say so.
        let whole = whole.set_error_style(DataValidationErrorStyle::Warning);
        return whole
            .set_error_message("请填不小于 0 的整数，不写单位；没有的填 0，不掌握的留空。");
    }
    let number = open.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0));
    number.set_error_message("请填不小于 0 的数字，不写单位；不掌握的留空。")
}

/// What to fill in, with the unit.
fn message(column: &Column) -> String {
    let unit = match column.kind {
        Kind::Figure(measure) => units_of(measure).first().map(|unit| unit.name),
        Kind::Percent => Some("%"),
        _ => None,
    };
    let must = if column.required { "必填" } else { "" };
    let unit = unit.map_or_else(String::new, |unit| format!("单位：{unit}"));
    [must, &unit, column.help]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("。")
}

/// The words that a column takes, if it takes nothing else.
fn words(kind: Kind) -> Option<Vec<&'static str>> {
    match kind {
        Kind::Status => Some(Status::WORDS.iter().map(|(word, _)| *word).collect()),
        Kind::Nature => Some(Nature::WORDS.iter().map(|(word, _)| *word).collect()),
        Kind::Confidence => Some(vec!["A", "B", "C"]),
        Kind::OneOf(words) => Some(words.to_vec()),
        Kind::Word(_, words) => Some(words.iter().map(|(word, _)| *word).collect()),
        _ => None,
    }
}
