//! Tables that more than one document has, and the small words of tables.

use crate::wording::doubt_text;
use std::collections::BTreeSet;

use talent_domain::{ActionState, Lang};
use talent_outlook::{ActionOutlook, Outlook, StructureOutlook, WarningRecord};
use talent_warning::WarningLevel;

use crate::document::{Align, Block, Cover, Document, Span, Table, UnboundNumber};
use crate::explain::{explain_evidence, explain_structure, structure_rows};
use crate::figures::{NONE, interval, or_none, percent, probability, ratio, rough, whole};

/// The publication that a document belongs to, and the run that it shows.
#[derive(Debug, Clone, Copy)]
pub struct RunStamp<'a> {
    /// The number of the publication: that of the bulletin.
    pub issue: i64,
    /// The number of the run.
    pub run: i64,
    /// When the run was made, `2026-01-01`.
    pub date: &'a str,
}

impl<'a> RunStamp<'a> {
    /// For a publication and its run, by their numbers and by when the run was made (RFC 3339).
    pub fn new(issue: i64, run: i64, created_at: &'a str) -> Self {
        Self { issue, run, date: created_at.split('T').next().unwrap_or(created_at) }
    }
}

/// A yearly report with its cover, named after the city; its text is checked.
pub(crate) fn yearly_report(
    outlook: &Outlook,
    stamp: RunStamp<'_>,
    name: &str,
    year: String,
    blocks: Vec<Block>,
) -> Result<Document, UnboundNumber> {
    let meta = &outlook.meta;
    let document = Document {
        issuer: meta.publisher.clone(),
        title: vec![format!("{}{name}", meta.city).as_str().into()],
        cover: Some(Cover { year, date: stamp.date.to_owned() }),
        simulated: meta.simulated,
        blocks,
        imprint: Vec::new(),
    };
    document.check()?;
    Ok(document)
}

