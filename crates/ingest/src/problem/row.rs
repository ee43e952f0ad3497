//! Problems with a row as a whole (C15, C19, C20, C23, C26 to C28), and with figures of one row that do not fit one
//! another (R01 to R08, R12, R14, R15).

use talent_domain::{Breakdown, Lang};

use super::statement::{Statement, caution, error};

/// A problem with a row as a whole.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum RowProblem {
    /// A row without any figure.
    NoFigure,
    /// Figures of which no region is known, neither by the row nor by its school.
    Nowhere,
    /// A row of a text file with more cells than there are headings.
    CellsBeyond { extra: usize },
    /// A row that is part of one above it.
    PartOfRow { text: String },
    /// A rate where counts are wanted.
    Rate { text: String },
    /// A figure that is none of the templates'.
    OtherIndicator { text: String },
    /// Graduates that were not given, and were added up from their destinations.
    GraduatesAdded { places: usize },
    /// Destinations without graduates, some of them missing.
    NoGraduates { places: usize },
    /// The total of a school of which there is nothing else.
    TotalAlone { school: String },
    /// Graduates are not the sum of where they went.
    DestinationSum { graduates: f64, sum: f64 },
    /// Some destinations, and nobody knows how many the others hold.
    DestinationsOpen { graduates: f64, sum: f64, missing: String },
    /// A part larger than its whole.
    PartExceeds { part: &'static str, part_value: f64, whole: &'static str, whole_value: f64 },
    /// The parts of a breakdown come to more than their whole, or to less where all are given.
    BreakdownSum {
        breakdown: Breakdown,
        parts: String,
        sum: f64,
        whole: &'static str,
        whole_value: f64,
    },
    /// Some parts of a breakdown, and nobody knows how many the others hold.
    BreakdownPartly { breakdown: Breakdown, parts: String, missing: String },
    /// A count of those of a sample without the sample.
    NoSample { part: &'static str, sample: &'static str },
}

impl RowProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::NoFigure => caution("C15", lang)
                .zh("这一行没有任何数字，未读入", "删去该行，或补填数字")
                .en("the row holds no figure and was not read", "delete the row, or fill it in"),
            Self::Nowhere => error("C23", lang)
                .zh(
                    "不知道这一行是哪个地区的，未读入",
                    "补填地区代码，或先导入 C1 学校代码表（学校的地区写在那里）",
                )
                .en(
                    "no region is known of this row, and it was not read",
                    "fill in its region, or take in the schools (C1) first, whose regions stand there",
                ),
            Self::CellsBeyond { extra } => cells_beyond(*extra, lang),
            Self::PartOfRow { text } => caution("C20", lang)
                .zh(
                    format_args!("“{text}”是其中项，这一行未读入"),
                    "无需处理；如确为单独一类，去掉“其中”或“#”",
                )
                .en(
                    format_args!("`{text}` is part of a row above; it was not read"),
                    "nothing to do; if it is a class of its own, take 其中 or # away",
                ),
            Self::Rate { text } => rate(text, lang),
            Self::OtherIndicator { text } => other_indicator(text, lang),
            Self::GraduatesAdded { places } => graduates_added(*places, lang),
            Self::NoGraduates { places } => no_graduates(*places, lang),
            Self::TotalAlone { school } => total_alone(school, lang),
            Self::DestinationSum { graduates, sum } => error("R01", lang)
                .zh(
                    format_args!("毕业生数 {graduates} 不等于各类去向之和 {sum}"),
                    "核对毕业生数和各类去向人数",
                )
                .en(
                    format_args!("{graduates} graduates are not the sum of destinations, {sum}"),
                    "check graduates and destinations",
                ),
            Self::DestinationsOpen { graduates, sum, missing } => {
                destinations_open(*graduates, *sum, missing, lang)
            }
            Self::BreakdownSum { breakdown, parts, sum, whole, whole_value } => {
                breakdown_sum(*breakdown, (parts, *sum), (whole, *whole_value), lang)
            }
            Self::BreakdownPartly { breakdown, parts, missing } => {
                breakdown_partly(*breakdown, parts, missing, lang)
            }
            Self::NoSample { part, sample } => no_sample(part, sample, lang),
            Self::PartExceeds { part, part_value, whole, whole_value } => {
                part_exceeds((part, *part_value), (whole, *whole_value), lang)
            }
        }
    }
}

/// The parts of a breakdown beside their whole.
fn breakdown_sum(
    breakdown: Breakdown,
    (parts, sum): (&str, f64),
    (whole, whole_value): (&str, f64),
    lang: Lang,
) -> Statement {
    let rule = match breakdown {
        Breakdown::Area => "R04",
        Breakdown::Sector => "R05",
        Breakdown::PayBand => "R06",
        _ => "R03",
    };
    let by = breakdown.name(lang);
    error(rule, lang)
        .zh(format_args!("按{by}分：{parts}，合计 {sum}，与{whole} {whole_value} 不符"), "核对各列和总数；没有的填 0，不掌握的留空")
        .en(
            format_args!(
                "the parts by {by} ({parts}) come to {sum}, which does not fit {whole} {whole_value}"
            ),
            "check the columns and the total; 0 where there is nobody, blank where it is not known",
        )
}

