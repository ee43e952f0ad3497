//! The problems that a panel's file may have, each with how to mend it.

use talent_domain::Lang;

/// One problem; lines count from 1, the headings included.
#[derive(Debug, Clone, Copy)]
pub(super) enum Problem<'a> {
    /// No row holds a value.
    NoRows,
    /// The headings, joined by commas, are of neither layout.
    UnknownLayout { headings: &'a str },
    /// A row has more cells than there are headings: a number with a comma that is not quoted was cut in two.
    TooLong { line: u64, extra: usize },
    /// A cell cannot be decoded.
    NotUtf8 { line: u64 },
    /// The file ends in the middle of what was packed, or what was packed is damaged.
    Cut,
    /// The first line, joined by commas, holds figures where headings should be.
    NoHeadings { line: &'a str },
    /// The row names no series.
    NoId { line: u64 },
    /// The step or year is no whole number.
    NotAStep { line: u64, text: &'a str },
    /// The value is no number.
    NotANumber { line: u64, text: &'a str },
    /// A series has two values of one step or year.
    Twice { line: u64, id: &'a str, step: i64 },
}

impl Problem<'_> {
    /// What is wrong and what to do, in one sentence.
    pub(super) fn text(self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.in_chinese(),
            Lang::En => self.in_english(),
        }
    }

    fn in_chinese(self) -> String {
        match self {
            Self::NoRows => "没有数据行：至少要有一行带数值".to_owned(),
            Self::UnknownLayout { headings } => format!(
                "第 1 行：看不出表的样式。要么每行一个数值，表头为 series_id、step（或 year）、value；要么每行一个序列，第一列是编号，其余表头是年份或步；现为 {headings}"
            ),
            Self::TooLong { line, extra } => format!(
                "第 {line} 行：比表头多 {extra} 格，数字可能错了位；数字里有逗号（如 1,240）时，去掉逗号或加上双引号"
            ),
            Self::NotUtf8 { line } => {
                format!(
                    "第 {line} 行：不是 UTF-8（可能是 GBK），请另存为 UTF-8 编码的 CSV；Excel 中选“CSV UTF-8（逗号分隔）”"
                )
            }
            Self::Cut => {
                "压缩文件不完整或已损坏，没有读完：请重新压缩或重新下载，或解压后再试".to_owned()
            }
            Self::NoHeadings { line } => format!(
                "第 1 行：“{line}”是数据，不是表头；请在最前面加一行表头：series_id,year,value（或 series_id,step,value）；每行一个序列的，第一格写 series_id，其余写年份或步"
            ),
            Self::NoId { line } => format!("第 {line} 行：series_id 为空"),
            Self::NotAStep { line, text } => {
                format!("第 {line} 行：步或年份应为整数，现为“{text}”")
            }
            Self::NotANumber { line, text } => {
                format!("第 {line} 行：数值“{text}”不是数字；没有数字时请留空")
            }
            Self::Twice { line, id, step } => {
                format!("第 {line} 行：{id} 的 {step} 出现两次，请删去一行")
            }
        }
    }

    fn in_english(self) -> String {
        match self {
            Self::NoRows => "no rows: at least one with a value is needed".to_owned(),
            Self::UnknownLayout { headings } => format!(
                "line 1: unknown layout; either a row for every value under series_id, step (or year) and value, or a row for every series, its name in the first column and years or steps as the other headings; there are {headings}"
            ),
            Self::TooLong { line, extra } => format!(
                "line {line}: more cells than headings, by {extra}; write 1240 or \"1,240\" instead of 1,240"
            ),
            Self::NotUtf8 { line } => {
                format!("line {line}: not UTF-8 (perhaps GBK); save the file as CSV in UTF-8")
            }
            Self::Cut => {
                "the packed file is cut or damaged; pack or fetch it again, or unpack it first"
                    .to_owned()
            }
            Self::NoHeadings { line } => format!(
                "line 1: unknown layout: `{line}` are figures, not headings; add a first line series_id,year,value (or series_id,step,value), or series_id and years or steps for a row a series"
            ),
            Self::NoId { line } => format!("line {line}: series_id is empty"),
            Self::NotAStep { line, text } => {
                format!("line {line}: step or year must be a whole number, not `{text}`")
            }
            Self::NotANumber { line, text } => format!(
                "line {line}: value `{text}` is no number; leave it empty where there is none"
            ),
            Self::Twice { line, id, step } => {
                format!("line {line}: {id} has {step} twice; delete one of the rows")
            }
        }
    }
}
