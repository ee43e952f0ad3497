use askama::Template;
use axum::extract::{Path, State};
use talent_outlook::{IndustryOutlook, ProgrammeOutlook, Range};
use talent_pipeline::trace_figures;
use talent_report::figures::{
    NONE, interval, or_none, percent, ratio, rough, whole, with_interval,
};
use talent_report::{
    FanSubject, chart_notes, explain_forecast, explain_industry, explain_structure, fan_chart,
    structure_rows,
};

use super::{Frame, Page, Tile, ZH, badge, level_of, render, tile};
use crate::problem::Problem;
use crate::state::{AppState, Published};

struct ServedRow {
    code: String,
    name: String,
    level: &'static str,
    level_name: &'static str,
    share: String,
    sdr: String,
}

struct YearRow {
    year: i32,
    status: &'static str,
    value: String,
    p80: String,
    p95: String,
    cell: String,
}

#[derive(Template)]
#[template(path = "industry.html")]
struct IndustryPage {
    frame: Frame,
    code: String,
    name: String,
    title: String,
    explanation: String,
    tiles: Vec<Tile>,
    fan: String,
    output: String,
    output_explanation: String,
    programmes: Vec<ServedRow>,
    events: Vec<[String; 5]>,
    bodies: Vec<[String; 5]>,
    comparisons: Vec<(String, String, String)>,
    structure: Vec<[String; 5]>,
    structure_note: String,
    rows: Vec<YearRow>,
}

pub(super) async fn industry(State(state): State<AppState>, Path(code): Path<String>) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let industry = outlook.industry(&code).ok_or_else(|| Problem::missing("行业", &code))?;
    let range = |name: &'static str, range: Option<Range>| {
        let value = or_none(range.and_then(|range| range.median), rough);
        let note = range
            .map_or_else(String::new, |range| format!("80%区间 {}", interval(range.p80, rough)));
        tile(name, value, note)
    };
    let last = industry.history.last();
    let served = |p: &&ProgrammeOutlook| {
        let share = p.industries.iter().find(|(section, ..)| section.as_str() == code)?.2;
        let level = level_of(outlook, p);
        Some((
            share,
            ServedRow {
                code: p.code.to_string(),
                name: p.name.clone(),
                level: level.code(),
                level_name: badge(level),
                share: percent(share),
                sdr: with_interval(&p.balance.sdr, ratio),
            },
        ))
    };
    let mut programmes: Vec<(f64, ServedRow)> =
        outlook.programmes.iter().collect::<Vec<_>>().iter().filter_map(served).collect();
    programmes.sort_by(|a, b| b.0.total_cmp(&a.0));
    let notes = chart_notes(&outlook.meta, false, ZH);
    let structure = outlook.structure.as_ref().filter(|_| industry.code.is_none());
    let page = IndustryPage {
        frame: Frame::new(&state, &published, "/industries/total").await?,
        name: industry.name.clone(),
        title: industry.title(),
        explanation: explain_industry(industry, ZH),
        tiles: vec![
            tile(
                "最近公布",
                or_none(last.map(|p| p.value), whole),
                last.map_or_else(String::new, |p| format!("{} 年，人", p.year)),
            ),
            tile(
                "预测终点",
                industry
                    .forecast
                    .last()
                    .map_or_else(|| NONE.to_owned(), |p| or_none(p.range.median, rough)),
                industry.forecast.last().map_or_else(String::new, |p| format!("{} 年，人", p.year)),
            ),
            range("就业增长", industry.expansion),
            range("退出补充", industry.replacement),
            range("岗位空缺", industry.openings),
            tile(
                "产出弹性",
                or_none(industry.elasticity.map(|e| e.value), ratio),
                industry
                    .elasticity
                    .map_or_else(String::new, |e| format!("自身权重 {}", percent(e.own_weight))),
            ),
        ],
        fan: fan_chart(&FanSubject::employment(industry, ZH), &notes, ZH).svg,
        output: industry.output.as_ref().map_or_else(String::new, |output| {
            fan_chart(&FanSubject::output(output, ZH), &notes, ZH).svg
        }),
        output_explanation: industry
            .output
            .as_ref()
            .map_or_else(String::new, |output| explain_forecast(&output.explanation, ZH)),
        programmes: programmes.into_iter().map(|(_, row)| row).collect(),
        events: event_rows(industry),
        bodies: body_rows(industry),
        comparisons: comparison_rows(industry),
        structure: structure.map_or_else(Vec::new, structure_rows),
        structure_note: structure.map_or_else(String::new, |s| explain_structure(s, ZH)),
        rows: year_rows(&published, industry),
        code,
    };
    render(&page)
}

