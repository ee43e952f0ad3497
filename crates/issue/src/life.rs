//! Drafting, signing, sending out, correcting.

use chrono::{Datelike as _, NaiveDate};
use talent_outlook::Audience;
use talent_pipeline::open_run;
use talent_print::{RenderError, body_pages};
use talent_report::{Document, beijing_day};
use talent_workspace::{
    Act, Issue, IssueState, NewIssue, NewSigning, PublishedRun, Workspace, WorkspaceError,
};

use crate::drafting::{DraftParts, compose};
use crate::feed::title_and_summary;
use crate::frozen::rendered;
use crate::kind::{audience_code, audience_of};
use crate::slots::{finished, printable, unfilled};
use crate::targets::targets_of;
use crate::{DocumentKind, IssueError};

/// How often signing is tried again where somebody else took the number meanwhile.
const TRIES: usize = 3;

/// How an issue is signed.
#[derive(Debug, Clone, Copy)]
pub struct Signature<'a> {
    /// 签发人.
    pub signer: &'a str,
    /// 文号; none is printed without one, or where it is empty. A correction of an issue that had one says its own, or that it
    /// has none by an empty text.
    pub reference: Option<&'a str>,
}

/// Drafts an issue of a document from the run that readers see. `note` is for the signer to know.
pub async fn draft(
    workspace: &Workspace,
    kind: DocumentKind,
    audience: Audience,
    occasion: Option<(&str, &str)>,
    note: &str,
    act: Act<'_>,
) -> Result<Issue, IssueError> {
    let current = workspace.current_publication().await?.ok_or(WorkspaceError::NoRun)?;
    // A run that holds nothing for the audience is said now rather than when it is to be signed.
    open_run(workspace, &current.run, audience)?;
    let new = NewIssue {
        kind: kind.code(),
        audience: audience_code(audience),
        run: current.run.id,
        corrects: None,
        occasion,
        note,
    };
    Ok(workspace.draft_issue(&new, act).await?)
}

/// Drafts an issue that takes the place of one that was sent out, from the run that readers see now. It says at its head what
/// it corrects, and `why`.
pub async fn correct(
    workspace: &Workspace,
    id: i64,
    why: &str,
    act: Act<'_>,
) -> Result<Issue, IssueError> {
    let why = finished(why)?;
    if why.is_empty() {
        return Err(IssueError::NoReason);
    }
    let wrong = workspace.issue(id).await?;
    let (is, to) = (wrong.state(), IssueState::Corrected);
    if !is.may_become(to) {
        return Err(WorkspaceError::NotAllowed { issue: id, is, to }.into());
    }
    let current = workspace.current_publication().await?.ok_or(WorkspaceError::NoRun)?;
    let new = NewIssue {
        kind: &wrong.record.kind,
        audience: &wrong.record.audience,
        run: current.run.id,
        corrects: Some(id),
        occasion: None,
        note: &why,
    };
    Ok(workspace.draft_issue(&new, act).await?)
}

/// The document of an issue that is not signed yet, as it would be signed today. A bulletin is compared with the one that
/// was sent out last, a correction with the one before that which it corrects.
pub async fn document_of(
    workspace: &Workspace,
    issue: &Issue,
    today: NaiveDate,
) -> Result<Document, IssueError> {
    Ok(composed(workspace, issue, today).await?.0)
}

/// The document of an issue, and the number that it would get.
async fn composed(
    workspace: &Workspace,
    issue: &Issue,
    today: NaiveDate,
) -> Result<(Document, i64), IssueError> {
    let (kind, audience) =
        (DocumentKind::by_code(&issue.record.kind)?, audience_of(&issue.record.audience));
    let run = workspace.run(issue.record.run).await?;
    let year = i64::from(today.year());
    let but = issue.record.corrects;
    let parts = DraftParts::read(workspace, kind, audience, &run, (year, but)).await?;
    let outlook = open_run(workspace, &run, audience)?;
    let mut document = compose(workspace, &parts, (&run, &outlook)).await?;
    if let Some(former) = but {
        let reference = reference_corrected(workspace, issue).await?;
        let reference = reference.map_or_else(String::new, |text| format!("（{text}）"));
        let former = workspace.issue(former).await?;
        let (title, _) = title_and_summary(workspace, &former)?;
        let day = beijing_day(former.dispatched_at().unwrap_or_default());
        let why = issue.act_of(IssueState::Draft).map_or("", |act| act.note.as_str());
        document.correct((&title, &reference), day, why);
    }
    Ok((document, parts.number()))
}

/// The body of a notice stands on so many pages at most.
const BODY_PAGES: usize = 4;

