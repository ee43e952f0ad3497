//! From files to a vintage: files are checked against what is in force, and stored only as a whole
//! and without an error.

use std::collections::BTreeMap;

use talent_domain::{Codebook, Observation};
use talent_ingest::{
    Answers, Checked, Checking, InputFile, Rules, RulesError, Unlikely, check_files_by,
};
use talent_workspace::{
    Act, FileRecord, NewFile, NewVintage, OpenVintage, Remark, VintageRecord, Workspace,
    WorkspaceError, hash,
};

use crate::remarks::{answers_among, remarks_on};

/// Files could not be taken in for a reason that is not in the files.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The workspace failed.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The rules of the workspace cannot be followed.
    #[error(transparent)]
    Rules(#[from] RulesError),
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
    /// Whether what was said of the findings was kept with the vintage in force, where nothing else was left to do.
    pub remarked: bool,
}

/// How files are taken in.
#[derive(Debug, Clone, Copy)]
pub struct Ingestion<'a> {
    /// Whether figures far from the rest of their series are looked for, or have all been confirmed.
    pub unlikely: Unlikely,
    /// What is said of findings before.
    pub answers: &'a Answers,
    /// Whether files are only checked.
    pub dry_run: bool,
}

/// The rules that files are checked by: those that are shipped, with the changes in `rules.toml` of the workspace.
///
/// Fails where that file cannot be read or followed.
pub fn rules_of(workspace: &Workspace) -> Result<Rules, IngestError> {
    let changes = workspace.read_text_if_there("rules.toml")?;
    Ok(Rules::parse(changes.as_deref().unwrap_or(""))?)
}

/// Checks files and, unless this is a dry run or a finding is an error, stores them as a new vintage. Nothing is said of
/// findings; see [`ingest_with`].
///
/// `unlikely` says whether figures far from the rest of their series are errors or have been confirmed.
pub async fn ingest(
    workspace: &Workspace,
    files: &[InputFile<'_>],
    unlikely: Unlikely,
    dry_run: bool,
    act: Act<'_>,
) -> Result<Ingested, IngestError> {
    let answers = &Answers::default();
    ingest_with(workspace, files, Ingestion { unlikely, answers, dry_run }, act).await
}

/// Checks files by the rules of the workspace and, unless this is a dry run or a finding is an error, stores them as a new
/// vintage, with what is said of the findings, what nobody has explained, and the changed rules. If somebody else stores
/// one meanwhile, the files are checked again on top of that.
///
/// What is wrong with the files is no failure: it is in `Ingested::checked`.
pub async fn ingest_with(
    workspace: &Workspace,
    files: &[InputFile<'_>],
    ingestion: Ingestion<'_>,
    act: Act<'_>,
) -> Result<Ingested, IngestError> {
    let rules = rules_of(workspace)?;
    loop {
        let known = Known::read(workspace).await?;
        let (checked, unchanged) = known.check(files, &rules, ingestion);
        let nothing =
            |checked| Ingested { checked, vintage: None, unchanged, put_back: 0, remarked: false };
        if ingestion.dry_run || !checked.is_clean() {
            return Ok(nothing(checked));
        }
        let remarks = remarks_on(&checked.findings, &rules);
        if unchanged {
            let put_back = put_back(workspace, files)?;
            let answers = answers_among(remarks);
            let remarked = match known.parent().filter(|_| !answers.is_empty()) {
                Some(vintage) => {
                    workspace.remark(vintage, &answers, act).await?;
                    true
                }
                None => false,
            };
            return Ok(Ingested { put_back, remarked, ..nothing(checked) });
        }
        match store(workspace, files, &checked, &remarks, known.parent(), act).await {
            Err(WorkspaceError::Overtaken) => {}
            stored => {
                let vintage = Some(stored?);
                return Ok(Ingested { vintage, unchanged: false, ..nothing(checked) });
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
}

impl Known {
    /// Reads the newest vintage with its files.
    async fn read(workspace: &Workspace) -> Result<Self, WorkspaceError> {
        let latest = workspace.latest_vintage().await?;
        let files = match &latest {
            Some(latest) => workspace.files_of(latest.record.id).await?,
            None => Vec::new(),
        };
        Ok(Self { latest, files })
    }

    /// The number of the vintage that a new one would follow.
    fn parent(&self) -> Option<i64> {
        self.latest.as_ref().map(|vintage| vintage.record.id)
    }

    /// Checks files against what is known, and says whether they would change nothing of it.
    fn check(
        &self,
        files: &[InputFile<'_>],
        rules: &Rules,
        ingestion: Ingestion<'_>,
    ) -> (Checked, bool) {
        let none = Codebook::default();
        let lists = self.latest.as_ref().map_or(&none, |vintage| &vintage.lists);
        let observed = self.latest.as_ref().map_or(&[][..], |latest| latest.panel.observations());
        let Ingestion { unlikely, answers, .. } = ingestion;
        let checking = Checking { rules, answers, unlikely };
        let checked = check_files_by(files, lists, observed, checking);
        // A file that was taken in before may have been overtaken by another since.
        let unchanged = !files.is_empty()
            && files.iter().all(|file| self.holds(file))
            && checked.codebook == *lists
            && are_in_force(&checked.observations, observed);
        (checked, unchanged)
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
    remarks: &[Remark],
    parent: Option<i64>,
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
    workspace.commit_with(new, remarks, act).await
}

/// Whether each of the figures stands in the store with the same value. A figure is known by its
/// key, measure and year.
fn are_in_force(figures: &[Observation], observed: &[Observation]) -> bool {
    let identity = |o: &Observation| (o.key.clone(), o.measure, o.year);
    let stored: BTreeMap<_, f64> = observed.iter().map(|o| (identity(o), o.value)).collect();
    figures.iter().all(|figure| stored.get(&identity(figure)) == Some(&figure.value))
}
