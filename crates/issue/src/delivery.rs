//! Bringing what was sent out to where it goes: folders and mail addresses.
//!
//! Each step is noted before and after. What was begun and not ended is done again: a folder holds the same files then, and
//! a letter has the same id, by which it can be told from a new one. What has arrived is never sent again.

use std::path::Path;

use chrono::{DateTime, Utc};
use talent_outlook::Audience;
use talent_pipeline::open_run;
use talent_print::DocumentForm;
use talent_report::file_name;
use talent_workspace::{
    Act, DeliveryRecord, DeliveryState, Issue, IssueState, Workspace, hash, write_file,
};

use crate::IssueError;
use crate::feed::{CAP, atom_feed, cap_message, title_and_summary, withdrawal};
use crate::frozen::frozen;
use crate::kind::audience_of;
use crate::mail::{Letter, send};
use crate::retry::next_try;
use crate::targets::{Place, of_withdrawal, place, targets_of};

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

/// What is brought to where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// What is due by then.
    Due(DateTime<Utc>),
    /// What has not arrived of an issue.
    OfIssue(i64),
    /// Everything that has not arrived.
    All,
}

/// What has not arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// The issue.
    pub issue: i64,
    /// Where to.
    pub target: String,
    /// How often it failed.
    pub failed: usize,
    /// When it is tried next by itself; never where it failed too often.
    pub next: Option<DateTime<Utc>>,
}

/// Where an issue goes to and has not arrived: what was sent out to every target that the settings still have, word that it
/// was withdrawn to those that have it or may have it.
fn pending(issue: &Issue, settings: &[String], deliveries: &[DeliveryRecord]) -> Vec<String> {
    let last = |target: &str| deliveries.iter().rfind(|delivery| delivery.target == target);
    let is = |target: &str, state: DeliveryState| {
        last(target).is_some_and(|delivery| delivery.state == state.code())
    };
    let targets = issue.targets().into_iter();
    let wanted: Vec<String> = match issue.state() {
        IssueState::Dispatched => targets.filter(|target| settings.contains(target)).collect(),
        IssueState::Withdrawn => targets
            .filter(|target| is(target, DeliveryState::Done) || is(target, DeliveryState::Begun))
            .map(|target| of_withdrawal(&target))
            .collect(),
        _ => Vec::new(),
    };
    wanted.into_iter().filter(|target| !is(target, DeliveryState::Done)).collect()
}

/// What has not arrived, the oldest issue first.
pub async fn undelivered(workspace: &Workspace) -> Result<Vec<Undelivered>, IssueError> {
    let (issues, deliveries) = (workspace.issues().await?, workspace.deliveries().await?);
    let settings = targets_of(workspace.config());
    let of_issue = |issue: &Issue| {
        let id = issue.record.id;
        let own = deliveries.iter().filter(|delivery| delivery.issue == id).cloned();
        let own: Vec<DeliveryRecord> = own.collect();
        let with_tries = pending(issue, &settings, &own).into_iter().map(move |target| {
            let of_target = own.iter().filter(|delivery| delivery.target == target);
            let failed =
                of_target.filter(|delivery| delivery.state == DeliveryState::Failed.code());
            let failed: Vec<&str> = failed.map(|delivery| delivery.at.as_str()).collect();
            let (failed, next) = (failed.len(), next_try(failed.iter().copied()));
            Undelivered { issue: id, target, failed, next }
        });
        with_tries.collect::<Vec<Undelivered>>()
    };
    Ok(issues.iter().flat_map(of_issue).collect())
}

/// Brings what is wanted to where it goes.
pub async fn deliver(
    workspace: &Workspace,
    wanted: Wanted,
    act: Act<'_>,
) -> Result<Vec<Delivered>, IssueError> {
    let mut all = Vec::new();
    for Undelivered { issue: id, target, next, .. } in undelivered(workspace).await? {
        let is_wanted = match wanted {
            Wanted::Due(now) => next.is_some_and(|next| next <= now),
            Wanted::OfIssue(issue) => issue == id,
            Wanted::All => true,
        };
        if !is_wanted {
            continue;
        }
        let issue = workspace.issue(id).await?;
        if !workspace.note_delivery((id, &target), (DeliveryState::Begun, ""), act).await? {
            continue;
        }
        let failure = bring(workspace, &issue, &target).await.err();
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
    let (is_withdrawn, place) = place(target);
    let to = match place {
        Place::Folder(folder) => {
            let folder = workspace.root().join(folder);
            return to_folder(workspace, issue, &folder, is_withdrawn).await.map_err(said);
        }
        Place::Mail(address) => address,
    };
    let (title, summary) = title_and_summary(workspace, issue).map_err(said)?;
    let config = &workspace.config().delivery;
    let (subject, text, file) = if is_withdrawn {
        let text = format!("{title}：{}\n", withdrawal(issue).unwrap_or_default());
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
    let mark = if is_withdrawn { ".撤销" } else { "" };
    write_file(&folder.join(format!("{stem}{mark}.{CAP}")), message.as_bytes())?;
    let href =
        |issue: &Issue, ending: &str| Ok(format!("{}.{ending}", issued_name(workspace, issue)?));
    let feed = atom_feed(workspace, audience, None, &href).await?;
    write_file(&folder.join("feed.xml"), feed.as_bytes())?;
    Ok(())
}

/// What the files of an issue that was signed are called: its title, year and number.
pub fn issued_name(workspace: &Workspace, issue: &Issue) -> Result<String, IssueError> {
    let (title, _) = title_and_summary(workspace, issue)?;
    let (year, number) = issue.number().unwrap_or_default();
    let internal = match audience_of(&issue.record.audience) {
        Audience::Bureau => "（内部）",
        Audience::Public => "",
    };
    Ok(format!("{}-{year}-{number:02}", file_name(&format!("{title}{internal}"))))
}