/// Refuses a notice that is longer than it may be for what was written in its blanks; one that its figures make long is
/// nobody's fault. Counted beside the runtime.
async fn check_length(document: &Document) -> Result<(), IssueError> {
    let is_written = document.slots().any(|slot| slot.written.is_some());
    if document.notice.is_none() || !is_written {
        return Ok(());
    }
    let document = document.clone();
    let counting = tokio::task::spawn_blocking(move || {
        let pages = body_pages(&document).map_err(RenderError::from)?;
        let mut empty = document;
        empty.write_slots(|_, _| None);
        let limit = BODY_PAGES;
        if pages > limit && pages > body_pages(&empty).map_err(RenderError::from)? {
            return Err(IssueError::Overlong { pages, limit });
        }
        Ok(())
    });
    match counting.await {
        Ok(counted) => counted,
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}

/// Signs an issue that was submitted: it gets the next number of the year, the day and the reference, and every form of it
/// is frozen.
///
/// [`IssueError::Unfilled`] while a blank that has to be filled in is empty, or stands as it was written before its figures
/// changed, [`IssueError::Overlong`] where what was written makes a notice too long, [`IssueError::NoReference`] for a
/// correction that does not say its reference though what it corrects has one, [`IssueError::ReferenceTaken`] for that of
/// another issue, and [`IssueError::Superseded`] where another run has been published since it was drafted.
pub async fn sign(
    workspace: &Workspace,
    id: i64,
    signature: Signature<'_>,
    act: Act<'_>,
) -> Result<Issue, IssueError> {
    let signer = printable(signature.signer)?;
    if signer.is_empty() {
        return Err(IssueError::NoSigner);
    }
    let issue = workspace.issue(id).await?;
    let (is, to) = (issue.state(), IssueState::Signed);
    if !is.may_become(to) {
        return Err(WorkspaceError::NotAllowed { issue: id, is, to }.into());
    }
    let today = beijing_day(act.at);
    let year = i64::from(today.year());
    let reference = signature.reference.map(printable).transpose()?;
    if reference.is_none()
        && let Some(former) = reference_corrected(workspace, &issue).await?
    {
        return Err(IssueError::NoReference { id, former });
    }
    let reference = reference.as_deref().filter(|text| !text.is_empty());
    check_is_current(workspace, &issue).await?;
    if let Some(reference) = reference {
        check_is_free(workspace, reference).await?;
    }
    let mut tries = 0;
    loop {
        let (mut document, number) = composed(workspace, &issue, today).await?;
        let open = unfilled(&document);
        if !open.is_empty() {
            return Err(IssueError::Unfilled(open));
        }
        check_length(&document).await?;
        document.sign(reference.map(str::to_owned), today);
        let files = rendered(document).await?;
        let signing = NewSigning { year, number, reference, signer: &signer, files: &files };
        match workspace.sign_issue(id, &signing, act).await {
            Err(WorkspaceError::NotNext) if tries < TRIES => tries += 1,
            signed => return Ok(signed?),
        }
    }
}

/// Refuses an issue of a run in whose place another has been published: readers would see two sets of figures.
async fn check_is_current(workspace: &Workspace, issue: &Issue) -> Result<(), IssueError> {
    let (id, run) = (issue.record.id, issue.record.run);
    match workspace.current_publication().await? {
        Some(PublishedRun { run: published, .. }) if published.id != run => {
            Err(IssueError::Superseded { id, run, published: published.id })
        }
        _ => Ok(()),
    }
}

/// Refuses a reference that another issue was signed with.
async fn check_is_free(workspace: &Workspace, reference: &str) -> Result<(), IssueError> {
    let issues = workspace.issues().await?;
    let has_it = |issue: &&Issue| {
        issue.signing().is_some_and(|act| act.reference.as_deref() == Some(reference))
    };
    match issues.iter().find(has_it) {
        Some(other) => {
            let (reference, other) = (reference.to_owned(), other.record.id);
            Err(IssueError::ReferenceTaken { reference, other })
        }
        None => Ok(()),
    }
}

/// The reference of what an issue corrects, if it corrects one that has it.
async fn reference_corrected(
    workspace: &Workspace,
    issue: &Issue,
) -> Result<Option<String>, IssueError> {
    let Some(former) = issue.record.corrects else { return Ok(None) };
    let former = workspace.issue(former).await?;
    Ok(former.signing().and_then(|act| act.reference.clone()))
}

/// Sends a signed issue out, one for the public to where the settings say: that it has to go there is noted with it, see
/// [`crate::deliver`].
pub async fn dispatch(workspace: &Workspace, id: i64, act: Act<'_>) -> Result<Issue, IssueError> {
    let audience = audience_of(&workspace.issue(id).await?.record.audience);
    // Small counts of persons must not lie beside what everybody may read.
    let targets = match audience {
        Audience::Public => targets_of(workspace.config()),
        Audience::Bureau => Vec::new(),
    };
    Ok(workspace.dispatch_issue(id, &targets, act).await?)
}
