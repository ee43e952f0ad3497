//! The problems that a panel's file may have, each with how to mend it.

use talent_domain::Lang;
use talent_ingest::WrittenNumber;

use super::values::Ambiguous;

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
    /// A series has so many values for parts of one year.
    NotAnnual { values: usize, id: &'a str, year: i64 },
    /// Times of two kinds stand in one column, such as calendar years and school years: an example of each.
    MixedYears { one: &'a str, other: &'a str },
    /// Two columns are headed by one step or year.
    TwoColumns { step: i64 },
    /// The comma of a number may mark decimals or part thousands: both readings, and how many such numbers there are.
    EitherComma { line: u64, text: &'a str, thousands: f64, decimals: f64, count: usize },
}

impl<'a> Problem<'a> {
    /// That a number may be read in two ways.
    pub(super) fn either(found: &'a Ambiguous) -> Self {
        let number = WrittenNumber::of(&found.text);
        let read = |by: fn(WrittenNumber) -> Option<f64>| number.and_then(by).unwrap_or(f64::NAN);
        let (thousands, decimals) =
            (read(|number| number.by_point), read(|number| number.by_comma));
        let Ambiguous { line, text, count } = found;
        Self::EitherComma { line: *line, text, thousands, decimals, count: *count }
    }
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
                "第 1 行：看不出表的样式。要么每行一个数值，表头为 series_id、step（或 year）、value；要么每行一个序列，前面的列是名称或编号，其余表头是年份或步；要么每行一年，第一列是年份，其余每列一个序列；现为 {headings}"
            ),
            Self::TooLong { line, extra } => format!(
                "第 {line} 行：比表头多 {extra} 格，数字可能错了位；数字里有逗号（如 1,240）时，去掉逗号"
            ),
            Self::NotUtf8 { line } => {
                format!(
                    "第 {line} 行：不是文本，既不是 UTF-8 也不是 GBK，请另存为 UTF-8 编码的 CSV；Excel 中选“CSV UTF-8（逗号分隔）”"
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
                format!(
                    "第 {line} 行：步应为整数，年份应如 2023、2023年、2022/23 或 2023-12-31，现为“{text}”"
                )
            }
            Self::NotANumber { line, text } => {
                format!("第 {line} 行：数值“{text}”不是数字；没有数字时请留空")
            }
            Self::Twice { line, id, step } => {
                format!("第 {line} 行：{id} 的 {step} 出现两次，请删去一行")
            }
            Self::NotAnnual { values, id, year } => format!(
                "不是年度数据：一年有 {values} 个数值（如 {id} 的 {year} 年）；这里只预测年度序列，请先汇总成每年一个数值（人数取年末或平均，流量取合计）"
            ),
            Self::MixedYears { one, other } => format!(
                "时间有的写作“{one}”，有的写作“{other}”，不是同一种时间；请统一写法，或分成两个文件"
            ),
            Self::TwoColumns { step } => format!(
                "表头里 {step} 出现两次（如男、女各一组）：请每行一个序列、每年一列，另一组放到下面，名称写全"
            ),
            Self::EitherComma { line, text, thousands, decimals, count } => format!(
                "第 {line} 行：“{text}”可以读作 {thousands}（逗号分千位），也可以读作 {decimals}（逗号是小数点），这样的数值有 {count} 个，表中没有能区分的数字；请写成 {thousands} 或 {decimals} 的样子"
            ),
        }
    }

    fn in_english(self) -> String {
        match self {
            Self::NoRows => "no rows: at least one with a value is needed".to_owned(),
            Self::UnknownLayout { headings } => format!(
                "line 1: unknown layout; either a row for every value under series_id, step (or year) and value, or a row for every series, its name in the first columns and years or steps as the other headings, or a row for every year, years in the first column and a column for every series; there are {headings}"
            ),
            Self::TooLong { line, extra } => format!(
                "line {line}: more cells than headings, by {extra}; write 1240 instead of 1,240"
            ),
            Self::NotUtf8 { line } => {
                format!("line {line}: neither UTF-8 nor GBK; save the file as CSV in UTF-8")
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
                format!(
                    "line {line}: a step must be a whole number, a year one such as 2023, 2022/23 or 2023-12-31, not `{text}`"
                )
            }
            Self::NotANumber { line, text } => format!(
                "line {line}: value `{text}` is no number; leave it empty where there is none"
            ),
            Self::Twice { line, id, step } => {
                format!("line {line}: {id} has {step} twice; delete one of the rows")
            }
            Self::NotAnnual { values, id, year } => format!(
                "not annual: {values} values a year ({id} in {year}, for one); only yearly series are forecast, so add them up to one value a year (stocks by their last or mean, flows by their sum)"
            ),
            Self::MixedYears { one, other } => format!(
                "some times are written like `{one}`, some like `{other}`: these are of two kinds; write them in one way, or in two files"
            ),
            Self::TwoColumns { step } => format!(
                "two columns are headed {step} (a block for men and one for women, say): one row a series and one column a year are read, so put the second block below, with names of its own"
            ),
            Self::EitherComma { line, text, thousands, decimals, count } => format!(
                "line {line}: `{text}` may be {thousands} (commas part thousands) or {decimals} (commas mark decimals), and so may {count} values; nothing in the table tells which, so write {thousands} or {decimals}"
            ),
        }
    }
}
