//! `issue`: the life of a document, from draft to correction.

use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_issue::{
    Delivered, IssueError, Signature, Wanted, atom_feed, audience_of, cap_message, correct,
    deliver, dispatch, document_of, draft, frozen, printable, sign, target_name,
};
use talent_pipeline::open_run;
use talent_print::DocumentForm;
use talent_report::{beijing_day, beijing_minute};
use talent_workspace::{
    DeliveryRecord, DeliveryState, Issue, IssueActRecord, IssueState, Workspace, WorkspaceError,
    write_file,
};

use crate::Outcome;
use crate::args::{Args, Format, IssueCommand, ReasonArgs};
use crate::caller::Caller;
use crate::form::wanted_form;
use crate::table::{line, print};
use crate::writing::open_to_write;

pub(crate) async fn issue(args: &Args, command: &IssueCommand) -> Result<Outcome> {
    match command {
        IssueCommand::List => list(args).await,
        IssueCommand::Show { id, output } => show(args, *id, output.as_deref()).await,
        IssueCommand::Feed { output } => feed(args, output).await,
        command => change(args, command).await,
    }
}

/// Does something with an issue and tells its state. What its state does not allow is wrong input.
async fn change(args: &Args, command: &IssueCommand) -> Result<Outcome> {
    let caller = Caller::now()?;
    let workspace = open_to_write(args).await?;
    let done = done(args, &workspace, &caller, command).await;
    let issue = match done {
        Ok(issue) => issue,
        Err(error) => {
            workspace.close().await;
            return refused(error);
        }
    };
    if let Some(issue) = &issue {
        line(&what_it_is(issue, args.lang()));
    }
    let wanted = match command {
        IssueCommand::Dispatch { id } | IssueCommand::Withdraw(ReasonArgs { id, .. }) => {
            Some(Wanted::OfIssue(*id))
        }
        IssueCommand::Deliver => Some(Wanted::All),
        _ => None,
    };
    let brought = match wanted {
        Some(wanted) => deliver(&workspace, wanted, caller.act()).await?,
        None => Vec::new(),
    };
    workspace.close().await;
    Ok(tell_delivered(&brought, args.lang()))
}

/// What a command does; none where it is about no single issue.
async fn done(
    args: &Args,
    workspace: &Workspace,
    caller: &Caller,
    command: &IssueCommand,
) -> Result<Option<Issue>, IssueError> {
    let act = caller.act();
    let moved = async |id: i64, to: IssueState, note: &str| {
        Ok(Some(workspace.move_issue(id, to, note, act).await?))
    };
    let with_reason = async |request: &ReasonArgs, to: IssueState| {
        let reason = printable(&request.reason)?;
        if reason.is_empty() {
            return Err(IssueError::NoReason);
        }
        moved(request.id, to, &reason).await
    };
    match command {
        IssueCommand::Draft { kind } => {
            draft(workspace, kind.kind(), args.audience(), None, "", act).await.map(Some)
        }
        IssueCommand::Submit { id } => moved(*id, IssueState::Submitted, "").await,
        IssueCommand::Return(request) => with_reason(request, IssueState::Returned).await,
        IssueCommand::Withdraw(request) => with_reason(request, IssueState::Withdrawn).await,
        IssueCommand::Discard(request) => with_reason(request, IssueState::Discarded).await,
        IssueCommand::Sign { id, signer, reference } => {
            let signature = Signature { signer, reference: reference.as_deref() };
            sign(workspace, *id, signature, act).await.map(Some)
        }
        IssueCommand::Dispatch { id } => dispatch(workspace, *id, act).await.map(Some),
        IssueCommand::Correct(ReasonArgs { id, reason }) => {
            correct(workspace, *id, reason, act).await.map(Some)
        }
        IssueCommand::Deliver
        | IssueCommand::List
        | IssueCommand::Show { .. }
        | IssueCommand::Feed { .. } => Ok(None),
    }
}

/// What cannot be done for what the issue is, is wrong input; everything else is an error.
pub(crate) fn refused(error: IssueError) -> Result<Outcome> {
    let is_refusal = matches!(
        error,
        IssueError::Workspace(
            WorkspaceError::NotAllowed { .. }
                | WorkspaceError::OpenIssue(_)
                | WorkspaceError::Missing { .. }
        ) | IssueError::Unfilled(_)
            | IssueError::NoSlot { .. }
            | IssueError::NoSigner
            | IssueError::TooLong { .. }
            | IssueError::NoReason
            | IssueError::NoReference { .. }
            | IssueError::ReferenceTaken { .. }
            | IssueError::Superseded { .. }
            | IssueError::NotSigned(_)
            | IssueError::Unfinished
            | IssueError::Overlong { .. }
            | IssueError::Word(_)
            | IssueError::When { .. }
    );
    if !is_refusal {
        return Err(error.into());
    }
    tell!("{error}");
    Ok(Outcome::WrongInput)
}

