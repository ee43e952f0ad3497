//! Problems with a figure beside others of its series or table (X01, X02, X07, T04, T08).

use talent_domain::{CellRef, Lang, Measure};

use super::statement::{Statement, caution, error};

/// A problem with a figure beside others.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum FigureProblem {
    /// The same figure, or the same row of a list, twice; how many figures of the row are.
    Duplicate { first: CellRef, figures: usize },
    /// A stated total that its parts do not add up to.
    TotalDiffers { stated: f64, sum: f64 },
    /// Quarters that rise as sums from the year's beginning do.
    Cumulated { first: f64, last: f64, quarters: usize },
    /// Nobody in the last quarter of a year that had somebody before.
    NobodyAtTheEnd,
    /// A jump that looks like a change of unit.
    UnitJump { figure: Measure, value: f64, usual: f64, others: Vec<Measure> },
    /// A figure of a year that has not come.
    NotYet { year: i32, this_year: i32 },
}

impl FigureProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::Duplicate { first, figures: figures @ 2.. } => error("X01", lang)
                .zh(format_args!("本行 {figures} 个数字与 {first} 起的一行重复：同一对象、同一年"), "多余的删去；如是同一对象的几部分（如几个班），合计成一行")
                .en(
                    format_args!("{figures} figures of this row stand in the row of {first} too: of the same and of the same year"),
                    "delete what is too much; add up what are parts of the same, such as several forms",
                ),
            Self::Duplicate { first, .. } => error("X01", lang)
                .zh(format_args!("与 {first} 是同一个指标、同一年的重复数据"), "多余的删去；如是同一对象的几部分，合计成一处")
                .en(
                    format_args!("the same figure of the same year stands in {first}"),
                    "keep one of the two",
                ),
            Self::TotalDiffers { stated, sum } => caution("X02", lang)
                .zh(format_args!("合计 {stated} 与分项之和 {sum} 不符"), "核对合计与分项")
                .en(
                    format_args!("the total {stated} is not the sum of its parts, {sum}"),
                    "check the total and its parts",
                ),
            Self::Cumulated { first, last, quarters } => caution("X07", lang)
                .zh(
                    format_args!("{quarters} 个季度逐季增加，从 {first} 到 {last}，像是累计数"),
                    "只填当季人数：用本季累计减去上季累计",
                )
                .en(
                    format_args!("{quarters} quarters rise from {first} to {last}, as sums from the year's beginning do"),
                    "give the persons of each quarter alone",
                ),
            Self::NobodyAtTheEnd => caution("X07", lang)
                .zh("前几季有人，最后填报的一季为 0", "尚未核准的季度留空，不填 0；确实没有人的不用改")
                .en(
                    "nobody in the last quarter that is given, though there were some before",
                    "leave quarters that are not settled yet empty; 0 means nobody",
                ),
            Self::UnitJump { figure, value, usual, others } => {
                jump(*figure, [*value, *usual], others, lang)
            }
            Self::NotYet { year, this_year } => error("T08", lang)
                .zh(
                    format_args!("{year} 年还没有到（本机时间为 {this_year} 年）"),
                    "核对年份和本机日期；确属预先填报的，加 --confirm T08 再导入",
                )
                .en(
                    format_args!(
                        "the year {year} has not come (by this machine's clock it is {this_year})"
                    ),
                    "check the year and the date of this machine; if it is meant, ingest again with --confirm T08",
                ),
        }
    }
}

/// A figure far from what is usual, and the others of its row that are.
fn jump(figure: Measure, [value, usual]: [f64; 2], others: &[Measure], lang: Lang) -> Statement {
    let others: Vec<&str> = others.iter().map(|measure| measure.name(lang)).collect();
    let (figure, others) = (figure.name(lang), others.join(lang.pick("、", ", ")));
    let (also_zh, also_en) = if others.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("（同一行还有 {others}）"), format!(" (and in the same row {others})"))
    };
    error("T04", lang)
        .zh(
            format_args!(
                "{figure} {value} 与该序列通常的 {usual} 相差悬殊{also_zh}，疑似多写或少写了一位，或单位错误（如 万人/人、万元/亿元）"
            ),
            "核对数字和单位；确属实际变化的，加 --confirm T04（或 --confirm 文件!单元格）再导入",
        )
        .en(
            format_args!(
                "{figure} {value} is far from the usual {usual} of the series{also_en}: a digit too many or too few, or a wrong unit?"
            ),
            "check number and unit; if the change is real, ingest again with --confirm T04 (or FILE!CELL)",
        )
}
