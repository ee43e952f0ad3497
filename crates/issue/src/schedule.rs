//! What is done at set times without anybody watching: files taken in, a run, a draft, and what the policy allows after that.
//!
//! One time of a schedule is one issue, however often the process is ended and begun again: the store has one row for it, and
//! what was done already is found there. After a pause only the last time that was missed is caught up with. Times before
//! the schedule was first seen are nobody's.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use talent_domain::Lang;
use talent_ingest::{Answers, InputFile, MAX_BYTES, Severity, Unlikely};
use talent_outlook::Audience;
use talent_pipeline::{Ingestion, ingest_with, run};
use talent_report::in_beijing;
use talent_workspace::{
    Act, Cron, Event, Issue, IssueState, ScheduleConfig, Workspace, WorkspaceError,
    read_file_within,
};

use crate::kind::audience_code;
use crate::retry::next_try;
use crate::{DocumentKind, IssueError, Signature, dispatch, draft, sign};

/// The kinds of events that schedules leave.
const SEEN: &str = "schedule-seen";
const FAILED: &str = "schedule-failed";
const DONE: &str = "schedule-done";
const WAITING: &str = "schedule-waiting";

/// What an event of a schedule holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Note {
    schedule: String,
    /// When, by the settings.
    when: String,
    /// The time of the schedule.
    occasion: Option<String>,
    /// What is to be said of it.
    said: String,
}

/// How a time of a schedule stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "is", content = "why")]
pub enum Standing {
    /// Everything was done; what came of it.
    Done(String),
    /// It failed and is tried again.
    Failing(String),
    /// It failed too often and is left.
    GivenUp(String),
    /// It is to be done.
    Due,
    /// It is done once another issue of the same kind, which is given, has been signed or discarded.
    Waiting(i64),
}

/// A schedule with how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScheduleState {
    /// Its name.
    pub name: String,
    /// Its document.
    pub document: String,
    /// When, by the settings.
    pub when: String,
    /// Whether it issues by itself.
    pub issues: bool,
    /// When it is due next (RFC 3339, Beijing).
    pub next: Option<String>,
    /// The last time that it was due; none since it was first seen.
    pub last: Option<String>,
    /// How that stands.
    pub standing: Option<Standing>,
    /// The issue that was made then.
    pub issue: Option<i64>,
}

/// What came of a time of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Happening {
    /// The schedule.
    pub schedule: String,
    /// Its time (RFC 3339, Beijing).
    pub occasion: String,
    /// The issue that was made.
    pub issue: Option<i64>,
    /// What has to be said of it, or why it failed.
    pub said: String,
    /// Whether it failed.
    pub has_failed: bool,
}

/// The next `count` times of a schedule after `now`, in Beijing.
pub fn next_times(
    schedule: &ScheduleConfig,
    now: DateTime<Utc>,
    count: usize,
) -> Result<Vec<DateTime<FixedOffset>>, IssueError> {
    Ok(cron(schedule)?.iter_after(in_beijing(now)).take(count).collect())
}

/// How the schedules of the settings stand.
pub async fn schedule_states(
    workspace: &Workspace,
    now: DateTime<Utc>,
) -> Result<Vec<ScheduleState>, IssueError> {
    let events = workspace.events().await?;
    let issues = workspace.issues().await?;
    let state = |schedule: &ScheduleConfig| {
        let last = due(schedule, &events, now)?;
        let of_last = |occasion: &String| issue_of(&issues, &schedule.name, occasion);
        Ok(ScheduleState {
            name: schedule.name.clone(),
            document: schedule.document.clone(),
            when: schedule.when.clone(),
            issues: schedule.issue,
            next: next_times(schedule, now, 1)?.first().map(DateTime::to_rfc3339),
            standing: last.as_ref().map(|occasion| standing(schedule, occasion, &events, &issues)),
            issue: last.as_ref().and_then(of_last).map(|issue| issue.record.id),
            last,
        })
    };
    workspace.config().schedule.iter().map(state).collect()
}

