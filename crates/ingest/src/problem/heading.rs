//! Problems with the heading of a column (H01 to H12, H17).

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
    /// None of the headings is that of a figure; some that would be, and one that is near to one.
    NoFigure { headings: String, nearest: Option<String> },
    /// A heading that tells rows apart which the template would take for one.
    Foreign { heading: String, template: TemplateCode },
    /// Cells in a column without a heading.
    None { column: String },
    /// A rate where counts are wanted.
    Rate { heading: String },
    /// Counts that could as well be percentages.
    MaybeRate { heading: String },
    /// Persons employed, of whom the title says that they are others than those of the measure.
    OtherScope { heading: String, word: &'static str },
    /// Persons employed, of whom nothing says that they are those of the measure.
    ScopeAssumed { heading: String },
}

impl HeadingProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::Missing { heading, nearest } => missing(heading, nearest.as_ref(), lang),
            Self::Unknown { heading, nearest } => unknown(heading, nearest.as_ref(), lang),
            Self::Twice { heading, first } => error("H03", lang)
                .zh(format_args!("表头“{heading}”重复，已在 {first}"), "右边如是另一张表，移到下面或另存一个工作表；确是多余的列才删去")
                .en(
                    format_args!("heading `{heading}` stands twice, first in {first}"),
                    "move a second table below the first or to a sheet of its own; delete the column only if it is too much",
                ),
            Self::NoFigure { headings, nearest } => error("H05", lang)
                .zh(
                    format_args!(
                        "未识别到指标列；该模板的指标列如 {headings}{}",
                        offer("；相近的是", nearest.as_ref(), "")
                    ),
                    "一个指标一列，列名用模板中的表头；若每行一个指标，设“指标”“数值”“单位”三列",
                )
                .en(
                    format_args!(
                        "no column holds a figure; those of the template are {headings} and so on{}",
                        offer("; near to one: ", nearest.as_ref(), "")
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
            Self::Rate { heading } => rate(heading, lang),
            Self::MaybeRate { heading } => maybe_rate(heading, lang),
            Self::OtherScope { heading, word } => other_scope(heading, word, lang),
            Self::ScopeAssumed { heading } => scope_assumed(heading, lang),
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

fn rate(heading: &str, lang: Lang) -> Statement {
    caution("H11", lang)
                .zh(
                    format_args!("“{heading}”是比率，本系统收绝对数，该列未读入"),
                    "模板中有的人数、金额，另加列填绝对数，不要把百分数填进去；模板中没有的无需处理",
                )
                .en(
                    format_args!("`{heading}` is a rate; absolute figures are wanted, and the column was not read"),
                    "add columns of the persons or amounts that the template has, never filling in percentages; nothing to do for others",
                )
}

fn maybe_rate(heading: &str, lang: Lang) -> Statement {
    caution("H11", lang)
                .zh(
                    format_args!("“{heading}”没有写明是人数，而各行都不超过 100，按人数读入"),
                    "本系统要人数；如是百分数，撤回这次导入，改填人数",
                )
                .en(
                    format_args!("`{heading}` does not say that it counts persons, and no figure exceeds 100; they were read as counts"),
                    "counts are wanted: if these are percentages, undo it and fill in counts",
                )
}

fn other_scope(heading: &str, word: &str, lang: Lang) -> Statement {
    error("H12", lang)
        .zh(
            format_args!("标题写着“{word}”，而“{heading}”要的是全市城镇非私营单位年末全部人数"),
            "换成这一口径的数；标题写得不对的，改正标题",
        )
        .en(
            format_args!(
                "the title says `{word}`, and `{heading}` is of all persons in urban non-private units at the year's end"
            ),
            "give figures of these; correct the title if it is wrong",
        )
}

fn scope_assumed(heading: &str, lang: Lang) -> Statement {
    caution("H17", lang)
                .zh(
                    format_args!("“{heading}”没有写明口径，按城镇非私营单位从业人员读入"),
                    "如是全社会、私营或个体的就业人员，撤回这次导入，不要作为单位从业人员",
                )
                .en(
                    format_args!(
                        "`{heading}` does not say of which units; it was read as employment in urban non-private units"
                    ),
                    "undo it if these are all employed persons, or those of private firms",
                )
}
