//! Industries, their employment and what they ask for.

use std::collections::BTreeMap;

use talent_domain::Lang;
use talent_outlook::{IndustryOutlook, Outlook, Point, Range};

use crate::chart::{FanSubject, chart_notes, fan_chart};
use crate::document::{Align, Block, Table};
use crate::figures::{NONE, probability, rough, signed_percent, whole, with_interval};
use crate::tables::{cell, demand_table};

/// The mean yearly growth over the last `years`, as a fraction.
fn growth(points: &[Point], years: i32) -> Option<f64> {
    let last = points.last()?;
    let first = points.iter().find(|point| point.year == last.year - years)?;
    (first.value > 0.0 && last.value > 0.0)
        .then(|| (last.value / first.value).powf(1.0 / f64::from(years)) - 1.0)
}

/// All industries together first, then the sections by employment.
fn by_size(outlook: &Outlook) -> Vec<&IndustryOutlook> {
    let mut all: Vec<&IndustryOutlook> = outlook.industries.iter().collect();
    let size = |industry: &IndustryOutlook| industry.history.last().map_or(0.0, |last| last.value);
    all.sort_by(|a, b| {
        (b.code.is_none(), size(b))
            .partial_cmp(&(a.code.is_none(), size(a)))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    all
}

pub(super) fn industries(outlook: &Outlook, blocks: &mut Vec<Block>) {
    const YEARS: i32 = 5;
    let rows: Vec<Vec<String>> = by_size(outlook)
        .into_iter()
        .filter_map(|industry| {
            let last = industry.history.last()?;
            let future = industry.forecast.last();
            let change = future.and_then(|f| Some(f.range.median? / last.value - 1.0));
            Some(vec![
                industry.title(),
                last.year.to_string(),
                whole(last.value),
                growth(&industry.history, YEARS).map_or_else(|| NONE.to_owned(), signed_percent),
                future.map_or_else(|| NONE.to_owned(), |f| f.year.to_string()),
                future.map_or_else(|| NONE.to_owned(), |f| with_interval(&f.range, rough)),
                change.map_or_else(|| NONE.to_owned(), signed_percent),
            ])
        })
        .collect();
    blocks.push(Block::Heading("二、产业与就业现状".to_owned()));
    if !rows.is_empty() {
        blocks.push(Block::Paragraph(vec![
            "全市城镇单位从业人员（人）".into(),
            cell("l1", 0, 1),
            "年为".into(),
            cell("l1", 0, 2),
            "，近五年年均增长".into(),
            cell("l1", 0, 3),
            "；预测".into(),
            cell("l1", 0, 4),
            "年为".into(),
            cell("l1", 0, 5),
            "。".into(),
        ]));
    }
    blocks.push(Block::Table(Table {
        id: "l1",
        caption: "表2-1　分行业城镇单位从业人员与预测（人，括号内为80%区间）".to_owned(),
        columns: vec![
            ("行业", Align::Left),
            ("最近年份", Align::Centre),
            ("从业人员", Align::Right),
            ("近五年年均增长", Align::Right),
            ("预测年份", Align::Centre),
            ("预测从业人员", Align::Right),
            ("预测增减", Align::Right),
        ],
        rows,
        note: Some("近五年年均增长按首尾两年计算；首年没有数字的不计。".to_owned()),
    }));
    if let Some(all) = outlook.industries.iter().find(|industry| industry.code.is_none()) {
        let subject = FanSubject::employment(all, Lang::Zh);
        let notes = chart_notes(&outlook.meta, subject.simulated, Lang::Zh);
        let chart = fan_chart(&subject, &notes, Lang::Zh);
        blocks.push(Block::Figure { caption: format!("图2-1　{}", chart.title), svg: chart.svg });
    }
    let end = outlook.programmes.first().map(|programme| programme.balance.to);
    let output: BTreeMap<&str, Vec<String>> = outlook
        .industries
        .iter()
        .filter_map(|industry| industry.output.as_ref())
        .filter_map(|output| {
            let last = output.history.last()?;
            let future = output.forecast.iter().rfind(|f| end.is_none_or(|end| f.year <= end))?;
            let row = vec![
                output.name.clone(),
                last.year.to_string(),
                format!("{:.1}", last.value),
                growth(&output.history, YEARS).map_or_else(|| NONE.to_owned(), signed_percent),
                future.year.to_string(),
                with_interval(&future.range, |index| format!("{index:.1}")),
            ];
            Some((output.code.as_str(), row))
        })
        .collect();
    if !output.is_empty() {
        blocks.push(Block::Table(Table {
            id: "l2",
            caption: "表2-2　三次产业实际产出指数与预测（首年为100，括号内为80%区间）".to_owned(),
            columns: vec![
                ("产业", Align::Left),
                ("最近年份", Align::Centre),
                ("指数", Align::Right),
                ("近五年年均增长", Align::Right),
                ("预测年份", Align::Centre),
                ("预测指数", Align::Right),
            ],
            rows: output.into_values().collect(),
            note: None,
        }));
    }
    blocks.push(Block::Slot("结合本市规划和重点产业链，说明产业发展的重点和变化。".to_owned()));
}

pub(super) fn demand(outlook: &Outlook, blocks: &mut Vec<Block>) {
    let range =
        |range: Option<&Range>| range.map_or_else(|| NONE.to_owned(), |r| with_interval(r, rough));
    let rows: Vec<Vec<String>> = by_size(outlook)
        .into_iter()
        .map(|industry| {
            vec![
                industry.title(),
                range(industry.replacement.as_ref()),
                range(industry.expansion.as_ref()),
                range(industry.openings.as_ref()),
            ]
        })
        .collect();
    blocks.push(Block::Heading("三、人才需求".to_owned()));
    let all = outlook.industries.iter().find(|industry| industry.code.is_none());
    if let Some(all) = all {
        let median = |range: &Option<Range>| range.as_ref().and_then(|range| range.median);
        let refilled = median(&all.replacement) > median(&all.expansion);
        blocks.push(Block::Paragraph(vec![
            "测算期内全市各教育层次的新增岗位（人）合计".into(),
            cell("l3", 0, 3),
            "，其中人员退出后的补充".into(),
            cell("l3", 0, 1),
            "，从业人员增减".into(),
            cell("l3", 0, 2),
            if refilled {
                "。岗位多来自补充而不是扩张，专业调整不宜只看产业增长。"
            } else {
                "。岗位多来自从业人员增长。"
            }
            .into(),
        ]));
    }
    blocks.push(Block::Table(Table {
        id: "l3",
        caption: "表3-1　分行业新增岗位（人，测算期合计，各教育层次，括号内为80%区间）".to_owned(),
        columns: vec![
            ("行业", Align::Left),
            ("退出补充", Align::Right),
            ("从业人员增减", Align::Right),
            ("新增岗位", Align::Right),
        ],
        rows,
        note: Some(
            "从业人员减少快于人员退出时，多出的部分不作负需求，所以新增岗位不等于前两项之和。"
                .to_owned(),
        ),
    }));
    let caption = format!(
        "表3-2　面向{}毕业生的岗位需求按成因（人，测算期合计，各项按均值计算）",
        outlook.meta.level.name(Lang::Zh)
    );
    blocks.push(Block::Table(demand_table(outlook, "l4", &caption)));
    planned(outlook, blocks);
    bodies(outlook, blocks);
}

/// What is planned beside the forecasts.
fn planned(outlook: &Outlook, blocks: &mut Vec<Block>) {
    let events: Vec<Vec<String>> = outlook
        .industries
        .iter()
        .flat_map(|industry| industry.events.iter().map(move |event| (industry, event)))
        .map(|(industry, event)| {
            vec![
                industry.title(),
                event.name.clone(),
                event.year.to_string(),
                whole(event.posts),
                probability(event.probability),
                event.source.clone(),
            ]
        })
        .collect();
    if !events.is_empty() {
        blocks.push(Block::Table(Table {
            id: "l5",
            caption: "表3-3　重大项目与关停（模型之外加入）".to_owned(),
            columns: vec![
                ("行业", Align::Left),
                ("项目", Align::Left),
                ("年份", Align::Centre),
                ("增减岗位（人）", Align::Right),
                ("实现概率", Align::Right),
                ("来源", Align::Left),
            ],
            rows: events,
            note: None,
        }));
    }
}

/// What industry bodies expect, beside ours.
fn bodies(outlook: &Outlook, blocks: &mut Vec<Block>) {
    let ours = |range: Option<&Range>| {
        range.map_or_else(|| NONE.to_owned(), |range| with_interval(range, rough))
    };
    let rows: Vec<Vec<String>> = outlook
        .industries
        .iter()
        .flat_map(|industry| industry.body_estimates.iter().map(move |body| (industry, body)))
        .map(|(industry, body)| {
            vec![
                industry.title(),
                body.occupation.clone().unwrap_or_else(|| "全部".to_owned()),
                body.year.to_string(),
                whole(body.demand),
                ours(body.ours.as_ref()),
                body.remark.clone(),
            ]
        })
        .collect();
    if rows.is_empty() {
        blocks
            .push(Block::Slot("行业组织对本行业人才需求的预测意见，以及与上表的比较。".to_owned()));
    } else {
        blocks.push(Block::Table(Table {
            id: "l6",
            caption: "表3-4　行业组织预测与本报告测算对照（人，每年）".to_owned(),
            columns: vec![
                ("行业", Align::Left),
                ("职业", Align::Left),
                ("年份", Align::Centre),
                ("行业组织预测", Align::Right),
                ("本报告年均新增岗位", Align::Right),
                ("填报单位与依据", Align::Left),
            ],
            rows,
            note: Some("行业组织的预测只作对照，不并入测算。".to_owned()),
        }));
    }
}