/// Some destinations without the others.
fn destinations_open(graduates: f64, sum: f64, missing: &str, lang: Lang) -> Statement {
    caution("R15", lang)
        .zh(
            format_args!(
                "{missing}空着，已填的去向合计 {sum}，毕业生数 {graduates}：空着的不计人数，落实率、就业率会不准"
            ),
            "补填空着的去向；没有的填 0",
        )
        .en(
            format_args!(
                "without {missing} destinations come to {sum} of {graduates} graduates: nobody is counted there, and rates will be wrong"
            ),
            "fill in the others; 0 where there is nobody",
        )
}

/// Those of a sample without the sample.
fn no_sample(part: &str, sample: &str, lang: Lang) -> Statement {
    caution("R12", lang)
        .zh(format_args!("有{part}，没有{sample}：算不出比例，不使用"), "补填相应的调查或跟踪人数")
        .en(
            format_args!("{part} without {sample}: no rate can be taken, it is not used"),
            "fill in the sample",
        )
}

/// Parts of a breakdown without the others.
fn breakdown_partly(by: Breakdown, parts: &str, missing: &str, lang: Lang) -> Statement {
    let by = by.name(lang);
    caution("R14", lang)
        .zh(
            format_args!("按{by}分只填了{parts}，{missing}空着：补填前这一组不用于分项统计（以前报过的数仍然沿用）"),
            "补填空着的各项；没有的填 0，都不掌握的整组留空",
        )
        .en(
            format_args!("of the parts by {by} only {parts}; not {missing}: they are not used until the others are known (what was reported before stands)"),
            "fill in the others; 0 where there is nobody, all blank where it is not known",
        )
}

/// A part larger than its whole.
fn part_exceeds(
    (part, part_value): (&str, f64),
    (whole, whole_value): (&str, f64),
    lang: Lang,
) -> Statement {
    let statement = match (part, whole) {
        ("对口就业", _) => error("R02", lang),
        (_, "计划招生") => caution("R08", lang),
        _ => error("R03", lang),
    };
    statement.zh(format_args!("{part} {part_value} 大于{whole} {whole_value}"), "核对两个数").en(
        format_args!("{part} {part_value} exceeds {whole} {whole_value}"),
        "check the two figures",
    )
}

fn other_indicator(text: &str, lang: Lang) -> Statement {
    caution("C27", lang)
                .zh(
                    format_args!("“{text}”不是本系统的指标，这一行未读入"),
                    "无需处理；如应读入，改成模板中的指标名，行业写在前面，如“采矿业从业人员(人)”",
                )
                .en(
                    format_args!("`{text}` is none of the figures that are kept; the row was not read"),
                    "nothing to do; if it should be read, name it as in the templates, its industry first: 采矿业从业人员(人)",
                )
}

fn graduates_added(places: usize, lang: Lang) -> Statement {
    caution("C28", lang)
                .zh(
                    format_args!("没有毕业生数，{places} 个专业的按五类去向之和记入（推算）"),
                    "核对；另有毕业生总数的，给每个专业加一行“毕业生数”",
                )
                .en(
                    format_args!("graduates are not given; for {places} programmes the sum of their five destinations was kept as derived"),
                    "check it; if their number is known, add a row 毕业生数 for each programme",
                )
}

fn no_graduates(places: usize, lang: Lang) -> Statement {
    caution("C28", lang)
                .zh(
                    format_args!("{places} 个专业没有毕业生数，五类去向也不全，不能相加"),
                    "给每个专业加一行“毕业生数”，或补全直接就业、升学、参军、待就业、暂不就业",
                )
                .en(
                    format_args!("{places} programmes have no graduates, and not all of their five destinations to add up"),
                    "add a row 毕业生数 for each programme, or the destinations that are missing",
                )
}

fn total_alone(school: &str, lang: Lang) -> Statement {
    caution("C26", lang)
        .zh(
            format_args!("{school}只报了合计，没有分专业的数字，这一行未读入"),
            "请该校按专业分行填报",
        )
        .en(
            format_args!("{school} gives its total alone and no programme; the row was not read"),
            "ask the school for a row for each programme",
        )
}

fn rate(text: &str, lang: Lang) -> Statement {
    caution("H11", lang)
        .zh(
            format_args!("“{text}”是比率，本系统收人数，这一行未读入"),
            "另加人数的行；不要把百分数填进人数",
        )
        .en(
            format_args!("`{text}` is a rate; counts are wanted, and the row was not read"),
            "add rows of counts; never fill percentages into them",
        )
}

fn cells_beyond(extra: usize, lang: Lang) -> Statement {
    error("C19", lang)
                .zh(
                    format_args!("这一行比表头多 {extra} 格，数字可能错了位"),
                    "数字里有逗号（如 1,240）时，去掉逗号或加上双引号；删去行末多余的逗号",
                )
                .en(
                    format_args!(
                        "the row has more cells than there are headings, by {extra}: a figure may have been cut in two"
                    ),
                    "write 1240 or \"1,240\" instead of 1,240, and delete commas at the end of the row",
                )
}
