//! The forms of an issue as it was signed.

use std::collections::BTreeMap;

use talent_print::DocumentForm;
use talent_report::Document;
use talent_workspace::{Issue, Workspace};

use crate::IssueError;

/// Every form of a document by the name of its file, made beside the runtime.
pub(crate) async fn rendered(document: Document) -> Result<BTreeMap<String, Vec<u8>>, IssueError> {
    let making = tokio::task::spawn_blocking(move || {
        let file = |form: DocumentForm| Ok((file_name(form), form.render(&document)?));
        DocumentForm::ALL.into_iter().map(file).collect::<Result<_, IssueError>>()
    });
    match making.await {
        Ok(files) => files,
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}

/// The name of a frozen file.
fn file_name(form: DocumentForm) -> String {
    format!("document.{}", form.name())
}

/// A form of an issue as it was signed.
///
/// [`IssueError::NotSigned`] before that.
pub fn frozen(
    workspace: &Workspace,
    issue: &Issue,
    form: DocumentForm,
) -> Result<Vec<u8>, IssueError> {
    let bytes = workspace.issue_file(issue, &file_name(form))?;
    bytes.ok_or(IssueError::NotSigned(issue.record.id))
}
