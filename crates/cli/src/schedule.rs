//! `schedule`: what is done at set times, listed and done; and the same beside a service.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use chrono::{DateTime, Datelike as _, FixedOffset, Utc};
use talent_domain::Lang;
use talent_issue::{
    Delivered, DocumentKind, Happening, IssueError, ScheduleState, Standing, Wanted, deliver,
    keep_schedules, schedule_states,
};
use talent_report::beijing_minute;
use talent_workspace::Workspace;

use crate::Outcome;
use crate::args::{Args, ScheduleCommand};
use crate::caller::Caller;
use crate::clock;
use crate::issue::{refused, tell_delivered};
use crate::table::{line, print};
use crate::writing::open_to_write;

/// How often a service looks at what is due.
const PULSE: Duration = Duration::from_secs(30);

pub(crate) async fn schedule(args: &Args, command: &ScheduleCommand) -> Result<Outcome> {
    match command {
        ScheduleCommand::List { at } => list(args, *at).await,
        ScheduleCommand::Run { at } => run(args, *at).await,
    }
}

/// The time that was given, or now.
fn moment(at: Option<DateTime<FixedOffset>>) -> Result<DateTime<Utc>> {
    at.map_or_else(clock::now, |at| Ok(at.to_utc()))
}

async fn list(args: &Args, at: Option<DateTime<FixedOffset>>) -> Result<Outcome> {
    let lang = args.lang();
    let now = moment(at)?;
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let states = schedule_states(&workspace, now).await;
    workspace.close().await;
    let states: Vec<ScheduleState> = match states {
        Ok(states) => states,
        Err(error) => return refused(error),
    };
    let headings = match lang {
        Lang::Zh => ["名称", "文种", "时间", "办到哪一步", "下一次", "上一次", "结果"],
        Lang::En => ["name", "document", "when", "goes as far as", "next", "last", "came of it"],
    };
    print(args, &headings, &states, |state| {
        let far = if state.issues {
            lang.pick("自动印发", "sending out")
        } else {
            lang.pick("送审", "the signer")
        };
        let result = match &state.standing {
            None => String::new(),
            Some(Standing::Done(said)) => said.clone(),
            Some(Standing::Due) => lang.pick("待办", "due").to_owned(),
            Some(Standing::Waiting(open)) => match lang {
                Lang::Zh => format!("等第{open}号文稿签发或作废"),
                Lang::En => format!("waits for issue {open} to be signed or discarded"),
            },
            Some(Standing::Failing(why)) => {
                format!("{}：{why}", lang.pick("失败，将重试", "failing"))
            }
            Some(Standing::GivenUp(why)) => {
                format!("{}：{why}", lang.pick("多次失败，已停止", "given up"))
            }
        };
        vec![
            state.name.clone(),
            DocumentKind::by_code(&state.document)
                .map_or("", |kind| lang.pick(kind.chinese(), kind.code()))
                .to_owned(),
            state.when.clone(),
            far.to_owned(),
            state.next.as_deref().map(beijing_minute).unwrap_or_default(),
            state.last.as_deref().map(beijing_minute).unwrap_or_default(),
            result,
        ]
    })?;
    Ok(Outcome::Done)
}

/// Does what is due and says what came of it. Something that failed stands in the way.
async fn run(args: &Args, at: Option<DateTime<FixedOffset>>) -> Result<Outcome> {
    let lang = args.lang();
    let now = moment(at)?;
    let caller = Caller::at(now);
    let workspace = open_to_write(args).await?;
    let done = kept(&workspace, &caller, now).await;
    let next = schedule_states(&workspace, now).await;
    workspace.close().await;
    let ((happenings, brought), next) = match done.and_then(|done| Ok((done, next?))) {
        Ok(done) => done,
        Err(error) => return refused(error),
    };
    for Happening { schedule, occasion, said, has_failed, .. } in &happenings {
        let occasion = beijing_minute(occasion);
        if *has_failed {
            tell!("{schedule} {occasion}：{}{said}", lang.pick("失败，将重试：", "failed: "));
        } else {
            line(&format!("{schedule} {occasion}：{said}"));
        }
    }
    if happenings.is_empty() && brought.is_empty() {
        let next = next.iter().map(|state| {
            let next = state.next.as_deref().map(beijing_minute).unwrap_or_default();
            format!("{} {next}", state.name)
        });
        let next = next.collect::<Vec<_>>().join(lang.pick("、", ", "));
        line(&match lang {
            Lang::Zh => format!("没有到期的任务；下一次：{next}"),
            Lang::En => format!("nothing is due; next: {next}"),
        });
    }
    let delivered = tell_delivered(&brought, lang);
    let has_failed = happenings.iter().any(|happening| happening.has_failed);
    Ok(if has_failed { Outcome::Failed } else { delivered })
}

/// What is due by the schedules, then what has not arrived.
async fn kept(
    workspace: &Workspace,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<(Vec<Happening>, Vec<Delivered>), IssueError> {
    let happenings = keep_schedules(workspace, now, now.year(), caller.act()).await?;
    Ok((happenings, deliver(workspace, Wanted::Due(now), caller.act()).await?))
}

/// Keeps the schedules of a workspace while a service runs. Settings are read again each time, so that a schedule holds from
/// when it is written down. What fails is logged, and stands on the page of issues.
pub(crate) async fn keep(root: PathBuf) {
    let mut pulse = tokio::time::interval(PULSE);
    // After a pause there is one look, not many.
    pulse.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        pulse.tick().await;
        if let Err(error) = look(&root).await {
            tracing::error!("schedules: {error:#}");
        }
    }
}

async fn look(root: &Path) -> Result<()> {
    let workspace = Workspace::open(root).await?;
    let has_work = !workspace.config().schedule.is_empty() || !workspace.issues().await?.is_empty();
    if !has_work {
        workspace.close().await;
        return Ok(());
    }
    let now = clock::now()?;
    let caller = Caller::at(now);
    let done = kept(&workspace, &caller, now).await;
    workspace.close().await;
    let (happenings, brought) = done?;
    for Happening { schedule, occasion, said, has_failed, .. } in happenings {
        if has_failed {
            tracing::error!("schedule {schedule} {occasion}: {said}");
        } else {
            tracing::info!("schedule {schedule} {occasion}: {said}");
        }
    }
    for Delivered { issue, target, failure } in brought {
        match failure {
            None => tracing::info!("issue {issue} has arrived at {target}"),
            Some(why) => tracing::error!("issue {issue} has not arrived at {target}: {why}"),
        }
    }
    Ok(())
}
