//! Problems with a cell that should hold a number (C01 to C04, C08, C09).

use talent_domain::{Lang, Unit};

use super::statement::{Statement, error, note};

/// A problem with a cell that should hold a number.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum NumberProblem {
    /// Not a number.
    NotANumber { text: String },
    /// A day where a number is wanted.
    Date,
    /// Read after normalising full-width digits, spaces or separators.
    Normalised { before: String, after: String },
    /// A count that is negative or not whole.
    NotACount { text: String, unit: Unit },
    /// A number that must not be negative.
    Negative { text: String },
    /// A percentage out of range.
    PercentRange { text: String },
    /// "About", "over" and the like in a number.
    Approximate { text: String },
    /// A dash or a word in place of a missing figure.
    MissingMarker { text: String },
}

impl NumberProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::NotANumber { text } => error("C01", lang)
                .zh(format_args!("“{text}”不是数字"), "改成数字，未掌握则留空")
                .en(
                    format_args!("`{text}` is not a number"),
                    "write a number, or leave it empty if not known",
                ),
            Self::Date => error("C01", lang)
                .zh("这一格是日期，不是数字", "把单元格格式改为“常规”，重新填写数字")
                .en(
                    "the cell holds a date, not a number",
                    "set its format to General and write the number again",
                ),
            Self::Normalised { before, after } => note("C02", lang)
                .zh(format_args!("“{before}”按 {after} 读入"), "无需处理")
                .en(format_args!("`{before}` was read as {after}"), "nothing to do"),
            Self::NotACount { text, unit } => error("C03", lang)
                .zh(
                    format_args!("“{text}”换算成{}后不是非负整数", unit.symbol(Lang::Zh)),
                    "填非负整数，或核对表头的单位",
                )
                .en(
                    format_args!(
                        "`{text}` is not a whole, non-negative number of {}",
                        unit.symbol(Lang::En)
                    ),
                    "write a whole number, or check the unit in the heading",
                ),
            Self::Negative { text } => error("C03", lang)
                .zh(format_args!("“{text}”不应为负数"), "核对后改正")
                .en(format_args!("`{text}` must not be negative"), "check and correct it"),
            Self::PercentRange { text } => error("C04", lang)
                .zh(
                    format_args!("百分数“{text}”不在 0 到 100 之间"),
                    "填 0 到 100 之间的数，如 95 或 95%",
                )
                .en(
                    format_args!("percentage `{text}` is not from 0 to 100"),
                    "write a number from 0 to 100, such as 95 or 95%",
                ),
            Self::Approximate { text } => error("C08", lang)
                .zh(format_args!("“{text}”是约数，不能作为数字读入"), "填确切的数字，未掌握则留空")
                .en(
                    format_args!("`{text}` is approximate, not a number"),
                    "write the exact number, or leave it empty",
                ),
            Self::MissingMarker { text } => error("C09", lang)
                .zh(
                    format_args!("“{text}”含义不清：是零、不适用还是未掌握"),
                    "确为零填 0，未掌握或不适用留空",
                )
                .en(
                    format_args!("`{text}` is unclear: zero, not applicable or not known"),
                    "write 0 for zero, leave it empty if unknown",
                ),
        }
    }
}
