//! The bulletin and the yearly reports, composed and rendered off the serving threads.
//!
//! A new document costs one handler here and its line in `routes`.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use serde::Deserialize;
use talent_domain::Group;
use talent_issue::{
    DocumentKind, DraftParts, frozen, issued_name, last_issued, shown_issue, stamp_of_run,
    withdrawal,
};
use talent_outlook::Audience;
use talent_print::DocumentForm;
use talent_report::{
    Document, NamedScenario, compose_school_quality_report, compose_school_sheets,
};
use talent_workspace::{Issue, IssueState, Workspace};
use tokio::runtime::Handle;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{self, Body, negotiated};
use crate::caller::Caller;
use crate::parameters::{Path, Query};
use crate::problem::{Coded, Problem};
use crate::state::{AppState, Published};
use crate::work::Title;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get_latest_bulletin))
        .routes(routes!(get_quality_report))
        .routes(routes!(get_layout_report))
        .routes(routes!(get_school_sheets))
        .routes(routes!(get_school_report))
}

/// What a document comes as.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DocumentQuery {
    /// html（默认）、pdf、docx、xlsx（一表一页）、json 或 csv；不给则按 `Accept`。 HTML by default, PDF, a Word file, a workbook with a
    /// sheet a table, JSON or CSV; by `Accept` where it is not given.
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
        let (format, published) = (query.form(&caller)?, state.published().await?);
        Ok(Self { state: state.clone(), published, caller, format })
    }
}

impl DocumentRequest {
    /// A document that is issued: what was sent out last, as it was signed; before anything was, a draft of the run that is
    /// shown, marked as one.
    async fn issued(
        self,
        kind: DocumentKind,
        scenarios: Arc<Vec<NamedScenario>>,
    ) -> Result<Response, Problem> {
        let (workspace, audience) = (self.state.workspace().clone(), self.state.audience());
        let issues = workspace.issues().await?;
        let acts = issues.iter().map(|issue| issue.acts.len()).sum();
        // The bureau has what was issued to the public where it has no issue of its own.
        let issued = match audience {
            Audience::Bureau => last_issued(issues.iter().cloned(), kind, audience)
                .or_else(|| last_issued(issues.into_iter(), kind, Audience::Public)),
            // Nobody is shown a draft in the place of what was withdrawn.
            Audience::Public => shown_issue(&issues, kind),
        };
        if let Some(issue) = issued {
            return frozen_form(&workspace, &self.caller, &issue, self.format).await;
        }
        let written = workspace.all_slot_texts().await?.len();
        let runtime = Handle::current();
        let compose = move |shown: &Published| {
            let parts = DraftParts::of_run(&workspace, kind, audience, &shown.run);
            let parts = runtime.block_on(parts).map_err(|error| Problem::internal(&error))?;
            let parts = if audience == Audience::Public { parts.without_texts() } else { parts };
            parts.compose(&shown.outlook, &scenarios).map_err(|error| Problem::internal(&error))
        };
        self.answer(kind.code(), (acts, written), compose).await
    }

    /// Composes the document and renders it in the format asked for, unless that has been done. `name` and `state` tell
    /// the documents of a publication apart.
    async fn answer(
        self,
        name: &'static str,
        state_of: (usize, usize),
        compose: impl FnOnce(&Published) -> Result<Document, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let Self { state, published, caller, format } = self;
        let publication = published.publication.id;
        let title = Title { publication, name, state: state_of, format: format.name() };
        let making = move || {
            let document = compose(&published)?;
            let bytes = format.render(&document).map_err(|error| Problem::internal(&error))?;
            Ok(in_form(bytes, format, &document.file_stem(), None))
        };
        let body = state.work().documents.get_or_make(title, making).await?;
        Ok(negotiated(answer::body(&caller, body)))
    }
}

/// Bytes of a document in a form: a page is read, the other forms are kept as files. `warning` stands above a page.
pub(super) fn in_form(
    bytes: Vec<u8>,
    format: DocumentForm,
    stem: &str,
    warning: Option<&str>,
) -> Body {
    match format {
        DocumentForm::Html => Body::new(with_head(bytes, warning), format.media_type()),
        _ => Body::new(bytes, format.media_type()).named(&format!("{stem}.{}", format.name())),
    }
}

/// A page of a document with a line above it that leads back, which is not printed, and a warning, which is.
fn with_head(page: Vec<u8>, warning: Option<&str>) -> Vec<u8> {
    const WAY: &str = "<nav class=\"way-back\" aria-label=\"返回\"><style>.way-back{font:14px/2 sans-serif;padding:0 16px;background:#eef2f5}@media print{.way-back{display:none}}</style><a href=\"/\">供需总览</a>　<a href=\"/issues\">文稿</a>　<a href=\"?format=pdf\">PDF</a>　<a href=\"?format=docx\">Word</a>　<a href=\"?format=xlsx\">Excel</a></nav>";
    let warning = warning.map_or_else(String::new, |text| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        format!("<div role=\"alert\" style=\"font:bold 16px/1.8 sans-serif;padding:8px 16px;color:#8a1212;background:#fdecea;border-bottom:2px solid #c0392b\">{text}</div>")
    });
    match String::from_utf8(page) {
        Ok(text) => text.replacen("<body>", &format!("<body>{WAY}{warning}"), 1).into_bytes(),
        Err(page) => page.into_bytes(),
    }
}

