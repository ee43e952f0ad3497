//! 《关于YYYY年第N期职业教育专业供需预警情况的通报》

use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook, WarningRecord};
use talent_warning::{Family, LevelChange, Prospect, WarningLevel};

use crate::chart::{gap_bars, quadrant};
use crate::document::{Align, Block, Document, Span, Table, UnboundNumber};
use crate::figures::{probability, ratio, rough, with_interval};
use crate::tables::{
    RunStamp, action_tables, backtest_table, balance_table, cell, demand_table, issue_table,
    level_name, notes_table, signed, structure_table, triggers,
};

/// Composes the bulletin of a run; issues are numbered like publications. An error would be a number in its text
/// that no table holds.
pub fn compose_bulletin(outlook: &Outlook, stamp: RunStamp<'_>) -> Result<Document, UnboundNumber> {
    let meta = &outlook.meta;
    let now: Vec<&WarningRecord> =
        outlook.warnings.iter().filter(|w| w.assessment.level.is_warning()).collect();
    let fresh: Vec<&WarningRecord> =
        now.iter().copied().filter(|w| w.change() == LevelChange::New).collect();
    let moved: Vec<&WarningRecord> = outlook
        .warnings
        .iter()
        .filter(|w| !matches!(w.change(), LevelChange::New | LevelChange::Unchanged))
        .collect();
    let mut blocks = vec![Block::Paragraph(vec!["各县（市、区）教育局，各职业学校：".into()])];
    let year = stamp.date.split('-').next().unwrap_or_default();
    let issue = ("期号", format!("{year}年第{}期", stamp.issue));
    blocks.push(Block::Table(issue_table(outlook, issue, stamp)));
    overall(outlook, &now, &fresh, &moved, &mut blocks);
    fresh_warnings(&fresh, &mut blocks);
    moved_warnings(&moved, &mut blocks);
    shortages(outlook, &mut blocks);
    causes(outlook, &mut blocks);
    measures(&now, &mut blocks);
    let captions = ["表6附一　已登记措施的落实情况", "表6附二　各项措施"];
    if let Some(tables) = action_tables(outlook, stamp.date, ["t6b", "t6c"], captions) {
        blocks.push(Block::Paragraph(vec![
            "此前登记的措施中，已完成".into(),
            cell("t6b", 0, 1),
            "项，已过期限而未完成的".into(),
            cell("t6b", 3, 1),
            "项，请有关学校和单位抓紧办理。".into(),
        ]));
        blocks.extend(tables.map(Block::Table));
    }
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
        cover: None,
        simulated: meta.simulated,
        blocks,
        imprint: vec!["抄送：".to_owned(), format!("{}　　　　印发日期：", meta.publisher)],
    };
    document.check()?;
    Ok(document)
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
    let released = moved.iter().filter(|w| w.change() == LevelChange::Released).count();
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
        Span::Text(format!("{}专业作了供需测算，计算期为", outlook.meta.level.name(Lang::Zh))),
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

/// The kinds of a warning's adverse signals, each once.
fn kinds(warning: &WarningRecord) -> Vec<&'static str> {
    let mut kinds: Vec<&'static str> = Vec::new();
    for evidence in warning.evidence.iter().filter(|e| e.reading.standing.is_adverse()) {
        let kind = evidence.reading.signal.family().name(Lang::Zh);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

fn kinds_table(now: &[&WarningRecord]) -> Table {
    let rows = Family::ALL
        .into_iter()
        .map(|family| {
            let kind = family.name(Lang::Zh);
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
    let rows = moved
        .iter()
        .map(|warning| {
            let (past, level) = (warning.level_before(), warning.assessment.level);
            let kind = match warning.change() {
                LevelChange::Released => "解除",
                LevelChange::Raised => "升级",
                _ => "降级",
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
            outlook.prospect(p) == Prospect::Short
                && p.balance.gap.median.is_some_and(|gap| gap < 0.0)
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
    let change = |points: &[talent_outlook::Point], years: i32| {
        let last = points.last()?;
        let past = points.iter().find(|past| past.year == last.year - years)?;
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
    blocks.push(Block::Table(balance_table(outlook, "a2", "附表2　全部专业供求测算")));
    blocks.push(Block::Table(demand_table(
        outlook,
        "a3",
        "附表3　岗位需求按成因（人，计算期合计，各项按均值计算）",
    )));
    blocks.push(Block::Table(backtest_table(
        outlook,
        "a4",
        "附表4　预测回测（滚动起点，误差以年均变动为单位，越小越好）",
    )));
    blocks.extend(
        outlook
            .structure
            .as_ref()
            .map(|s| Block::Table(structure_table(s, "a5", "附表5　就业结构与毕业生结构"))),
    );
    blocks.push(Block::Table(notes_table(outlook, "a6", "附表6　数据说明")));
}
