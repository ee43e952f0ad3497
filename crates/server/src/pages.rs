//! The pages, rendered here and printable. They read what the API reads.

use std::collections::BTreeSet;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use talent_domain::Lang;
use talent_outlook::{
    ForecastPoint, IndustryOutlook, Outlook, Point, ProgrammeOutlook, Range, WarningRecord,
};
use talent_pipeline::{TraceLine, trace, trace_ids};
use talent_report::figures::{
    NONE, interval, or_none, percent, persons, probability, ratio, rough, whole, with_interval,
};
use talent_report::{FanSubject, explain_forecast, fan_chart, gap_bars, heat_map, quadrant};
use talent_warning::WarningLevel;

use crate::problem::Problem;
use crate::state::{AppState, Published};
use crate::views::EvidenceView;

const ZH: Lang = Lang::Zh;

/// The pages in the navigation.
const NAVIGATION: [(&str, &str); 5] = [
    ("/", "供需总览"),
    ("/warnings", "预警中心"),
    ("/industries/total", "产业用工"),
    ("/api/v1/bulletins/latest", "预警通报"),
    ("/docs", "数据接口"),
];

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(overview))
        .route("/programmes/{code}", get(programme))
        .route("/industries/{code}", get(industry))
        .route("/warnings", get(warnings))
        .route("/warnings/{id}", get(warning))
        .route("/assets/style.css", get(style))
}

async fn style() -> Response {
    let css = include_str!("../assets/style.css");
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], css)
        .into_response()
}

/// What every page shows around its body.
struct Frame {
    current: &'static str,
    simulated: bool,
    city: String,
    run: i64,
    created: String,
    vintage: i64,
    draws: String,
    seed: u32,
    policy: String,
    cutoffs: String,
}

impl Frame {
    fn new(published: &Published, current: &'static str) -> Self {
        let meta = &published.outlook.meta;
        let cutoffs: Vec<String> =
            meta.cutoffs.iter().map(|c| format!("{} {} 年", c.name.zh, c.year)).collect();
        Self {
            current,
            simulated: meta.simulated,
            city: meta.city.clone(),
            run: published.run.id,
            created: published.run.created_at.split('T').next().unwrap_or_default().to_owned(),
            vintage: published.run.vintage,
            draws: whole(f64::from(meta.draws)),
            seed: meta.seed,
            policy: meta.policy.clone(),
            cutoffs: cutoffs.join("，"),
        }
    }
}

impl Frame {
    /// The navigation, with the current page marked.
    fn links(&self) -> [(&'static str, &'static str, bool); 5] {
        NAVIGATION.map(|(href, name)| (href, name, href == self.current))
    }
}

/// A problem as a page.
struct PageProblem(Problem);

impl<E: Into<Problem>> From<E> for PageProblem {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for PageProblem {
    fn into_response(self) -> Response {
        let Problem { title, status, detail, .. } = self.0;
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let body = format!(
            "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>{0}</title>\
             <link rel=\"stylesheet\" href=\"/assets/style.css\"><main><h1>{0}</h1><p>{1}</p>\
             <p><a href=\"/\">回到供需总览</a></p></main></html>",
            escape(title),
            escape(&detail)
        );
        (status, Html(body)).into_response()
    }
}

type Page = Result<Html<String>, PageProblem>;

fn render(template: &impl Template) -> Page {
    template.render().map(Html).map_err(|error| PageProblem(Problem::internal(&error)))
}

struct Tile {
    name: &'static str,
    value: String,
    note: String,
}

fn tile(name: &'static str, value: String, note: impl Into<String>) -> Tile {
    Tile { name, value, note: note.into() }
}

fn level_of(outlook: &Outlook, programme: &ProgrammeOutlook) -> WarningLevel {
    outlook.city_warning(&programme.code).map_or(WarningLevel::Grey, |w| w.assessment.level)
}

/// The level on a badge.
fn badge(level: WarningLevel) -> &'static str {
    match level {
        WarningLevel::Red => "红",
        WarningLevel::Orange => "橙",
        WarningLevel::Yellow => "黄",
        WarningLevel::Blue => "蓝",
        WarningLevel::Green => "绿",
        WarningLevel::Normal => "正常",
        WarningLevel::Grey => "灰",
    }
}