/// Does what is due by the schedules of the settings. A schedule that is seen for the first time begins with its next time.
/// One that fails says so and does not stop the others.
///
/// Fails only where the workspace cannot be read or written, or a time of the settings cannot be read.
pub async fn keep_schedules(
    workspace: &Workspace,
    now: DateTime<Utc>,
    this_year: i32,
    act: Act<'_>,
) -> Result<Vec<Happening>, IssueError> {
    let mut happenings = Vec::new();
    for schedule in &workspace.config().schedule {
        let events = workspace.events().await?;
        if seen(schedule, &events).is_none() {
            cron(schedule)?;
            let said = in_beijing(now).to_rfc3339();
            note(workspace, SEEN, (schedule, None), &said, act).await?;
            continue;
        }
        let Some(occasion) = due(schedule, &events, now)? else { continue };
        let issues = workspace.issues().await?;
        match standing(schedule, &occasion, &events, &issues) {
            Standing::Done(_) | Standing::GivenUp(_) => continue,
            Standing::Waiting(open) => {
                happenings
                    .extend(wait(workspace, schedule, &occasion, (open, &events), act).await?);
                continue;
            }
            Standing::Due | Standing::Failing(_) => {}
        }
        let failed = failures(schedule, &occasion, &events);
        let next = next_try(failed.iter().map(|(event, _)| event.at.as_str()));
        if next.is_none_or(|next| next > now) {
            continue;
        }
        let done = work(workspace, schedule, &occasion, this_year, act).await;
        let (kind, said) = match &done {
            Ok((_, said)) => (DONE, said.clone()),
            Err(error) => (FAILED, error.to_string()),
        };
        note(workspace, kind, (schedule, Some(&occasion)), &said, act).await?;
        happenings.push(Happening {
            schedule: schedule.name.clone(),
            occasion,
            issue: done.as_ref().ok().map(|(issue, _)| *issue),
            said,
            has_failed: done.is_err(),
        });
    }
    Ok(happenings)
}

/// Says of a time that it waits for another issue, once.
async fn wait(
    workspace: &Workspace,
    schedule: &ScheduleConfig,
    occasion: &str,
    (open, events): (i64, &[Event]),
    act: Act<'_>,
) -> Result<Option<Happening>, IssueError> {
    if notes(WAITING, schedule, events).any(|(_, note)| note.occasion.as_deref() == Some(occasion))
    {
        return Ok(None);
    }
    let said = format!("第{open}号文稿还没有签发，签发或作废后再办");
    note(workspace, WAITING, (schedule, Some(occasion)), &said, act).await?;
    let (schedule, occasion) = (schedule.name.clone(), occasion.to_owned());
    Ok(Some(Happening { schedule, occasion, issue: None, said, has_failed: false }))
}

/// Everything that one time of a schedule asks for, from wherever it was left. The issue, and what has to be said.
async fn work(
    workspace: &Workspace,
    schedule: &ScheduleConfig,
    occasion: &str,
    this_year: i32,
    act: Act<'_>,
) -> Result<(i64, String), IssueError> {
    let issues = workspace.issues().await?;
    let mut issue = match issue_of(&issues, &schedule.name, occasion) {
        Some(issue) => issue.clone(),
        None => drafted(workspace, schedule, occasion, this_year, act).await?,
    };
    let id = issue.record.id;
    if issue.state() == IssueState::Draft {
        issue = workspace.move_issue(id, IssueState::Submitted, "", act).await?;
    }
    // What could not be taken in is for the signer to know.
    let noted = issue.act_of(IssueState::Draft).map_or("", |act| act.note.as_str());
    if !noted.is_empty() {
        return Ok((id, format!("第{id}号文稿已送审，不自动签发：{noted}")));
    }
    if schedule.issue && issue.state() == IssueState::Submitted {
        let signature = Signature { signer: &schedule.signer, reference: None };
        issue = match sign(workspace, id, signature, act).await {
            Err(why @ (IssueError::Unfilled(_) | IssueError::Overlong { .. })) => {
                return Ok((id, format!("第{id}号文稿已送审，不自动签发：{why}")));
            }
            signed => signed?,
        };
    }
    if schedule.issue && issue.state() == IssueState::Signed {
        issue = dispatch(workspace, id, act).await?;
    }
    Ok((id, format!("第{id}号文稿：{}", issue.state().chinese())))
}

