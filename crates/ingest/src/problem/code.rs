//! Problems with codes (C05, C06, C21, C22).

use talent_domain::{CodeList, Lang};

use super::statement::{Statement, caution, error, note, offer, shortened};

/// A problem with a code.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum CodeProblem {
    /// A code of the wrong shape.
    Shape { text: String, what: &'static str },
    /// A code that is not in its list.
    Unknown { text: String, list: &'static str, nearest: Option<String> },
    /// Codes of former catalogues, with their names.
    Former { found: Vec<String> },
    /// Programmes of another level than their schools', as `school programme`.
    OtherLevel { found: Vec<String> },
}

impl CodeProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::Shape { text, what } => error("C05", lang)
                .zh(
                    format_args!("“{text}”不是{what}代码的样子"),
                    "把该列设为文本格式后重新填写代码",
                )
                .en(
                    format_args!("`{text}` has not the shape of a code ({what})"),
                    "set the column to text and enter the code again",
                ),
            Self::Unknown { text, list, nearest } => unknown(text, list, nearest.as_ref(), lang),
            Self::Former { found } => note("C21", lang)
                .zh(
                    format_args!(
                        "按专业代码沿革表（C10）读作旧目录的代码：{}，共 {} 个",
                        shortened(found),
                        found.len()
                    ),
                    "如有不对，改 C10 中的停用年份，或在表中写明专业名称",
                )
                .en(
                    format_args!(
                        "read as codes of former catalogues (C10), {} in all: {}",
                        found.len(),
                        shortened(found)
                    ),
                    "if one of them is wrong, change 停用年份 in C10 or write the programme's name into the table",
                ),
            Self::OtherLevel { found } => caution("C22", lang)
                .zh(
                    format_args!(
                        "专业代码的层次与学校类型（C1）不同：{}，共 {} 个",
                        shortened(found),
                        found.len()
                    ),
                    "如是旧目录的代码，写进专业代码沿革表（C10）再导入；确有其他层次的专业可不改",
                )
                .en(
                    format_args!(
                        "programmes of another level than their schools (C1), {} in all: {}",
                        found.len(),
                        shortened(found)
                    ),
                    "if these are codes of a former catalogue, put them into C10 first; programmes of another level may stay",
                ),
        }
    }
}

fn unknown(text: &str, list: &str, nearest: Option<&String>, lang: Lang) -> Statement {
    let (fix_zh, fix_en) = if list == CodeList::Programme.name() {
        (
            "核对代码；旧目录的代码写进专业代码沿革表（C10），新增的先导入新的代码表",
            "check the code; codes of former catalogues go into C10, new ones into a newer code list, ingested first",
        )
    } else {
        ("核对代码，或先导入新的代码表", "check the code, or ingest a newer code list first")
    };
    error("C06", lang)
        .zh(format_args!("“{text}”不在{list}代码表中{}", offer("，相近的有 ", nearest, "")), fix_zh)
        .en(
            format_args!(
                "`{text}` is not in the code list ({list}){}",
                offer("; near to it: ", nearest, "")
            ),
            fix_en,
        )
}
