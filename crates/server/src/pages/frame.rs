//! What stands around the body of every page: navigation, notices, and the run in the footer.

use askama::Template;
use axum::response::Html;
use talent_domain::Lang;
use talent_outlook::Audience;
use talent_report::figures::whole;
use talent_report::{audience_note, doubt_text};

use crate::problem::Problem;
use crate::state::{AppState, Published};

/// The language of the pages.
pub(super) const ZH: Lang = Lang::Zh;

/// The pages of the seat plan and of what-ifs, which the public is not shown.
const INTERNAL: [&str; 2] = ["/plan", "/what-if"];

/// The pages in the navigation.
const NAVIGATION: [(&str, &str); 12] = [
    ("/", "供需总览"),
    ("/brief", "一页摘要"),
    ("/warnings", "预警中心"),
    (INTERNAL[0], "招生计划"),
    (INTERNAL[1], "假如"),
    ("/industries/total", "产业用工"),
    ("/schools", "学校招生"),
    ("/issues", "文稿"),
    ("/api/v1/bulletins/latest", "预警通报"),
    ("/api/v1/reports/quality", "就业质量报告"),
    ("/api/v1/reports/layout", "布局与需求报告"),
    ("/docs", "数据接口"),
];

/// What a handler of a page gives back.
pub(super) type Page = Result<Html<String>, Problem>;

/// What every page shows around its body.
pub(super) struct Frame {
    current: &'static str,
    pub(super) simulated: bool,
    /// Whether figures are shown that are not for everybody.
    pub(super) internal: bool,
    /// For whom the figures are.
    pub(super) audience_note: String,
    pub(super) city: String,
    pub(super) run: i64,
    pub(super) created: String,
    pub(super) vintage: i64,
    /// Data that were taken in since and not run yet.
    pub(super) newer: Option<i64>,
    /// What schools have not reported.
    pub(super) missing: Vec<String>,
    pub(super) draws: String,
    pub(super) seed: u32,
    pub(super) policy: String,
    pub(super) cutoffs: String,
}

impl Frame {
    /// The frame of a page of a run; `current` is its place in the navigation.
    pub(super) async fn new(
        state: &AppState,
        published: &Published,
        current: &'static str,
    ) -> Result<Self, Problem> {
        let meta = &published.outlook.meta;
        let in_force = state.workspace().current_vintage().await?.map(|vintage| vintage.id);
        let cutoffs: Vec<String> =
            meta.cutoffs.iter().map(|c| format!("{} {} 年", c.name.zh, c.year)).collect();
        Ok(Self {
            current,
            simulated: meta.simulated,
            internal: meta.audience == Audience::Bureau,
            audience_note: audience_note(meta.audience, ZH),
            city: meta.city.clone(),
            run: published.run.id,
            created: published.stamp().date(),
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

    /// The navigation, with the current page marked.
    pub(super) fn links(&self) -> Vec<(&'static str, &'static str, bool)> {
        let shown =
            NAVIGATION.into_iter().filter(|(href, _)| !INTERNAL.contains(href) || self.internal);
        shown.map(|(href, name)| (href, name, href == self.current)).collect()
    }
}

/// A page from its template.
pub(super) fn render(template: &impl Template) -> Page {
    template.render().map(Html).map_err(|error| Problem::internal(&error))
}
