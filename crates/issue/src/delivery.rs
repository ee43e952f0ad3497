//! Bringing what was sent out to where it goes: folders and mail addresses.
//!
//! Each step is noted before and after. What was begun and not ended is done again: a folder holds the same files then, and
//! a letter has the same id, by which it can be told from a new one. What has arrived is never sent again.

use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use talent_pipeline::open_run;
use talent_print::DocumentForm;
use talent_workspace::{
    Act, DeliveryRecord, DeliveryState, Issue, IssueState, Workspace, hash, write_file,
};

use crate::IssueError;
use crate::feed::{atom_feed, beijing, cap_message, title_and_summary};
use crate::frozen::frozen;
use crate::kind::audience_of;
use crate::mail::{Letter, send};

/// A delivery that fails is tried again so many times, each time after waiting longer.
const WAITS: [i64; 4] = [1, 5, 30, 120];

/// What came of bringing an issue to a target.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Delivered {
    /// The issue.
    pub issue: i64,
    /// Where to.
    pub target: String,
    /// Why not; none if it has arrived.
    pub failure: Option<String>,
}

/// The issues and targets of what was sent out and has not arrived; word that an issue was withdrawn goes to where it went.
fn pending(issues: &[Issue], deliveries: &[DeliveryRecord]) -> Vec<(i64, String)> {
    let has_arrived = |issue: i64, target: &str| {
        deliveries.iter().any(|delivery| {
            delivery.issue == issue
                && delivery.target == target
                && delivery.state == DeliveryState::Done.code()
        })
    };
    let mut pending = Vec::new();
    for issue in issues {
        let id = issue.record.id;
        for target in issue.targets() {
            let wanted = match issue.state() {
                // Somebody who has it, or may have it, has to know.
                IssueState::Withdrawn => format!("{WITHDRAWN}{target}"),
                IssueState::Dispatched => target,
                _ => continue,
            };
            if !has_arrived(id, &wanted) {
                pending.push((id, wanted));
            }
        }
    }
    pending
}

/// What stands before a target that is told that an issue was withdrawn.
const WITHDRAWN: &str = "withdrawn:";

/// What has not arrived: issue and target, with how often it failed and when it is tried next; never where it failed too
/// often.
pub async fn undelivered(
    workspace: &Workspace,
) -> Result<Vec<(i64, String, usize, Option<DateTime<Utc>>)>, IssueError> {
    let (issues, deliveries) = (workspace.issues().await?, workspace.deliveries().await?);
    let with_tries = pending(&issues, &deliveries).into_iter().map(|(issue, target)| {
        let failed: Vec<&DeliveryRecord> = deliveries
            .iter()
            .filter(|d| d.issue == issue && d.target == target)
            .filter(|d| d.state == DeliveryState::Failed.code())
            .collect();
        let next = match failed.last() {
            None => Some(DateTime::UNIX_EPOCH),
            Some(last) => WAITS.get(failed.len() - 1).and_then(|minutes| {
                let at = DateTime::parse_from_rfc3339(&last.at).ok()?;
                Some(at.to_utc() + TimeDelta::minutes(*minutes))
            }),
        };
        (issue, target, failed.len(), next)
    });
    Ok(with_tries.collect())
}

/// Brings everything that is due to where it goes. `now` says what is due; without it everything is tried that has not
/// arrived.
pub async fn deliver(
    workspace: &Workspace,
    now: Option<DateTime<Utc>>,
    act: Act<'_>,
) -> Result<Vec<Delivered>, IssueError> {
    let mut all = Vec::new();
    for (id, target, _, next) in undelivered(workspace).await? {
        let is_due = now.is_none_or(|now| next.is_some_and(|next| next <= now));
        if !is_due {
            continue;
        }
        let issue = workspace.issue(id).await?;
        if !workspace.note_delivery((id, &target), (DeliveryState::Begun, ""), act).await? {
            continue;
        }
        let brought = bring(workspace, &issue, &target).await;
        let failure = brought.err();
        let (state, detail) = match &failure {
            None => (DeliveryState::Done, ""),
            Some(why) => (DeliveryState::Failed, why.as_str()),
        };
        workspace.note_delivery((id, &target), (state, detail), act).await?;
        all.push(Delivered { issue: id, target, failure });
    }
    Ok(all)
}

