//! 《关于YYYY年第N期职业教育专业供需预警情况的通报》

use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook, StructureOutlook, WarningRecord};
use talent_warning::{Signal, WarningLevel};

use crate::chart::{gap_bars, quadrant};
use crate::document::{Align, Block, Document, Span, Table, UnboundNumber};
use crate::explain::{explain_evidence, explain_structure, structure_rows};
use crate::figures::{
    NONE, interval, or_none, percent, probability, ratio, rough, whole, with_interval,
};

/// What a bulletin is made of, beside the outlook.
#[derive(Debug, Clone, Copy)]
pub struct BulletinRequest<'a> {
    /// The run.
    pub run: i64,
    /// Number of the issue within its year.
    pub issue: u32,
    /// Date of the run, `2026-01-01`.
    pub date: &'a str,
}

impl<'a> BulletinRequest<'a> {
    /// For a run by its number and when it was made (RFC 3339). Issues are numbered like runs.
    pub fn of_run(run: i64, created_at: &'a str) -> Self {
        let date = created_at.split('T').next().unwrap_or(created_at);
        Self { run, issue: u32::try_from(run).unwrap_or(u32::MAX), date }
    }
}

/// Composes the bulletin of a run. An error would be a number in its text that no table holds.
pub fn compose_bulletin(
    outlook: &Outlook,
    request: &BulletinRequest<'_>,
) -> Result<Document, UnboundNumber> {
    let meta = &outlook.meta;
    let now: Vec<&WarningRecord> =
        outlook.warnings.iter().filter(|w| w.assessment.level.is_warning()).collect();
    let fresh: Vec<&WarningRecord> =
        now.iter().copied().filter(|w| !w.level_before().is_warning()).collect();
    let moved: Vec<&WarningRecord> = outlook
        .warnings
        .iter()
        .filter(|w| w.level_before().is_warning() && w.assessment.level != w.level_before())
        .collect();
    let mut blocks = vec![Block::Paragraph(vec!["各县（市、区）教育局，各职业学校：".into()])];
    blocks.push(Block::Table(issue_table(outlook, request)));
    overall(outlook, &now, &fresh, &moved, &mut blocks);
    fresh_warnings(&fresh, &mut blocks);
    moved_warnings(&moved, &mut blocks);
    shortages(outlook, &mut blocks);
    causes(outlook, &mut blocks);
    measures(&now, &mut blocks);
    blocks.push(Block::Heading("七、复核申请".to_owned()));
    blocks.push(Block::Paragraph(vec![
        "学校对预警有异议的，可在收到本通报后".into(),
        cell("deadline", 0, 1),
        "内以书面形式申请复核，并附佐证数据。复核期间不停止计算，复核意见在下一期刊出。预警只提出建议，是否调整由主管部门研究决定。".into(),
    ]));
    annexes(outlook, &now, &mut blocks);
    let document = Document {
        issuer: meta.publisher.clone(),
        title: vec!["关于".into(), cell("issue", 0, 1), "职业教育专业供需预警情况的通报".into()],
        simulated: meta.simulated,
        blocks,
        imprint: vec!["抄送：".to_owned(), format!("{}　　　　印发日期：", meta.publisher)],
    };
    document.check()?;
    Ok(document)
}

fn cell(table: &'static str, row: usize, column: usize) -> Span {
    Span::Cell { table, row, column }
}

fn level_name(level: WarningLevel) -> String {
    level.name(Lang::Zh).to_owned()
}

