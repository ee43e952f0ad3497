//! Problems with names beside codes or in their stead (C07, C17, C18, C25).

use talent_domain::Lang;

use super::statement::{Statement, caution, error, note, offer, shortened};

/// A problem with a name beside a code or in its stead.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum NameProblem {
    /// The name does not belong to the code, but to another one if that is given.
    Differs { code: String, name: String, expected: String, other: Option<String> },
    /// A name without a code that is in no list, and where it stands again.
    Unknown { name: Box<str>, list: &'static str, nearest: Option<Box<str>>, places: Box<[String]> },
    /// The name of a former section that was divided, with the sections of today that hold its parts.
    Divided { name: String, codes: String },
    /// Former, short and longer names, each with what it was read as.
    ReadAs { list: &'static str, found: Vec<String> },
    /// A name without a code that several codes have.
    OfSeveral { name: String, codes: String },
    /// Names that stood for codes, each with its code.
    StoodForCodes { list: &'static str, found: Vec<String> },
}

impl NameProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::Differs { code, name, expected, other } => {
                differs([code, name, expected], other.as_ref(), lang)
            }
            Self::Unknown { name, list, nearest, places } => error("C17", lang)
                .zh(
                    format_args!(
                        "没有代码，按名称查：{list}代码表中没有“{name}”{}{}",
                        offer("，相近的有 ", nearest.as_ref(), ""),
                        again(places, lang)
                    ),
                    "改成代码表中的名称，或加一列代码；旧名、简称可写进代码表的“曾用名”列",
                )
                .en(
                    format_args!(
                        "there is no code, and no name `{name}` in the code list ({list}){}{}",
                        offer("; near to it: ", nearest.as_ref(), ""),
                        again(places, lang)
                    ),
                    "use the name of the code list or add a column of codes; former and short names may go into the list's column 曾用名",
                ),
            Self::Divided { name, codes } => divided(name, codes, lang),
            Self::ReadAs { list, found } => read_as(list, found, lang),
            Self::OfSeveral { name, codes } => error("C17", lang)
                .zh(format_args!("没有代码，而“{name}”有几个代码：{codes}"), "加一列代码")
                .en(
                    format_args!("there is no code, and `{name}` is the name of several: {codes}"),
                    "add a column of codes",
                ),
            Self::StoodForCodes { list, found } => note("C18", lang)
                .zh(
                    format_args!(
                        "{list}代码按名称查得：{}，共 {} 个",
                        shortened(found),
                        found.len()
                    ),
                    "如有不对，加一列代码",
                )
                .en(
                    format_args!(
                        "codes were looked up by name ({list}), {} in all: {}",
                        found.len(),
                        shortened(found)
                    ),
                    "add a column of codes if one of them is wrong",
                ),
        }
    }
}

/// Where the same stands again, with how often it does in all; empty if it does not.
fn again(places: &[String], lang: Lang) -> String {
    const SHOWN: usize = 4;
    if places.is_empty() {
        return String::new();
    }
    let (count, shown) = (places.len() + 1, places[..places.len().min(SHOWN)].join("、"));
    match lang {
        Lang::Zh => format!(
            "；共 {count} 处，另见 {shown}{}",
            if places.len() > SHOWN { " 等" } else { "" }
        ),
        Lang::En => {
            let more = if places.len() > SHOWN { " and so on" } else { "" };
            format!("; {count} times in all, again at {shown}{more}")
        }
    }
}

/// A code and the name beside it, which is that of another code or of none.
fn differs([code, name, expected]: [&str; 3], other: Option<&String>, lang: Lang) -> Statement {
    match other {
        Some(other) => error("C07", lang)
            .zh(
                format_args!("代码 {code} 是“{expected}”，表中却写“{name}”，那是 {other}"),
                "核对代码与名称哪个有误并改正；确以代码为准的，加 --confirm C07（或 --confirm 文件!单元格）再导入",
            )
            .en(
                format_args!("code {code} is `{expected}`, but the file says `{name}`, which is {other}"),
                "correct the one that is wrong; if the code is right, ingest again with --confirm C07 (or FILE!CELL)",
            ),
        None => caution("C07", lang)
            .zh(
                format_args!("代码 {code} 的名称应为“{expected}”，表中写作“{name}”"),
                "核对代码与名称哪个有误；按代码读入",
            )
            .en(
                format_args!("code {code} is named `{expected}`, the file says `{name}`"),
                "check which of the two is wrong; the code was used",
            ),
    }
}

fn divided(name: &str, codes: &str, lang: Lang) -> Statement {
    error("C17", lang)
        .zh(
            format_args!("“{name}”是旧标准的行业门类，现在分属 {codes}，没有一个代码可用"),
            "不要填进任何一个门类；有细分的数字就分开填，没有就删去这一行",
        )
        .en(
            format_args!("`{name}` is a section of a former standard, now divided among {codes}"),
            "fill it into none of them: give its parts if they are known, else delete the row",
        )
}

fn read_as(list: &str, found: &[String], lang: Lang) -> Statement {
    caution("C25", lang)
        .zh(
            format_args!("{list}用的是旧名、简称或全称，读作：{}", found.join("、")),
            "核对；如有不对，改成代码表中的名称，或加一列代码",
        )
        .en(
            format_args!(
                "former, short or longer names ({list}) were read as {}",
                found.join("、")
            ),
            "check them; if one is wrong, use the name of the code list or add a column of codes",
        )
}