/// Brings one issue to one target; an error says why not.
async fn bring(workspace: &Workspace, issue: &Issue, target: &str) -> Result<(), String> {
    let said = |error: IssueError| error.to_string();
    let (is_withdrawn, place) = match target.strip_prefix(WITHDRAWN) {
        Some(place) => (true, place),
        None => (false, target),
    };
    if let Some(folder) = place.strip_prefix("folder:") {
        let folder = workspace.root().join(folder);
        return to_folder(workspace, issue, &folder, is_withdrawn).await.map_err(said);
    }
    let to = place.strip_prefix("mail:").unwrap_or(place);
    let (title, summary) = title_and_summary(workspace, issue).map_err(said)?;
    let config = &workspace.config().delivery;
    let (subject, text, file) = if is_withdrawn {
        let act = issue.act_of(IssueState::Withdrawn);
        let (at, why) = act.map_or(("", ""), |act| (act.at.as_str(), act.note.as_str()));
        let text = format!("{title}已于{}撤销，请停止使用。\n原因：{why}\n", beijing(at));
        (format!("【撤销】{title}"), text, None)
    } else {
        let pdf = frozen(workspace, issue, DocumentForm::Pdf).map_err(said)?;
        let name = format!("{}.pdf", issued_name(workspace, issue).map_err(said)?);
        (title.clone(), format!("{title}\n\n{summary}\n\n全文见附件。\n"), Some((name, pdf)))
    };
    let id = hash(format!("{} {target}", issue.record.id).as_bytes());
    let id = format!("talent-{}-{}", issue.record.id, id.get(..24).unwrap_or_default());
    send(config, Letter { to, subject: &subject, text, file, id }).await
}

/// Every form of an issue below a folder, its CAP message, and the feed of all issues.
async fn to_folder(
    workspace: &Workspace,
    issue: &Issue,
    folder: &Path,
    is_withdrawn: bool,
) -> Result<(), IssueError> {
    let audience = audience_of(&issue.record.audience);
    let stem = issued_name(workspace, issue)?;
    if !is_withdrawn {
        for form in DocumentForm::ALL {
            let bytes = frozen(workspace, issue, form)?;
            write_file(&folder.join(format!("{stem}.{}", form.name())), &bytes)?;
        }
    }
    let run = workspace.run(issue.record.run).await?;
    let outlook = open_run(workspace, &run, audience)?;
    let message = cap_message(workspace, issue, &outlook).await?;
    let ending = if is_withdrawn { "撤销.cap.xml" } else { "cap.xml" };
    write_file(&folder.join(format!("{stem}.{ending}")), message.as_bytes())?;
    let href = |issue: &Issue, form: DocumentForm| {
        Ok(format!("{}.{}", issued_name(workspace, issue)?, form.name()))
    };
    let feed = atom_feed(workspace, audience, &href).await?;
    write_file(&PathBuf::from(folder).join("feed.xml"), feed.as_bytes())?;
    Ok(())
}

/// What the files of an issue that was signed are called: its title, year and number.
pub fn issued_name(workspace: &Workspace, issue: &Issue) -> Result<String, IssueError> {
    let (mut title, _) = title_and_summary(workspace, issue)?;
    title.retain(|c| !c.is_whitespace() && !c.is_control() && !"/\\:*?\"<>|".contains(c));
    let (year, number) = issue.number().unwrap_or_default();
    let internal = if issue.record.audience == "bureau" { "（内部）" } else { "" };
    Ok(format!("{title}{internal}-{year}-{number:02}"))
}