/// Says what has arrived and what has not; an issue that did not arrive stands in the way.
pub(crate) fn tell_delivered(brought: &[Delivered], lang: Lang) -> Outcome {
    for Delivered { issue, target, failure } in brought {
        let target = target_name(target, lang);
        match (failure, lang) {
            (None, Lang::Zh) => line(&format!("第{issue}号文稿已送到 {target}")),
            (None, Lang::En) => line(&format!("issue {issue} has arrived: {target}")),
            (Some(why), Lang::Zh) => tell!("第{issue}号文稿没有送到 {target}：{why}；稍后会再送"),
            (Some(why), Lang::En) => {
                tell!("issue {issue} has not arrived at {target}: {why}; it is tried again later");
            }
        }
    }
    let has_failed = brought.iter().any(|delivered| delivered.failure.is_some());
    if has_failed { Outcome::Failed } else { Outcome::Done }
}

/// `第3号文稿（预警通报）：签发，2026年第2期`.
fn what_it_is(issue: &Issue, lang: Lang) -> String {
    let (id, state) = (issue.record.id, issue.state());
    let number = issue.number();
    match lang {
        Lang::Zh => {
            let number = number.map(|(year, number)| format!("，{year}年第{number}期"));
            let kind = kind_name(issue, lang);
            let next = next_step(state, id);
            format!(
                "第{id}号文稿（{kind}）：{}{}{next}",
                state.chinese(),
                number.unwrap_or_default()
            )
        }
        Lang::En => {
            let number = number.map(|(year, number)| format!(", {number} of {year}"));
            format!(
                "issue {id} ({}): {}{}",
                issue.record.kind,
                state.code(),
                number.unwrap_or_default()
            )
        }
    }
}

/// What is usually done next.
fn next_step(state: IssueState, id: i64) -> String {
    match state {
        IssueState::Draft | IssueState::Returned => {
            format!("；看稿 talent issue show {id} -o 送审稿.docx，送审 talent issue submit {id}")
        }
        IssueState::Submitted => format!("；签发 talent issue sign {id} --signer 姓名"),
        IssueState::Signed => format!("；印发 talent issue dispatch {id}"),
        _ => String::new(),
    }
}

fn kind_name(issue: &Issue, lang: Lang) -> String {
    let kind = talent_issue::DocumentKind::by_code(&issue.record.kind);
    match (kind, lang) {
        (Ok(kind), Lang::Zh) => kind.chinese().to_owned(),
        _ => issue.record.kind.clone(),
    }
}

async fn list(args: &Args) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let issues = workspace.issues().await;
    workspace.close().await;
    let headings = match lang {
        Lang::Zh => ["编号", "文种", "范围", "运行", "状态", "期号", "文号", "签发人", "最近办理"],
        Lang::En => {
            ["id", "document", "for", "run", "state", "number", "reference", "signer", "last act"]
        }
    };
    print(args, &headings, &issues?, |issue| {
        let signing = issue.signing();
        let state = issue.state();
        let number = issue.number().map(|(year, number)| format!("{year}-{number}"));
        vec![
            issue.record.id.to_string(),
            kind_name(issue, lang),
            match audience_of(&issue.record.audience) {
                talent_outlook::Audience::Public => lang.pick("公开", "public"),
                talent_outlook::Audience::Bureau => lang.pick("内部", "bureau"),
            }
            .to_owned(),
            issue.record.run.to_string(),
            lang.pick(state.chinese(), state.code()).to_owned(),
            number.unwrap_or_default(),
            signing.and_then(|act| act.reference.clone()).unwrap_or_default(),
            signing.and_then(|act| act.signer.clone()).unwrap_or_default(),
            issue.acts.last().map_or_else(String::new, |act| {
                format!("{} {}", beijing_minute(&act.at), act.actor)
            }),
        ]
    })?;
    Ok(Outcome::Done)
}