fn levels() -> Vec<(&'static str, &'static str)> {
    WarningLevel::ALL.iter().map(|level| (level.code(), level.name(ZH))).collect()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OverviewQuery {
    category: String,
    level: String,
    q: String,
    sort: String,
}

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
            demand: with_interval(&b.demand, rough),
            supply: with_interval(&b.supply, rough),
            sdr: with_interval(&b.sdr, ratio),
            band: b.band.name(ZH),
            // 低，相邻等级都有可能: the reason is for the programme's own page.
            certainty: b.certainty.name(ZH).split('，').next().unwrap_or_default(),
            surplus: probability(b.probabilities.surplus),
            short: probability(b.probabilities.shortage),
            matched: or_none(p.quality.matched, percent),
            sites: p.sites.len(),
        }
    }
}

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
        let last = industry.history.last();
        Self {
            name: industry.title(),
            code,
            latest: or_none(last.map(|p| p.value), whole),
            year: last.map_or_else(|| NONE.to_owned(), |p| p.year.to_string()),
            forecast: industry
                .forecast
                .last()
                .map_or_else(|| NONE.to_owned(), |p| with_interval(&p.range, rough)),
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
    levels: Vec<(&'static str, &'static str)>,
    category: String,
    level: String,
    q: String,
    sort: String,
    programmes: Vec<ProgrammeRow>,
    last: String,
    industries: Vec<IndustryRow>,
    doubts: Vec<String>,
}

fn period(outlook: &Outlook) -> String {
    outlook
        .programmes
        .first()
        .map_or_else(String::new, |p| format!("{}—{}", p.balance.from, p.balance.to))
}

async fn overview(State(state): State<AppState>, Query(query): Query<OverviewQuery>) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let gap_of = |p: &ProgrammeOutlook| p.balance.gap.median.unwrap_or(0.0);
    let mut shown: Vec<&ProgrammeOutlook> = outlook
        .by_tightness()
        .into_iter()
        .filter(|p| query.category.is_empty() || p.category_name == query.category)
        .filter(|p| query.level.is_empty() || level_of(outlook, p).code() == query.level)
        .filter(|p| p.name.contains(query.q.trim()) || p.code.as_str().starts_with(query.q.trim()))
        .collect();
    match query.sort.as_str() {
        "loose" => shown.reverse(),
        "gap" => shown.sort_by(|a, b| gap_of(b).total_cmp(&gap_of(a))),
        "code" => shown.sort_by(|a, b| a.code.cmp(&b.code)),
        _ => {}
    }
    let categories: BTreeSet<&String> =
        outlook.programmes.iter().map(|p| &p.category_name).collect();
    let page = OverviewPage {
        frame: Frame::new(&published, "/"),
        period: period(outlook),
        schools: outlook.meta.schools,
        tiles: overview_tiles(outlook),
        gap: gap_bars(outlook, ZH).svg,
        quadrant: quadrant(outlook, ZH).svg,
        heat: heat_map(outlook, ZH).svg,
        categories: categories.into_iter().cloned().collect(),
        levels: levels(),
        programmes: shown.into_iter().map(|p| ProgrammeRow::new(outlook, p)).collect(),
        category: query.category,
        level: query.level,
        q: query.q,
        sort: query.sort,
        last: outlook
            .industries
            .iter()
            .filter_map(|i| i.forecast.last())
            .map(|p| p.year)
            .max()
            .map_or_else(String::new, |year| year.to_string()),
        industries: outlook.industries.iter().map(IndustryRow::new).collect(),
        doubts: outlook.doubts.iter().map(|doubt| doubt.text.zh.clone()).collect(),
    };
    render(&page)
}

