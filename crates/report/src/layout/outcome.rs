//! Supply against demand, and what is proposed.

use talent_domain::{Group, Lang};
use talent_outlook::{
    Band, EnrolmentOutlook, Outlook, ProgrammeOutlook, Range, ScenarioOutlook, ScenarioProgramme,
    WarningRecord,
};
use talent_warning::Course;

use crate::chart::{gap_bars, quadrant};
use crate::document::{Align, Block, Table};
use crate::figures::{
    Count, NONE, expected, or_none, percent, ratio, rough, sizes_of_groups, with_interval,
};
use crate::tables::{balance_table, cell, level_name, triggers};

use super::NamedScenario;

pub(super) fn balance(outlook: &Outlook, scenarios: &[NamedScenario], blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("六、供需预测".to_owned()));
    let of_band = |bands: &[Band]| {
        let count = outlook.programmes.iter().filter(|p| bands.contains(&p.balance.band)).count();
        count.to_string()
    };
    let sum = |read: fn(&ProgrammeOutlook) -> Option<f64>| {
        rough(outlook.programmes.iter().filter_map(read).sum())
    };
    let rows = vec![
        vec![
            "供不应求（偏紧、明显短缺）".to_owned(),
            of_band(&[Band::LargeShortage, Band::Shortage]),
        ],
        vec!["基本平衡".to_owned(), of_band(&[Band::Balanced])],
        vec![
            "供过于求（偏松、明显过剩）".to_owned(),
            of_band(&[Band::Surplus, Band::LargeSurplus]),
        ],
        vec!["岗位需求（各专业中位数之和，人）".to_owned(), sum(|p| p.balance.demand.median)],
        vec!["本地供给（各专业中位数之和，人）".to_owned(), sum(|p| p.balance.supply.median)],
    ];
    blocks.push(Block::Paragraph(vec![
        "测算期内供不应求的专业".into(),
        cell("l13", 0, 1),
        "个，基本平衡".into(),
        cell("l13", 1, 1),
        "个，供过于求".into(),
        cell("l13", 2, 1),
        "个；岗位需求合计约".into(),
        cell("l13", 3, 1),
        "人，本地供给合计约".into(),
        cell("l13", 4, 1),
        "人。".into(),
    ]));
    blocks.push(Block::Table(Table {
        id: "l13",
        caption: "表6-1　供求总体情况".to_owned(),
        columns: vec![("项目", Align::Left), ("数值", Align::Right)],
        rows,
        note: None,
    }));
    let gap = gap_bars(outlook, Lang::Zh);
    blocks.push(Block::Figure { caption: format!("图6-1　{}", gap.title), svg: gap.svg });
    blocks.push(Block::Table(balance_table(outlook, "l14", "表6-2　分专业供求测算")));
    if !scenarios.is_empty() {
        blocks.push(Block::Table(scenario_table(scenarios)));
    }
    let picture = quadrant(outlook, Lang::Zh);
    blocks.push(Block::Figure { caption: format!("图6-2　{}", picture.title), svg: picture.svg });
    blocks.extend(enrolment_tables(outlook).map(Block::Table));
}

