//! The overview: balance of every programme, outlook of every industry.

use std::collections::BTreeSet;
use talent_domain::Lang;

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use talent_outlook::{IndustryOutlook, Outlook, ProgrammeOutlook, Range};
use talent_report::figures::{
    NONE, centre_with_interval, median_with_interval, or_none, percent, probability, ratio, rough,
    whole,
};
use talent_report::{
    GainText, band_name, certainty_word, doubt_text, gain_note, gap_bars, grade_letter, heat_map,
    quadrant, useful_gains,
};
use talent_warning::{Prospect, WarningLevel};

use super::chart::on_page;
use super::frame::{Frame, Page, ZH, render};
use super::level_mark::{badge, level_of, levels};
use super::period::period;
use super::tile::{Tile, tile};
use crate::answer::further_query;
use crate::parameters::Query;
use crate::state::AppState;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OverviewQuery {
    category: String,
    level: String,
    q: String,
    sort: String,
}

/// A programme with its balance and outcomes.
struct ProgrammeRow {
    code: String,
    name: String,
    level: &'static str,
    level_name: &'static str,
    shortage: bool,
    demand: String,
    supply: String,
    sdr: String,
    band: &'static str,
    certainty: &'static str,
    grade: &'static str,
    surplus: String,
    short: String,
    matched: String,
    sites: usize,
}

impl ProgrammeRow {
    fn new(outlook: &Outlook, p: &ProgrammeOutlook) -> Self {
        let level = level_of(outlook, p);
        let b = &p.balance;
        Self {
            code: p.code.to_string(),
            name: p.name.clone(),
            level: level.code(),
            level_name: badge(level),
            shortage: outlook.city_warning(&p.code).is_some_and(|w| w.assessment.shortage),
            demand: centre_with_interval(&b.demand, rough),
            supply: centre_with_interval(&b.supply, rough),
            sdr: centre_with_interval(&b.sdr, ratio),
            band: band_name(b.band, ZH),
            // 低，其他各档也有可能: the reason is for the programme's own page.
            certainty: b.band.map_or(NONE, |_| certainty_word(b.certainty, ZH)),
            grade: grade_letter(b.grade),
            surplus: or_none(b.band.map(|_| b.probabilities.surplus()), probability),
            short: or_none(b.band.map(|_| b.probabilities.shortage()), probability),
            matched: or_none(p.quality.matched, percent),
            sites: p.sites.len(),
        }
    }
}

/// An industry with its employment and openings.
struct IndustryRow {
    code: String,
    name: String,
    latest: String,
    year: String,
    forecast: String,
    expansion: String,
    replacement: String,
    openings: String,
}

impl IndustryRow {
    fn new(industry: &IndustryOutlook) -> Self {
        let median = |range: Option<Range>| or_none(range.and_then(|range| range.median), rough);
        let code = industry.code_or_total().to_owned();
        let (last, end) = (industry.history.last(), industry.forecast.last());
        Self {
            name: industry.title(),
            code,
            latest: or_none(last.map(|p| p.value), whole),
            year: last.map_or_else(|| NONE.to_owned(), |p| p.year.to_string()),
            forecast: end
                .map_or_else(|| NONE.to_owned(), |p| median_with_interval(&p.range, rough)),
            expansion: median(industry.expansion),
            replacement: median(industry.replacement),
            openings: median(industry.openings),
        }
    }
}

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    frame: Frame,
    period: String,
    schools: usize,
    tiles: Vec<Tile>,
    gap: String,
    quadrant: String,
    heat: String,
    categories: Vec<String>,
    /// What is shown, as the interface is asked for it.
    filter: String,
    levels: Vec<(&'static str, &'static str)>,
    category: String,
    level: String,
    q: String,
    sort: String,
    programmes: Vec<ProgrammeRow>,
    last: String,
    industries: Vec<IndustryRow>,
    gains: Vec<GainText>,
    gain_note: &'static str,
    doubts: Vec<String>,
}

