//! Documents on their way to being issued: drafted, submitted, returned or signed, dispatched, corrected or withdrawn.
//!
//! What an issue is never changes, and what is done with it is added act by act. It is numbered when it is signed, and its
//! files are frozen then, each by its hash.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::blob::BlobKey;
use crate::files::hash;
use crate::record::{DeliveryRecord, IssueActRecord, IssueRecord};
use crate::store::Writing;
use crate::{Act, IssueState, Workspace, WorkspaceError};

/// An issue with what was done with it, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// What it is.
    #[serde(flatten)]
    pub record: IssueRecord,
    /// What was done with it.
    pub acts: Vec<IssueActRecord>,
}

impl Issue {
    /// What became of it.
    pub fn state(&self) -> IssueState {
        let last = self.acts.last().and_then(|act| IssueState::by_code(&act.state));
        last.unwrap_or(IssueState::Draft)
    }

    /// How it was signed; none before that.
    pub fn signing(&self) -> Option<&IssueActRecord> {
        self.act_of(IssueState::Signed)
    }

    /// When it was sent out; none before that.
    pub fn dispatched_at(&self) -> Option<&str> {
        self.act_of(IssueState::Dispatched).map(|act| act.at.as_str())
    }

    /// The act that brought it into a state.
    pub fn act_of(&self, state: IssueState) -> Option<&IssueActRecord> {
        self.acts.iter().find(|act| act.state == state.code())
    }

    /// The hash of each file that was frozen when it was signed, by name.
    pub fn contents(&self) -> BTreeMap<String, String> {
        let contents = self.signing().and_then(|act| act.contents.as_deref());
        contents.and_then(|contents| serde_json::from_str(contents).ok()).unwrap_or_default()
    }

    /// Where it goes to; nowhere before it is sent out.
    pub fn targets(&self) -> Vec<String> {
        let targets = self.act_of(IssueState::Dispatched).and_then(|act| act.targets.as_deref());
        targets.and_then(|targets| serde_json::from_str(targets).ok()).unwrap_or_default()
    }

    /// The year and the number in it; none before it is signed.
    pub fn number(&self) -> Option<(i64, i64)> {
        self.signing().and_then(|act| act.year.zip(act.number))
    }
}

/// An issue to be drafted.
#[derive(Debug, Clone, Copy)]
pub struct NewIssue<'a> {
    /// Which document.
    pub kind: &'a str,
    /// For whom.
    pub audience: &'a str,
    /// The run that it is of.
    pub run: i64,
    /// The issue that it is to take the place of.
    pub corrects: Option<i64>,
    /// The schedule and the time of it that it is made for.
    pub occasion: Option<(&'a str, &'a str)>,
    /// What the signer has to know of it; empty if nothing.
    pub note: &'a str,
}

/// How an issue is signed.
#[derive(Debug, Clone, Copy)]
pub struct NewSigning<'a> {
    /// The year in which it is numbered.
    pub year: i64,
    /// Its number in that year, which must be the next.
    pub number: i64,
    /// 文号.
    pub reference: Option<&'a str>,
    /// 签发人.
    pub signer: &'a str,
    /// Its files, by name.
    pub files: &'a BTreeMap<String, Vec<u8>>,
}

impl Workspace {
    /// Every issue, the oldest first.
    pub async fn issues(&self) -> Result<Vec<Issue>, WorkspaceError> {
        let (records, acts) = self.store.issues().await?;
        Ok(gathered(records, &acts))
    }

    /// One issue.
    pub async fn issue(&self, id: i64) -> Result<Issue, WorkspaceError> {
        found(&self.issues().await?, id).cloned()
    }

    /// The number that the next issue of a kind for an audience gets in a year.
    pub async fn next_issue_number(
        &self,
        (kind, audience): (&str, &str),
        year: i64,
    ) -> Result<i64, WorkspaceError> {
        Ok(next_number(&self.issues().await?, (kind, audience), year))
    }

    /// Begins a change, with the issues as they are.
    async fn begin(&self) -> Result<(Box<dyn Writing>, Vec<Issue>), WorkspaceError> {
        let mut writing = self.store.write().await?;
        let (records, acts) = writing.issues().await?;
        Ok((writing, gathered(records, &acts)))
    }

