//! Composing a document from a run, with what people wrote in its blanks and beside the issue before.

use std::collections::BTreeMap;

use chrono::Datelike as _;
use talent_outlook::{Audience, Outlook};
use talent_pipeline::{open_run, scenarios_of_run};
use talent_report::{
    Borders, Document, LastIssue, NamedScenario, RunStamp, UnboundNumber, beijing_day,
    compose_bulletin, compose_programmes_report, compose_quality_report,
};
use talent_workspace::{Issue, IssueState, RunRecord, SlotTextRecord, Workspace};

use crate::kind::audience_code;
use crate::slots::{fill, texts_of};
use crate::{DocumentKind, IssueError};

/// What a document is composed from beside what its run found.
#[derive(Debug)]
pub struct DraftParts {
    kind: DocumentKind,
    stamp: RunStamp,
    last: Option<Before>,
    texts: BTreeMap<String, SlotTextRecord>,
    borders: Option<Borders>,
}

/// What an issue is compared with: the one that was sent out last.
#[derive(Debug)]
struct Before {
    outlook: Outlook,
    year: i64,
    number: i64,
}

impl DraftParts {
    /// Those of a document of a run as it stands now, numbered as it would be if it were signed on the day of the run.
    pub async fn of_run(
        workspace: &Workspace,
        kind: DocumentKind,
        audience: Audience,
        run: &RunRecord,
    ) -> Result<Self, IssueError> {
        let year = i64::from(beijing_day(&run.created_at).year());
        Self::read(workspace, kind, audience, run, (year, None)).await
    }

    /// Those of a document that is signed in a year. A bulletin is compared with the issue that was sent out last, `but`
    /// left out, which is the one that it corrects.
    pub(crate) async fn read(
        workspace: &Workspace,
        kind: DocumentKind,
        audience: Audience,
        run: &RunRecord,
        (year, but): (i64, Option<i64>),
    ) -> Result<Self, IssueError> {
        let number =
            workspace.next_issue_number((kind.code(), audience_code(audience)), year).await?;
        Ok(Self {
            kind,
            stamp: RunStamp::new(number, run.id, &run.created_at),
            last: before(workspace, kind, audience, but).await?,
            texts: texts_of(workspace, kind, audience).await?,
            // A map is no reason to have no report: what is wrong with the file is told apart.
            borders: match kind {
                DocumentKind::Layout => borders(workspace).ok().flatten(),
                DocumentKind::Bulletin | DocumentKind::Quality => None,
            },
        })
    }

    /// The same with empty blanks: what people wrote is not for everybody before it is signed.
    #[must_use]
    pub fn without_texts(self) -> Self {
        Self { texts: BTreeMap::new(), ..self }
    }

    /// The number that the issue gets.
    pub(crate) fn number(&self) -> i64 {
        self.stamp.issue
    }

    /// Puts the document together, with what people wrote in its blanks; only the report on programmes looks at the
    /// scenarios of the run. Fails if running text holds a number that no table has.
    pub fn compose(
        &self,
        outlook: &Outlook,
        scenarios: &[NamedScenario],
    ) -> Result<Document, UnboundNumber> {
        let last = self.last.as_ref().map(|last| LastIssue {
            outlook: &last.outlook,
            year: last.year,
            number: last.number,
        });
        let mut document = match self.kind {
            DocumentKind::Bulletin => compose_bulletin(outlook, self.stamp, last)?,
            DocumentKind::Quality => compose_quality_report(outlook, self.stamp)?,
            DocumentKind::Layout => {
                let borders = self.borders.as_ref();
                compose_programmes_report(outlook, self.stamp, scenarios, borders)?
            }
        };
        fill(&mut document, &self.texts);
        Ok(document)
    }
}

/// The file of a workspace that holds the borders of its counties.
const BORDERS: &str = "borders.geojson";

/// The borders that the workspace was given; none where it was given none.
pub fn borders(workspace: &Workspace) -> Result<Option<Borders>, IssueError> {
    let text = workspace.read_text_if_there(BORDERS)?;
    text.map(|text| Borders::parse(&text)).transpose().map_err(IssueError::Borders)
}

/// What papers about a document of a run say of it: the number under which it was issued, or would be.
pub async fn stamp_of_run(
    workspace: &Workspace,
    kind: DocumentKind,
    audience: Audience,
    run: &RunRecord,
) -> Result<RunStamp, IssueError> {
    let issues = workspace.issues().await?.into_iter();
    let issued = last_issued(issues.filter(|issue| issue.record.run == run.id), kind, audience);
    match issued.and_then(|issue| issue.number()) {
        Some((_, number)) => Ok(RunStamp::new(number, run.id, &run.created_at)),
        None => Ok(DraftParts::of_run(workspace, kind, audience, run).await?.stamp),
    }
}

/// Puts a document together from what its run found, computing the scenarios where it shows them.
pub async fn compose(
    workspace: &Workspace,
    parts: &DraftParts,
    (run, outlook): (&RunRecord, &Outlook),
) -> Result<Document, IssueError> {
    let scenarios = match parts.kind {
        DocumentKind::Layout => scenarios_of_run(workspace, run, outlook.meta.audience).await?,
        _ => Vec::new(),
    };
    Ok(parts.compose(outlook, &scenarios)?)
}

/// The issue that was sent out last, but for one that is being corrected. Only bulletins are compared.
async fn before(
    workspace: &Workspace,
    kind: DocumentKind,
    audience: Audience,
    but: Option<i64>,
) -> Result<Option<Before>, IssueError> {
    if kind != DocumentKind::Bulletin {
        return Ok(None);
    }
    let issues = workspace.issues().await?;
    let others = issues.into_iter().filter(|issue| Some(issue.record.id) != but);
    let Some(issue) = last_issued(others, kind, audience) else { return Ok(None) };
    let Some((year, number)) = issue.number() else { return Ok(None) };
    let run = workspace.run(issue.record.run).await?;
    Ok(Some(Before { outlook: open_run(workspace, &run, audience)?, year, number }))
}

/// The issue of a kind for the public that readers are shown: the one in force, else the last that was, which says that it no
/// longer holds; none before anything was sent out.
pub fn shown_issue(issues: &[Issue], kind: DocumentKind) -> Option<Issue> {
    let public = Audience::Public;
    last_issued(issues.iter().cloned(), kind, public).or_else(|| {
        let sent = issues.iter().filter(|issue| {
            issue.record.kind == kind.code()
                && issue.record.audience == audience_code(public)
                && issue.dispatched_at().is_some()
        });
        sent.max_by_key(|issue| issue.number()).cloned()
    })
}

/// The issue of a kind for an audience that was sent out last and is still in force.
pub fn last_issued(
    issues: impl Iterator<Item = Issue>,
    kind: DocumentKind,
    audience: Audience,
) -> Option<Issue> {
    let in_force = issues.filter(|issue| {
        issue.record.kind == kind.code()
            && issue.record.audience == audience_code(audience)
            && issue.state() == IssueState::Dispatched
    });
    in_force.max_by_key(Issue::number)
}
