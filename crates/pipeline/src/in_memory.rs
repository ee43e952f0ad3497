//! From files to an outlook without a workspace: nothing is stored.

use std::collections::BTreeMap;

use talent_domain::{Codebook, Lang, ProgrammeCode, SchoolCode};
use talent_facts::Facts;
use talent_ingest::{InputFile, Severity, Unlikely, check_files};
use talent_outlook::Outlook;
use talent_panel::Panel;
use talent_release::{Assumptions, ReleaseError, base_year};
use talent_warning::{Counts, ForesightCase, Policy};
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
    let (panel, codes) = figures_of(files)?;
    let published = published.map(|outlook| PublishedOutlook { run: 0, outlook });
    let request = OutlookRequest {
        panel: &panel,
        vintage: 0,
        codes: &codes,
        config,
        policy,
        assumptions,
        published,
        adjustments: false,
    };
    Ok(run_outlook(&request, &|_| {})?)
}

/// What came of a programme, or of it at one school: persons with a job among those who want one, by cohort.
pub type TrueOutcomes<'a> =
    dyn Fn(&ProgrammeCode, Option<&SchoolCode>) -> BTreeMap<i32, Counts> + 'a;

/// What programmes at schools, and then programmes over all of them, have been through by these files: what low placement is
/// foreseen from, with what came of a subject by `truth`. Unlikely figures are taken as confirmed.
///
/// Fails at the first error in a file, and where no school year can be begun after.
pub fn foresight_cases_of_files(
    files: &[InputFile<'_>],
    config: &Config,
    policy: &Policy,
    truth: &TrueOutcomes<'_>,
) -> Result<[Vec<ForesightCase>; 2], InMemoryError> {
    let (panel, codes) = figures_of(files)?;
    let facts = Facts::new(&panel, &codes, &config.city.region, config.city.level);
    let base = base_year(&facts)?;
    Ok(crate::signals::foresight::cases(&facts, policy, base, &|(programme, school)| {
        truth(programme, school.as_ref())
    }))
}

/// The figures and lists of files, as one vintage on empty ground.
fn figures_of(files: &[InputFile<'_>]) -> Result<(Panel, Codebook), InMemoryError> {
    let checked = check_files(files, &Codebook::default(), &[], Unlikely::Confirmed);
    let error = checked.findings.iter().find(|finding| finding.severity() == Severity::Error);
    if let Some(error) = error {
        return Err(InMemoryError::File {
            file: error.location.file().to_owned(),
            problem: error.problem.message(Lang::Zh),
        });
    }
    Ok((Panel::new(checked.observations), checked.codebook))
}
