//! One industry: employment and output to come, its programmes, and what others expect.

mod tables;
mod years;

use askama::Template;
use axum::extract::State;
use talent_outlook::{Elasticity, IndustryOutlook, Outlook, ProgrammeOutlook, Range};
use talent_report::figures::{
    NONE, centre_with_interval, interval, or_none, percent, ratio, rough, signed_percent, whole,
};
use talent_report::{
    FanSubject, chart_notes, explain_forecast, explain_hires, explain_industry, explain_structure,
    fan_chart, structure_rows,
};

use self::tables::{body_rows, comparison_rows, event_rows};
use self::years::{YearRow, year_rows};
use super::chart::on_page;
use super::frame::{Frame, Page, ZH, render};
use super::level_mark::{badge, level_of};
use super::tile::{Tile, tile};
use crate::parameters::Path;
use crate::problem::{Coded, Problem};
use crate::state::AppState;

struct ServedRow {
    code: String,
    name: String,
    level: &'static str,
    level_name: &'static str,
    share: String,
    sdr: String,
}

#[derive(Template)]
#[template(path = "industry.html")]
struct IndustryPage {
    frame: Frame,
    code: String,
    name: String,
    title: String,
    /// What came out, in a sentence.
    finding: String,
    /// How it was worked out.
    explanation: String,
    tiles: Vec<Tile>,
    fan: String,
    output: String,
    output_explanation: String,
    programmes: Vec<ServedRow>,
    events: Vec<[String; 5]>,
    bodies: Vec<[String; 5]>,
    hires: String,
    comparisons: Vec<(String, String, String)>,
    structure: Vec<[String; 5]>,
    structure_note: String,
    rows: Vec<YearRow>,
}

pub(super) async fn industry(State(state): State<AppState>, Path(code): Path<String>) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let industry =
        outlook.industry(&code).ok_or_else(|| Problem::missing(Coded::Industry, &code))?;
    let notes = chart_notes(&outlook.meta, false, ZH);
    let fan = |subject: FanSubject<'_>| on_page(|look| fan_chart(&subject, &notes, look));
    let output = industry.output.as_ref();
    let structure = outlook.structure.as_ref().filter(|_| industry.code.is_none());
    render(&IndustryPage {
        frame: Frame::new(&state, &published, "/industries/total").await?,
        name: industry.name.clone(),
        title: industry.title(),
        finding: finding(industry),
        explanation: explain_industry(industry, ZH),
        tiles: tiles(industry),
        fan: fan(FanSubject::employment(industry, ZH)),
        output: output.map_or_else(String::new, |output| fan(FanSubject::output(output, ZH))),
        output_explanation: output
            .map_or_else(String::new, |output| explain_forecast(&output.explanation, ZH)),
        programmes: served_rows(outlook, &code),
        events: event_rows(industry),
        bodies: body_rows(industry),
        hires: industry.hires.as_ref().map_or_else(String::new, |hires| explain_hires(hires, ZH)),
        comparisons: comparison_rows(industry),
        structure: structure.map_or_else(Vec::new, structure_rows),
        structure_note: structure.map_or_else(String::new, |s| explain_structure(s, ZH)),
        rows: year_rows(&published, industry),
        code,
    })
}

/// The last figure and the last forecast of employment; nothing where one is missing.
fn finding(industry: &IndustryOutlook) -> String {
    let (Some(last), Some(end)) = (industry.history.last(), industry.forecast.last()) else {
        return String::new();
    };
    let Some(median) = end.range.median else { return String::new() };
    let change = median / last.value.max(1.0) - 1.0;
    let course = match change {
        change if change > 0.02 => "增加",
        change if change < -0.02 => "减少",
        _ => "变化不大",
    };
    format!(
        "{} 年城镇单位从业人员 {} 人；预测 {} 年 {} 人（中位数，80% 区间 {}），{course}（{}）。",
        last.year,
        whole(last.value),
        end.year,
        rough(median),
        interval(end.range.p80, rough),
        signed_percent(change),
    )
}

impl ServedRow {
    fn new(outlook: &Outlook, programme: &ProgrammeOutlook, share: f64) -> Self {
        let level = level_of(outlook, programme);
        Self {
            code: programme.code.to_string(),
            name: programme.name.clone(),
            level: level.code(),
            level_name: badge(level),
            share: percent(share),
            sdr: centre_with_interval(&programme.balance.sdr, ratio),
        }
    }
}

/// The programmes that serve a section, those with the largest share of their openings in it first.
fn served_rows(outlook: &Outlook, section: &str) -> Vec<ServedRow> {
    let served = |programme: &ProgrammeOutlook| {
        let mut industries = programme.industries.iter();
        let (.., share) = industries.find(|(code, ..)| code.as_str() == section)?;
        Some((*share, ServedRow::new(outlook, programme, *share)))
    };
    let mut rows: Vec<(f64, ServedRow)> = outlook.programmes.iter().filter_map(served).collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What was published last, what is to come, and what openings come from.
fn tiles(industry: &IndustryOutlook) -> Vec<Tile> {
    let range = |name: &'static str, range: Option<Range>| {
        let value = or_none(range.and_then(|range| range.centre()), rough);
        let note = range.map_or_else(String::new, |range| {
            format!("均值，80%区间 {}", interval(range.p80, rough))
        });
        tile(name, value, note)
    };
    let (last, end) = (industry.history.last(), industry.forecast.last());
    vec![
        tile(
            "最近公布",
            or_none(last.map(|p| p.value), whole),
            last.map_or_else(String::new, |p| format!("{} 年，人", p.year)),
        ),
        tile(
            "预测终点",
            end.map_or_else(|| NONE.to_owned(), |p| or_none(p.range.median, rough)),
            end.map_or_else(String::new, |p| format!("{} 年，人", p.year)),
        ),
        range("就业增长", industry.expansion),
        range("退出补充", industry.replacement),
        range("岗位空缺", industry.openings),
        elasticity_tile(industry.elasticity),
    ]
}

/// The elasticity of employment to output, or that there is none to be had.
fn elasticity_tile(elasticity: Option<Elasticity>) -> Tile {
    const NAME: &str = "产出弹性";
    match elasticity {
        None => tile(NAME, NONE.to_owned(), String::new()),
        Some(e) if !e.estimable => tile(NAME, "不可估计".to_owned(), "未采用".to_owned()),
        Some(e) => tile(NAME, ratio(e.value), format!("自身权重 {}", percent(e.own_weight))),
    }
}
