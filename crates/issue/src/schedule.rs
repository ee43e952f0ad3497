//! What is done at set times without anybody watching: files taken in, a run, a draft, and what the policy allows after that.
//!
//! One time of a schedule is one issue, however often the process is ended and begun again: the store has one row for it, and
//! what was done already is found there. After a pause only the last time that was missed is caught up with. Times before
//! the schedule was first seen are nobody's.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use croner::Cron;
use croner::parser::CronParser;
use serde::{Deserialize, Serialize};
use talent_ingest::{Answers, InputFile, MAX_BYTES, Severity, Unlikely};
use talent_outlook::Audience;
use talent_pipeline::{Ingestion, ingest_with, run};
use talent_workspace::{
    Act, Event, Issue, IssueState, ScheduleConfig, Workspace, WorkspaceError, read_file_within,
};

use crate::{DocumentKind, IssueError, Signature, dispatch, draft, sign};

/// A time that fails is tried again so many times, each time after waiting longer (minutes).
const WAITS: [i64; 4] = [1, 5, 30, 120];

/// The kinds of events that schedules leave.
const SEEN: &str = "schedule-seen";
const FAILED: &str = "schedule-failed";
const DONE: &str = "schedule-done";

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
    /// Everything was done.
    Done,
    /// It failed and is tried again.
    Failing(String),
    /// It failed too often and is left.
    GivenUp(String),
    /// It is to be done.
    Due,
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
    let cron = cron(schedule)?;
    Ok(cron.iter_after(in_beijing(now)).take(count).collect())
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
            standing: last.as_ref().map(|occasion| standing(schedule, occasion, &events)),
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
            let said = beijing_time(now);
            note(workspace, SEEN, (schedule, None), &said, act).await?;
            continue;
        }
        let Some(occasion) = due(schedule, &events, now)? else { continue };
        if !is_to_be_tried(schedule, &occasion, &events, now) {
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
            Err(IssueError::Unfilled(open)) => {
                return Ok((id, format!("第{id}号文稿已送审，不自动签发：{}", open.join("；"))));
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
    for path in files_in(&inbox)? {
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
            let found = ingested.checked.findings.count(Severity::Error);
            said.push(format!("收件夹中的 {name} 未通过校验（{found} 个错误），没有导入"));
        }
    }
    Ok(said)
}

/// The files of a folder by name, without those that are hidden or being written; none where the folder is not there.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>, IssueError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
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
    Ok(files)
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
    let noted = [DONE, FAILED].into_iter().flat_map(|kind| notes(kind, schedule, events));
    let newest = noted.filter_map(|(_, note)| note.occasion).max();
    Ok(last.filter(|last| newest.is_none_or(|newest| newest <= *last)))
}

/// How a time of a schedule stands by what was noted of it.
fn standing(schedule: &ScheduleConfig, occasion: &str, events: &[Event]) -> Standing {
    let of_time = |(_, note): &(&Event, Note)| note.occasion.as_deref() == Some(occasion);
    if notes(DONE, schedule, events).any(|note| of_time(&note)) {
        return Standing::Done;
    }
    let failed: Vec<Note> =
        notes(FAILED, schedule, events).filter(of_time).map(|(_, note)| note).collect();
    match failed.last() {
        None => Standing::Due,
        Some(last) if failed.len() > WAITS.len() => Standing::GivenUp(last.said.clone()),
        Some(last) => Standing::Failing(last.said.clone()),
    }
}

/// Whether a time of a schedule is to be tried now: not if it was done, failed too often, or failed a short while ago.
fn is_to_be_tried(
    schedule: &ScheduleConfig,
    occasion: &str,
    events: &[Event],
    now: DateTime<Utc>,
) -> bool {
    match standing(schedule, occasion, events) {
        Standing::Due => true,
        Standing::Done | Standing::GivenUp(_) => false,
        Standing::Failing(_) => {
            let failed: Vec<&Event> = notes(FAILED, schedule, events)
                .filter(|(_, note)| note.occasion.as_deref() == Some(occasion))
                .map(|(event, _)| event)
                .collect();
            let last = failed.last().and_then(|last| DateTime::parse_from_rfc3339(&last.at).ok());
            let wait = WAITS.get(failed.len().saturating_sub(1)).copied().unwrap_or_default();
            last.is_none_or(|last| last.to_utc() + TimeDelta::minutes(wait) <= now)
        }
    }
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
    let parsed = CronParser::builder().build().parse(&schedule.when);
    parsed.map_err(|error| IssueError::When {
        name: schedule.name.clone(),
        when: schedule.when.clone(),
        reason: error.to_string(),
    })
}

fn in_beijing(time: DateTime<Utc>) -> DateTime<FixedOffset> {
    FixedOffset::east_opt(8 * 3600)
        .map_or_else(|| time.fixed_offset(), |offset| time.with_timezone(&offset))
}

fn beijing_time(time: DateTime<Utc>) -> String {
    in_beijing(time).to_rfc3339()
}
