//! The bulletin and the yearly reports, composed and rendered off the serving threads.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use talent_report::{
    Document, UnboundNumber, compose_bulletin, compose_layout_report, compose_quality_report,
    render_html, render_xlsx,
};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{self, Body};
use crate::caller::Caller;
use crate::parameters::Query;
use crate::problem::Problem;
use crate::state::{AppState, Published};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get_latest_bulletin))
        .routes(routes!(get_quality_report))
        .routes(routes!(get_layout_report))
}

/// What a document comes as.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct DocumentQuery {
    /// html（默认）或 xlsx（一表一页）。 HTML by default, or a workbook with a sheet a table.
    format: Option<String>,
}

/// The formats of a document.
#[derive(Debug, Clone, Copy)]
enum DocumentFormat {
    Html,
    Xlsx,
}

impl DocumentQuery {
    fn format(&self) -> Result<DocumentFormat, Problem> {
        match self.format.as_deref() {
            None | Some("html") => Ok(DocumentFormat::Html),
            Some("xlsx") => Ok(DocumentFormat::Xlsx),
            Some(other) => Err(Problem::not_acceptable(format!(
                "format={other}：可用 html、xlsx (use html or xlsx)"
            ))),
        }
    }
}

impl DocumentFormat {
    fn render(self, document: &Document) -> Result<Body, Problem> {
        const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        match self {
            Self::Html => {
                let html = render_html(document).map_err(|error| Problem::internal(&error))?;
                Ok(Body::new(html, "text/html; charset=utf-8"))
            }
            Self::Xlsx => {
                let workbook = render_xlsx(document).map_err(|error| Problem::internal(&error))?;
                Ok(Body::new(workbook, XLSX))
            }
        }
    }
}

/// 最新一期预警通报。 The newest bulletin.
#[utoipa::path(get, path = "/bulletins/latest", tag = "documents", params(DocumentQuery), responses(
    (status = 200, content_type = "text/html"), (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_latest_bulletin(
    State(state): State<AppState>,
    Query(query): Query<DocumentQuery>,
    caller: Caller,
) -> Result<Response, Problem> {
    let compose = |shown: &Published| compose_bulletin(&shown.outlook, shown.stamp());
    document(&state, &caller, &query, state.published().await?, compose).await
}

/// 最新的就业质量年度报告。 The newest yearly report on where graduates went.
#[utoipa::path(get, path = "/reports/quality", tag = "documents", params(DocumentQuery), responses(
    (status = 200, content_type = "text/html"), (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_quality_report(
    State(state): State<AppState>,
    Query(query): Query<DocumentQuery>,
    caller: Caller,
) -> Result<Response, Problem> {
    let compose = |shown: &Published| compose_quality_report(&shown.outlook, shown.stamp());
    document(&state, &caller, &query, state.published().await?, compose).await
}

/// 最新的专业布局与需求分析报告。 The newest yearly report on programmes and demand.
#[utoipa::path(get, path = "/reports/layout", tag = "documents", params(DocumentQuery), responses(
    (status = 200, content_type = "text/html"), (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_layout_report(
    State(state): State<AppState>,
    Query(query): Query<DocumentQuery>,
    caller: Caller,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    let scenarios = state.work().scenarios.of_run(state.workspace(), &published.run).await?;
    let compose =
        move |shown: &Published| compose_layout_report(&shown.outlook, shown.stamp(), &scenarios);
    document(&state, &caller, &query, published, compose).await
}

/// A document of the run that is shown, in the format asked for.
async fn document(
    state: &AppState,
    caller: &Caller,
    query: &DocumentQuery,
    published: Arc<Published>,
    compose: impl FnOnce(&Published) -> Result<Document, UnboundNumber> + Send + 'static,
) -> Result<Response, Problem> {
    let format = query.format()?;
    let making = move || {
        let document = compose(&published).map_err(|error| Problem::internal(&error))?;
        format.render(&document)
    };
    Ok(answer::body(caller, state.work().documents.run(making).await??))
}
