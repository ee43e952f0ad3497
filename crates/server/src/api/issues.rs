//! Issues of documents: the list, each in its forms as it was signed, and all of them as a feed.
//!
//! The public is shown what was sent out to it; the bureau also what is on its way.

use axum::extract::State;
use axum::response::Response;
use talent_issue::{CAP, IssueError, atom_feed, audience_code, audience_of, cap_message};
use talent_outlook::Audience;
use talent_pipeline::open_run;
use talent_workspace::Issue;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::documents::{DocumentQuery, frozen_form};
use crate::answer::{self, Body};
use crate::caller::Caller;
use crate::inquiry::Inquiry;
use crate::paging::{Page, Paging};
use crate::parameters::{Path, Query};
use crate::problem::{Coded, Problem};
use crate::state::AppState;
use crate::views::IssueView;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_issues))
        .routes(routes!(get_feed))
        .routes(routes!(get_issue))
        .routes(routes!(get_issue_document))
        .routes(routes!(get_issue_cap))
}

/// The issues that an audience is shown, the oldest first.
pub(crate) async fn shown_issues(state: &AppState) -> Result<Vec<Issue>, Problem> {
    let mut issues = state.workspace().issues().await?;
    if state.audience() == Audience::Public {
        let public = audience_code(Audience::Public);
        issues.retain(|i| i.record.audience == public && i.dispatched_at().is_some());
    }
    Ok(issues)
}

async fn shown_issue(state: &AppState, id: &str) -> Result<Issue, Problem> {
    let issues = shown_issues(state).await?;
    let found = issues.into_iter().find(|issue| issue.record.id.to_string() == id);
    found.ok_or_else(|| Problem::missing(Coded::Issue, id))
}

fn said(error: &IssueError) -> Problem {
    Problem::internal(error)
}

/// 已印发的文稿，最新的在前。 What was issued, the newest first.
#[utoipa::path(get, path = "/issues", tag = "documents", params(Paging), responses(
    (status = 200, body = Page<IssueView>)
))]
async fn list_issues(State(state): State<AppState>, inquiry: Inquiry) -> Result<Response, Problem> {
    let issues = shown_issues(&state).await?;
    inquiry.list(issues.iter().rev().map(IssueView::new).collect())
}

/// 一份文稿的登记。 The record of an issue.
#[utoipa::path(get, path = "/issues/{id}", tag = "documents",
    params(("id" = String, Path, description = "文稿编号 its number")), responses(
    (status = 200, body = IssueView),
    (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_issue(
    State(state): State<AppState>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Response, Problem> {
    answer::one(&caller, &IssueView::new(&shown_issue(&state, &id).await?))
}

/// 一份文稿的定稿。 An issue as it was signed.
#[utoipa::path(get, path = "/issues/{id}/document", tag = "documents",
    params(("id" = String, Path, description = "文稿编号 its number"), DocumentQuery), responses(
    (status = 200, content_type = "text/html"),
    (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_issue_document(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<DocumentQuery>,
    caller: Caller,
) -> Result<Response, Problem> {
    let issue = shown_issue(&state, &id).await?;
    if issue.signing().is_none() {
        return Err(Problem::missing(Coded::Issue, &id));
    }
    frozen_form(state.workspace(), &caller, &issue, query.form(&caller)?).await
}

/// 一份文稿的预警消息（CAP 1.2）：Alert、Update（更正）或 Cancel（撤销）。 An issue as a CAP 1.2 message.
#[utoipa::path(get, path = "/issues/{id}/cap", tag = "documents",
    params(("id" = String, Path, description = "文稿编号 its number")), responses(
    (status = 200, content_type = "application/cap+xml"),
    (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_issue_cap(
    State(state): State<AppState>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Response, Problem> {
    let issue = shown_issue(&state, &id).await?;
    if issue.dispatched_at().is_none() {
        return Err(Problem::missing(Coded::Issue, &id));
    }
    let run = state.workspace().run(issue.record.run).await?;
    let outlook = open_run(state.workspace(), &run, audience_of(&issue.record.audience))?;
    let message = cap_message(state.workspace(), &issue, &outlook).await;
    let message = message.map_err(|error| said(&error))?;
    Ok(answer::body(&caller, Body::new(message, "application/cap+xml")))
}

/// 全部已印发文稿的订阅（Atom）。 Everything that was issued, as an Atom feed.
#[utoipa::path(get, path = "/issues/feed", tag = "documents", responses(
    (status = 200, content_type = "application/atom+xml")
))]
async fn get_feed(State(state): State<AppState>, caller: Caller) -> Result<Response, Problem> {
    let href = |issue: &Issue, ending: &str| {
        let id = issue.record.id;
        Ok(match ending {
            CAP => format!("/api/v1/issues/{id}/cap"),
            form => format!("/api/v1/issues/{id}/document?format={form}"),
        })
    };
    let own = Some("/api/v1/issues/feed");
    let feed = atom_feed(state.workspace(), state.audience(), own, &href).await;
    let feed = feed.map_err(|error| said(&error))?;
    Ok(answer::body(&caller, Body::new(feed, "application/atom+xml; charset=utf-8")))
}