    /// Drafts an issue.
    ///
    /// [`WorkspaceError::OpenIssue`] if one of the same kind for the same audience has not been signed yet, and
    /// [`WorkspaceError::SameOccasion`] if one was made for the time of the schedule. An issue that is to be corrected must
    /// have been sent out, be of the same kind and for the same audience.
    pub async fn draft_issue(
        &self,
        new: &NewIssue<'_>,
        act: Act<'_>,
    ) -> Result<Issue, WorkspaceError> {
        let (mut writing, issues) = self.begin().await?;
        let of_kind =
            |issue: &&Issue| issue.record.kind == new.kind && issue.record.audience == new.audience;
        let occasion = new.occasion.map(|(schedule, at)| (schedule.to_owned(), at.to_owned()));
        let same = |issue: &&Issue| {
            let IssueRecord { schedule, occasion, .. } = &issue.record;
            schedule.clone().zip(occasion.clone())
        };
        if let Some(wanted) = &occasion
            && let Some(made) = issues.iter().find(|issue| same(issue).as_ref() == Some(wanted))
        {
            return Err(WorkspaceError::SameOccasion(made.record.id));
        }
        if let Some(open) = issues.iter().filter(of_kind).find(|issue| issue.state().is_open()) {
            return Err(WorkspaceError::OpenIssue(open.record.id));
        }
        if let Some(id) = new.corrects {
            let wrong = issues.iter().filter(of_kind).find(|issue| issue.record.id == id);
            let wrong = wrong.ok_or(WorkspaceError::Missing { what: "issue", id })?;
            allowed(wrong, IssueState::Corrected)?;
        }
        let (schedule, occasion) = occasion.unzip();
        let mut record = IssueRecord {
            id: 0,
            kind: new.kind.to_owned(),
            audience: new.audience.to_owned(),
            run: new.run,
            corrects: new.corrects,
            schedule,
            occasion,
            created_at: act.at.to_owned(),
            actor: act.by.to_owned(),
        };
        record.id = writing.add_issue(&record).await?;
        let drafted = IssueActRecord::new(&record, IssueState::Draft, new.note, act);
        writing.add_issue_act(&drafted).await?;
        let detail = format!("issue {} ({}) of run {} drafted", record.id, new.kind, new.run);
        writing.add_event(act, "issue", &detail).await?;
        self.make_stand(writing).await?;
        Ok(Issue { record, acts: vec![drafted] })
    }

    /// Brings an issue into another state, with a reason. Signing is [`Workspace::sign_issue`], sending out
    /// [`Workspace::dispatch_issue`].
    ///
    /// [`WorkspaceError::NotAllowed`] where its state does not lead there.
    pub async fn move_issue(
        &self,
        id: i64,
        to: IssueState,
        note: &str,
        act: Act<'_>,
    ) -> Result<Issue, WorkspaceError> {
        let (mut writing, issues) = self.begin().await?;
        let issue = found(&issues, id)?;
        let is_plain =
            !matches!(to, IssueState::Signed | IssueState::Dispatched | IssueState::Corrected);
        if !is_plain {
            return Err(not_allowed(issue, to));
        }
        allowed(issue, to)?;
        writing.add_issue_act(&IssueActRecord::new(&issue.record, to, note, act)).await?;
        let detail = format!("issue {id} {}", to.code());
        writing.add_event(act, "issue", &detail).await?;
        self.make_stand(writing).await?;
        self.issue(id).await
    }

    /// Sends a signed issue out: that it has to go to `targets` is noted with it. The issue that it corrects becomes
    /// corrected in the same act.
    ///
    /// [`WorkspaceError::NotAllowed`] where it is not signed, or what it corrects is no longer in force.
    pub async fn dispatch_issue(
        &self,
        id: i64,
        targets: &[String],
        act: Act<'_>,
    ) -> Result<Issue, WorkspaceError> {
        let (mut writing, issues) = self.begin().await?;
        let issue = found(&issues, id)?;
        let to = IssueState::Dispatched;
        allowed(issue, to)?;
        let dispatched = IssueActRecord {
            targets: Some(serde_json::to_string(targets)?),
            ..IssueActRecord::new(&issue.record, to, "", act)
        };
        writing.add_issue_act(&dispatched).await?;
        if let Some(corrected) = issue.record.corrects {
            let corrected = found(&issues, corrected)?;
            allowed(corrected, IssueState::Corrected)?;
            let note = format!("issue {id}");
            let by = IssueActRecord::new(&corrected.record, IssueState::Corrected, &note, act);
            writing.add_issue_act(&by).await?;
        }
        writing.add_event(act, "issue", &format!("issue {id} dispatched")).await?;
        self.make_stand(writing).await?;
        self.issue(id).await
    }

