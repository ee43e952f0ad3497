//! From files to an outlook without a workspace: nothing is stored.

use talent_domain::{Codebook, Lang};
use talent_ingest::{InputFile, Severity, Unlikely, check_files};
use talent_outlook::Outlook;
use talent_panel::Panel;
use talent_release::{Assumptions, ReleaseError};
use talent_warning::Policy;
use talent_workspace::Config;

use crate::outlook::{OutlookRequest, PublishedOutlook, run_outlook};

/// No outlook could be made of files.
#[derive(Debug, thiserror::Error)]
pub enum InMemoryError {
    /// A finding in the files is an error.
    #[error("{file}：{problem}")]
    File {
        /// The file.
        file: String,
        /// What is wrong.
        problem: String,
    },
    /// The figures do not give an outlook.
    #[error(transparent)]
    Release(#[from] ReleaseError),
}

/// What a run finds on these files, as one vintage on empty ground, where this outlook was `published` before. Unlikely figures are
/// taken as confirmed.
///
/// Fails at the first error in a file, and where [`run_outlook`] does.
pub fn outlook_of_files(
    files: &[InputFile<'_>],
    config: &Config,
    policy: &Policy,
    assumptions: &Assumptions,
    published: Option<&Outlook>,
) -> Result<Outlook, InMemoryError> {
    let checked = check_files(files, &Codebook::default(), &[], Unlikely::Confirmed);
    let error = checked.findings.iter().find(|finding| finding.severity() == Severity::Error);
    if let Some(error) = error {
        return Err(InMemoryError::File {
            file: error.location.file().to_owned(),
            problem: error.problem.message(Lang::Zh),
        });
    }
    let panel = Panel::new(checked.observations);
    let codes = &checked.codebook;
    let published = published.map(|outlook| PublishedOutlook { run: 0, outlook });
    let request = OutlookRequest {
        panel: &panel,
        vintage: 0,
        codes,
        config,
        policy,
        assumptions,
        published,
        adjustments: false,
    };
    Ok(run_outlook(&request, &|_| {})?)
}