/// Entrants and graduates to come of schools, counties and classes, which add up to those of the city; none of
/// runs of earlier versions.
fn enrolment_tables(outlook: &Outlook) -> impl Iterator<Item = Table> {
    type Of = fn(&Group) -> bool;
    const GROUPS: [(&str, &str, &str, Of); 3] = [
        ("l26", "表6-4", "学校", |of| matches!(of, Group::School(_))),
        ("l27", "表6-5", "县（市、区）", |of| matches!(of, Group::County(_))),
        ("l28", "表6-6", "专业类", |of| matches!(of, Group::Class(_))),
    ];
    let (base, next) = (outlook.meta.base_year, outlook.meta.base_year + 1);
    let city = outlook.enrolment.iter().find(|group| group.of == Group::City);
    city.into_iter().flat_map(move |city| {
        GROUPS.map(|(id, number, word, of)| {
            let groups: Vec<&EnrolmentOutlook> =
                outlook.enrolment.iter().filter(|group| of(&group.of)).collect();
            let sizes = sizes_of_groups(&groups, outlook.meta.base_year);
            let row = |name: &str, group: &EnrolmentOutlook, [students, entrants]: [Count; 2]| {
                vec![
                    name.to_owned(),
                    students.text,
                    entrants.text,
                    or_none(group.entrants_forecast.first(), expected),
                    or_none(group.graduates_forecast.first(), expected),
                ]
            };
            let rows = groups.iter().zip(sizes).map(|(group, sizes)| row(&group.name, group, sizes));
            let whole = sizes_of_groups(&[city], base).pop().map(|sizes| row("合计", city, sizes));
            Table {
                id,
                caption: format!("{number}　分{word}招生与毕业生预测（{base} 年、{next} 年，人）"),
                columns: vec![
                    (word, Align::Left),
                    ("在校生", Align::Right),
                    ("报到新生", Align::Right),
                    ("次年报到新生（预测）", Align::Right),
                    ("次年毕业生（预测）", Align::Right),
                ],
                rows: rows.chain(whole).collect(),
                note: Some("预测为期望值，各部分相加等于合计（四舍五入后可能差几人）；括号内为80%区间，区间不能相加。已定的招生计划按计划和历年完成率计。".to_owned()),
            }
        })
    })
}

/// Sums of medians and counts of bands, the base first.
fn scenario_table(scenarios: &[NamedScenario]) -> Table {
    let row = |name: &str, scenario: &ScenarioOutlook, base: bool| {
        let pick = |pair: (Range, Range)| if base { pair.0 } else { pair.1 };
        let sum = |read: &dyn Fn(usize) -> Range| {
            rough((0..scenario.programmes.len()).filter_map(|p| read(p).median).sum())
        };
        let bands = |wanted: [Band; 2]| {
            let band = |p: &ScenarioProgramme| if base { p.band.0 } else { p.band.1 };
            scenario.programmes.iter().filter(|p| wanted.contains(&band(p))).count().to_string()
        };
        let moved: Vec<&str> = scenario
            .programmes
            .iter()
            .filter(|p| !base && p.band.0 != p.band.1)
            .map(|p| p.name.as_str())
            .collect();
        vec![
            name.to_owned(),
            sum(&|p| pick(scenario.programmes[p].demand)),
            sum(&|p| pick(scenario.programmes[p].supply)),
            sum(&|p| pick(scenario.programmes[p].gap)),
            bands([Band::LargeShortage, Band::Shortage]),
            bands([Band::Surplus, Band::LargeSurplus]),
            if moved.is_empty() { NONE.to_owned() } else { moved.join("、") },
        ]
    };
    let base = scenarios.first().map(|(_, scenario)| row("基准", scenario, true));
    let mut others: Vec<&NamedScenario> = scenarios.iter().collect();
    others.sort_by_key(|(name, _)| (name != "low", name != "high"));
    let others = others.into_iter().map(|(name, scenario)| {
        let name = match name.as_str() {
            "low" => "低方案",
            "high" => "高方案",
            other => other,
        };
        row(name, scenario, false)
    });
    Table {
        id: "l15",
        caption: "表6-3　情景：各专业中位数之和（人，测算期合计）与判断的变化".to_owned(),
        columns: vec![
            ("情景", Align::Left),
            ("岗位需求", Align::Right),
            ("本地供给", Align::Right),
            ("供给减需求", Align::Right),
            ("供不应求（个）", Align::Right),
            ("供过于求（个）", Align::Right),
            ("判断与基准不同的专业", Align::Left),
        ],
        rows: base.into_iter().chain(others).collect(),
        note: Some("情景的假设见 assumptions.toml；情景不改变正式测算。".to_owned()),
    }
}