fn overview_tiles(outlook: &Outlook) -> Vec<Tile> {
    let city = |level: WarningLevel| {
        outlook
            .warnings
            .iter()
            .filter(|w| w.school.is_none() && w.assessment.level == level)
            .count()
    };
    let sum = |of: &dyn Fn(&ProgrammeOutlook) -> Option<f64>| -> f64 {
        outlook.programmes.iter().filter_map(of).sum()
    };
    let students = sum(&|p| p.students.last().map(|point| point.value));
    let (demand, supply) = (sum(&|p| p.balance.demand.median), sum(&|p| p.balance.supply.median));
    let short = outlook.programmes.iter().filter(|p| p.balance.probabilities.good >= 0.6).count();
    let over = outlook.programmes.iter().filter(|p| p.balance.probabilities.surplus >= 0.6).count();
    vec![
        tile("在校生", whole(students), format!("{} 学年，中职", outlook.meta.base_year)),
        tile("岗位需求", rough(demand), "各专业中位数之和，人"),
        tile("本地供给", rough(supply), "各专业中位数之和，人"),
        tile("总供求比", ratio(demand / supply.max(1.0)), "需求 ÷ 供给"),
        tile("供不应求", format!("{short} 个专业"), format!("很可能过剩 {over} 个")),
        tile(
            "红 / 橙 / 黄 / 蓝",
            format!(
                "{} / {} / {} / {}",
                city(WarningLevel::Red),
                city(WarningLevel::Orange),
                city(WarningLevel::Yellow),
                city(WarningLevel::Blue)
            ),
            "全市专业",
        ),
    ]
}

struct BalanceRow {
    name: &'static str,
    median: String,
    p80: String,
    p95: String,
}

fn balance_row(name: &'static str, range: &Range, form: fn(f64) -> String) -> BalanceRow {
    BalanceRow {
        name,
        median: or_none(range.median, form),
        p80: interval(range.p80, form),
        p95: interval(range.p95, form),
    }
}

struct SiteRow {
    code: String,
    name: String,
    level: &'static str,
    level_name: &'static str,
    students: String,
    entrants: String,
    placement: String,
    matched: String,
}

