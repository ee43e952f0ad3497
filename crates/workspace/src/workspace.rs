use std::path::{Path, PathBuf};

use talent_domain::Observation;
use talent_panel::Panel;

use crate::store::{Store, insert_event, insert_publication, insert_run, insert_vintage, withdraw};
use crate::{
    Config, Event, FileRecord, RunRecord, VintageRecord, WarningRow, WorkspaceError, hash,
    read_file, write_file,
};

/// An open workspace.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    config: Config,
    store: Store,
}

/// A file to be stored.
#[derive(Debug, Clone, Copy)]
pub struct NewFile<'a> {
    /// Its name without the folder.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// The codes of its templates, separated by spaces.
    pub templates: &'a str,
    /// Data rows read from it.
    pub rows: usize,
}

/// A run to be stored.
#[derive(Debug, Clone, Copy)]
pub struct NewRun<'a> {
    /// The vintage it rests on.
    pub vintage: i64,
    /// Name and date of the warning policy.
    pub policy: &'a str,
    /// Version of the program.
    pub version: &'a str,
    /// Hash of everything the run depends on.
    pub fingerprint: &'a str,
    /// The outlook, as it is to be kept.
    pub outlook: &'a [u8],
    /// The warnings to list.
    pub warnings: &'a [WarningRow],
}

/// A vintage with its figures.
#[derive(Debug)]
pub struct OpenVintage {
    /// Its record.
    pub record: VintageRecord,
    /// Its figures.
    pub panel: Panel,
}

const CONFIG: &str = "talent.toml";

impl Workspace {
    /// Makes a workspace in a folder that is empty or does not exist. `extras` are further files
    /// to put there, by path within the workspace. The folder is made beside its place and then
    /// renamed, so that it is there whole or not at all.
    pub async fn init(root: &Path, extras: &[(&str, Vec<u8>)]) -> Result<Self, WorkspaceError> {
        if root.read_dir().is_ok_and(|mut files| files.next().is_some()) || root.is_file() {
            return Err(WorkspaceError::NotEmpty(root.to_owned()));
        }
        let mut name = root.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let making = root.with_file_name(name);
        for (path, bytes) in extras {
            write_file(&making.join(path), bytes)?;
        }
        write_file(&making.join(CONFIG), Config::TEMPLATE.as_bytes())?;
        std::fs::rename(&making, root)
            .map_err(|reason| WorkspaceError::File { path: root.to_owned(), reason })?;
        Self::open(root).await
    }

