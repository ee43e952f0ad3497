//! Problems with the unit of a column (H04) and with percentages written as fractions (C04).

use talent_domain::Lang;

use super::statement::{Statement, error};

/// A problem with the unit of a column.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum UnitProblem {
    /// A figure column whose unit is not stated.
    Missing { heading: &'static str, allowed: String },
    /// A unit that the figure cannot have.
    Unfit { unit: String, allowed: String },
    /// A column of percentages that looks like fractions.
    Fractions { largest: String },
}

impl UnitProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::Missing { heading, allowed } => error("H04", lang)
                .zh(
                    format_args!("“{heading}”没有注明单位，可用：{allowed}"),
                    "在表头中写明单位，例如“从业人员(万人)”",
                )
                .en(
                    format_args!("`{heading}` states no unit; allowed: {allowed}"),
                    "state the unit in the heading, such as 从业人员(万人)",
                ),
            Self::Unfit { unit, allowed } => error("H04", lang)
                .zh(
                    format_args!("单位“{unit}”不适用，可用：{allowed}"),
                    "改成可用的单位，并核对数值",
                )
                .en(
                    format_args!("unit `{unit}` does not fit; allowed: {allowed}"),
                    "use an allowed unit and check the values",
                ),
            Self::Fractions { largest } => error("C04", lang)
                .zh(
                    format_args!("整列百分数都不大于 1（最大 {largest}），看起来填的是小数"),
                    "把 0.95 改成 95",
                )
                .en(
                    format_args!(
                        "no percentage of the column is above 1 (largest {largest}): these look like fractions"
                    ),
                    "write 95 instead of 0.95",
                ),
        }
    }
}