#[derive(Template)]
#[template(path = "programme.html")]
struct ProgrammePage {
    frame: Frame,
    code: String,
    name: String,
    class: String,
    category: String,
    level: &'static str,
    level_name: &'static str,
    shortage: bool,
    rule: &'static str,
    cap: &'static str,
    proposal: &'static str,
    sentence: String,
    period: String,
    tiles: Vec<Tile>,
    graduates: String,
    entrants: String,
    balance: Vec<BalanceRow>,
    p_short: String,
    p_good: String,
    p_surplus: String,
    p_large: String,
    evidence: Vec<EvidenceView>,
    history: Vec<(i32, &'static str, &'static str)>,
    sites: Vec<SiteRow>,
    industries: Vec<(String, String, String)>,
    years: Vec<String>,
    series: Vec<(&'static str, Vec<String>)>,
}

fn level_history(warning: &WarningRecord) -> Vec<(i32, &'static str, &'static str)> {
    let history = warning.assessment.history.iter();
    history.map(|(year, level)| (year.number(), level.code(), badge(*level))).collect()
}

async fn programme(State(state): State<AppState>, Path(code): Path<String>) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let p = outlook.programme(&code).ok_or_else(|| Problem::missing("专业", &code))?;
    let warning = outlook.city_warning(&p.code);
    let level = level_of(outlook, p);
    let b = &p.balance;
    let (years, series) = data_table(p);
    let page = ProgrammePage {
        frame: Frame::new(&published, "/"),
        code: p.code.to_string(),
        name: p.name.clone(),
        class: p.class_name.clone(),
        category: p.category_name.clone(),
        level: level.code(),
        level_name: level.name(ZH),
        shortage: warning.is_some_and(|w| w.assessment.shortage),
        rule: warning.map_or("未评级", |w| w.assessment.rule.name(ZH)),
        cap: warning.and_then(|w| w.assessment.cap).map_or("", |cap| cap.name(ZH)),
        proposal: level.proposal(ZH),
        sentence: sentence(p),
        period: period(outlook),
        tiles: programme_tiles(p),
        graduates: fan_chart(
            &FanSubject::graduates(p, outlook.meta.simulated, ZH),
            &outlook.meta,
            ZH,
        )
        .svg,
        entrants: fan_chart(
            &FanSubject::entrants(p, outlook.meta.simulated, ZH),
            &outlook.meta,
            ZH,
        )
        .svg,
        balance: vec![
            balance_row("岗位需求（人）", &b.demand, rough),
            balance_row("其中：就业增长带来（人）", &b.demand_growth, rough),
            balance_row("毕业生（人）", &b.graduates, rough),
            balance_row("本地供给（人）", &b.supply, rough),
            balance_row("缺口：供给−需求（人）", &b.gap, rough),
            balance_row("供求比", &b.sdr, ratio),
            balance_row("ITA（流量）", &b.ita_flow, ratio),
            balance_row("ITA（按就业规模）", &b.ita_stock.unwrap_or(b.ita_flow), ratio),
        ],
        p_short: probability(b.probabilities.shortage),
        p_good: probability(b.probabilities.good),
        p_surplus: probability(b.probabilities.surplus),
        p_large: probability(b.probabilities.large_surplus),
        evidence: warning.map_or_else(Vec::new, |w| EvidenceView::all(w, ZH)),
        history: warning.map_or_else(Vec::new, level_history),
        sites: site_rows(outlook, p),
        industries: p
            .industries
            .iter()
            .map(|(code, name, share)| (code.to_string(), name.clone(), percent(*share)))
            .collect(),
        years,
        series,
    };
    render(&page)
}

/// The balance in a sentence that an analyst can repeat.
fn sentence(p: &ProgrammeOutlook) -> String {
    let b = &p.balance;
    format!(
        "{}—{} 年，预计本地供给 {} 人，岗位需求 {} 人，供求比 {}（80%区间 {}），判断为{}，把握{}。",
        b.from,
        b.to,
        or_none(b.supply.median, rough),
        or_none(b.demand.median, rough),
        or_none(b.sdr.median, ratio),
        interval(b.sdr.p80, ratio),
        b.band.name(ZH),
        b.certainty.name(ZH)
    )
}

fn programme_tiles(p: &ProgrammeOutlook) -> Vec<Tile> {
    let q = &p.quality;
    let base = |points: &[Point]| points.last().map(|point| (point.value, point.year));
    let newest = |points: &[Point], form: fn(f64) -> String| {
        base(points).map_or_else(
            || (NONE.to_owned(), String::new()),
            |(value, year)| (form(value), format!("{year} 年，人")),
        )
    };
    let (students, students_note) = newest(&p.students, whole);
    let (graduates, graduates_note) = newest(&p.graduates, whole);
    vec![
        tile("在校生", students, students_note),
        tile("毕业生", graduates, graduates_note),
        tile(
            "直接就业率",
            or_none(q.placement, percent),
            format!("近三届，{} 人", persons(q.persons)),
        ),
        tile("对口率", or_none(q.matched, percent), "近三届，对口 ÷ 调查"),
        tile("升学率", or_none(q.further_study, percent), "最近一届"),
        tile("起薪", or_none(q.starting_pay, whole), "最近一届，元/月"),
    ]
}