fn issue_table(outlook: &Outlook, request: &BulletinRequest<'_>) -> Table {
    let meta = &outlook.meta;
    let year = request.date.split('-').next().unwrap_or_default();
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    let mut rows = vec![
        row("期号", format!("{year}年第{}期", request.issue)),
        row("计算日期", request.date.to_owned()),
        row("运行编号、数据版本", format!("第 {} 次运行，数据版本 {}", request.run, meta.vintage)),
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

fn period(outlook: &Outlook) -> String {
    outlook
        .programmes
        .first()
        .map_or_else(String::new, |p| format!("{}—{} 年", p.balance.from, p.balance.to))
}

fn overall(
    outlook: &Outlook,
    now: &[&WarningRecord],
    fresh: &[&WarningRecord],
    moved: &[&WarningRecord],
    blocks: &mut Vec<Block>,
) {
    let levels = WarningLevel::ALL;
    let count = |level: WarningLevel, city: bool, past: bool| {
        outlook
            .warnings
            .iter()
            .filter(|w| w.school.is_none() == city)
            .filter(|w| (if past { w.level_before() } else { w.assessment.level }) == level)
            .count()
    };
    let mut rows: Vec<Vec<String>> = levels
        .into_iter()
        .map(|level| {
            let change = |city| {
                let (now, past) = (count(level, city, false), count(level, city, true));
                signed(now as i64 - past as i64)
            };
            vec![
                level_name(level),
                count(level, true, false).to_string(),
                change(true),
                count(level, false, false).to_string(),
                change(false),
            ]
        })
        .collect();
    let warned = |city: bool| now.iter().filter(|w| w.school.is_none() == city).count();
    rows.push(vec![
        "蓝色及以上合计".to_owned(),
        warned(true).to_string(),
        String::new(),
        warned(false).to_string(),
        String::new(),
    ]);
    let total = rows.len() - 1;
    let released = moved.iter().filter(|w| !w.assessment.level.is_warning()).count();
    let summary = vec![
        vec!["新增预警".to_owned(), fresh.len().to_string()],
        vec!["等级变化".to_owned(), (moved.len() - released).to_string()],
        vec!["解除预警".to_owned(), released.to_string()],
    ];
    blocks.push(Block::Heading("一、总体情况".to_owned()));
    blocks.push(Block::Paragraph(vec![
        "本期对".into(),
        cell("issue", 6, 1),
        "学校的".into(),
        cell("issue", 7, 1),
        "中职专业作了供需测算，计算期为".into(),
        cell("issue", 5, 1),
        "。全市专业中红色".into(),
        cell("t1", 0, 1),
        "个、橙色".into(),
        cell("t1", 1, 1),
        "个、黄色".into(),
        cell("t1", 2, 1),
        "个、蓝色".into(),
        cell("t1", 3, 1),
        "个，合计".into(),
        cell("t1", total, 1),
        "个；学校专业点中红色".into(),
        cell("t1", 0, 3),
        "个、橙色".into(),
        cell("t1", 1, 3),
        "个、黄色".into(),
        cell("t1", 2, 3),
        "个、蓝色".into(),
        cell("t1", 3, 3),
        "个，合计".into(),
        cell("t1", total, 3),
        "个。与上一年度相比，新增预警".into(),
        cell("t1b", 0, 1),
        "项，等级变化".into(),
        cell("t1b", 1, 1),
        "项，解除".into(),
        cell("t1b", 2, 1),
        "项。".into(),
    ]));
    blocks.push(Block::Table(Table {
        id: "t1",
        caption: "表1　预警数量（个）及与上一年度相比".to_owned(),
        columns: vec![
            ("等级", Align::Left),
            ("全市专业", Align::Right),
            ("增减", Align::Right),
            ("学校专业点", Align::Right),
            ("增减", Align::Right),
        ],
        rows,
        note: None,
    }));
    blocks.push(Block::Table(Table {
        id: "t1b",
        caption: "表1附一　预警变动（项，全市专业与学校专业点合计）".to_owned(),
        columns: vec![("变动", Align::Left), ("数量", Align::Right)],
        rows: summary,
        note: None,
    }));
    blocks.push(Block::Table(kinds_table(now)));
    let gap = gap_bars(outlook, Lang::Zh);
    blocks.push(Block::Figure { caption: format!("图1　{}", gap.title), svg: gap.svg });
}

/// What a signal is about, as bulletins sort warnings.
fn kind(signal: Signal) -> &'static str {
    match signal {
        Signal::F1 | Signal::F2 => "质量",
        Signal::F3 => "过剩",
        Signal::F5 => "规模",
        Signal::F7 => "布点",
    }
}

/// The kinds of a warning's adverse signals, each once.
fn kinds(warning: &WarningRecord) -> Vec<&'static str> {
    let mut kinds: Vec<&'static str> = Vec::new();
    for evidence in warning.evidence.iter().filter(|e| e.reading.standing.is_adverse()) {
        if !kinds.contains(&kind(evidence.reading.signal)) {
            kinds.push(kind(evidence.reading.signal));
        }
    }
    kinds
}

fn kinds_table(now: &[&WarningRecord]) -> Table {
    let rows = ["过剩", "质量", "规模", "布点"]
        .into_iter()
        .map(|kind| {
            let count = |city: bool| {
                let of_kind = now.iter().filter(|w| kinds(w).contains(&kind));
                of_kind.filter(|w| w.school.is_none() == city).count().to_string()
            };
            vec![kind.to_owned(), count(true), count(false)]
        })
        .collect();
    Table {
        id: "t1c",
        caption: "表1附二　按类型的预警数量（个，一条预警可属多类）".to_owned(),
        columns: vec![
            ("类型", Align::Left),
            ("全市专业", Align::Right),
            ("学校专业点", Align::Right),
        ],
        rows,
        note: Some("短缺见表4；数据不足的列为灰色，见表1。".to_owned()),
    }
}

