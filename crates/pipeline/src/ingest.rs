use std::collections::BTreeMap;

use talent_domain::{Codebook, Observation, TemplateCode};
use talent_ingest::{Checked, InputFile, Unlikely, check_files};
use talent_workspace::{FileRecord, NewFile, VintageRecord, Workspace, WorkspaceError, hash};

/// Files could not be taken in for a reason that is not in the files.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The workspace failed.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
}

/// What came of taking files in.
#[derive(Debug)]
pub struct Ingested {
    /// What was read and noticed.
    pub checked: Checked,
    /// The new vintage; `None` if nothing was stored.
    pub vintage: Option<VintageRecord>,
    /// Whether every file had been taken in before and is in force, so that nothing was left to do.
    pub unchanged: bool,
}

/// Checks files and, unless this is a dry run or a finding is an error, stores them as a new
/// vintage. `now` is RFC 3339.
pub async fn ingest(
    workspace: &Workspace,
    files: &[InputFile<'_>],
    unlikely: Unlikely,
    dry_run: bool,
    now: &str,
) -> Result<Ingested, IngestError> {
    let latest = workspace.latest_vintage().await?;
    let (mut records, mut lists) = (Vec::new(), Codebook::default());
    if let Some(latest) = &latest {
        records = workspace.files_of(latest.record.id).await?;
        lists = codebook(workspace, latest.record.id).await?;
    }
    let known = |file: &InputFile<'_>| {
        let hash = hash(file.bytes);
        records.iter().any(|record| record.hash == hash && record.name == file.name)
    };
    let observed = latest.as_ref().map_or(&[][..], |vintage| vintage.panel.observations());
    let checked = check_files(files, &lists, observed, unlikely);
    // A file that was taken in before may have been overtaken by another since.
    let unchanged = !files.is_empty()
        && files.iter().all(known)
        && checked.codebook == lists
        && are_in_force(&checked.observations, observed);
    if dry_run || unchanged || !checked.is_clean() {
        return Ok(Ingested { checked, vintage: None, unchanged });
    }
    let templates: Vec<String> = checked
        .files
        .iter()
        .map(|file| file.templates.iter().map(|code| code.code()).collect::<Vec<_>>().join(" "))
        .collect();
    let new: Vec<NewFile<'_>> = files
        .iter()
        .zip(&checked.files)
        .zip(&templates)
        .map(|((input, file), templates)| NewFile {
            name: input.name,
            bytes: input.bytes,
            templates,
            rows: file.rows,
        })
        .collect();
    let vintage = workspace.commit(&new, checked.observations.clone(), now).await?;
    Ok(Ingested { checked, vintage: Some(vintage), unchanged: false })
}

/// Whether each of the figures stands in the store with the same value.
fn are_in_force(figures: &[Observation], observed: &[Observation]) -> bool {
    let place = |o: &Observation| (o.key.clone(), o.measure, o.year);
    let stored: BTreeMap<_, f64> = observed.iter().map(|o| (place(o), o.value)).collect();
    figures.iter().all(|figure| stored.get(&place(figure)) == Some(&figure.value))
}

/// The code lists in force at a vintage: those that it rests on, the later for the earlier.
pub async fn codebook(workspace: &Workspace, vintage: i64) -> Result<Codebook, WorkspaceError> {
    let holds_list = |file: &FileRecord| {
        file.templates
            .split(' ')
            .any(|code| TemplateCode::from_code(code).is_some_and(TemplateCode::is_list))
    };
    let mut files = workspace.files_of(vintage).await?;
    files.retain(holds_list);
    let mut lists = Codebook::default();
    for batch in files.chunk_by(|a, b| a.vintage == b.vintage) {
        let bytes: Vec<Vec<u8>> =
            batch.iter().map(|file| workspace.original(file)).collect::<Result<_, _>>()?;
        let inputs: Vec<InputFile<'_>> = batch
            .iter()
            .zip(&bytes)
            .map(|(file, bytes)| InputFile { name: &file.name, bytes })
            .collect();
        lists = check_files(&inputs, &lists, &[], Unlikely::Confirmed).codebook;
    }
    Ok(lists)
}