fn site_rows(outlook: &Outlook, p: &ProgrammeOutlook) -> Vec<SiteRow> {
    p.sites
        .iter()
        .map(|site| {
            let id = format!("{}.{}", p.code, site.school);
            let level = outlook.warning(&id).map_or(WarningLevel::Grey, |w| w.assessment.level);
            let rated = site.quality.persons >= 10.0;
            SiteRow {
                code: site.school.to_string(),
                name: site.name.clone(),
                level: level.code(),
                level_name: badge(level),
                students: persons(site.students),
                entrants: persons(site.entrants),
                placement: or_none(site.quality.placement.filter(|_| rated), percent),
                matched: or_none(site.quality.matched.filter(|_| rated), percent),
            }
        })
        .collect()
}

/// The years and, for each series, its values: forecasts with their interval.
fn data_table(p: &ProgrammeOutlook) -> (Vec<String>, Vec<(&'static str, Vec<String>)>) {
    let mut years: BTreeSet<i32> = BTreeSet::new();
    let observed = [&p.students, &p.entrants, &p.graduates];
    years.extend(observed.iter().flat_map(|points| points.iter()).map(|point| point.year.number()));
    let to_come = [&p.entrants_forecast, &p.graduates_forecast];
    years.extend(to_come.iter().flat_map(|points| points.iter()).map(|point| point.year.number()));
    let values = |points: &[Point], forecast: &[ForecastPoint]| -> Vec<String> {
        years
            .iter()
            .map(|year| {
                if let Some(point) = points.iter().find(|point| point.year.number() == *year) {
                    return whole(point.value);
                }
                let point = forecast.iter().find(|point| point.year.number() == *year);
                point.map_or_else(|| NONE.to_owned(), |point| with_interval(&point.range, whole))
            })
            .collect()
    };
    let series = vec![
        ("在校生（人）", values(&p.students, &[])),
        ("报到新生（人）", values(&p.entrants, &p.entrants_forecast)),
        ("毕业生（人）", values(&p.graduates, &p.graduates_forecast)),
    ];
    (years.iter().map(ToString::to_string).collect(), series)
}

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
    programmes: Vec<ServedRow>,
    rows: Vec<YearRow>,
}

async fn industry(State(state): State<AppState>, Path(code): Path<String>) -> Page {
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
    let page = IndustryPage {
        frame: Frame::new(&published, "/industries/total"),
        name: industry.name.clone(),
        title: industry.title(),
        explanation: explain_forecast(industry, ZH),
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
        fan: fan_chart(&FanSubject::employment(industry, ZH), &outlook.meta, ZH).svg,
        programmes: programmes.into_iter().map(|(_, row)| row).collect(),
        rows: year_rows(&published, industry),
        code,
    };
    render(&page)
}

