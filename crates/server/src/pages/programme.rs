//! One programme: its balance and what it comes from, its warning, schools and industries.

mod balance_rows;
mod balance_text;
mod bar_row;
mod rate_row;
mod site_row;

use askama::Template;
use axum::extract::State;
use talent_outlook::{Band, ForecastPoint, Outlook, Point, ProgrammeOutlook};
use talent_report::figures::{centre_with_interval, or_none, percent, probability, whole};
use talent_report::{
    FanSubject, band_name, chart_notes, explain_drivers, explain_programme, explain_statutory,
    fan_chart, grade_meaning, index_figure, rank_figure, revised_text,
};

use self::balance_rows::{BalanceRow, balance_rows};
use self::balance_text::{balance_notes, sentence};
use self::bar_row::{BarRow, cause_bars, cohort_bars, driver_bars};
use self::rate_row::{RateRow, rate_rows};
use self::site_row::{SiteRow, site_rows};
use super::chart::on_page;
use super::frame::{Frame, Page, ZH, render};
use super::level_mark::{level_history, level_of};
use super::period::period;
use super::tile::{Tile, tile};
use super::year_table::{PrintedSeries, YearTable};
use crate::parameters::Path;
use crate::problem::{Coded, Problem};
use crate::state::{AppState, Published};
use crate::views::EvidenceView;