/// The draft for a time of a schedule, from the files of the inbox and a run on them.
async fn drafted(
    workspace: &Workspace,
    schedule: &ScheduleConfig,
    occasion: &str,
    this_year: i32,
    act: Act<'_>,
) -> Result<Issue, IssueError> {
    let kind = DocumentKind::by_code(&schedule.document)?;
    let said = take_in(workspace, schedule, this_year, act).await?.join("；");
    run(workspace, act, &|_| {}).await?;
    let made = Some((schedule.name.as_str(), occasion));
    match draft(workspace, kind, Audience::Public, made, &said, act).await {
        // Another process was at it too.
        Err(IssueError::Workspace(WorkspaceError::SameOccasion(id))) => {
            Ok(workspace.issue(id).await?)
        }
        drafted => drafted,
    }
}

/// Takes in the files that lie in the inbox of a schedule, each by itself so that one faulty file holds up no other, and puts
/// those that are in the store below `taken/`. What has to be said of those that are not.
async fn take_in(
    workspace: &Workspace,
    schedule: &ScheduleConfig,
    this_year: i32,
    act: Act<'_>,
) -> Result<Vec<String>, IssueError> {
    if schedule.inbox.is_empty() {
        return Ok(Vec::new());
    }
    let inbox = workspace.root().join(&schedule.inbox);
    let mut said = Vec::new();
    let Some(files) = files_in(&inbox)? else {
        return Ok(vec![format!("没有收件夹 {}", inbox.display())]);
    };
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = match read_file_within(&path, MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(error) => {
                said.push(error.to_string());
                continue;
            }
        };
        let files = [InputFile { name: &name, bytes: &bytes }];
        let ingestion = Ingestion {
            unlikely: Unlikely::Refuse { this_year },
            answers: &Answers::default(),
            correction: None,
            dry_run: false,
        };
        let ingested = ingest_with(workspace, &files, ingestion, act).await?;
        if ingested.checked.is_clean() {
            put_away(&path, &inbox.join("taken"))?;
        } else {
            let findings = &ingested.checked.findings;
            let found = findings.count(Severity::Error);
            let first = findings.iter().find(|finding| finding.severity() == Severity::Error);
            let first = first.map(|finding| {
                format!("，如 {}：{}", finding.location, finding.problem.message(Lang::Zh))
            });
            said.push(format!(
                "收件夹中的 {name} 未通过校验（{found} 个错误{}），没有导入",
                first.unwrap_or_default()
            ));
        }
    }
    Ok(said)
}

/// The files of a folder by name, without those that are hidden or being written; `None` where the folder is not there.
fn files_in(folder: &Path) -> Result<Option<Vec<PathBuf>>, IssueError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(reason) => return Err(IssueError::File { path: folder.to_owned(), reason }),
    };
    let is_one = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_being_written = path.extension().is_some_and(|ending| ending == "tmp");
        path.is_file() && !name.starts_with(['.', '~']) && !is_being_written
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> = paths.filter(is_one).collect();
    files.sort();
    Ok(Some(files))
}

/// Moves a file into a folder, under another name where one of its name is there.
fn put_away(path: &Path, folder: &Path) -> Result<(), IssueError> {
    let failed = |reason| IssueError::File { path: path.to_owned(), reason };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let places = (1..).map(|n| if n == 1 { name.clone() } else { format!("{n}-{name}") });
    let place = places.map(|name| folder.join(name)).find(|place| !place.exists());
    std::fs::rename(path, place.unwrap_or_else(|| folder.join(&name))).map_err(failed)
}

fn issue_of<'a>(issues: &'a [Issue], schedule: &str, occasion: &str) -> Option<&'a Issue> {
    issues.iter().find(|issue| {
        issue.record.schedule.as_deref() == Some(schedule)
            && issue.record.occasion.as_deref() == Some(occasion)
    })
}