pub(super) async fn overview(
    State(state): State<AppState>,
    Query(query): Query<OverviewQuery>,
) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let programmes = query.programmes(outlook);
    let categories: BTreeSet<&String> =
        outlook.programmes.iter().map(|p| &p.category_name).collect();
    render(&OverviewPage {
        frame: Frame::new(&state, &published, "/").await?,
        period: period(outlook),
        schools: outlook.meta.schools,
        tiles: tiles(outlook),
        gap: on_page(|look| gap_bars(outlook, look)),
        quadrant: on_page(|look| quadrant(outlook, look)),
        heat: on_page(|look| heat_map(outlook, look)),
        categories: categories.into_iter().cloned().collect(),
        levels: levels(),
        filter: further_query(&[
            ("category", &query.category),
            ("level", &query.level),
            ("q", query.q.trim()),
        ]),
        programmes: programmes.into_iter().map(|p| ProgrammeRow::new(outlook, p)).collect(),
        category: query.category,
        level: query.level,
        q: query.q,
        sort: query.sort,
        last: last_year(outlook),
        industries: outlook.industries.iter().map(IndustryRow::new).collect(),
        gains: useful_gains(&outlook.gains, ZH),
        gain_note: gain_note(ZH),
        doubts: outlook.doubts.iter().map(|doubt| doubt_text(&doubt.kind, Lang::Zh)).collect(),
    })
}

impl OverviewQuery {
    /// The programmes asked for, in the order asked for.
    fn programmes<'a>(&self, outlook: &'a Outlook) -> Vec<&'a ProgrammeOutlook> {
        let q = self.q.trim();
        let mut programmes: Vec<&ProgrammeOutlook> = outlook
            .by_tightness()
            .into_iter()
            .filter(|p| self.category.is_empty() || p.category_name == self.category)
            .filter(|p| self.level.is_empty() || level_of(outlook, p).code() == self.level)
            .filter(|p| p.name.contains(q) || p.code.as_str().starts_with(q))
            .collect();
        let gap = |p: &ProgrammeOutlook| p.balance.gap.centre().unwrap_or(0.0);
        match self.sort.as_str() {
            "loose" => programmes.reverse(),
            "gap" => programmes.sort_by(|a, b| gap(b).total_cmp(&gap(a))),
            "code" => programmes.sort_by(|a, b| a.code.cmp(&b.code)),
            _ => {}
        }
        programmes
    }
}

/// The last year that any industry is forecast to.
fn last_year(outlook: &Outlook) -> String {
    let ends = outlook.industries.iter().filter_map(|industry| industry.forecast.last());
    ends.map(|end| end.year).max().map_or_else(String::new, |year| year.to_string())
}

/// How many programmes of the city stand at a level.
fn city_count(outlook: &Outlook, level: WarningLevel) -> usize {
    let of_city = outlook.warnings.iter().filter(|warning| warning.school.is_none());
    of_city.filter(|warning| warning.assessment.level == level).count()
}

/// Students, demand and supply of the city, and how many programmes are short, over, or warned of.
fn tiles(outlook: &Outlook) -> Vec<Tile> {
    let sum = |figure: fn(&ProgrammeOutlook) -> Option<f64>| -> f64 {
        outlook.programmes.iter().filter_map(figure).sum()
    };
    let students = sum(|p| p.students.last().map(|point| point.value));
    let (demand, supply) = (sum(|p| p.balance.demand.centre()), sum(|p| p.balance.supply.centre()));
    let count = |prospect: Prospect| {
        outlook.programmes.iter().filter(|p| outlook.prospect(p) == prospect).count()
    };
    let (short, over) = (count(Prospect::Short), count(Prospect::Surplus));
    let warned =
        [WarningLevel::Red, WarningLevel::Orange, WarningLevel::Yellow, WarningLevel::Blue]
            .map(|level| city_count(outlook, level).to_string());
    let base = format!("{} 学年，{}", outlook.meta.base_year, outlook.meta.level.name(ZH));
    vec![
        tile("在校生", whole(students), base),
        tile("岗位需求", rough(demand), "各专业均值之和，人"),
        tile("本地供给", rough(supply), "各专业均值之和，人"),
        tile("总求人倍率", ratio(demand / supply.max(1.0)), "岗位需求 ÷ 本地供给"),
        tile("很可能供不应求", format!("{short} 个专业"), format!("很可能供过于求 {over} 个")),
        tile("红 / 橙 / 黄 / 蓝", warned.join(" / "), "全市专业"),
    ]
}