#[derive(Template)]
#[template(path = "programme.html")]
struct ProgrammePage {
    frame: Frame,
    code: String,
    name: String,
    class: String,
    category: String,
    level: &'static str,
    level_name: String,
    shortage: bool,
    /// What revised figures would give, and published rules that are met, each in a sentence.
    revised: String,
    statutory: Vec<String>,
    rule: &'static str,
    cap: &'static str,
    proposal: &'static str,
    sentence: String,
    explanation: String,
    period: String,
    tiles: Vec<Tile>,
    graduates: String,
    entrants: String,
    balance: Vec<BalanceRow>,
    drivers: Vec<BarRow>,
    drivers_sentence: String,
    causes: Vec<BarRow>,
    cohorts: Vec<BarRow>,
    rates: Vec<RateRow>,
    grade: &'static str,
    notes: Vec<String>,
    chances: String,
    evidence: Vec<EvidenceView>,
    history: Vec<(i32, &'static str, &'static str)>,
    sites: Vec<SiteRow>,
    /// The next year.
    next: i32,
    industries: Vec<(String, String, String)>,
    years: Vec<String>,
    series: Vec<(&'static str, Vec<String>)>,
}

pub(super) async fn programme(State(state): State<AppState>, Path(code): Path<String>) -> Page {
    let published = state.published().await?;
    let programme = published
        .outlook
        .programme(&code)
        .ok_or_else(|| Problem::missing(Coded::Programme, &code))?;
    let frame = Frame::new(&state, &published, "/").await?;
    render(&ProgrammePage::new(frame, &published, programme))
}

impl ProgrammePage {
    fn new(frame: Frame, published: &Published, p: &ProgrammeOutlook) -> Self {
        let outlook = &published.outlook;
        let warning = outlook.city_warning(&p.code);
        let level = level_of(outlook, p);
        let [graduates, entrants] = fans(outlook, p);
        let YearTable { years, series } = year_table(p);
        Self {
            frame,
            code: p.code.to_string(),
            name: p.name.clone(),
            class: p.class_name.clone(),
            category: p.category_name.clone(),
            level: level.code(),
            level_name: warning
                .map_or_else(|| level.name(ZH).to_owned(), |w| w.assessment.level_name(ZH)),
            shortage: warning.is_some_and(|w| w.assessment.shortage),
            revised: warning.and_then(|w| revised_text(w, ZH)).unwrap_or_default(),
            statutory: warning.map_or_else(Vec::new, |w| explain_statutory(&w.statutory, ZH)),
            rule: warning.map_or("未评级", |w| w.assessment.rule.name(ZH)),
            cap: warning.and_then(|w| w.assessment.cap).map_or("", |cap| cap.name(ZH)),
            proposal: level.proposal(ZH),
            sentence: sentence(p),
            explanation: explain_programme(p, ZH),
            period: period(outlook),
            tiles: tiles(p),
            graduates,
            entrants,
            balance: balance_rows(&p.balance),
            drivers: driver_bars(&p.balance),
            drivers_sentence: explain_drivers(&p.balance.drivers, ZH),
            causes: cause_bars(&p.balance),
            cohorts: cohort_bars(&p.balance),
            rates: rate_rows(p),
            grade: grade_meaning(p.balance.grade, ZH),
            notes: balance_notes(p, outlook.class_of(&p.code)),
            chances: chances(p),
            evidence: warning.map_or_else(Vec::new, |w| EvidenceView::all(w, ZH)),
            history: warning.map_or_else(Vec::new, level_history),
            sites: site_rows(outlook, p),
            next: outlook.meta.base_year.number() + 1,
            industries: industry_rows(p),
            years,
            series,
        }
    }
}

/// How likely each band is, in a sentence; empty where it has none.
fn chances(p: &ProgrammeOutlook) -> String {
    let of = |band: Band| {
        format!("{} {}", band_name(band, ZH), probability(p.balance.probabilities.of(band)))
    };
    let all = Band::ALL.map(of).join("，");
    p.balance.band.map_or_else(String::new, |_| format!("各档概率：{all}。"))
}

/// Fan charts of its graduates and of its entrants.
fn fans(outlook: &Outlook, p: &ProgrammeOutlook) -> [String; 2] {
    let simulated = outlook.meta.simulated;
    let notes = chart_notes(&outlook.meta, simulated, ZH);
    let subjects = [FanSubject::graduates(outlook, p, ZH), FanSubject::entrants(outlook, p, ZH)];
    subjects.map(|subject| on_page(|look| fan_chart(&subject, &notes, look)))
}

/// Code, name and share of the industries that it serves.
fn industry_rows(p: &ProgrammeOutlook) -> Vec<(String, String, String)> {
    let industries = p.industries.iter();
    industries
        .map(|(code, name, share)| (code.to_string(), name.clone(), percent(*share)))
        .collect()
}

/// Its size, and what came of its graduates.
fn tiles(p: &ProgrammeOutlook) -> Vec<Tile> {
    let q = &p.quality;
    let newest = |name, points: &[Point]| {
        let last = points.last();
        let note = last.map_or_else(String::new, |last| format!("{} 年，人", last.year));
        tile(name, or_none(last.map(|last| last.value), whole), note)
    };
    vec![
        newest("在校生", &p.students),
        newest("毕业生", &p.graduates),
        tile(
            "直接就业率",
            or_none(q.placement, percent),
            format!("近三届，{} 人", whole(q.persons)),
        ),
        tile("对口率", or_none(q.matched, percent), "近三届，对口 ÷ 调查"),
        tile("升学率", or_none(q.further_study, percent), "最近一届"),
        tile("起薪", or_none(q.starting_pay, whole), "最近一届，元/月"),
        tile(
            "就业质量指数",
            or_none(q.index.as_ref(), |index| index_figure(index.index.value)),
            or_none(q.index.as_ref(), |index| {
                format!("第 {} 名，共 {} 个专业", rank_figure(index, ZH), index.rank.of)
            }),
        ),
    ]
}

/// Each series by year: forecasts with their interval.
fn year_table(p: &ProgrammeOutlook) -> YearTable {
    let series = |name, points: &[Point], forecast: &[ForecastPoint]| {
        let points = points.iter().map(|point| (point.year, whole(point.value)));
        let forecast = forecast.iter();
        let forecast =
            forecast.map(|point| (point.year, centre_with_interval(&point.range, whole)));
        PrintedSeries::new(name, points, forecast)
    };
    YearTable::new(&[
        series("在校生（人）", &p.students, &[]),
        series("报到新生（人）", &p.entrants, &p.entrants_forecast),
        series("毕业生（人）", &p.graduates, &p.graduates_forecast),
    ])
}