    /// Signs an issue: it has its number and its files from now on, and they never change.
    ///
    /// [`WorkspaceError::NotNext`] if the number is not the next one, and [`WorkspaceError::NotAllowed`] where the issue
    /// was not submitted.
    pub async fn sign_issue(
        &self,
        id: i64,
        signing: &NewSigning<'_>,
        act: Act<'_>,
    ) -> Result<Issue, WorkspaceError> {
        let (mut writing, issues) = self.begin().await?;
        let issue = found(&issues, id)?;
        allowed(issue, IssueState::Signed)?;
        let IssueRecord { kind, audience, .. } = &issue.record;
        if next_number(&issues, (kind, audience), signing.year) != signing.number {
            return Err(WorkspaceError::NotNext);
        }
        let mut contents = BTreeMap::new();
        for (name, bytes) in signing.files {
            self.blobs.put(BlobKey::Issue(id, name), bytes)?;
            contents.insert(name.as_str(), hash(bytes));
        }
        let signed = IssueActRecord {
            year: Some(signing.year),
            number: Some(signing.number),
            reference: signing.reference.map(str::to_owned),
            signer: Some(signing.signer.to_owned()),
            contents: Some(serde_json::to_string(&contents)?),
            ..IssueActRecord::new(&issue.record, IssueState::Signed, "", act)
        };
        writing.add_issue_act(&signed).await?;
        let (year, number) = (signing.year, signing.number);
        let detail = format!("issue {id} signed as {number} of {year}");
        writing.add_event(act, "issue", &detail).await?;
        self.make_stand(writing).await?;
        self.issue(id).await
    }

    /// A frozen file of an issue as it was signed; `None` if it has none of that name.
    pub fn issue_file(&self, issue: &Issue, name: &str) -> Result<Option<Vec<u8>>, WorkspaceError> {
        let Some(hash) = issue.contents().remove(name) else { return Ok(None) };
        self.blobs.get(BlobKey::Issue(issue.record.id, name), &hash).map(Some)
    }

    /// What was tried to bring issues to where they go, the oldest first.
    pub async fn deliveries(&self) -> Result<Vec<DeliveryRecord>, WorkspaceError> {
        self.store.deliveries().await
    }

    /// Notes how far an issue has come on the way to a target; nothing is noted of one that has arrived. Whether it was.
    pub async fn note_delivery(
        &self,
        (issue, target): (i64, &str),
        (state, detail): (DeliveryState, &str),
        act: Act<'_>,
    ) -> Result<bool, WorkspaceError> {
        let mut writing = self.store.write().await?;
        let has_arrived = writing.deliveries().await?.iter().any(|delivery| {
            delivery.issue == issue
                && delivery.target == target
                && delivery.state == DeliveryState::Done.code()
        });
        if has_arrived {
            return Ok(false);
        }
        let delivery = DeliveryRecord {
            issue,
            target: target.to_owned(),
            state: state.code().to_owned(),
            detail: detail.to_owned(),
            at: act.at.to_owned(),
            actor: act.by.to_owned(),
        };
        writing.add_delivery(&delivery).await?;
        let event = format!("issue {issue} to {target}: {}", state.code());
        writing.add_event(act, "deliver", &event).await?;
        self.make_stand(writing).await?;
        Ok(true)
    }
}

/// How far an issue has come on the way to one target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// It was begun; what came of it is not known.
    Begun,
    /// It is there.
    Done,
    /// It failed, and may be tried again.
    Failed,
}

impl DeliveryState {
    /// The state with a code.
    pub fn by_code(code: &str) -> Option<Self> {
        [Self::Begun, Self::Done, Self::Failed].into_iter().find(|state| state.code() == code)
    }

    /// The name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

fn found(issues: &[Issue], id: i64) -> Result<&Issue, WorkspaceError> {
    let found = issues.iter().find(|issue| issue.record.id == id);
    found.ok_or(WorkspaceError::Missing { what: "issue", id })
}

/// Issues with their acts.
fn gathered(records: Vec<IssueRecord>, acts: &[IssueActRecord]) -> Vec<Issue> {
    let with_acts = |record: IssueRecord| {
        let acts = acts.iter().filter(|act| act.issue == record.id).cloned().collect();
        Issue { record, acts }
    };
    records.into_iter().map(with_acts).collect()
}

/// The number after the last of a kind, an audience and a year.
fn next_number(issues: &[Issue], (kind, audience): (&str, &str), year: i64) -> i64 {
    let of_kind = issues
        .iter()
        .filter(|issue| issue.record.kind == kind && issue.record.audience == audience);
    let given = of_kind.filter_map(Issue::number).filter(|(given, _)| *given == year);
    1 + given.map(|(_, number)| number).max().unwrap_or(0)
}

fn allowed(issue: &Issue, to: IssueState) -> Result<(), WorkspaceError> {
    if issue.state().may_become(to) { Ok(()) } else { Err(not_allowed(issue, to)) }
}

fn not_allowed(issue: &Issue, to: IssueState) -> WorkspaceError {
    WorkspaceError::NotAllowed { issue: issue.record.id, is: issue.state(), to }
}
