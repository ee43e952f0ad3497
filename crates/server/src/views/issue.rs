//! An issue on the wire.

use serde::Serialize;
use talent_workspace::{Issue, IssueState};
use utoipa::ToSchema;

/// A document that was issued, or for the bureau is on its way.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct IssueView {
    /// Its number among all issues.
    pub(crate) id: i64,
    /// The document: bulletin, quality or layout.
    pub(crate) document: String,
    /// For whom: public or bureau.
    pub(crate) audience: String,
    /// draft, submitted, returned, signed, dispatched, corrected, withdrawn or discarded.
    pub(crate) state: &'static str,
    /// The year of its number; none before it is signed.
    pub(crate) year: Option<i64>,
    /// Its number in that year.
    pub(crate) number: Option<i64>,
    /// 文号.
    pub(crate) reference: Option<String>,
    /// The run that it is of.
    pub(crate) run: i64,
    /// The issue that it takes the place of.
    pub(crate) corrects: Option<i64>,
    /// When it was signed.
    pub(crate) signed_at: Option<String>,
    /// When it was sent out.
    pub(crate) dispatched_at: Option<String>,
    /// When something was last done with it.
    pub(crate) updated_at: String,
    /// Why it was withdrawn, or what a correction corrects; none where nothing was said.
    pub(crate) reason: Option<String>,
    /// SHA-256 of the PDF as it was signed.
    pub(crate) pdf_sha256: Option<String>,
}

impl IssueView {
    pub(crate) fn new(issue: &Issue) -> Self {
        let signing = issue.signing();
        Self {
            id: issue.record.id,
            document: issue.record.kind.clone(),
            audience: issue.record.audience.clone(),
            state: issue.state().code(),
            year: signing.and_then(|act| act.year),
            number: signing.and_then(|act| act.number),
            reference: signing.and_then(|act| act.reference.clone()),
            run: issue.record.run,
            corrects: issue.record.corrects,
            signed_at: signing.map(|act| act.at.clone()),
            dispatched_at: issue.dispatched_at().map(str::to_owned),
            updated_at: issue.acts.last().map_or_else(String::new, |act| act.at.clone()),
            reason: reason(issue),
            pdf_sha256: issue.contents().remove("document.pdf"),
        }
    }
}

/// What was said when it was withdrawn, or when it was drafted to correct another.
fn reason(issue: &Issue) -> Option<String> {
    let drafted = issue.act_of(IssueState::Draft).filter(|_| issue.record.corrects.is_some());
    let act = issue.act_of(IssueState::Withdrawn).or(drafted)?;
    (!act.note.is_empty()).then(|| act.note.clone())
}
