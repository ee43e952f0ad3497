//! What was issued; for the bureau also what is on its way, the schedules, and what has not arrived.

use askama::Template;
use axum::extract::State;
use talent_issue::{
    DocumentKind, Standing, audience_of, schedule_states, target_name, undelivered,
};
use talent_outlook::Audience;
use talent_report::{beijing_day, beijing_minute};
use talent_workspace::{Issue, IssueState};

use super::frame::{Frame, Page, ZH, render};
use crate::api::shown_issues;
use crate::problem::Problem;
use crate::state::AppState;

#[derive(Template)]
#[template(path = "issues.html")]
struct IssuesPage {
    frame: Frame,
    issues: Vec<IssueRow>,
    schedules: Vec<ScheduleRow>,
    pending: Vec<PendingRow>,
}

struct IssueRow {
    id: i64,
    name: &'static str,
    number: String,
    reference: String,
    state: &'static str,
    /// Whether it is in force.
    in_force: bool,
    day: String,
    audience: &'static str,
    /// Whether it has files.
    is_signed: bool,
    is_dispatched: bool,
    /// What it takes the place of, or why it no longer holds.
    note: String,
}

struct ScheduleRow {
    name: String,
    document: &'static str,
    when: String,
    next: String,
    last: String,
    standing: String,
    has_failed: bool,
}

struct PendingRow {
    issue: i64,
    target: String,
    failed: usize,
    next: String,
}

pub(super) async fn issues(State(state): State<AppState>) -> Page {
    let published = state.published().await?;
    let issues = shown_issues(&state).await?;
    let is_bureau = state.audience() == Audience::Bureau;
    let (schedules, pending) =
        if is_bureau { watched(&state).await? } else { (Vec::new(), Vec::new()) };
    render(&IssuesPage {
        frame: Frame::new(&state, &published, "/issues").await?,
        issues: issues.iter().rev().map(row).collect(),
        schedules,
        pending,
    })
}

fn row(issue: &Issue) -> IssueRow {
    let (signing, state) = (issue.signing(), issue.state());
    let corrects = issue.record.corrects.map(|id| format!("更正第{id}号文稿"));
    let last = issue.acts.last();
    let why = last.filter(|_| state == IssueState::Withdrawn).map(|act| act.note.clone());
    let kind = DocumentKind::by_code(&issue.record.kind);
    IssueRow {
        id: issue.record.id,
        name: kind.map_or("", DocumentKind::chinese),
        number: issue.number().map_or_else(String::new, |(y, n)| format!("{y}年第{n}期")),
        reference: signing.and_then(|act| act.reference.clone()).unwrap_or_default(),
        state: state.chinese(),
        in_force: state == IssueState::Dispatched,
        day: last.map_or_else(String::new, |act| beijing_day(&act.at).to_string()),
        audience: match audience_of(&issue.record.audience) {
            Audience::Bureau => "内部",
            Audience::Public => "公开",
        },
        is_signed: signing.is_some(),
        is_dispatched: issue.dispatched_at().is_some(),
        note: why.or(corrects).unwrap_or_default(),
    }
}

/// The schedules and what has not arrived.
async fn watched(state: &AppState) -> Result<(Vec<ScheduleRow>, Vec<PendingRow>), Problem> {
    let states = match state.now() {
        Some(now) => schedule_states(state.workspace(), now).await,
        None => Ok(Vec::new()),
    };
    let states = states.map_err(|error| Problem::internal(&error))?;
    let pending = undelivered(state.workspace()).await;
    let pending = pending.map_err(|error| Problem::internal(&error))?;
    let schedules = states.into_iter().map(|state| {
        let (standing, has_failed) = match state.standing {
            None => (String::new(), false),
            Some(Standing::Done(said)) => (said, false),
            Some(Standing::Due) => ("待办".to_owned(), false),
            Some(Standing::Waiting(open)) => (format!("等第{open}号文稿签发或作废后再办"), false),
            Some(Standing::Failing(why)) => (format!("失败，将重试：{why}"), true),
            Some(Standing::GivenUp(why)) => (format!("多次失败，已停止：{why}"), true),
        };
        ScheduleRow {
            name: state.name,
            document: DocumentKind::by_code(&state.document).map_or("", DocumentKind::chinese),
            when: state.when,
            next: state.next.as_deref().map(beijing_minute).unwrap_or_default(),
            last: state.last.as_deref().map(beijing_minute).unwrap_or_default(),
            standing,
            has_failed,
        }
    });
    let pending = pending.into_iter().map(|undelivered| PendingRow {
        issue: undelivered.issue,
        target: target_name(&undelivered.target, ZH),
        failed: undelivered.failed,
        next: undelivered.next.map_or_else(
            || "不再自动送，请执行 talent issue deliver".to_owned(),
            |_| "将自动再送".to_owned(),
        ),
    });
    Ok((schedules.collect(), pending.collect()))
}
