//! Problems with figures that may be right although they look wrong: beside other years, cohorts and tables (J01 to J10,
//! T01 to T03, T09, T10, X06), or outside what such figures can be (R07, R11, R13).

use talent_domain::{Lang, Measure};

use super::statement::{Statement, caution, error, note, shortened};

/// A problem with figures over the years.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum CourseProblem {
    /// Zeros that another figure speaks against: one that leaves no room for them, or one that makes them unlikely.
    Zero { figures: Vec<Measure>, against: Measure, year: i32, value: f64, is_contradicted: bool },
    /// A school that reports nothing but zeros in a year, and what it reported the year before, added up.
    OnlyZeros { school: String, year: i32, before: f64 },
    /// A figure of a cohort far from the earlier one that it goes on from.
    Cohort {
        rule: &'static str,
        figure: Measure,
        year: i32,
        value: f64,
        before: Measure,
        before_year: i32,
        expected: f64,
    },
    /// A change far from those of the other series.
    Outlier { figure: Measure, value: f64, before: f64, before_year: i32 },
    /// A year of a school in which all figures are those of the year before.
    SameYear { school: String, year: i32, figures: usize },
    /// A figure that stays the same for years.
    SameFigure { figure: Measure, value: f64, years: usize },
    /// Years of which a school has reported nothing.
    Gap { first: i32, last: i32 },
    /// A programme that has stopped recruiting and recruits.
    StoppedRecruits { figure: Measure, value: f64, year: i32 },
    /// Programmes that recruit and have no row in the table of intake.
    Unreported { school: String, year: i32, programmes: Vec<String> },
    /// A figure outside what such figures can be.
    Outside { rule: &'static str, figure: Measure, value: f64, lowest: f64, highest: f64 },
    /// Output per worker, in yuan, that no industry has.
    PerWorker { yuan: f64, lowest: f64, highest: f64 },
    /// Output and workers that go far apart, in percent.
    Opposite { output: f64, workers: f64 },
    /// Figures that take the place of others in the store: how many, and the first of them.
    Revised { all: usize, told: Vec<Revision> },
    /// Parts that do not add up to a published figure.
    Published { of: &'static str, figure: Measure, year: i32, sum: f64, total: f64 },
}

/// A figure in the store that another takes the place of.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// The cell of the new one.
    pub cell: String,
    /// Its year and measure.
    pub what: String,
    /// The one in the store.
    pub before: f64,
    /// The new one.
    pub after: f64,
    /// The cell of the one in the store.
    pub from: String,
}

fn revised(all: usize, told: &[Revision], lang: Lang) -> Statement {
    let one = |revision: &Revision| {
        let Revision { cell, what, before, after, from } = revision;
        match lang {
            Lang::Zh => format!("{cell} {what} {before} 改为 {after}（原 {from}）"),
            Lang::En => format!("{cell} {what}: {before} becomes {after} (was {from})"),
        }
    };
    let listed: Vec<String> = told.iter().map(one).collect();
    let more = if all > told.len() { lang.pick("等", " and others") } else { "" };
    let listed = listed.join(lang.pick("、", "; "));
    caution("T11", lang)
        .zh(
            format_args!("改动已入库的数字 {all} 个：{listed}{more}"),
            "核对是否确为更正；不是更正的，可能报错了年份或用错了来源",
        )
        .en(
            format_args!("{all} figures in the store change: {listed}{more}"),
            "check that they are corrections; if not, the year or the source may be wrong",
        )
}

/// What to do about a figure that may be right.
const EXPLAIN: (&str, &str) = (
    "核对；确实如此的，导入时用 --explain 写明原因",
    "check it; if it is right, say why by --explain when it is taken in",
);