/// Projects and closures: year, name, posts, probability, cell.
fn event_rows(industry: &IndustryOutlook) -> Vec<[String; 5]> {
    industry
        .events
        .iter()
        .map(|e| {
            let posts = format!("{}{}", if e.posts > 0.0 { "+" } else { "" }, whole(e.posts));
            [e.year.to_string(), e.name.clone(), posts, percent(e.probability), e.cell.clone()]
        })
        .collect()
}

/// Estimates of industry bodies: year, occupation, theirs, ours, remark.
fn body_rows(industry: &IndustryOutlook) -> Vec<[String; 5]> {
    industry
        .body_estimates
        .iter()
        .map(|e| {
            let span = interval((e.low, e.high), whole);
            let ours = e.ours.map_or_else(|| NONE.to_owned(), |ours| with_interval(&ours, rough));
            let of = e.occupation.clone().unwrap_or_else(|| "全部岗位".to_owned());
            [
                e.year.to_string(),
                of,
                format!("{}（{span}）", whole(e.demand)),
                ours,
                e.remark.clone(),
            ]
        })
        .collect()
}

/// Named models: name, end of the path, what to know of it.
fn comparison_rows(industry: &IndustryOutlook) -> Vec<(String, String, String)> {
    industry
        .comparisons
        .iter()
        .map(|c| {
            let last = c.path.last();
            let end =
                last.map_or_else(String::new, |p| format!("{} 年 {}", p.year, rough(p.value)));
            (c.name.zh.clone(), end, c.note.zh.clone())
        })
        .collect()
}

fn year_rows(published: &Published, industry: &IndustryOutlook) -> Vec<YearRow> {
    let lines = trace_figures(&published.panel, &industry.origins, ZH);
    let employment = talent_domain::Measure::Employment.name(ZH);
    let cell = |year: i32| {
        let mut of_year = lines.iter().filter(|l| l.year == year && l.measure == employment);
        let Some(line) = of_year.next() else { return String::new() };
        // A total that nobody published is the sum of its sections.
        match of_year.count() {
            0 => format!("{} {}（{}）", line.file, line.cell, line.source),
            more => format!("各门类合计（{} 个单元格），{} 等", more + 1, line.file),
        }
    };
    let observed = industry.history.iter().map(|point| YearRow {
        year: point.year.number(),
        status: match point.odd {
            Some(talent_outlook::Oddity::Outlier) => "公布（疑似异常值）",
            Some(talent_outlook::Oddity::LevelShift) => "公布（水平位移）",
            None => "公布",
        },
        value: whole(point.value),
        p80: String::new(),
        p95: String::new(),
        cell: cell(point.year.number()),
    });
    let to_come = industry.forecast.iter().map(|point| YearRow {
        year: point.year.number(),
        status: if industry.estimated_until.is_some_and(|until| point.year <= until) {
            "估计（合计已知）"
        } else {
            "预测"
        },
        value: or_none(point.range.median, rough),
        p80: interval(point.range.p80, rough),
        p95: interval(point.range.p95, rough),
        cell: String::new(),
    });
    observed.chain(to_come).collect()
}