/// What was done with an issue, or its file.
async fn show(args: &Args, id: i64, output: Option<&Path>) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let issue = workspace.issue(id).await?;
    if let Some(path) = output {
        let written = write(&workspace, &issue, path).await;
        workspace.close().await;
        return match written {
            Ok(true) => {
                line(&path.display().to_string());
                Ok(Outcome::Done)
            }
            Ok(false) => {
                tell!("{}，{}", wanted_form(lang), lang.pick("或 .cap.xml", "or .cap.xml"));
                Ok(Outcome::WrongInput)
            }
            Err(error) => refused(error),
        };
    }
    let deliveries = workspace.deliveries().await;
    workspace.close().await;
    let headings = match lang {
        Lang::Zh => ["办理", "时间", "操作人", "说明"],
        Lang::En => ["act", "at", "by", "note"],
    };
    let mut deeds: Vec<Deed> = issue.acts.iter().map(|act| Deed::of_act(act, lang)).collect();
    let deliveries = deliveries?;
    let own = deliveries.iter().filter(|delivery| delivery.issue == id);
    deeds.extend(own.filter_map(|delivery| Deed::of_delivery(delivery, lang)));
    deeds.sort_by(|one, other| one.at.cmp(&other.at));
    if args.format == Format::Text {
        line(&what_it_is(&issue, lang));
    }
    print(args, &headings, &deeds, |deed| {
        vec![deed.what.clone(), beijing_minute(&deed.at), deed.by.clone(), deed.note.clone()]
    })?;
    Ok(Outcome::Done)
}

/// Something that was done with an issue, or that became of bringing it to where it goes.
#[derive(Serialize)]
struct Deed {
    what: String,
    /// RFC 3339, UTC.
    at: String,
    by: String,
    /// Number, reference and signer of what was signed; why, where that was said.
    note: String,
}

impl Deed {
    fn of_act(act: &IssueActRecord, lang: Lang) -> Self {
        let state = IssueState::by_code(&act.state);
        let what = state.map_or(act.state.as_str(), |s| lang.pick(s.chinese(), s.code()));
        let number = act.year.zip(act.number).map(|(year, number)| match lang {
            Lang::Zh => format!("{year}年第{number}期"),
            Lang::En => format!("{number} of {year}"),
        });
        let signer = act.signer.as_ref().map(|name| match lang {
            Lang::Zh => format!("签发人：{name}"),
            Lang::En => format!("signed by {name}"),
        });
        let note = (!act.note.is_empty()).then(|| act.note.clone());
        let said = [number, act.reference.clone(), signer, note].into_iter().flatten();
        let note = said.collect::<Vec<_>>().join(lang.pick("，", ", "));
        Self { what: what.to_owned(), at: act.at.clone(), by: act.actor.clone(), note }
    }

    /// None of one that was only begun.
    fn of_delivery(delivery: &DeliveryRecord, lang: Lang) -> Option<Self> {
        let what = match DeliveryState::by_code(&delivery.state)? {
            DeliveryState::Begun => return None,
            DeliveryState::Done => lang.pick("送到", "arrived"),
            DeliveryState::Failed => lang.pick("没有送到", "not arrived"),
        };
        let target = target_name(&delivery.target, lang);
        let note = if delivery.detail.is_empty() {
            target
        } else {
            format!("{target}{}{}", lang.pick("：", ": "), delivery.detail)
        };
        let (at, by) = (delivery.at.clone(), delivery.actor.clone());
        Some(Self { what: what.to_owned(), at, by, note })
    }
}

/// Writes an issue in the form that the ending says: as it was signed, or as it would be today. Whether there is such a form.
async fn write(workspace: &Workspace, issue: &Issue, path: &Path) -> Result<bool, IssueError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let bytes = if name.ends_with(".cap.xml") {
        let run = workspace.run(issue.record.run).await?;
        let outlook = open_run(workspace, &run, audience_of(&issue.record.audience))?;
        cap_message(workspace, issue, &outlook).await?.into_bytes()
    } else {
        let Some(form) = DocumentForm::of(path) else { return Ok(false) };
        if issue.signing().is_some() {
            frozen(workspace, issue, form)?
        } else {
            let today = beijing_day(&issue.record.created_at);
            form.render(&document_of(workspace, issue, today).await?)?
        }
    };
    write_file(path, &bytes)?;
    Ok(true)
}

async fn feed(args: &Args, output: &Path) -> Result<Outcome> {
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let href = |issue: &Issue, ending: &str| {
        Ok(format!("issues/{:04}/document.{ending}", issue.record.id))
    };
    let feed = atom_feed(&workspace, args.audience(), None, &href).await;
    workspace.close().await;
    write_file(output, feed?.as_bytes())?;
    line(&output.display().to_string());
    Ok(Outcome::Done)
}