fn signed(change: i64) -> String {
    match change {
        0 => "0".to_owned(),
        n if n > 0 => format!("+{n}"),
        n => format!("−{}", -n),
    }
}

fn triggers(warning: &WarningRecord) -> String {
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

fn lasting(warning: &WarningRecord) -> String {
    let level = warning.assessment.level;
    let history = &warning.assessment.history;
    history.iter().rev().take_while(|(_, past)| *past == level).count().to_string()
}

fn fresh_warnings(fresh: &[&WarningRecord], blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("二、新增预警".to_owned()));
    if fresh.is_empty() {
        blocks.push(Block::Paragraph(vec!["本期没有新增预警。".into()]));
        return;
    }
    let rows = fresh
        .iter()
        .enumerate()
        .map(|(i, warning)| {
            vec![
                (i + 1).to_string(),
                warning.programme.to_string(),
                warning.programme_name.clone(),
                warning.scope(Lang::Zh).to_owned(),
                kinds(warning).join("、"),
                level_name(warning.assessment.level),
                lasting(warning),
                triggers(warning),
            ]
        })
        .collect();
    blocks.push(Block::Table(Table {
        id: "t2",
        caption: "表2　新增预警".to_owned(),
        columns: vec![
            ("序号", Align::Centre),
            ("专业代码", Align::Centre),
            ("专业名称", Align::Left),
            ("学校", Align::Left),
            ("类型", Align::Left),
            ("等级", Align::Centre),
            ("连续期数", Align::Right),
            ("触发规则、指标值与阈值", Align::Left),
        ],
        rows,
        note: None,
    }));
}

fn moved_warnings(moved: &[&WarningRecord], blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("三、升级、降级和解除".to_owned()));
    if moved.is_empty() {
        blocks.push(Block::Paragraph(vec!["没有升级、降级或解除的预警。".into()]));
        return;
    }
    let rank = |level: WarningLevel| WarningLevel::ALL.iter().position(|other| *other == level);
    let rows = moved
        .iter()
        .map(|warning| {
            let (past, level) = (warning.level_before(), warning.assessment.level);
            let kind = if !level.is_warning() {
                "解除"
            } else if rank(level) < rank(past) {
                "升级"
            } else {
                "降级"
            };
            vec![
                warning.programme.to_string(),
                warning.programme_name.clone(),
                warning.scope(Lang::Zh).to_owned(),
                kind.to_owned(),
                format!("{} → {}", level_name(past), level_name(level)),
                warning.assessment.rule.name(Lang::Zh).to_owned(),
            ]
        })
        .collect();
    blocks.push(Block::Table(Table {
        id: "t3",
        caption: "表3　等级变化".to_owned(),
        columns: vec![
            ("专业代码", Align::Centre),
            ("专业名称", Align::Left),
            ("学校", Align::Left),
            ("变动", Align::Centre),
            ("等级", Align::Left),
            ("依据", Align::Left),
        ],
        rows,
        note: Some("其余预警等级与上一年度相同，见附表。".to_owned()),
    }));
}

fn shortages(outlook: &Outlook, blocks: &mut Vec<Block>) {
    let short: Vec<&ProgrammeOutlook> = outlook
        .by_tightness()
        .into_iter()
        .filter(|p| {
            p.balance.probabilities.good >= 0.6 && p.balance.gap.median.is_some_and(|gap| gap < 0.0)
        })
        .take(10)
        .collect();
    blocks.push(Block::Heading("四、紧缺专业提示".to_owned()));
    if short.is_empty() {
        blocks.push(Block::Paragraph(vec!["计算期内没有供不应求的专业。".into()]));
        return;
    }
    let rows: Vec<Vec<String>> = short
        .iter()
        .map(|p| {
            let schools: Vec<&str> =
                p.sites.iter().take(3).map(|site| site.name.as_str()).collect();
            vec![
                p.code.to_string(),
                p.name.clone(),
                with_interval(&p.balance.demand, rough),
                with_interval(&p.balance.supply, rough),
                with_interval(&p.balance.sdr, ratio),
                probability(p.balance.probabilities.good),
                schools.join("、"),
            ]
        })
        .collect();
    blocks.push(Block::Paragraph(vec![
        "供求比最高的是".into(),
        cell("t4", 0, 1),
        "，需求与供给（人）分别为".into(),
        cell("t4", 0, 2),
        "和".into(),
        cell("t4", 0, 3),
        "，供求比".into(),
        cell("t4", 0, 4),
        "。括号内为八成把握的区间。".into(),
    ]));
    blocks.push(Block::Table(Table {
        id: "t4",
        caption: "表4　供不应求的专业（人，括号内为80%区间）".to_owned(),
        columns: vec![
            ("专业代码", Align::Centre),
            ("专业名称", Align::Left),
            ("需求", Align::Right),
            ("供给", Align::Right),
            ("供求比", Align::Right),
            ("不过剩概率", Align::Right),
            ("已开设学校（前三）", Align::Left),
        ],
        rows,
        note: Some(
            "供求比＝新增岗位需求÷本地就业毕业生。需求只计城镇单位、私营和个体就业。".to_owned(),
        ),
    }));
}

