//! Making again what a workspace has lost of what follows from its originals.

use talent_disclosure::Mask;
use talent_domain::Codebook;
use talent_ingest::{InputFile, Unlikely, check_files};
use talent_outlook::Audience;
use talent_panel::Panel;
use talent_workspace::{
    Act, FileRecord, Finding, OpenVintage, Part, RunRecord, VintageRecord, Workspace,
    WorkspaceError,
};

use crate::failure::RunFailure;
use crate::run::{RunInputs, outlook_of, warning_rows};
use crate::stored::{open_mask, open_run};

/// What became of a damaged part of a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repair {
    /// It is again what it was, to the last bit.
    Again,
    /// A run was made anew on the same inputs, and found something else than the one that was lost, such as by another
    /// version of the program.
    Anew,
    /// The original file is not there: who takes the same file in again puts it back.
    TakeInAgain,
    /// It does not follow from what is left, such as a run whose policy has been changed since.
    Lost,
}

/// Makes what was found damaged again, as far as it follows from what is left; one entry for each finding that says
/// something is wrong, in the order of the findings. The database has to be whole.
///
/// Fails where the workspace cannot be read or written.
pub async fn repair(
    workspace: &Workspace,
    findings: &[Finding],
    act: Act<'_>,
) -> Result<Vec<Repair>, RunFailure> {
    let mut repairs = Vec::new();
    for finding in findings.iter().filter(|finding| finding.wrong.is_some()) {
        repairs.push(match &finding.part {
            Part::Original(_) => Repair::TakeInAgain,
            Part::Figures(vintage) | Part::Lists(vintage) => {
                vintage_again(workspace, vintage).await?
            }
            Part::Run(run) => run_again(workspace, run, act).await?,
            Part::Settings(run) => settings_again(workspace, run).await?,
            // An issue is what was signed, or it is none.
            Part::Identity | Part::Database | Part::Issue(_) => Repair::Lost,
        });
    }
    Ok(repairs)
}

/// Reads a vintage again from the originals of its files, on top of its parent.
async fn vintage_again(
    workspace: &Workspace,
    vintage: &VintageRecord,
) -> Result<Repair, RunFailure> {
    let parent = match vintage.parent {
        None => None,
        Some(parent) => match workspace.vintage(parent).await {
            Ok(parent) => Some(parent),
            Err(_) => return Ok(Repair::Lost),
        },
    };
    let files = workspace.files().await?;
    let own: Vec<&FileRecord> = files.iter().filter(|file| file.vintage == vintage.id).collect();
    let contents: Result<Vec<Vec<u8>>, WorkspaceError> =
        own.iter().map(|file| workspace.original(file)).collect();
    let Ok(contents) = contents else { return Ok(Repair::TakeInAgain) };
    let inputs = own.iter().zip(&contents);
    let inputs: Vec<InputFile<'_>> =
        inputs.map(|(file, bytes)| InputFile { name: &file.name, bytes }).collect();
    let (mut panel, lists) = parent.map_or_else(
        || (Panel::default(), Codebook::default()),
        |OpenVintage { panel, lists, .. }| (panel, lists),
    );
    let checked = check_files(&inputs, &lists, panel.observations(), Unlikely::Confirmed);
    panel.absorb(checked.observations);
    let is_again = workspace.put_vintage_back(vintage, &panel, &checked.codebook)?;
    Ok(if is_again { Repair::Again } else { Repair::Lost })
}

/// Keeps the settings of now with a run, if it was made with the same.
async fn settings_again(workspace: &Workspace, run: &RunRecord) -> Result<Repair, RunFailure> {
    let Ok(vintage) = workspace.vintage(run.vintage).await else { return Ok(Repair::Lost) };
    let inputs = RunInputs::of_vintage(workspace, vintage).await?;
    if inputs.fingerprint != run.fingerprint {
        return Ok(Repair::Lost);
    }
    workspace.put_settings_back(run, &inputs.settings)?;
    Ok(Repair::Again)
}

/// Computes a run again from its vintage and the settings that it was made with; those of now for a run that was stored
/// without, if they are the same.
async fn run_again(
    workspace: &Workspace,
    run: &RunRecord,
    act: Act<'_>,
) -> Result<Repair, RunFailure> {
    let Ok(vintage) = workspace.vintage(run.vintage).await else { return Ok(Repair::Lost) };
    let inputs = match workspace.settings_of(run) {
        Some(settings) => RunInputs::with_settings(workspace, vintage, settings).await?,
        None => RunInputs::of_vintage(workspace, vintage).await?,
    };
    if inputs.fingerprint != run.fingerprint {
        return Ok(Repair::Lost);
    }
    let published = published_before(workspace, run).await?;
    let mask = mask_before(workspace, run).await?;
    let (outlook, bytes) = outlook_of(inputs, published, mask, &|_| {}).await?;
    let same = talent_workspace::hash(&bytes) == run.outlook_hash;
    workspace.put_outlook_back(run, &bytes, &warning_rows(&outlook), act).await?;
    Ok(if same { Repair::Again } else { Repair::Anew })
}

/// The run that readers saw when a run was made, with what it found.
async fn published_before(
    workspace: &Workspace,
    run: &RunRecord,
) -> Result<Option<(i64, talent_outlook::Outlook)>, RunFailure> {
    let runs = workspace.runs().await?;
    let before = workspace
        .publications()
        .await?
        .into_iter()
        .rfind(|publication| publication.run < run.id && publication.at <= run.created_at);
    let before = before.and_then(|before| runs.into_iter().find(|run| run.id == before.run));
    before
        .map(|before| Ok((before.id, open_run(workspace, &before, Audience::Bureau)?)))
        .transpose()
}

/// The roundings of the runs before a run.
async fn mask_before(workspace: &Workspace, run: &RunRecord) -> Result<Mask, RunFailure> {
    let before = workspace.runs().await?.into_iter().rfind(|before| before.id < run.id);
    before.map_or_else(|| Ok(Mask::default()), |before| open_mask(workspace, &before))
}
