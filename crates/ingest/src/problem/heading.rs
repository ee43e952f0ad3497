//! Problems with the heading of a column (H01 to H09).

use talent_domain::{Lang, TemplateCode};

use super::statement::{Statement, caution, error, offer};

/// A problem with the heading of a column.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum HeadingProblem {
    /// A heading that the template needs is missing.
    Missing { heading: &'static str, nearest: Option<String> },
    /// A heading that the template does not know.
    Unknown { heading: String, nearest: Option<String> },
    /// The same heading twice.
    Twice { heading: String, first: String },
    /// None of the headings is that of a figure; some that would be.
    NoFigure { headings: String },
    /// A heading that tells rows apart which the template would take for one.
    Foreign { heading: String, template: TemplateCode },
    /// Cells in a column without a heading.
    None { column: String },
}

impl HeadingProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::Missing { heading, nearest } => missing(heading, nearest.as_ref(), lang),
            Self::Unknown { heading, nearest } => unknown(heading, nearest.as_ref(), lang),
            Self::Twice { heading, first } => error("H03", lang)
                .zh(format_args!("表头“{heading}”重复，已在 {first}"), "删去重复的列")
                .en(
                    format_args!("heading `{heading}` stands twice, first in {first}"),
                    "delete the second column",
                ),
            Self::NoFigure { headings } => error("H05", lang)
                .zh(
                    format_args!("没有一列是指标，什么也读不到；该模板的指标列如 {headings}"),
                    "一个指标一列，列名用模板中的表头；若每行一个指标，设“指标”“数值”“单位”三列",
                )
                .en(
                    format_args!(
                        "no column holds a figure; those of the template are {headings} and so on"
                    ),
                    "give each measure a column named as in the template, or each row a measure in columns 指标, 数值 and 单位",
                ),
            Self::Foreign { heading, template } => error("H07", lang)
                .zh(
                    format_args!(
                        "各行还按“{heading}”区分，{} 没有这一列",
                        template.title(Lang::Zh)
                    ),
                    "换用有这一列的模板，或删去这一列并汇总",
                )
                .en(
                    format_args!(
                        "rows are told apart by `{heading}` too, which {} has not",
                        template.title(Lang::En)
                    ),
                    "use a template that has the column, or delete it and add the rows up",
                ),
            Self::None { column } => caution("H09", lang)
                .zh(
                    format_args!("{column} 列没有表头，其中的内容未读入"),
                    "如需读入，补上表头；批注、草算无需处理",
                )
                .en(
                    format_args!("column {column} has no heading and was not read"),
                    "give it a heading if it is to be read; nothing to do for remarks",
                ),
        }
    }
}

fn missing(heading: &str, nearest: Option<&String>, lang: Lang) -> Statement {
    error("H01", lang)
        .zh(
            format_args!("缺少表头“{heading}”{}", offer("，有一个相近的“", nearest, "”")),
            "按模板补上该列；各行都一样的代码或年份，在表头上方写一次即可",
        )
        .en(
            format_args!(
                "heading `{heading}` is missing{}",
                offer("; `", nearest, "` is near to it")
            ),
            "add the column as in the template; a code or year that all rows share may be stated once above the headings",
        )
}

fn unknown(heading: &str, nearest: Option<&String>, lang: Lang) -> Statement {
    caution("H02", lang)
        .zh(
            format_args!(
                "模板中没有表头“{heading}”，该列未读入{}",
                offer("；模板中有一个相近的“", nearest, "”")
            ),
            "如需读入，改成模板中的表头",
        )
        .en(
            format_args!(
                "heading `{heading}` is not in the template{}; the column was not read",
                offer(", `", nearest, "` is")
            ),
            "rename it to a heading of the template if it is to be read",
        )
}