fn causes(outlook: &Outlook, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("五、原因初步分析".to_owned()));
    let loose: Vec<&ProgrammeOutlook> = outlook.by_tightness().into_iter().rev().take(8).collect();
    let change = |points: &[talent_outlook::Point], back: usize| {
        let last = points.last()?;
        let past = points.len().checked_sub(back + 1).map(|at| points[at])?;
        (past.value > 0.0).then(|| {
            format!("{}%", signed((100.0 * (last.value / past.value - 1.0)).round() as i64))
        })
    };
    let share = |p: &ProgrammeOutlook| {
        let (growth, all) = (p.balance.demand_growth.median?, p.balance.demand.median?);
        (all > 0.0).then(|| format!("{:.0}%", (100.0 * growth / all).clamp(0.0, 100.0)))
    };
    let rows: Vec<Vec<String>> = loose
        .iter()
        .map(|p| {
            vec![
                p.code.to_string(),
                p.name.clone(),
                change(&p.entrants, 3).unwrap_or_else(|| "—".to_owned()),
                change(&p.graduates, 3).unwrap_or_else(|| "—".to_owned()),
                with_interval(&p.balance.supply, rough),
                with_interval(&p.balance.demand, rough),
                share(p).unwrap_or_else(|| "—".to_owned()),
                p.industries.first().map_or_else(|| "—".to_owned(), |(_, name, _)| name.clone()),
            ]
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(Block::Paragraph(vec![
            "供给相对需求最多的是".into(),
            cell("t5", 0, 1),
            "：近三年招生变化".into(),
            cell("t5", 0, 2),
            "、毕业生变化".into(),
            cell("t5", 0, 3),
            "，计算期内本地供给".into(),
            cell("t5", 0, 4),
            "人、岗位需求".into(),
            cell("t5", 0, 5),
            "人，需求中来自就业增长的占".into(),
            cell("t5", 0, 6),
            "，其余为人员退出后的补充。".into(),
        ]));
        blocks.push(Block::Table(Table {
            id: "t5",
            caption: "表5　过剩程度较高专业的供给与需求变化".to_owned(),
            columns: vec![
                ("专业代码", Align::Centre),
                ("专业名称", Align::Left),
                ("招生变化（近三年）", Align::Right),
                ("毕业生变化（近三年）", Align::Right),
                ("供给（人）", Align::Right),
                ("需求（人）", Align::Right),
                ("需求中增长占比", Align::Right),
                ("主要对应行业", Align::Left),
            ],
            rows,
            note: None,
        }));
    }
    let picture = quadrant(outlook, Lang::Zh);
    blocks.push(Block::Figure { caption: format!("图2　{}", picture.title), svg: picture.svg });
    blocks.push(Block::Slot("结合本市产业项目、政策变化和学校情况，说明主要原因。".to_owned()));
}

