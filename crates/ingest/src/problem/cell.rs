//! Problems with a cell that should hold a year, a day, a word or a text (C10 to C15, C24), and with
//! personal data (P01).

use talent_domain::Lang;

use super::statement::{Statement, error};

/// A problem with a cell that should hold a year, a day, a word or a text.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum CellProblem {
    /// A formula that failed.
    FormulaError { text: String },
    /// Not a year, school year or class year.
    NotAYear { text: String },
    /// Not a day.
    NotADay { text: String },
    /// A word that is not one of those allowed.
    WordUnknown { text: String, allowed: String },
    /// A cell that must be filled is empty.
    Empty { heading: &'static str },
    /// A text that is too long for anything that a cell may hold.
    TooLong { bytes: usize },
    /// A cell that looks like a person's identity number.
    PersonalIdentifier,
}

impl CellProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::FormulaError { text } => error("C10", lang)
                .zh(format_args!("公式没有结果：{text}"), "先在表格软件中重新计算并保存")
                .en(
                    format_args!("the formula has no result: {text}"),
                    "recalculate and save it in a spreadsheet program",
                ),
            Self::NotAYear { text } => error("C11", lang)
                .zh(
                    format_args!("“{text}”不是年份、学年或届别"),
                    "写成 2023、2023届 或 2023-2024学年",
                )
                .en(
                    format_args!("`{text}` is not a year, school year or class year"),
                    "write 2023, 2023届 or 2023-2024学年",
                ),
            Self::NotADay { text } => error("C11", lang)
                .zh(format_args!("“{text}”不是日期"), "写成 2026-06-30")
                .en(format_args!("`{text}` is not a day"), "write it as 2026-06-30"),
            Self::WordUnknown { text, allowed } => error("C14", lang)
                .zh(format_args!("“{text}”不在可选值中：{allowed}"), "从可选值中选一个")
                .en(format_args!("`{text}` is not one of: {allowed}"), "choose one of the words"),
            Self::Empty { heading } => error("C15", lang)
                .zh(format_args!("“{heading}”未填"), "补填")
                .en(format_args!("`{heading}` is empty"), "fill it in"),
            Self::TooLong { bytes } => error("C24", lang)
                .zh(format_args!("这一格的文字有 {bytes} 字节，过长"), "缩短到一千字以内")
                .en(
                    format_args!("the text of this cell is too long, {bytes} bytes"),
                    "shorten it to a thousand characters",
                ),
            Self::PersonalIdentifier => error("P01", lang)
                .zh("疑似居民身份证号，本系统不接收个人信息", "删去个人信息，只报汇总数")
                .en(
                    "looks like a person's identity number",
                    "remove personal data; report totals only",
                ),
        }
    }
}