fn year_rows(published: &Published, industry: &IndustryOutlook) -> Vec<YearRow> {
    let lines = trace_ids(&published.panel, &industry.ids, "", ZH);
    let employment = talent_domain::Measure::Employment.name(ZH);
    let cell = |year: i32| {
        let line = lines.iter().find(|line| line.year == year && line.measure == employment);
        line.map_or_else(String::new, |line| {
            format!("{} {}（{}）", line.file, line.cell, line.source)
        })
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

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct WarningsQuery {
    level: String,
    school: String,
    q: String,
}

struct LevelTile {
    code: &'static str,
    name: &'static str,
    city: usize,
    school: usize,
}

struct WarningRow {
    id: String,
    programme: String,
    name: String,
    school: String,
    level: &'static str,
    level_name: &'static str,
    shortage: bool,
    unsteady: bool,
    rule: &'static str,
    signals: Vec<String>,
    before: &'static str,
    before_name: &'static str,
}

#[derive(Template)]
#[template(path = "warnings.html")]
struct WarningsPage {
    frame: Frame,
    tiles: Vec<LevelTile>,
    levels: Vec<(&'static str, &'static str)>,
    schools: Vec<(String, String)>,
    level: String,
    school: String,
    q: String,
    rows: Vec<WarningRow>,
}

async fn warnings(State(state): State<AppState>, Query(query): Query<WarningsQuery>) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let shown = |w: &&WarningRecord| {
        let level = w.assessment.level;
        let of_level = match query.level.as_str() {
            "" => level.is_warning(),
            "all" => true,
            code => level.code() == code,
        };
        let of_school = match query.school.as_str() {
            "" => true,
            "city" => w.school.is_none(),
            code => w.school.as_ref().is_some_and(|school| school.as_str() == code),
        };
        let q = query.q.trim();
        of_level
            && of_school
            && (w.programme_name.contains(q) || w.programme.as_str().starts_with(q))
    };
    let tiles = WarningLevel::ALL[..6]
        .iter()
        .map(|level| {
            let count = |city: bool| {
                let of_level = outlook.warnings.iter().filter(|w| w.assessment.level == *level);
                of_level.filter(|w| w.school.is_none() == city).count()
            };
            LevelTile {
                code: level.code(),
                name: badge(*level),
                city: count(true),
                school: count(false),
            }
        })
        .collect();
    let rows = outlook.warnings.iter().filter(shown).map(warning_row).collect();
    let schools = published
        .codes
        .schools
        .iter()
        .map(|(code, entry)| (code.to_string(), entry.name.clone()))
        .collect();
    let page = WarningsPage {
        frame: Frame::new(&published, "/warnings"),
        tiles,
        levels: levels(),
        schools,
        rows,
        level: query.level,
        school: query.school,
        q: query.q,
    };
    render(&page)
}

fn warning_row(w: &WarningRecord) -> WarningRow {
    let level = w.assessment.level;
    let before = w.level_before();
    let adverse = w.evidence.iter().filter(|evidence| evidence.reading.standing.is_adverse());
    WarningRow {
        id: w.id.clone(),
        programme: w.programme.to_string(),
        name: w.programme_name.clone(),
        school: w.scope(ZH).to_owned(),
        level: level.code(),
        level_name: badge(level),
        shortage: w.assessment.shortage,
        unsteady: w.assessment.unsteady,
        rule: w.assessment.rule.name(ZH),
        signals: adverse
            .map(|evidence| {
                let signal = evidence.reading.signal;
                let text = talent_report::explain_evidence(evidence, ZH);
                format!("{} {}：{text}", signal.code(), signal.name(ZH))
            })
            .collect(),
        before: before.code(),
        before_name: badge(before),
    }
}

#[derive(Template)]
#[template(path = "warning.html")]
struct WarningPage {
    frame: Frame,
    id: String,
    programme: String,
    name: String,
    school: String,
    level: &'static str,
    level_name: &'static str,
    rule: &'static str,
    cap: &'static str,
    proposal: &'static str,
    evidence: Vec<(EvidenceView, usize)>,
    history: Vec<(i32, &'static str, &'static str)>,
    lines: Vec<TraceLine>,
}

async fn warning(State(state): State<AppState>, Path(id): Path<String>) -> Page {
    let published = state.published().await?;
    let w = published.outlook.warning(&id).ok_or_else(|| Problem::missing("预警", &id))?;
    let level = w.assessment.level;
    let counts = w.evidence.iter().map(|evidence| evidence.ids.len());
    let page = WarningPage {
        frame: Frame::new(&published, "/warnings"),
        programme: w.programme.to_string(),
        name: w.programme_name.clone(),
        school: w.scope(ZH).to_owned(),
        level: level.code(),
        level_name: level.name(ZH),
        rule: w.assessment.rule.name(ZH),
        cap: w.assessment.cap.map_or("", |cap| cap.name(ZH)),
        proposal: level.proposal(ZH),
        evidence: EvidenceView::all(w, ZH).into_iter().zip(counts).collect(),
        history: level_history(w),
        lines: trace(&published.panel, w, ZH),
        id,
    };
    render(&page)
}
