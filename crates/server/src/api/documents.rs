//! The bulletin and the yearly reports, composed and rendered off the serving threads.
//!
//! A new document costs one handler here and its line in `routes`.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use serde::Deserialize;
use talent_print::DocumentForm;
use talent_report::{
    Document, UnboundNumber, compose_bulletin, compose_programmes_report, compose_quality_report,
    compose_school_sheets,
};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{self, Body};
use crate::caller::Caller;
use crate::parameters::Query;
use crate::problem::Problem;
use crate::state::{AppState, Published};
use crate::work::Title;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get_latest_bulletin))
        .routes(routes!(get_quality_report))
        .routes(routes!(get_layout_report))
        .routes(routes!(get_school_sheets))
}

/// What a document comes as.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct DocumentQuery {
    /// html（默认）、pdf、docx、xlsx（一表一页）或 json。 HTML by default, PDF, a Word file, a workbook with a sheet a table,
    /// or JSON.
    format: Option<String>,
}

/// A request for a document of the run that is shown.
struct DocumentRequest {
    state: AppState,
    published: Arc<Published>,
    caller: Caller,
    format: DocumentForm,
}

impl FromRequestParts<AppState> for DocumentRequest {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Query(query) = Query::<DocumentQuery>::from_request_parts(parts, state).await?;
        let Ok(caller) = Caller::from_request_parts(parts, state).await;
        let (format, published) = (query.format()?, state.published().await?);
        Ok(Self { state: state.clone(), published, caller, format })
    }
}

impl DocumentRequest {
    /// Composes the document and renders it in the format asked for, unless that has been done. `name` tells the
    /// documents of a publication apart.
    async fn answer(
        self,
        name: &'static str,
        compose: impl FnOnce(&Published) -> Result<Document, UnboundNumber> + Send + 'static,
    ) -> Result<Response, Problem> {
        let Self { state, published, caller, format } = self;
        let title = Title { publication: published.publication.id, name, format: format.name() };
        let making = move || {
            let document = compose(&published).map_err(|error| Problem::internal(&error))?;
            let bytes = format.render(&document).map_err(|error| Problem::internal(&error))?;
            let body = Body::new(bytes, format.media_type());
            // A page is read, the other forms are kept as files.
            Ok(match format {
                DocumentForm::Html => body,
                _ => body.named(&format!("{}.{}", document.file_stem(), format.name())),
            })
        };
        Ok(answer::body(&caller, state.work().documents.get_or_make(title, making).await?))
    }
}

impl DocumentQuery {
    fn format(&self) -> Result<DocumentForm, Problem> {
        let Some(name) = self.format.as_deref() else { return Ok(DocumentForm::Html) };
        DocumentForm::by_name(name).ok_or_else(|| {
            let names = DocumentForm::ALL.map(DocumentForm::name);
            Problem::not_acceptable(format!(
                "format={name}：可用 {} (use {})",
                names.join("、"),
                names.join(", ")
            ))
        })
    }
}

/// 最新一期预警通报。 The newest bulletin.
#[utoipa::path(get, path = "/bulletins/latest", tag = "documents", params(DocumentQuery), responses(
    (status = 200, content_type = "text/html"),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_latest_bulletin(request: DocumentRequest) -> Result<Response, Problem> {
    request.answer("bulletin", |shown| compose_bulletin(&shown.outlook, shown.stamp())).await
}

/// 最新的就业质量年度报告。 The newest yearly report on where graduates went.
#[utoipa::path(get, path = "/reports/quality", tag = "documents", params(DocumentQuery), responses(
    (status = 200, content_type = "text/html"),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_quality_report(request: DocumentRequest) -> Result<Response, Problem> {
    request.answer("quality", |shown| compose_quality_report(&shown.outlook, shown.stamp())).await
}

/// 最新的专业布局与需求分析报告。 The newest yearly report on programmes and demand.
#[utoipa::path(get, path = "/reports/layout", tag = "documents", params(DocumentQuery), responses(
    (status = 200, content_type = "text/html"),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_layout_report(request: DocumentRequest) -> Result<Response, Problem> {
    let DocumentRequest { state, published, .. } = &request;
    let scenarios =
        state.work().scenarios.of_run(state.workspace(), &published.run, state.audience()).await?;
    let compose = move |shown: &Published| {
        compose_programmes_report(&shown.outlook, shown.stamp(), &scenarios)
    };
    request.answer("layout", compose).await
}

/// 一校一案（只供主管部门）：XLSX 每校一页。 What is proposed for each school, for the bureau; a workbook has a sheet a school.
#[utoipa::path(get, path = "/reports/sheets", tag = "documents", params(DocumentQuery), responses(
    (status = 200, content_type = "text/html"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_school_sheets(request: DocumentRequest) -> Result<Response, Problem> {
    if request.published.outlook.adjustments.is_none() {
        return Err(Problem::no_plan());
    }
    let compose = |shown: &Published| {
        compose_school_sheets(&shown.outlook, shown.stamp(), None).map(Option::unwrap_or_default)
    };
    request.answer("sheets", compose).await
}