impl CourseProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::Zero { .. } => self.zero(lang),
            Self::OnlyZeros { school, year, before } => only_zeros(school, *year, *before, lang),
            Self::Revised { all, told } => revised(*all, told, lang),
            Self::Cohort { .. } => self.cohort(lang),
            Self::SameYear { .. } | Self::SameFigure { .. } => self.repeated(lang),
            Self::Gap { .. } | Self::StoppedRecruits { .. } | Self::Unreported { .. } => {
                self.missing(lang)
            }
            _ => self.unusual(lang),
        }
    }

    fn zero(&self, lang: Lang) -> Statement {
        let Self::Zero { figures, against, year, value, is_contradicted } = self else {
            return note("T09", lang);
        };
        let (figures, against) = (names(figures, lang), against.name(lang));
        let (zh, en) = (
            format!("{figures} 为 0，而 {year} 年{against}为 {value}：像是把缺数填成了 0"),
            format!("0 for {figures}, while {against} was {value} in {year}: a missing figure?"),
        );
        if *is_contradicted {
            error("T09", lang)
                .zh(zh, "没有掌握的留空；确实为零的，加 --confirm T09（或 --confirm 文件!单元格）再导入")
                .en(
                    en,
                    "leave it empty if it is not known; if it is zero, ingest again with --confirm T09 (or FILE!CELL)",
                )
        } else {
            caution("T10", lang)
                .zh(zh, "没有掌握的留空；确实为零的，导入时用 --explain 写明原因")
                .en(en, "leave it empty if it is not known; if it is zero, say why by --explain")
        }
    }

    fn cohort(&self, lang: Lang) -> Statement {
        let Self::Cohort { rule, figure, year, value, before, before_year, expected } = self else {
            return note("J10", lang);
        };
        let (figure, before) = (figure.name(lang), before.name(lang));
        caution(rule, lang)
            .zh(
                format_args!(
                    "{year} 年{figure} {value}，而同一届学生 {before_year} 年{before}为 {expected}，相差过大"
                ),
                "核对两年的人数；确实如此的（如转入、并校、分流），导入时用 --explain 写明原因",
            )
            .en(
                format_args!(
                    "{figure} {year}: {value}, while the same cohort had {expected} in {before_year} ({before})"
                ),
                "check both years; if it is right (schools merged, students moved), say why by --explain",
            )
    }

    fn repeated(&self, lang: Lang) -> Statement {
        let statement = caution("T02", lang);
        match self {
            Self::SameYear { school, year, figures } => statement
                .zh(
                    format_args!("{school} {year} 年的全部 {figures} 个数字与上一年完全相同，像是照抄了上一年"),
                    "填当年的数字；确实相同的，导入时用 --explain 写明原因",
                )
                .en(
                    format_args!("all {figures} figures of {school} in {year} are those of the year before: copied?"),
                    "write the figures of the year; if they are the same, say so by --explain",
                ),
            Self::SameFigure { figure, value, years } => statement
                .zh(
                    format_args!("{}连续 {years} 年都是 {value}", figure.name(lang)),
                    EXPLAIN.0,
                )
                .en(
                    format_args!("{} is {value} for {years} years running", figure.name(lang)),
                    EXPLAIN.1,
                ),
            _ => statement,
        }
    }

    fn missing(&self, lang: Lang) -> Statement {
        match self {
            Self::Gap { first, last } => caution("T01", lang)
                .zh(
                    format_args!("该校 {} 年没有数据，前后各年有", years(*first, *last)),
                    "补报缺的年份；确实没有的，导入时用 --explain 写明原因",
                )
                .en(
                    format_args!("nothing of this school for {}, between years that it has reported", years(*first, *last)),
                    "report the missing years, or say why there is nothing by --explain",
                ),
            Self::StoppedRecruits { figure, value, year } => error("J04", lang)
                .zh(
                    format_args!("{year} 年专业状态（T3）是停招或撤销，{}却有 {value}", figure.name(lang)),
                    "核对专业状态和招生数；两者都对的，加 --confirm J04（或 --confirm 文件!单元格）再导入",
                )
                .en(
                    format_args!("by its state (T3) the programme did not recruit in {year}, but {} is {value}", figure.name(lang)),
                    "check both; if they are right, ingest again with --confirm J04 (or FILE!CELL)",
                ),
            Self::Unreported { school, year, programmes } => caution("X06", lang)
                .zh(
                    format_args!(
                        "{school} {year} 年 T3 中在招的专业，T2 中没有：{}，共 {} 个",
                        shortened(programmes),
                        programmes.len()
                    ),
                    "在 T2 中补报这些专业，或改正 T3 中的专业状态",
                )
                .en(
                    format_args!(
                        "programmes of {school} that recruit in {year} (T3) without a row in T2, {} in all: {}",
                        programmes.len(),
                        shortened(programmes)
                    ),
                    "add them to T2, or correct their state in T3",
                ),
            _ => note("T01", lang),
        }
    }

    fn unusual(&self, lang: Lang) -> Statement {
        match self {
            Self::Outlier { figure, value, before, before_year } => caution("T03", lang)
                .zh(
                    format_args!("{}从 {before_year} 年的 {before} 变为 {value}，远超各单位通常的变动", figure.name(lang)),
                    EXPLAIN.0,
                )
                .en(
                    format_args!("{} went from {before} in {before_year} to {value}, far beyond usual changes", figure.name(lang)),
                    EXPLAIN.1,
                ),
            Self::Outside { rule, figure, value, lowest, highest } => caution(rule, lang)
                .zh(
                    format_args!("{} {value} 不在 {lowest} 到 {highest} 之间，疑似单位错误或笔误", figure.name(lang)),
                    EXPLAIN.0,
                )
                .en(
                    format_args!("{} {value} is not from {lowest} to {highest}: a wrong unit or a slip?", figure.name(lang)),
                    EXPLAIN.1,
                ),
            Self::PerWorker { yuan, lowest, highest } => caution("R13", lang)
                .zh(
                    format_args!(
                        "人均增加值 {yuan:.0} 元，不在 {lowest} 到 {highest} 元之间，疑似万、亿弄混"
                    ),
                    "核对增加值和从业人员的单位；确实如此的，导入时用 --explain 写明原因",
                )
                .en(
                    format_args!("output per worker of {yuan:.0} yuan is not from {lowest} to {highest}: 万 for 亿?"),
                    "check the units of both; if they are right, say why by --explain",
                ),
            Self::Opposite { output, workers } => note("J08", lang)
                .zh(
                    format_args!("增加值变动 {output:+.0}%，从业人员变动 {workers:+.0}%，方向相反"),
                    "无需处理；如有误请改正",
                )
                .en(
                    format_args!("value added changed by {output:+.0} %, employment by {workers:+.0} %"),
                    "nothing to do if both are right",
                ),
            Self::Published { of, figure, year, sum, total } => caution("J07", lang)
                .zh(
                    format_args!("{year} 年{of}之和 {sum} 与全市公布的{} {total} 不符", figure.name(lang)),
                    "核对口径、单位和是否有重复填报；确实如此的，导入时用 --explain 写明原因",
                )
                .en(
                    format_args!("{year}: the parts ({of}) add up to {sum}, but {} of the city is {total}", figure.name(lang)),
                    "check units, scope and rows that stand twice; if both are right, say why by --explain",
                ),
            _ => note("T03", lang),
        }
    }
}

fn only_zeros(school: &str, year: i32, before: f64, lang: Lang) -> Statement {
    error("T09", lang)
        .zh(
            format_args!("{school} {year} 年报的全是 0，而上一年各数合计 {before}：像是把缺数填成了 0"),
            "没有掌握的留空；学校确实停办的，加 --confirm T09（或 --confirm 文件!单元格）再导入",
        )
        .en(
            format_args!("{school} reports nothing but 0 for {year}, after {before} in all the year before: missing figures?"),
            "leave them empty if they are not known; if the school has closed, ingest again with --confirm T09 (or FILE!CELL)",
        )
}

/// The names of measures behind each other.
fn names(measures: &[Measure], lang: Lang) -> String {
    let names: Vec<&str> = measures.iter().map(|measure| measure.name(lang)).collect();
    names.join(lang.pick("、", ", "))
}

/// One year or several.
fn years(first: i32, last: i32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}
