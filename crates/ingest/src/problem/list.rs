//! Problems with code lists and lists of parameters (C16, F12, J09, X01, X03, X04).

use talent_domain::{CellRef, Lang, TemplateCode};

use super::statement::{Statement, caution, error, shortened};

/// A problem with a code list or list of parameters.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum ListProblem {
    /// Two lists of one kind in one ingestion.
    Twice { template: TemplateCode },
    /// A number outside the range that it can have.
    OutOfRange { heading: &'static str, value: f64, range: &'static str },
    /// Shares that must add up to 100 % and are far from it.
    ShareSum { whole: String, sum: f64 },
    /// Shares that add up to nearly 100 % and are scaled to it.
    ShareScaled { whole: String, sum: f64 },
    /// Something that a list refers to and does not define.
    Undefined { text: String, where_defined: &'static str },
    /// A code, or a row, that stands in the list before; in which row, if that is known.
    Repeated { code: Option<String>, first: Option<u32> },
    /// A published rule whose number stands in the list before: both would hold from the years that they state, without end.
    RuleTwice { id: String, first: CellRef },
    /// A programme that stands before on the same control list, or on another version of it.
    ControlTwice { programme: String, first_list: String, first: CellRef },
    /// A list without codes that figures in force are of.
    Loses { template: TemplateCode, codes: Vec<String> },
}

impl ListProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::Twice { template } => error("F12", lang)
                .zh(format_args!("一次导入中有两份{}", template.title(Lang::Zh)), "只导入其中一份")
                .en(
                    format_args!("two files of {}", template.title(Lang::En)),
                    "ingest one of them",
                ),
            Self::Repeated { code, first } => repeated(code.as_deref(), *first, lang),
            Self::OutOfRange { heading, value, range } => error("C16", lang)
                .zh(format_args!("“{heading}”为 {value}，应在 {range} 之间"), "核对后改正")
                .en(
                    format_args!("`{heading}` is {value}; allowed is {range}"),
                    "check and correct it",
                ),
            Self::ShareSum { whole, sum } => error("X03", lang)
                .zh(
                    format_args!("{whole} 的占比合计为 {:.1}%，应为 100%", 100.0 * sum),
                    "核对各行占比，补上漏掉的行，使合计为 100%",
                )
                .en(
                    format_args!(
                        "the shares of {whole} add up to {:.1} %, not to 100 %",
                        100.0 * sum
                    ),
                    "check the rows and add those that are missing, so that they add up to 100 %",
                ),
            Self::ShareScaled { whole, sum } => caution("X03", lang)
                .zh(
                    format_args!("{whole} 的占比合计为 {:.1}%，已按比例折算为 100%", 100.0 * sum),
                    "如因四舍五入或未公布的小项，无需处理",
                )
                .en(
                    format_args!(
                        "the shares of {whole} add up to {:.1} % and were scaled to 100 %",
                        100.0 * sum
                    ),
                    "nothing to do if it is rounding or small items left out",
                ),
            Self::Undefined { text, where_defined } => error("X04", lang)
                .zh(
                    format_args!("“{text}”没有定义：应在{where_defined}中"),
                    "在同一次导入中补上定义它的表，或核对代码",
                )
                .en(
                    format_args!("`{text}` is not defined; it belongs into {where_defined}"),
                    "ingest the list that defines it along with this one, or check the code",
                ),
            Self::RuleTwice { id, first } => rule_twice(id, first, lang),
            Self::ControlTwice { programme, first_list, first } => {
                control_twice(programme, first_list, first, lang)
            }
            Self::Loses { template, codes } => loses(*template, codes, lang),
        }
    }
}

fn loses(template: TemplateCode, codes: &[String], lang: Lang) -> Statement {
    error("J09", lang)
        .zh(
            format_args!(
                "{} 会整表替换，而库中有数字的 {} 个代码不在新表中：{}",
                template.title(Lang::Zh),
                codes.len(),
                shortened(codes)
            ),
            "把这些代码补进新表（停用的也要留着，历史数字靠它们认）",
        )
        .en(
            format_args!(
                "{} is replaced as a whole and would lose {} codes that figures in the store are of: {}",
                template.title(Lang::En),
                codes.len(),
                shortened(codes)
            ),
            "add these codes to the new list; those no longer in use stay, for the figures of their time",
        )
}

fn rule_twice(id: &str, first: &CellRef, lang: Lang) -> Statement {
    error("X01", lang)
        .zh(
            format_args!("规则编号 {id} 在 {first} 已经有了：两行各自从所写年份起一直有效，期间重叠"),
            "只保留现行的一行；是两条规则的，编号要不同，如 -1、-2",
        )
        .en(
            format_args!(
                "rule {id} stands in {first} already: both hold from the years that they state on, so that they overlap"
            ),
            "keep the row in force; give two rules two numbers, such as -1 and -2",
        )
}

fn control_twice(programme: &str, first_list: &str, first: &CellRef, lang: Lang) -> Statement {
    caution("X01", lang)
        .zh(
            format_args!("专业 {programme} 在 {first} 已列入“{first_list}”：同一名单的两行都有效，会说两遍"),
            "只保留现行版本的名单；确是两份名单的，无需处理",
        )
        .en(
            format_args!(
                "programme {programme} is on `{first_list}` in {first} already: both rows of one list hold, and would be said twice"
            ),
            "keep the version in force; nothing to do if these are two lists",
        )
}

fn repeated(code: Option<&str>, first: Option<u32>, lang: Lang) -> Statement {
    let (what_zh, what_en) = match code {
        Some(code) => (format!("代码 {code}"), format!("code {code}")),
        None => ("这一行".to_owned(), "the row".to_owned()),
    };
    let (where_zh, where_en) = match first {
        Some(first) => (format!("第 {first} 行"), format!("row {first}")),
        None => ("前面".to_owned(), "a row above".to_owned()),
    };
    error("X01", lang)
        .zh(
            format_args!("{what_zh} 在{where_zh}已经有了"),
            "只保留一行；如是两个单位用了同一代码，给其中一个改代码",
        )
        .en(
            format_args!("{what_en} stands in {where_en} already"),
            "keep one of the rows; if two share a code by mistake, give one of them another",
        )
}
