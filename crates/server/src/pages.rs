//! The pages, rendered here and printable, a file a page. They read what the API reads.

mod industry;
mod overview;
mod programme;
mod school;
mod warnings;

use askama::Template;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use talent_domain::Lang;
use talent_outlook::{KeyLevel, Outlook, ProgrammeOutlook, WarningRecord};
use talent_report::doubt_text;
use talent_report::figures::whole;
use talent_warning::WarningLevel;

use crate::problem::Problem;
use crate::state::{AppState, Published};

const ZH: Lang = Lang::Zh;

/// The pages in the navigation.
const NAVIGATION: [(&str, &str); 8] = [
    ("/", "供需总览"),
    ("/warnings", "预警中心"),
    ("/industries/total", "产业用工"),
    ("/schools", "学校招生"),
    ("/api/v1/bulletins/latest", "预警通报"),
    ("/api/v1/reports/quality", "就业质量报告"),
    ("/api/v1/reports/layout", "布局与需求报告"),
    ("/docs", "数据接口"),
];

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(overview::overview))
        .route("/programmes/{code}", get(programme::programme))
        .route("/industries/{code}", get(industry::industry))
        .route("/schools", get(school::schools))
        .route("/schools/{code}", get(school::school))
        .route("/warnings", get(warnings::warnings))
        .route("/warnings/{id}", get(warnings::warning))
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
    /// Data that were taken in since and not run yet.
    newer: Option<i64>,
    /// What schools have not reported.
    missing: Vec<String>,
    draws: String,
    seed: u32,
    policy: String,
    cutoffs: String,
}

impl Frame {
    async fn new(
        state: &AppState,
        published: &Published,
        current: &'static str,
    ) -> Result<Self, PageProblem> {
        let meta = &published.outlook.meta;
        let in_force = state.workspace().current_vintage().await?.map(|vintage| vintage.id);
        let cutoffs: Vec<String> =
            meta.cutoffs.iter().map(|c| format!("{} {} 年", c.name.zh, c.year)).collect();
        Ok(Self {
            current,
            simulated: meta.simulated,
            city: meta.city.clone(),
            run: published.run.id,
            created: published.run.created_at.split('T').next().unwrap_or_default().to_owned(),
            vintage: published.run.vintage,
            newer: in_force.filter(|id| *id > published.run.vintage),
            missing: published
                .outlook
                .missing
                .iter()
                .map(|doubt| doubt_text(&doubt.kind, ZH))
                .collect(),
            draws: whole(f64::from(meta.draws)),
            seed: meta.seed,
            policy: meta.policy.clone(),
            cutoffs: cutoffs.join("，"),
        })
    }
}

impl Frame {
    /// The navigation, with the current page marked.
    fn links(&self) -> [(&'static str, &'static str, bool); 8] {
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

/// What stands beside a key programme.
fn key_tag(level: Option<KeyLevel>) -> &'static str {
    match level {
        None | Some(KeyLevel::Ordinary) => "",
        Some(level) => level.name(ZH),
    }
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

fn period(outlook: &Outlook) -> String {
    outlook
        .programmes
        .first()
        .map_or_else(String::new, |p| format!("{}—{}", p.balance.from, p.balance.to))
}

fn level_history(warning: &WarningRecord) -> Vec<(i32, &'static str, &'static str)> {
    let history = warning.assessment.history.iter();
    history.map(|(year, level)| (year.number(), level.code(), badge(*level))).collect()
}
