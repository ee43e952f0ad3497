//! From files to a vintage: files are checked against what is in force, and stored only as a whole
//! and without an error.

use std::collections::BTreeMap;

use talent_domain::{Codebook, Observation, TemplateCode, Year};
use talent_ingest::{Checked, InputFile, Unlikely, check_closed, check_files};
use talent_workspace::{
    Act, FileRecord, NewFile, NewVintage, OpenVintage, VintageRecord, Workspace, WorkspaceError,
    hash,
};

use crate::arrival::{Arrival, arrivals};

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
    /// How many of these files were put back in place of damaged or lost originals.
    pub put_back: usize,
    /// What is known of each file from before.
    pub arrivals: Vec<Arrival>,
}

/// Checks files and, unless this is a dry run or a finding is an error, stores them as a new
/// vintage. If somebody else stores one meanwhile, the files are checked again on top of that.
///
/// `unlikely` says whether figures far from the rest of their series are errors or have been
/// confirmed. What is wrong with the files is no failure: it is in `Ingested::checked`.
pub async fn ingest(
    workspace: &Workspace,
    files: &[InputFile<'_>],
    unlikely: Unlikely,
    dry_run: bool,
    act: Act<'_>,
) -> Result<Ingested, IngestError> {
    ingest_correcting(workspace, files, unlikely, None, dry_run, act).await
}

/// The same for files that may change figures of closed periods: `correction` is the reason, which is kept with the
/// vintage. Without one such a figure is an error.
pub async fn ingest_correcting(
    workspace: &Workspace,
    files: &[InputFile<'_>],
    unlikely: Unlikely,
    correction: Option<&str>,
    dry_run: bool,
    act: Act<'_>,
) -> Result<Ingested, IngestError> {
    loop {
        let known = Known::read(workspace).await?;
        let (checked, unchanged) = known.check(files, unlikely, correction.is_some());
        let arrivals = known.arrivals(files, &checked);
        if dry_run || !checked.is_clean() {
            return Ok(Ingested { checked, vintage: None, unchanged, put_back: 0, arrivals });
        }
        if unchanged {
            let put_back = put_back(workspace, files)?;
            return Ok(Ingested { checked, vintage: None, unchanged, put_back, arrivals });
        }
        match store(workspace, files, &checked, known.parent(), correction, act).await {
            Err(WorkspaceError::Overtaken) => {}
            stored => {
                let vintage = Some(stored?);
                return Ok(Ingested { checked, vintage, unchanged: false, put_back: 0, arrivals });
            }
        }
    }
}

/// Puts files that were taken in before back where their originals are damaged or lost; how many.
fn put_back(workspace: &Workspace, files: &[InputFile<'_>]) -> Result<usize, WorkspaceError> {
    let mut put_back = 0;
    for file in files {
        put_back += usize::from(workspace.put_back(file.bytes)?);
    }
    Ok(put_back)
}

/// What the workspace knows before files are taken in.
struct Known {
    /// The newest vintage; none in a new workspace.
    latest: Option<OpenVintage>,
    /// The files that it rests on, the oldest first.
    files: Vec<FileRecord>,
    /// The vintages that it rests on, and itself.
    vintages: Vec<VintageRecord>,
    /// Tables of years that are closed.
    closed: Vec<(TemplateCode, Year)>,
}

impl Known {
    /// Reads the newest vintage with its files.
    async fn read(workspace: &Workspace) -> Result<Self, WorkspaceError> {
        let latest = workspace.latest_vintage().await?;
        let (files, vintages) = match &latest {
            Some(latest) => {
                let id = latest.record.id;
                (workspace.files_of(id).await?, workspace.lineage(id).await?)
            }
            None => Default::default(),
        };
        let closed = workspace.closed_periods().await?;
        let closed = closed.iter().map(|period| (period.table, period.year)).collect();
        Ok(Self { latest, files, vintages, closed })
    }

    /// The number of the vintage that a new one would follow.
    fn parent(&self) -> Option<i64> {
        self.latest.as_ref().map(|vintage| vintage.record.id)
    }

    /// Checks files against what is known, and says whether they would change nothing of it.
    fn check(
        &self,
        files: &[InputFile<'_>],
        unlikely: Unlikely,
        is_correction: bool,
    ) -> (Checked, bool) {
        let none = Codebook::default();
        let lists = self.latest.as_ref().map_or(&none, |vintage| &vintage.lists);
        let observed = self.observed();
        let mut checked = check_files(files, lists, observed, unlikely);
        check_closed(&mut checked, observed, &self.closed, is_correction);
        // A file that was taken in before may have been overtaken by another since.
        let unchanged = !files.is_empty()
            && files.iter().all(|file| self.holds(file))
            && checked.codebook == *lists
            && are_in_force(&checked.observations, observed);
        (checked, unchanged)
    }

    /// The figures in force.
    fn observed(&self) -> &[Observation] {
        self.latest.as_ref().map_or(&[][..], |latest| latest.panel.observations())
    }

    /// What is known of each file from before.
    fn arrivals(&self, files: &[InputFile<'_>], checked: &Checked) -> Vec<Arrival> {
        arrivals(files, checked, &self.files, &self.vintages, self.observed())
    }

    /// Whether a file of the same name and content was taken in before.
    fn holds(&self, file: &InputFile<'_>) -> bool {
        let hash = hash(file.bytes);
        self.files.iter().any(|record| record.hash == hash && record.name == file.name)
    }
}

/// Stores files that have been checked on top of `parent`.
///
/// Fails with `Overtaken` where somebody else has stored a vintage on the same parent.
async fn store(
    workspace: &Workspace,
    files: &[InputFile<'_>],
    checked: &Checked,
    parent: Option<i64>,
    correction: Option<&str>,
    act: Act<'_>,
) -> Result<VintageRecord, WorkspaceError> {
    let templates: Vec<String> = checked
        .files
        .iter()
        .map(|file| file.templates.iter().map(|code| code.code()).collect::<Vec<_>>().join(" "))
        .collect();
    let new_files: Vec<NewFile<'_>> = files
        .iter()
        .zip(&checked.files)
        .zip(&templates)
        .map(|((input, file), templates)| NewFile {
            name: input.name,
            bytes: input.bytes,
            templates,
            rows: file.rows.data,
        })
        .collect();
    let observations = checked.observations.clone();
    let new = NewVintage { parent, files: &new_files, observations, lists: &checked.codebook };
    workspace.commit_for(new, correction, act).await
}

/// Whether each of the figures stands in the store with the same value. A figure is known by its
/// key, measure and year.
fn are_in_force(figures: &[Observation], observed: &[Observation]) -> bool {
    let identity = |o: &Observation| (o.key.clone(), o.measure, o.year);
    let stored: BTreeMap<_, f64> = observed.iter().map(|o| (identity(o), o.value)).collect();
    figures.iter().all(|figure| stored.get(&identity(figure)) == Some(&figure.value))
}
