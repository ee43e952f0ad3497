//! Warnings: all by level, programme and school, and one traced to its cells.

use axum::response::Response;
use serde::Deserialize;
use talent_outlook::WarningRecord;
use talent_pipeline::trace;
use talent_warning::WarningLevel;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::paging::{Page, Paging};
use crate::parameters::{Path, Query};
use crate::problem::{Coded, Problem};
use crate::state::AppState;
use crate::views::{LateView, RuleView, TraceView, WarningDetail, WarningView};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_warnings))
        .routes(routes!(get_warning))
        .routes(routes!(list_warning_trace))
        .routes(routes!(list_rules))
        .routes(routes!(list_late_schools))
}

/// Which warnings.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WarningQuery {
    /// 等级：red、orange、yellow、blue、green、normal、grey；listed 为蓝色及以上和触及法定规则的。 A level, or `listed`.
    level: Option<String>,
    /// 专业代码。
    programme: Option<String>,
    /// 学校代码；city 表示全市。
    school: Option<String>,
    /// 专业名称的一部分，或代码的开头。 Part of the name of the programme, or the beginning of its code.
    q: Option<String>,
}

/// The level by which everything that belongs on a list is asked for.
const LISTED: &str = "listed";

impl WarningQuery {
    /// The level asked for, if any.
    fn level(&self) -> Result<Option<WarningLevel>, Problem> {
        let read = |code: &String| {
            WarningLevel::from_code(code).ok_or_else(|| {
                let known = WarningLevel::ALL.map(WarningLevel::code).join("、");
                Problem::bad_request(format!(
                    "level={code}：不是等级代码，应为 {known} (not a level; use one of them)"
                ))
            })
        };
        let level = self.level.as_ref().filter(|code| !code.is_empty() && *code != LISTED);
        level.map(read).transpose()
    }

    /// Whether a warning is of the programme and the school asked for.
    fn takes(&self, warning: &WarningRecord) -> bool {
        let programme = self.programme.as_deref();
        let q = self.q.as_deref().map_or("", str::trim);
        let is_named =
            warning.programme_name.contains(q) || warning.programme.as_str().starts_with(q);
        let is_listed = self.level.as_deref() != Some(LISTED) || warning.is_listed();
        programme.is_none_or(|code| warning.programme.as_str() == code)
            && is_named
            && is_listed
            && match self.school.as_deref() {
                None | Some("") => true,
                Some("city") => warning.school.is_none(),
                Some(code) => warning.school.as_ref().is_some_and(|school| school.as_str() == code),
            }
    }
}

/// 预警，最严重的在前。 Warnings, the gravest first.
#[utoipa::path(get, path = "/warnings", tag = "warnings", params(WarningQuery, Paging), responses(
    (status = 200, body = Page<WarningView>), (status = 400, body = Problem, content_type = "application/problem+json")
))]
async fn list_warnings(
    Query(query): Query<WarningQuery>,
    inquiry: Inquiry,
) -> Result<Response, Problem> {
    let level = query.level()?;
    let warnings = inquiry.outlook().warnings.iter();
    let wanted = warnings
        .filter(|warning| level.is_none_or(|level| warning.assessment.level == level))
        .filter(|warning| query.takes(warning));
    inquiry.list(wanted.map(|warning| WarningView::new(warning, inquiry.lang())).collect())
}

/// 一条预警，追溯到单元格。 One warning, down to its cells.
#[utoipa::path(get, path = "/warnings/{id}", tag = "warnings",
    params(("id" = String, Path, example = "720201")), responses(
    (status = 200, body = WarningDetail), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_warning(Path(id): Path<String>, inquiry: Inquiry) -> Result<Response, Problem> {
    let published = &inquiry.published;
    let (outlook, lang) = (inquiry.outlook(), inquiry.lang());
    let warning = outlook.warning(&id).ok_or_else(|| Problem::missing(Coded::Warning, &id))?;
    let lines = trace(published.origins(), warning, lang);
    inquiry.one(&WarningDetail::new(
        outlook,
        warning,
        lines,
        &published.stamp().date(),
        &published.run,
        lang,
    ))
}

/// 一条预警所依据的数据，逐个单元格。 The cells that a warning rests on.
#[utoipa::path(get, path = "/warnings/{id}/trace", tag = "warnings",
    params(("id" = String, Path, example = "720201"), Paging), responses(
    (status = 200, body = Page<TraceView>), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn list_warning_trace(Path(id): Path<String>, inquiry: Inquiry) -> Result<Response, Problem> {
    let published = &inquiry.published;
    let warning = inquiry.outlook().warning(&id);
    let warning = warning.ok_or_else(|| Problem::missing(Coded::Warning, &id))?;
    let lines = trace(published.origins(), warning, inquiry.lang());
    inquiry.list(lines.into_iter().map(TraceView::from).collect())
}

/// 已公布的预警规则（C6）：哪些适用并已评估，哪些没有评估及原因。 Published rules, and why some are not evaluated.
#[utoipa::path(get, path = "/rules", tag = "warnings", params(Paging), responses(
    (status = 200, body = Page<RuleView>)
))]
async fn list_rules(inquiry: Inquiry) -> Result<Response, Problem> {
    let outlook = inquiry.outlook();
    let view = |rule| RuleView::new(rule, &outlook.warnings, inquiry.lang());
    inquiry.list(outlook.rules.iter().map(view).collect())
}

/// 未按期报送的学校，每个缺报专业一行。 Schools that are late with their reports, a row for each programme missing.
#[utoipa::path(get, path = "/late-schools", tag = "warnings", params(Paging), responses(
    (status = 200, body = Page<LateView>)
))]
async fn list_late_schools(inquiry: Inquiry) -> Result<Response, Problem> {
    inquiry.list(LateView::all(inquiry.outlook()))
}