fn measures(now: &[&WarningRecord], blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("六、处置要求".to_owned()));
    blocks.push(Block::Paragraph(vec![
        "各校按下表要求报送措施，主管部门逐项跟踪，完成后销号。".into(),
    ]));
    let levels =
        [WarningLevel::Red, WarningLevel::Orange, WarningLevel::Yellow, WarningLevel::Blue];
    let deadlines = ["30 日", "30 日", "60 日", "90 日"];
    let evidence = ["停招与在校生培养方案", "压减后的招生计划", "招生计划与布点说明", "情况说明"];
    let rows = levels
        .into_iter()
        .zip(deadlines.into_iter().zip(evidence))
        .map(|(level, (deadline, evidence))| {
            let sites =
                now.iter().filter(|w| w.school.is_some() && w.assessment.level == level).count();
            vec![
                level_name(level),
                sites.to_string(),
                level.proposal(Lang::Zh).to_owned(),
                "开设学校".to_owned(),
                deadline.to_owned(),
                evidence.to_owned(),
            ]
        })
        .collect();
    blocks.push(Block::Table(Table {
        id: "t6",
        caption: "表6　处置要求".to_owned(),
        columns: vec![
            ("等级", Align::Centre),
            ("专业点（个）", Align::Right),
            ("措施", Align::Left),
            ("责任单位", Align::Left),
            ("期限", Align::Centre),
            ("须提交的材料", Align::Left),
        ],
        rows,
        note: Some("期限自通报印发之日起算。".to_owned()),
    }));
    blocks.push(Block::Table(Table {
        id: "deadline",
        caption: "表7　复核期限".to_owned(),
        columns: vec![("事项", Align::Left), ("期限", Align::Left)],
        rows: vec![vec!["提出复核申请".to_owned(), "15 个工作日".to_owned()]],
        note: None,
    }));
}

fn annexes(outlook: &Outlook, now: &[&WarningRecord], blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("附件：预警清单、指标定义与数据说明".to_owned()));
    let rows = now
        .iter()
        .map(|warning| {
            let level = level_name(warning.assessment.level);
            let level = match warning.assessment.cap {
                Some(cap) => format!("{level}（{}）", cap.name(Lang::Zh)),
                None => level,
            };
            vec![
                warning.id.clone(),
                warning.programme_name.clone(),
                warning.scope(Lang::Zh).to_owned(),
                kinds(warning).join("、"),
                level,
                lasting(warning),
                triggers(warning),
            ]
        })
        .collect();
    blocks.push(Block::Table(Table {
        id: "a1",
        caption: "附表1　预警清单（蓝色及以上）".to_owned(),
        columns: vec![
            ("编号", Align::Left),
            ("专业名称", Align::Left),
            ("学校", Align::Left),
            ("类型", Align::Left),
            ("等级", Align::Left),
            ("连续期数", Align::Right),
            ("触发规则、指标值与阈值", Align::Left),
        ],
        rows,
        note: Some("每条预警可用 talent trace 编号 追溯到文件、工作表和单元格。".to_owned()),
    }));
    blocks.push(Block::Table(balance_table(outlook)));
    blocks.push(Block::Table(demand_table(outlook)));
    blocks.push(Block::Table(backtest_table(outlook)));
    blocks.extend(outlook.structure.as_ref().map(|s| Block::Table(structure_table(s))));
    blocks.push(Block::Table(notes_table(outlook)));
}

fn balance_table(outlook: &Outlook) -> Table {
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
                b.certainty.name(Lang::Zh).to_owned(),
            ]
        })
        .collect();
    Table {
        id: "a2",
        caption: "附表2　全部专业供求测算".to_owned(),
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
            ("把握", Align::Left),
        ],
        rows,
        note: Some("ITA＝1＋（供给＋待业−需求）÷期末相应就业；不高于0.85为明显短缺，高于1.15为明显过剩。过剩概率为ITA高于1.05的抽样比例。".to_owned()),
    }
}

/// Demand by its cause, with every rate at its mean.
fn demand_table(outlook: &Outlook) -> Table {
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
        id: "a3",
        caption: "附表3　岗位需求按成因（人，计算期合计，各项按均值计算）".to_owned(),
        columns,
        rows,
        note: Some(
            "各项相加为按均值计算的需求；供求测算由抽样得到，中位数与此不尽相同。".to_owned(),
        ),
    }
}

/// Shares of employment against shares of graduates.
fn structure_table(structure: &StructureOutlook) -> Table {
    let rows = structure_rows(structure).into_iter().map(Vec::from).collect();
    Table {
        id: "a5",
        caption: "附表5　就业结构与毕业生结构".to_owned(),
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

fn backtest_table(outlook: &Outlook) -> Table {
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
        id: "a4",
        caption: "附表4　预测回测（滚动起点，误差以年均变动为单位，越小越好）".to_owned(),
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

fn notes_table(outlook: &Outlook) -> Table {
    Table {
        id: "a6",
        caption: "附表6　数据说明".to_owned(),
        columns: vec![("序号", Align::Centre), ("说明", Align::Left)],
        rows: outlook
            .doubts
            .iter()
            .enumerate()
            .map(|(i, doubt)| vec![(i + 1).to_string(), doubt.text.zh.clone()])
            .collect(),
        note: Some(format!("来源：{}。", outlook.meta.sources.join("；"))),
    }
}