/// The notes of a kind on a schedule as the settings have it now.
fn notes<'a>(
    kind: &'a str,
    schedule: &'a ScheduleConfig,
    events: &'a [Event],
) -> impl DoubleEndedIterator<Item = (&'a Event, Note)> {
    let of_kind = events.iter().filter(move |event| event.kind == kind);
    let notes =
        of_kind.filter_map(|event| Some((event, serde_json::from_str(&event.detail).ok()?)));
    notes.filter(move |(_, note): &(&Event, Note)| {
        note.schedule == schedule.name && note.when == schedule.when
    })
}

/// When a schedule was first seen with its present times.
fn seen(schedule: &ScheduleConfig, events: &[Event]) -> Option<DateTime<FixedOffset>> {
    let first = notes(SEEN, schedule, events).next();
    first.and_then(|(_, note)| DateTime::parse_from_rfc3339(&note.said).ok())
}

/// The last time of a schedule up to now, since it was first seen; none where there was none, or a later one was tried.
fn due(
    schedule: &ScheduleConfig,
    events: &[Event],
    now: DateTime<Utc>,
) -> Result<Option<String>, IssueError> {
    let Some(since) = seen(schedule, events) else { return Ok(None) };
    let before = cron(schedule)?.find_previous_occurrence(&in_beijing(now), true);
    // A schedule whose times are all to come has none before.
    let last = before.ok().filter(|time| *time > since).map(|time| time.to_rfc3339());
    // A clock that was put back brings no time up that later ones have gone by.
    let noted = [DONE, FAILED, WAITING].into_iter().flat_map(|kind| notes(kind, schedule, events));
    let newest = noted.filter_map(|(_, note)| note.occasion).max();
    Ok(last.filter(|last| newest.is_none_or(|newest| newest <= *last)))
}

/// How a time of a schedule stands by what was noted of it, and by the issues that there are.
fn standing(
    schedule: &ScheduleConfig,
    occasion: &str,
    events: &[Event],
    issues: &[Issue],
) -> Standing {
    let of_time = |(_, note): &(&Event, Note)| note.occasion.as_deref() == Some(occasion);
    if let Some((_, note)) = notes(DONE, schedule, events).find(of_time) {
        return Standing::Done(note.said);
    }
    let is_in_the_way = |issue: &&Issue| {
        issue.state().is_open()
            && issue.record.kind == schedule.document
            && issue.record.audience == audience_code(Audience::Public)
    };
    if issue_of(issues, &schedule.name, occasion).is_none()
        && let Some(open) = issues.iter().find(is_in_the_way)
    {
        return Standing::Waiting(open.record.id);
    }
    let failed = failures(schedule, occasion, events);
    let last = failed.last().map(|(_, note)| note.said.clone());
    let is_left = next_try(failed.iter().map(|(event, _)| event.at.as_str())).is_none();
    match last {
        None => Standing::Due,
        Some(said) if is_left => Standing::GivenUp(said),
        Some(said) => Standing::Failing(said),
    }
}

/// How often, when and why a time of a schedule failed.
fn failures<'a>(
    schedule: &'a ScheduleConfig,
    occasion: &'a str,
    events: &'a [Event],
) -> Vec<(&'a Event, Note)> {
    let failed = notes(FAILED, schedule, events);
    failed.filter(|(_, note)| note.occasion.as_deref() == Some(occasion)).collect()
}

async fn note(
    workspace: &Workspace,
    kind: &str,
    (schedule, occasion): (&ScheduleConfig, Option<&str>),
    said: &str,
    act: Act<'_>,
) -> Result<(), IssueError> {
    let note = Note {
        schedule: schedule.name.clone(),
        when: schedule.when.clone(),
        occasion: occasion.map(str::to_owned),
        said: said.to_owned(),
    };
    let detail = serde_json::to_string(&note).map_err(WorkspaceError::from)?;
    Ok(workspace.note(kind, &detail, act).await?)
}

fn cron(schedule: &ScheduleConfig) -> Result<Cron, IssueError> {
    schedule.cron().map_err(|error| IssueError::When {
        name: schedule.name.clone(),
        when: schedule.when.clone(),
        reason: error.to_string(),
    })
}