pub(super) fn proposals(outlook: &Outlook, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("七、分类建议".to_owned()));
    let level_of = |p: &ProgrammeOutlook| outlook.city_warning(&p.code);
    let mut counts = Vec::new();
    let mut rows = Vec::new();
    for course in Course::ALL {
        let group = course.name(Lang::Zh);
        let members: Vec<(&ProgrammeOutlook, &WarningRecord)> = outlook
            .by_tightness()
            .into_iter()
            .filter_map(|p| Some((p, level_of(p)?)))
            .filter(|(_, w)| Course::of(w.assessment.level) == course)
            .collect();
        let words: Vec<String> = course
            .levels()
            .map(|level| format!("{}：{}", level_name(level), level.proposal(Lang::Zh)))
            .collect();
        counts.push(vec![group.to_owned(), members.len().to_string(), words.join("；")]);
        rows.extend(members.into_iter().map(|(p, w)| {
            vec![
                group.to_owned(),
                p.code.to_string(),
                p.name.clone(),
                level_name(w.assessment.level),
                with_interval(&p.balance.sdr, ratio),
                or_none(p.quality.placement, percent),
                or_none(p.quality.matched, percent),
                p.balance.grade.letter().to_owned(),
            ]
        }));
    }
    blocks.push(Block::Paragraph(vec![
        "按市场供求比和就业质量两项依据，重点发展的专业".into(),
        cell("l16", 0, 1),
        "个，稳定规模".into(),
        cell("l16", 1, 1),
        "个，控制发展".into(),
        cell("l16", 2, 1),
        "个，优化调整".into(),
        cell("l16", 3, 1),
        "个，数据不足须补充的".into(),
        cell("l16", 4, 1),
        "个。建议供主管部门和学校研究，是否增设、扩招、缩减、暂停或撤销由主管部门按程序决定。"
            .into(),
    ]));
    blocks.push(Block::Table(Table {
        id: "l16",
        caption: "表7-1　分类、预警等级与建议".to_owned(),
        columns: vec![
            ("类别", Align::Left),
            ("专业（个）", Align::Right),
            ("等级与建议", Align::Left),
        ],
        rows: counts,
        note: Some("等级由预警政策的规则得出，升级看两年，降级要连续两次明显好转。".to_owned()),
    }));
    blocks.push(Block::Table(Table {
        id: "l17",
        caption: "表7-2　分专业建议".to_owned(),
        columns: vec![
            ("类别", Align::Centre),
            ("专业代码", Align::Centre),
            ("专业名称", Align::Left),
            ("等级", Align::Centre),
            ("供求比（80%区间）", Align::Right),
            ("直接就业率", Align::Right),
            ("对口率", Align::Right),
            ("可靠性", Align::Centre),
        ],
        rows,
        note: Some(
            "直接就业率、对口率为近三届合计。可靠性为D的须结合企业调查等其他依据。".to_owned(),
        ),
    }));
    blocks.push(Block::Table(sites_table(outlook)));
}

/// What each school is asked to change.
fn sites_table(outlook: &Outlook) -> Table {
    let mut sites: Vec<&WarningRecord> = outlook
        .warnings
        .iter()
        .filter(|w| w.school.is_some() && w.assessment.level.is_warning())
        .collect();
    sites.sort_by(|a, b| (a.scope(Lang::Zh), &a.programme).cmp(&(b.scope(Lang::Zh), &b.programme)));
    Table {
        id: "l18",
        caption: "表7-3　一校一案：须调整的专业点".to_owned(),
        columns: vec![
            ("学校", Align::Left),
            ("专业代码", Align::Centre),
            ("专业名称", Align::Left),
            ("等级", Align::Centre),
            ("建议", Align::Left),
            ("依据", Align::Left),
        ],
        rows: sites
            .into_iter()
            .map(|w| {
                vec![
                    w.scope(Lang::Zh).to_owned(),
                    w.programme.to_string(),
                    w.programme_name.clone(),
                    level_name(w.assessment.level),
                    w.assessment.level.proposal(Lang::Zh).to_owned(),
                    triggers(w),
                ]
            })
            .collect(),
        note: None,
    }
}