/// Words of a document and what they mean.
pub(crate) fn terms_table(
    id: &'static str,
    caption: &str,
    headings: [&'static str; 2],
    terms: &[(&str, &str)],
) -> Table {
    let row = |(word, meaning): &(&str, &str)| vec![(*word).to_owned(), (*meaning).to_owned()];
    Table {
        id,
        caption: caption.to_owned(),
        columns: headings.map(|heading| (heading, Align::Left)).to_vec(),
        rows: terms.iter().map(row).collect(),
        note: None,
    }
}

/// How far measures have come, and those that are open or late; none without any.
pub(crate) fn action_tables(
    outlook: &Outlook,
    date: &str,
    ids: [&'static str; 2],
    captions: [&str; 2],
) -> Option<[Table; 2]> {
    let actions = &outlook.actions;
    if actions.is_empty() {
        return None;
    }
    let count = |of: &dyn Fn(&ActionOutlook) -> bool| {
        let count = actions.iter().filter(|action| of(action)).count();
        let share = percent(count as f64 / actions.len() as f64);
        (count.to_string(), share)
    };
    let row = |name: &str, of: &dyn Fn(&ActionOutlook) -> bool| {
        let (count, share) = count(of);
        vec![name.to_owned(), count, share]
    };
    let summary = Table {
        id: ids[0],
        caption: captions[0].to_owned(),
        columns: vec![
            ("落实情况", Align::Left),
            ("措施（项）", Align::Right),
            ("占比", Align::Right),
        ],
        rows: vec![
            row("已完成", &|action| action.state == ActionState::Done),
            row("进行中", &|action| action.state == ActionState::UnderWay),
            row("未开始", &|action| action.state == ActionState::Open),
            row("其中：已过期限而未完成", &|action| action.is_overdue(date)),
            row("其中：按期完成", &|action| action.in_time() == Some(true)),
        ],
        note: Some("出自措施落实表（P6）；是否过期以本文计算日期为准。".to_owned()),
    };
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| NONE.to_owned());
    let listed = Table {
        id: ids[1],
        caption: captions[1].to_owned(),
        columns: vec![
            ("学校", Align::Left),
            ("专业", Align::Left),
            ("措施", Align::Left),
            ("责任单位", Align::Left),
            ("期限", Align::Centre),
            ("落实情况", Align::Centre),
            ("效果", Align::Left),
        ],
        rows: actions
            .iter()
            .map(|action| {
                let state = if action.is_overdue(date) {
                    format!("{}（逾期）", action.state.name(Lang::Zh))
                } else {
                    action.state.name(Lang::Zh).to_owned()
                };
                let all = |name: &Option<String>, word: &str| {
                    name.clone().unwrap_or_else(|| word.to_owned())
                };
                vec![
                    all(&action.school_name, "全市"),
                    all(&action.programme_name, "全部专业"),
                    action.action.clone(),
                    action.owner.clone(),
                    or(&action.deadline),
                    state,
                    action.effect.clone(),
                ]
            })
            .collect(),
        note: None,
    };
    Some([summary, listed])
}

/// What stands in a cell of a table of the document.
pub(crate) fn cell(table: &'static str, row: usize, column: usize) -> Span {
    Span::Cell { table, row, column }
}

pub(crate) fn level_name(level: WarningLevel) -> String {
    level.name(Lang::Zh).to_owned()
}

/// What a document was made from: `first` names it, then its run, its policy and how far its figures go.
pub(crate) fn issue_table(outlook: &Outlook, first: (&str, String), stamp: RunStamp<'_>) -> Table {
    let meta = &outlook.meta;
    let RunStamp { run, date, .. } = stamp;
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    let mut rows = vec![
        row(first.0, first.1),
        row("计算日期", date.to_owned()),
        row("运行编号、数据版本", format!("第 {run} 次运行，数据版本 {}", meta.vintage)),
        row("预警政策", meta.policy.clone()),
        row("抽样次数、随机种子", format!("{}，{}", whole(f64::from(meta.draws)), meta.seed)),
        row("供需计算期", period(outlook)),
        row("参评学校数", format!("{} 所", meta.schools)),
        row("参评专业数", format!("{} 个", outlook.programmes.len())),
    ];
    rows.extend(meta.cutoffs.iter().map(|cutoff| {
        row(&format!("数据截止：{}", cutoff.name.zh), format!("{} 年", cutoff.year))
    }));
    Table {
        id: "issue",
        caption: "编制信息".to_owned(),
        columns: vec![("项目", Align::Left), ("内容", Align::Left)],
        rows,
        note: meta.simulated.then(|| {
            "学校分专业数据为模拟数据，只用于演示计算过程；产业、就业和在校生总数为公布数据。"
                .to_owned()
        }),
    }
}

pub(crate) fn period(outlook: &Outlook) -> String {
    outlook
        .programmes
        .first()
        .map_or_else(String::new, |p| format!("{}—{} 年", p.balance.from, p.balance.to))
}

pub(crate) fn signed(change: i64) -> String {
    match change {
        0 => "0".to_owned(),
        n if n > 0 => format!("+{n}"),
        n => format!("−{}", -n),
    }
}

pub(crate) fn triggers(warning: &WarningRecord) -> String {
    let adverse: Vec<String> = warning
        .evidence
        .iter()
        .filter(|evidence| evidence.reading.standing.is_adverse())
        .map(|evidence| {
            format!("{}：{}", evidence.reading.signal.code(), explain_evidence(evidence, Lang::Zh))
        })
        .collect();
    if adverse.is_empty() {
        warning.assessment.rule.name(Lang::Zh).to_owned()
    } else {
        adverse.join("；")
    }
}

pub(crate) fn balance_table(outlook: &Outlook, id: &'static str, caption: &str) -> Table {
    let rows = outlook
        .by_tightness()
        .into_iter()
        .map(|p| {
            let b = &p.balance;
            vec![
                p.code.to_string(),
                p.name.clone(),
                or_none(b.sdr.median, ratio),
                interval(b.sdr.p80, ratio),
                interval(b.sdr.p95, ratio),
                or_none(p.ita().median, ratio),
                b.band.name(Lang::Zh).to_owned(),
                probability(b.probabilities.surplus),
                probability(b.probabilities.shortage),
                b.certainty.word(Lang::Zh).to_owned(),
            ]
        })
        .collect();
    Table {
        id,
        caption: caption.to_owned(),
        columns: vec![
            ("专业代码", Align::Centre),
            ("专业名称", Align::Left),
            ("供求比", Align::Right),
            ("80%区间", Align::Right),
            ("95%区间", Align::Right),
            ("ITA", Align::Right),
            ("判断", Align::Left),
            ("过剩概率", Align::Right),
            ("短缺概率", Align::Right),
            ("把握", Align::Centre),
        ],
        rows,
        note: Some("ITA＝1＋（供给＋待业−需求）÷期末相应就业；不高于0.85为明显短缺，高于1.15为明显过剩。过剩概率为ITA高于1.05的抽样比例。把握低的，相邻等级都有可能。".to_owned()),
    }
}

/// Demand by its cause, with every rate at its mean.
pub(crate) fn demand_table(outlook: &Outlook, id: &'static str, caption: &str) -> Table {
    let rows = outlook
        .by_tightness()
        .into_iter()
        .map(|p| {
            let parts = p.balance.causes.parts(Lang::Zh).map(|(_, persons)| rough(persons));
            [p.code.to_string(), p.name.clone()].into_iter().chain(parts).collect()
        })
        .collect();
    let mut columns = vec![("专业代码", Align::Centre), ("专业名称", Align::Left)];
    let parts = outlook.programmes.first().map(|p| p.balance.causes.parts(Lang::Zh));
    columns.extend(parts.into_iter().flatten().map(|(name, _)| (name, Align::Right)));
    Table {
        id,
        caption: caption.to_owned(),
        columns,
        rows,
        note: Some(
            "各项相加为按均值计算的需求；供求测算由抽样得到，中位数与此不尽相同。".to_owned(),
        ),
    }
}

/// Shares of employment against shares of graduates.
pub(crate) fn structure_table(
    structure: &StructureOutlook,
    id: &'static str,
    caption: &str,
) -> Table {
    let rows = structure_rows(structure).into_iter().map(Vec::from).collect();
    Table {
        id,
        caption: caption.to_owned(),
        columns: vec![
            ("门类", Align::Centre),
            ("行业", Align::Left),
            ("占从业人员", Align::Right),
            ("占毕业生", Align::Right),
            ("偏离度", Align::Right),
        ],
        rows,
        note: Some(explain_structure(structure, Lang::Zh)),
    }
}

pub(crate) fn backtest_table(outlook: &Outlook, id: &'static str, caption: &str) -> Table {
    let rows = outlook
        .backtests
        .iter()
        .map(|b| {
            let error = |name: &str| {
                let method = b.methods.iter().find(|m| m.name == name).map(|m| m.error);
                or_none(method, ratio)
            };
            let covered = |by_step: &[Option<f64>]| {
                let known: Vec<f64> = by_step.iter().flatten().copied().collect();
                let mean = known.iter().sum::<f64>() / known.len() as f64;
                or_none(mean.is_finite().then_some(mean), percent)
            };
            vec![
                b.panel.zh.clone(),
                b.series.to_string(),
                b.origins.to_string(),
                ratio(b.combination_error),
                error("naive"),
                error("drift"),
                covered(&b.coverage80),
                covered(&b.coverage95),
                b.acceptance.map_or_else(|| NONE.to_owned(), |a| percent(a.model)),
                b.acceptance.map_or_else(|| NONE.to_owned(), |a| percent(a.naive)),
                match b.acceptance {
                    Some(acceptance) if !acceptance.accepted => "上年值",
                    _ => "模型",
                }
                .to_owned(),
            ]
        })
        .collect();
    Table {
        id,
        caption: caption.to_owned(),
        columns: vec![
            ("序列组", Align::Left),
            ("序列数", Align::Right),
            ("起点数", Align::Right),
            ("本系统误差", Align::Right),
            ("上年值误差", Align::Right),
            ("平均增量误差", Align::Right),
            ("80%区间命中", Align::Right),
            ("95%区间命中", Align::Right),
            ("3年误差率", Align::Right),
            ("上年值3年误差率", Align::Right),
            ("采用", Align::Left),
        ],
        rows,
        note: Some("3年误差率＝误差绝对值之和÷实际值之和，取最近至多8个起点。模型明显不如上年值时改用上年值。".to_owned()),
    }
}

pub(crate) fn notes_table(outlook: &Outlook, id: &'static str, caption: &str) -> Table {
    Table {
        id,
        caption: caption.to_owned(),
        columns: vec![("序号", Align::Centre), ("说明", Align::Left)],
        rows: outlook
            .doubts
            .iter()
            .enumerate()
            .map(|(i, doubt)| vec![(i + 1).to_string(), doubt_text(&doubt.kind, Lang::Zh)])
            .collect(),
        note: Some(format!("来源：{}。", sources_by_edition(&outlook.meta.sources))),
    }
}

/// Sources, the editions of one yearbook taken together: `统计年鉴2001—2003、2005`.
fn sources_by_edition(sources: &[String]) -> String {
    let mut named: Vec<(&str, BTreeSet<u16>)> = Vec::new();
    for source in sources {
        let name = source.trim_end_matches(|c: char| c.is_ascii_digit());
        let edition = source[name.len()..].parse().ok().filter(|year| (1900..2100).contains(year));
        let is_span = name.ends_with(['-', '—', '–']);
        let name = if edition.is_some() && !is_span { name } else { source };
        let editions = edition.filter(|_| !is_span);
        match named.iter_mut().find(|(other, _)| *other == name) {
            Some((_, years)) => years.extend(editions),
            None => named.push((name, editions.into_iter().collect())),
        }
    }
    let text = |(name, years): &(&str, BTreeSet<u16>)| {
        let mut spans: Vec<(u16, u16)> = Vec::new();
        for &year in years {
            match spans.last_mut() {
                Some((_, last)) if *last + 1 == year => *last = year,
                _ => spans.push((year, year)),
            }
        }
        let spans: Vec<String> = spans
            .into_iter()
            .map(|(a, b)| if a == b { a.to_string() } else { format!("{a}—{b}") })
            .collect();
        format!("{name}{}", spans.join("、"))
    };
    named.iter().map(text).collect::<Vec<_>>().join("；")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_of_a_yearbook_are_one_source() {
        let sources =
            ["年鉴2012", "公报2000-2023", "年鉴2011", "年鉴2009", "调查", "年鉴2010", "年鉴2007"];
        let text = sources_by_edition(&sources.map(str::to_owned));
        assert_eq!(text, "年鉴2007、2009—2012；公报2000-2023；调查");
    }
}