    /// Opens the workspace in a folder.
    pub async fn open(root: &Path) -> Result<Self, WorkspaceError> {
        let path = root.join(CONFIG);
        if !path.exists() {
            return Err(WorkspaceError::NotAWorkspace(root.to_owned()));
        }
        let text = String::from_utf8_lossy(&read_file(&path)?).into_owned();
        let config =
            Config::parse(&text).map_err(|message| WorkspaceError::Config { path, message })?;
        let store = Store::open(&root.join("talent.db")).await?;
        Ok(Self { root: root.to_owned(), config, store })
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// A text file of the workspace, such as `policy.toml`.
    pub fn read_text(&self, name: &str) -> Result<String, WorkspaceError> {
        Ok(String::from_utf8_lossy(&read_file(&self.root.join(name))?).into_owned())
    }

    /// Writes a file below `output/` and returns its path.
    pub fn write_output(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, WorkspaceError> {
        let path = self.root.join("output").join(name);
        write_file(&path, bytes)?;
        Ok(path)
    }

    /// Every vintage, the oldest first, those withdrawn included.
    pub async fn vintages(&self) -> Result<Vec<VintageRecord>, WorkspaceError> {
        self.store.vintages().await
    }

    /// Every file taken in, the oldest first, those of withdrawn vintages included.
    pub async fn files(&self) -> Result<Vec<FileRecord>, WorkspaceError> {
        self.store.files().await
    }

    /// A vintage and those that it was made on top of, the oldest first.
    pub async fn lineage(&self, vintage: i64) -> Result<Vec<VintageRecord>, WorkspaceError> {
        let mut wanted = Some(vintage);
        let mut lineage = self.vintages().await?;
        lineage.reverse();
        lineage.retain(|record| {
            let is_in = wanted == Some(record.id);
            if is_in {
                wanted = record.parent;
            }
            is_in
        });
        lineage.reverse();
        Ok(lineage)
    }

    /// The files that a vintage rests on, the oldest first.
    pub async fn files_of(&self, vintage: i64) -> Result<Vec<FileRecord>, WorkspaceError> {
        let lineage = self.lineage(vintage).await?;
        let mut files = self.files().await?;
        files.retain(|file| lineage.iter().any(|record| record.id == file.vintage));
        Ok(files)
    }

    /// Every run, the oldest first.
    pub async fn runs(&self) -> Result<Vec<RunRecord>, WorkspaceError> {
        self.store.runs().await
    }

    /// The run that is shown: the last one that was made or came up again, of those on vintages in force.
    pub async fn current_run(&self) -> Result<Option<RunRecord>, WorkspaceError> {
        self.store.current_run().await
    }

    /// The warnings of a run, by id.
    pub async fn warnings(&self, run: i64) -> Result<Vec<WarningRow>, WorkspaceError> {
        self.store.warnings(run).await
    }

    /// Everything that was done, the oldest first.
    pub async fn events(&self) -> Result<Vec<Event>, WorkspaceError> {
        self.store.events().await
    }

    /// The original of a file taken in, checked against its hash.
    pub fn original(&self, file: &FileRecord) -> Result<Vec<u8>, WorkspaceError> {
        self.read_checked(&self.original_path(&file.hash), &file.hash)
    }

    /// The latest vintage in force with its figures; `None` before anything was taken in.
    pub async fn latest_vintage(&self) -> Result<Option<OpenVintage>, WorkspaceError> {
        match self.current_vintage().await? {
            Some(record) => self.open_vintage(record).map(Some),
            None => Ok(None),
        }
    }

    /// The record of the latest vintage in force.
    pub async fn current_vintage(&self) -> Result<Option<VintageRecord>, WorkspaceError> {
        let in_force = |record: &VintageRecord| record.withdrawn_at.is_none();
        Ok(self.vintages().await?.into_iter().rfind(in_force))
    }

    /// One vintage with its figures.
    pub async fn vintage(&self, id: i64) -> Result<OpenVintage, WorkspaceError> {
        let found = self.vintages().await?.into_iter().find(|record| record.id == id);
        self.open_vintage(found.ok_or(WorkspaceError::Missing { what: "vintage", id })?)
    }

    fn open_vintage(&self, record: VintageRecord) -> Result<OpenVintage, WorkspaceError> {
        let path = self.panel_path(record.id);
        let panel = Panel::from_parquet(self.read_checked(&path, &record.parquet_hash)?)?;
        Ok(OpenVintage { record, panel })
    }

    /// Stores files and their figures as a new vintage on top of the latest. `now` is RFC 3339.
    ///
    /// Everything or nothing: the vintage exists once its row does.
    pub async fn commit(
        &self,
        files: &[NewFile<'_>],
        observations: Vec<Observation>,
        now: &str,
    ) -> Result<VintageRecord, WorkspaceError> {
        let mut writing = self.store.write().await?;
        let latest = self.latest_vintage().await?;
        let id = self.vintages().await?.last().map_or(1, |newest| newest.id + 1);
        let parent = latest.as_ref().map(|vintage| vintage.record.id);
        let mut panel = latest.map_or_else(Panel::default, |vintage| vintage.panel);
        let revised = panel.absorb(observations);
        let mut records = Vec::new();
        for file in files {
            let hash = hash(file.bytes);
            let path = self.original_path(&hash);
            if !path.exists() {
                write_file(&path, file.bytes)?;
            }
            records.push(FileRecord {
                vintage: id,
                name: file.name.to_owned(),
                hash,
                templates: file.templates.to_owned(),
                rows: file.rows as i64,
            });
        }
        let bytes = panel.to_parquet()?;
        write_file(&self.panel_path(id), &bytes)?;
        let record = VintageRecord {
            id,
            created_at: now.to_owned(),
            observations: panel.observations().len() as i64,
            revised: revised as i64,
            parquet_hash: hash(&bytes),
            parent,
            withdrawn_at: None,
        };
        insert_vintage(&mut writing, &record, &records).await?;
        let names: Vec<&str> = files.iter().map(|file| file.name).collect();
        let detail = format!("vintage {id}: {}", names.join(", "));
        insert_event(&mut writing, &event(now, "ingest", detail)).await?;
        writing.commit().await?;
        Ok(record)
    }

    /// Withdraws the latest vintage in force and returns it; `None` if there is none. The one that it was made
    /// on top of is in force again, and so is what was shown then. Nothing is deleted: its files, its figures
    /// and the runs on it stay where they are. `now` is RFC 3339.
    pub async fn undo(&self, now: &str) -> Result<Option<VintageRecord>, WorkspaceError> {
        let mut writing = self.store.write().await?;
        let Some(latest) = self.current_vintage().await? else { return Ok(None) };
        withdraw(&mut writing, latest.id, now).await?;
        insert_event(&mut writing, &event(now, "undo", format!("vintage {}", latest.id))).await?;
        writing.commit().await?;
        Ok(Some(latest))
    }

    /// Shows a run that was made before. `now` is RFC 3339.
    pub async fn publish(&self, run: &RunRecord, now: &str) -> Result<(), WorkspaceError> {
        let mut writing = self.store.write().await?;
        insert_publication(&mut writing, run.id, now).await?;
        insert_event(&mut writing, &event(now, "publish", format!("run {}", run.id))).await?;
        writing.commit().await.map_err(WorkspaceError::from)
    }

    /// Stores a run with its warnings and shows it from now on. `now` is RFC 3339.
    pub async fn record_run(
        &self,
        run: &NewRun<'_>,
        now: &str,
    ) -> Result<RunRecord, WorkspaceError> {
        let mut writing = self.store.write().await?;
        let id = self.runs().await?.last().map_or(1, |run| run.id + 1);
        write_file(&self.outlook_path(id), run.outlook)?;
        let settings = &self.config.run;
        let record = RunRecord {
            id,
            created_at: now.to_owned(),
            vintage: run.vintage,
            seed: i64::from(settings.seed),
            draws: i64::from(settings.draws),
            horizon: i64::from(settings.horizon),
            version: run.version.to_owned(),
            policy: run.policy.to_owned(),
            fingerprint: run.fingerprint.to_owned(),
            outlook_hash: hash(run.outlook),
        };
        insert_run(&mut writing, &record, run.warnings).await?;
        insert_publication(&mut writing, id, now).await?;
        let detail = format!("run {id} on vintage {}", run.vintage);
        insert_event(&mut writing, &event(now, "run", detail)).await?;
        writing.commit().await?;
        Ok(record)
    }

    /// The outlook of a run, as it was stored.
    pub fn outlook(&self, run: &RunRecord) -> Result<Vec<u8>, WorkspaceError> {
        self.read_checked(&self.outlook_path(run.id), &run.outlook_hash)
    }

    /// Closes the database. Dropping a workspace does so too, but not at once.
    pub async fn close(&self) {
        self.store.close().await;
    }

    fn read_checked(&self, path: &Path, expected: &str) -> Result<Vec<u8>, WorkspaceError> {
        let bytes = read_file(path)?;
        if hash(&bytes) == expected {
            Ok(bytes)
        } else {
            Err(WorkspaceError::Corrupt(path.strip_prefix(&self.root).unwrap_or(path).to_owned()))
        }
    }

    fn original_path(&self, hash: &str) -> PathBuf {
        self.root.join("originals").join(hash)
    }

    fn panel_path(&self, vintage: i64) -> PathBuf {
        self.root.join(format!("vintages/{vintage:04}/observations.parquet"))
    }

    fn outlook_path(&self, run: i64) -> PathBuf {
        self.root.join(format!("runs/{run:04}/outlook.json"))
    }
}

fn event(now: &str, kind: &str, detail: String) -> Event {
    Event { at: now.to_owned(), kind: kind.to_owned(), detail }
}
