//! Problems with a file as a whole (F01 to F16).

use talent_domain::Lang;

use super::statement::{Statement, error, note};

/// A problem with a file as a whole.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum FileProblem {
    /// The file cannot be read as what it claims to be.
    Unreadable { reason: String },
    /// The content is of another kind than the name says.
    WrongType { looks_like: &'static str },
    /// Too many bytes, rows or cells.
    TooLarge { what: &'static str, got: u64, limit: u64 },
    /// The content, unpacked, would take more memory than its size speaks for.
    Bloated { limit: u64 },
    /// More findings than are listed.
    Unlisted { errors: usize, others: usize },
    /// The workbook carries macros.
    Macro,
    /// Bytes that are neither UTF-8 nor GB18030, from this offset on.
    Undecodable { offset: usize },
    /// A quotation mark that opens a cell on this line, counted from 1, and is not closed, or not where the cell ends.
    UnclosedQuote { line: usize },
    /// A number with a comma in it, on this line of a text file whose cells are parted by semicolons.
    CommaInNumber { line: usize, text: String },
    /// The workbook has a password.
    Locked,
    /// A page for browsers, or another text that spreadsheet programs open, under the name of a workbook.
    NotAWorkbook { what: &'static str },
    /// No data in the sheet or file.
    Empty,
    /// Observed and simulated figures in one file.
    MixedNature,
}

impl FileProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::Unreadable { reason } => error("F01", lang)
                .zh(
                    format_args!("文件无法读取：{reason}"),
                    "用表格软件打开后另存为 .xlsx，取消密码保护",
                )
                .en(
                    format_args!("the file cannot be read: {reason}"),
                    "open it in a spreadsheet program and save it as .xlsx without a password",
                ),
            Self::WrongType { looks_like } => error("F02", lang)
                .zh(
                    format_args!("文件内容与扩展名不符，看起来是{looks_like}"),
                    "换成真正的 .xlsx 或 .csv 文件",
                )
                .en(
                    format_args!(
                        "the content does not fit the file name; it looks like {looks_like}"
                    ),
                    "give a real .xlsx or .csv file",
                ),
            Self::TooLarge { what, got, limit } => too_large(what, *got, *limit, lang),
            Self::Bloated { limit } => bloated(*limit >> 20, lang),
            Self::Unlisted { errors, others } => unlisted(*errors, *others, lang),
            Self::Macro => error("F05", lang)
                .zh("工作簿含有宏，没有读取；本系统从不运行宏", "另存为不含宏的 .xlsx")
                .en(
                    "the workbook carries macros and was not read; macros are never run",
                    "save it as .xlsx without macros",
                ),
            Self::CommaInNumber { line, text } => comma_in_number(*line, text, lang),
            Self::Locked => error("F18", lang)
                .zh("工作簿设了密码，内容是加密的", "用表格软件打开，取消密码后另存为 .xlsx")
                .en(
                    "the workbook has a password, and its content is encrypted",
                    "open it, take the password away and save it as .xlsx",
                ),
            Self::NotAWorkbook { what } => error("F19", lang)
                .zh(
                    format_args!("扩展名是表格，内容其实是{what}：许多系统导出的“Excel”就是这样"),
                    "用 WPS 或 Excel 打开，另存为 .xlsx（只改扩展名没有用）",
                )
                .en(
                    format_args!("it is named as a workbook and is {what}, as many systems export it"),
                    "open it in a spreadsheet program and save it as .xlsx; another name alone does not help",
                ),
            Self::Undecodable { offset } => undecodable(*offset, lang),
            Self::UnclosedQuote { line } => unclosed_quote(*line, lang),
            Self::Empty => error("F10", lang)
                .zh("没有数据", "填入数据后再导入")
                .en("there is no data", "fill in data first"),
            Self::MixedNature => error("F11", lang)
                .zh("同一文件中既有真实数据又有模拟数据", "分成两个文件")
                .en("observed and simulated figures in one file", "make two files of it"),
        }
    }
}

fn undecodable(offset: usize, lang: Lang) -> Statement {
    error("F06", lang)
        .zh(
            format_args!("第 {offset} 字节处既不是 UTF-8 也不是 GB18030 编码"),
            "另存为 UTF-8 编码的 CSV，或 .xlsx",
        )
        .en(
            format_args!("byte {offset} is neither UTF-8 nor GB18030"),
            "save it as CSV in UTF-8, or as .xlsx",
        )
}

fn comma_in_number(line: usize, text: &str, lang: Lang) -> Statement {
    error("F17", lang)
        .zh(
            format_args!("单元格用分号隔开，第 {line} 行却有“{text}”：逗号是小数点还是千分位，说不清"),
            "小数点改用“.”，去掉千分位的逗号；或另存为 .xlsx",
        )
        .en(
            format_args!(
                "cells are parted by semicolons, and line {line} has `{text}`: its comma may be a decimal point or part thousands"
            ),
            "write decimals with a point and thousands without a comma, or save it as .xlsx",
        )
}

fn unclosed_quote(line: usize, lang: Lang) -> Statement {
    error("F14", lang)
                .zh(
                    format_args!("第 {line} 行有一个单元格以引号开头而没有正常结束，其后的行会被当成它的内容"),
                    "补上结束的引号；引号本身是内容的，写成两个引号并把整格用引号括起来；或另存为 .xlsx",
                )
                .en(
                    format_args!(
                        "line {line} opens a cell with a quotation mark that is not closed, which takes the rows after it for its text"
                    ),
                    "close it; write a quotation mark that is meant as text twice, in a quoted cell; or save it as .xlsx",
                )
}

fn too_large(what: &str, got: u64, limit: u64, lang: Lang) -> Statement {
    error("F03", lang)
        .zh(
            format_args!("{what}过大：{got}，上限 {limit}"),
            "拆成几个文件分别导入；多出来的空白行列和格式，删去后另存",
        )
        .en(
            format_args!("{what}: {got} is over the limit of {limit}"),
            "split it into several files; delete blank rows, columns and formats beside the table",
        )
}

fn bloated(megabytes: u64, lang: Lang) -> Statement {
    error("F15", lang)
        .zh(
            format_args!("内容展开后比文件大得多，超过内存上限 {megabytes} MB"),
            "删去表格以外的单元格、空白行列和整列的格式，另存后再导入；确有这么多数据的，拆成几个文件",
        )
        .en(
            format_args!(
                "the content unfolds to far more than the file, over the limit of {megabytes} MB of memory"
            ),
            "delete cells, blank rows and formats beside the table and save it again; split it into several files if it really holds so much",
        )
}

fn unlisted(errors: usize, others: usize, lang: Lang) -> Statement {
    let of = if errors > 0 { error } else { note };
    of("F16", lang)
        .zh(
            format_args!("另有错误 {errors} 处、提醒和说明 {others} 处，没有逐一列出"),
            "先改正列出的错误（多半是同一原因），再检查一遍",
        )
        .en(
            format_args!("there are {errors} more errors, and {others} more cautions and notes"),
            "mend those that are listed first, most of one cause, and check again",
        )
}
