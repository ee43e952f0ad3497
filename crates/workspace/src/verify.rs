//! Whether a workspace is whole, and making again what can be made again here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use talent_domain::Codebook;
use talent_panel::Panel;

use crate::blob::{BlobKey, Blobs as _};
use crate::files::{hash, rename_aside};
use crate::folder::Folder;
use crate::manifest::Manifest;
use crate::sqlite::SqliteStore;
use crate::store::Store as _;
use crate::vintage::stored_form;
use crate::workspace::DATABASE;
use crate::{
    Act, FileRecord, Issue, RunRecord, VintageRecord, WarningRow, Workspace, WorkspaceError,
};

/// What of a workspace was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The file that tells the workspace from others.
    Identity,
    /// The database.
    Database,
    /// A file as it was taken in.
    Original(FileRecord),
    /// The figures of a vintage.
    Figures(VintageRecord),
    /// The lists of a vintage.
    Lists(VintageRecord),
    /// The settings that a run was made with.
    Settings(RunRecord),
    /// What a run found.
    Run(RunRecord),
    /// The files of an issue as it was signed.
    Issue(Issue),
}

/// How a part of a workspace was found.
#[derive(Debug)]
pub struct Finding {
    /// What was looked at.
    pub part: Part,
    /// What is wrong; `None` if nothing.
    pub wrong: Option<WorkspaceError>,
}

impl Workspace {
    /// Looks at every stored content and at the database.
    pub async fn verify(&self) -> Result<Vec<Finding>, WorkspaceError> {
        let Manifest { vintages, files, runs, .. } = self.store.manifest().await?;
        let faults = self.store.check().await?;
        let database = (!faults.is_empty()).then(|| WorkspaceError::Damaged(faults.join("; ")));
        let mut findings = vec![
            Finding { part: Part::Identity, wrong: self.identity().err() },
            Finding { part: Part::Database, wrong: database },
        ];
        let mut looked_at = BTreeSet::new();
        let originals = files.into_iter().filter(|file| looked_at.insert(file.hash.clone()));
        findings.extend(
            originals.map(|file| Finding {
                wrong: self.original(&file).err(),
                part: Part::Original(file),
            }),
        );
        for vintage in vintages {
            let figures = self.blobs.get(BlobKey::Panel(vintage.id), &vintage.parquet_hash).err();
            let lists = vintage
                .lists_hash
                .as_ref()
                .and_then(|hash| self.blobs.get(BlobKey::Lists(vintage.id), hash).err());
            findings.push(Finding { part: Part::Figures(vintage.clone()), wrong: figures });
            findings.push(Finding { part: Part::Lists(vintage), wrong: lists });
        }
        for run in runs {
            let settings = self.settings_path(&run);
            let is_damaged = settings.exists() && self.settings_of(&run).is_none();
            let damaged = is_damaged.then_some(WorkspaceError::Corrupt(settings));
            findings.push(Finding { part: Part::Settings(run.clone()), wrong: damaged });
            findings.push(Finding { wrong: self.outlook(&run).err(), part: Part::Run(run) });
        }
        for issue in self.issues().await? {
            let mut names = issue.contents().into_keys();
            let wrong = names.find_map(|name| self.issue_file(&issue, &name).err());
            findings.push(Finding { wrong, part: Part::Issue(issue) });
        }
        Ok(findings)
    }

    /// Puts a file that was taken in before back in its place, if what is there is damaged or missing. Whether it was.
    pub fn put_back(&self, bytes: &[u8]) -> Result<bool, WorkspaceError> {
        let hash = hash(bytes);
        let is_whole = self.blobs.get(BlobKey::Original(&hash), &hash).is_ok();
        if !is_whole {
            self.blobs.put(BlobKey::Original(&hash), bytes)?;
        }
        Ok(!is_whole)
    }

    /// Stores what a run found once more, with its warnings. Another content than before is noted as an event.
    pub async fn put_outlook_back(
        &self,
        run: &RunRecord,
        outlook: &[u8],
        warnings: &[WarningRow],
        act: Act<'_>,
    ) -> Result<(), WorkspaceError> {
        let mut writing = self.store.write().await?;
        let found = hash(outlook);
        self.blobs.put(BlobKey::Outlook(run.id), outlook)?;
        writing.set_outlook_hash(run.id, &found).await?;
        writing.clear_warnings(run.id).await?;
        writing.add_warnings(run.id, warnings).await?;
        let same = if found == run.outlook_hash { "the same" } else { "another" };
        let detail = format!("run {} made again: {same} outlook", run.id);
        writing.add_event(act, "repair", &detail).await?;
        self.make_stand(writing).await
    }

    /// Stores figures and lists of a vintage once more, as far as they are what was stored; whether both were.
    pub fn put_vintage_back(
        &self,
        vintage: &VintageRecord,
        panel: &Panel,
        lists: &Codebook,
    ) -> Result<bool, WorkspaceError> {
        let (figures, lists) = (panel.to_parquet()?, stored_form(lists)?);
        let is_same = [
            hash(&figures) == vintage.parquet_hash,
            vintage.lists_hash.as_ref() == Some(&hash(&lists)),
        ];
        if is_same[0] {
            self.blobs.put(BlobKey::Panel(vintage.id), &figures)?;
        }
        if is_same[1] {
            self.blobs.put(BlobKey::Lists(vintage.id), &lists)?;
        }
        Ok(is_same == [true; 2])
    }

    /// Takes a damaged manifest away, so that it is written anew from the database; the name that it is kept under.
    pub fn set_manifest_aside(root: &Path) -> Result<Option<PathBuf>, WorkspaceError> {
        rename_aside(&root.join(crate::manifest::NAME), "damaged")
    }

    /// Makes the database of a workspace again from its manifest. The old one, if there is one, is kept beside it under a
    /// name that is returned. The warnings of runs are not in the manifest: they follow from the outlooks.
    ///
    /// [`WorkspaceError::NoManifest`] where there is no manifest.
    pub async fn rebuild_database(root: &Path) -> Result<Option<PathBuf>, WorkspaceError> {
        let manifest =
            Manifest::read(root)?.ok_or_else(|| WorkspaceError::NoManifest(root.to_owned()))?;
        if is_foreign(root, &manifest) {
            return Err(WorkspaceError::ForeignManifest(root.to_owned()));
        }
        let making = root.join(format!("{DATABASE}.{}.tmp", std::process::id()));
        let store = SqliteStore::open(&making).await?;
        let mut writing = store.write().await?;
        writing.add_manifest(&manifest).await?;
        writing.commit().await?;
        store.checkpoint().await?;
        store.close().await;
        let database = root.join(DATABASE);
        let kept = rename_aside(&database, "damaged")?;
        // What belongs to the old database must not be taken for that of the new one.
        for ending in ["-wal", "-shm"] {
            rename_aside(&root.join(format!("{DATABASE}{ending}")), "damaged")?;
        }
        std::fs::rename(&making, &database)
            .map_err(|reason| WorkspaceError::File { path: database, reason })?;
        Ok(kept)
    }
}

/// Whether a manifest tells of figures, and none of those that are there are among them.
fn is_foreign(root: &Path, manifest: &Manifest) -> bool {
    let blobs = Folder::new(root.to_owned());
    let figures = |vintage: &VintageRecord| {
        blobs.get(BlobKey::Panel(vintage.id), &vintage.parquet_hash).is_ok()
    };
    let holds_any =
        root.join("vintages").read_dir().is_ok_and(|mut entries| entries.next().is_some());
    holds_any && !manifest.vintages.is_empty() && !manifest.vintages.iter().any(figures)
}