/// A form of an issue as it was signed. One that no longer holds says so above the page, and in the name of the file.
pub(super) async fn frozen_form(
    workspace: &Workspace,
    caller: &Caller,
    issue: &Issue,
    format: DocumentForm,
) -> Result<Response, Problem> {
    let bytes = frozen(workspace, issue, format).map_err(|error| Problem::internal(&error))?;
    let stem = issued_name(workspace, issue).map_err(|error| Problem::internal(&error))?;
    let (mark, warning) = match issue.state() {
        IssueState::Withdrawn => {
            ("【已撤销】", withdrawal(issue).map(|said| format!("本文{said}")))
        }
        IssueState::Corrected => ("【已更正】", Some(corrected(workspace, issue).await?)),
        _ => ("", None),
    };
    let stem = format!("{mark}{stem}");
    Ok(negotiated(answer::body(caller, in_form(bytes, format, &stem, warning.as_deref()))))
}

/// That an issue was corrected, and what became of the one in its place.
async fn corrected(workspace: &Workspace, issue: &Issue) -> Result<String, Problem> {
    let issues = workspace.issues().await?;
    let mut others = issues.iter().filter(|other| other.dispatched_at().is_some());
    let by = others.find(|other| other.record.corrects == Some(issue.record.id));
    Ok(match by.map(Issue::state) {
        Some(IssueState::Withdrawn) => "本文已被更正，更正后的文稿也已撤销，请停止使用。",
        _ => "本文已被更正，请以更正后的文稿为准。",
    }
    .to_owned())
}

impl DocumentQuery {
    /// The form asked for here, or else by the caller's `Accept`.
    pub(super) fn form(&self, caller: &Caller) -> Result<DocumentForm, Problem> {
        caller.document_form(self.format.as_deref())
    }
}

/// 最新一期预警通报：已印发的定稿；还没有印发过则为送审稿。 The newest bulletin as it was issued; a draft before any was.
#[utoipa::path(get, path = "/bulletins/latest", tag = "documents", params(DocumentQuery), responses(
    (status = 200, content_type = "text/html"),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_latest_bulletin(request: DocumentRequest) -> Result<Response, Problem> {
    request.issued(DocumentKind::Bulletin, Arc::default()).await
}

/// 最新的就业质量年度报告。 The newest yearly report on where graduates went.
#[utoipa::path(get, path = "/reports/quality", tag = "documents", params(DocumentQuery), responses(
    (status = 200, content_type = "text/html"),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_quality_report(request: DocumentRequest) -> Result<Response, Problem> {
    request.issued(DocumentKind::Quality, Arc::default()).await
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
    request.issued(DocumentKind::Layout, scenarios).await
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
        let sheets = compose_school_sheets(&shown.outlook, shown.stamp(), None);
        sheets.map(Option::unwrap_or_default).map_err(|error| Problem::internal(&error))
    };
    request.answer("sheets", (0, 0), compose).await
}

/// 一所学校的毕业生就业质量报告（校版）。 The report on where the graduates of one school went.
#[utoipa::path(get, path = "/reports/quality/schools/{code}", tag = "documents",
    params(("code" = String, Path, description = "学校代码 its code"), DocumentQuery), responses(
    (status = 200, content_type = "text/html"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_school_report(
    Path(code): Path<String>,
    request: DocumentRequest,
) -> Result<Response, Problem> {
    let outlook = &request.published.outlook;
    let of_schools = outlook.destinations.iter().enumerate();
    let mut schools = of_schools.filter_map(|(at, group)| match &group.of {
        Group::School(school) => Some((at, school.as_str())),
        _ => None,
    });
    // Its place among the groups tells its document from those of other schools.
    let Some((place, _)) = schools.find(|(_, school)| *school == code) else {
        return Err(Problem::missing(Coded::School, &code));
    };
    let (workspace, audience) = (request.state.workspace().clone(), request.state.audience());
    let acts = workspace.issues().await?.iter().map(|issue| issue.acts.len()).sum();
    let run = &request.published.run;
    let stamp = stamp_of_run(&workspace, DocumentKind::Quality, audience, run).await;
    let stamp = stamp.map_err(|error| Problem::internal(&error))?;
    let compose = move |shown: &Published| {
        let report = compose_school_quality_report(&shown.outlook, stamp, &code);
        report.map(Option::unwrap_or_default).map_err(|error| Problem::internal(&error))
    };
    request.answer("school-quality", (acts, place), compose).await
}
