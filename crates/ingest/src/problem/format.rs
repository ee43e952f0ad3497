//! Problems with what a workbook's format says: hidden rows and columns (F08), figures that are struck through (C31), and
//! numbers that are shown as others than they are kept (C32, C33), and merged numbers (C34).

use talent_domain::Lang;

use super::statement::{Statement, caution, error, note};

/// A problem with what a workbook's format says.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum FormatProblem {
    /// Rows and columns that the workbook hides and that were read, as ranges such as `3–4` and `E`; one may be empty.
    Hidden { rows: String, columns: String },
    /// Cells of a row, or a heading, that are struck through, by their addresses.
    Struck { cells: String },
    /// A percentage where none is wanted.
    Percent { held: String },
    /// A number that is shown smaller than it is kept.
    Smaller { held: String },
    /// A number that is shown with 万 or another word, which its unit does not have.
    Multiple { held: String, word: &'static str, unit: &'static str },
    /// A cell for a figure that is merged with the one above, which holds the number.
    Merged { with: String },
    /// Cells of a column that are kept as fractions and shown, and read, as percentages.
    ReadAsPercent { cells: String },
}

impl FormatProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::Hidden { rows, columns } => hidden(rows, columns, lang),
            Self::Struck { cells } => error("C31", lang)
                .zh(
                    format_args!("{cells} 加了删除线，不知道还算不算数"),
                    "作废的，清空单元格或删去该行；仍有效的，去掉删除线后重新导入",
                )
                .en(
                    format_args!("{cells}: struck through, so that it is unclear whether they count"),
                    "empty the cells or delete the row if they are void, else take the line away and ingest again",
                ),
            Self::Percent { held } => error("C32", lang)
                .zh(
                    format_args!("这一格是百分数格式（存储的是 {held}），这一列要的不是百分数"),
                    "把单元格格式改为“常规”，再填这一列要的数；只改格式，数仍是比率",
                )
                .en(
                    format_args!("the cell is shown as a percentage (it holds {held}), and the column is of none"),
                    "set its format to General and write the number that the column is of; with the format alone it stays a rate",
                ),
            Self::Smaller { held } => error("C32", lang)
                .zh(
                    format_args!("这一格的格式把数字缩小显示，存储的是 {held}，不知道以哪个为准"),
                    "把单元格格式改为“常规”，按表头的单位核对数字",
                )
                .en(
                    format_args!("the format shows the number smaller than it is; the cell holds {held}"),
                    "set its format to General and check the number against the unit of the heading",
                ),
            Self::Multiple { held, word, unit } => error("C32", lang)
                .zh(
                    format_args!("这一格显示为“{held}{word}”，表头的单位却是“{unit}”"),
                    "把单元格格式改为“常规”，按表头的单位填数字，或改正表头的单位",
                )
                .en(
                    format_args!("the cell is shown as `{held}{word}`, but the unit of the heading is `{unit}`"),
                    "set its format to General and write the number in the unit of the heading, or correct that unit",
                ),
            Self::Merged { with } => error("C34", lang)
                .zh(
                    format_args!("这一格与 {with} 合并，数字只属于 {with}，这一行没有数"),
                    "取消合并，各行分别填数；是几行合计的，只留一行",
                )
                .en(
                    format_args!("the cell is merged with {with}, which alone holds the number; this row has none"),
                    "unmerge the cells and write the number of each row; keep one row if it is their total",
                ),
            Self::ReadAsPercent { cells } => note("C33", lang)
                .zh(format_args!("{cells} 是百分数格式，按显示的百分数读入"), "无需处理")
                .en(
                    format_args!("{cells}: read as the percentages that they are shown as"),
                    "nothing to do",
                ),
        }
    }
}

fn hidden(rows: &str, columns: &str, lang: Lang) -> Statement {
    let (rows_zh, rows_en) = match rows {
        "" => (String::new(), String::new()),
        rows => (format!("第 {rows} 行"), format!("rows {rows}")),
    };
    let (columns_zh, columns_en) = match columns {
        "" => (String::new(), String::new()),
        columns => (format!("{columns} 列"), format!("columns {columns}")),
    };
    let (and_zh, and_en) =
        if rows.is_empty() || columns.is_empty() { ("", "") } else { ("和 ", " and ") };
    caution("F08", lang)
        .zh(
            format_args!("{rows_zh}{and_zh}{columns_zh}是隐藏的（或被筛选掉的），其中的数据已读入"),
            "如不该读入，删去这些行、列后重新导入；该读入的，取消隐藏和筛选",
        )
        .en(
            format_args!(
                "{rows_en}{and_en}{columns_en} hidden (or filtered out); their data were read"
            ),
            "delete them and ingest again if they should not be read, else show them",
        )
}
