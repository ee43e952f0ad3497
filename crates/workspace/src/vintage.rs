//! Vintages: storing, opening and withdrawing what was known at one moment.

use talent_domain::{Codebook, Observation};
use talent_panel::Panel;

use crate::blob::BlobKey;
use crate::files::hash;
use crate::{Act, Event, FileRecord, VintageRecord, Workspace, WorkspaceError};

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

/// A vintage to be stored.
#[derive(Debug)]
pub struct NewVintage<'a> {
    /// The vintage that files and lists were checked against, and that it goes on top of; none for the first.
    pub parent: Option<i64>,
    /// The files that make it.
    pub files: &'a [NewFile<'a>],
    /// Their figures.
    pub observations: Vec<Observation>,
    /// All lists in force with it, those of the parent included.
    pub lists: &'a Codebook,
}

/// Something that was said of a vintage's figures when they were taken in: who said it, and when, is in the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What kind, such as `confirm`.
    pub kind: &'static str,
    /// In words.
    pub text: String,
}

/// A vintage with its figures and lists, as they were read when it was made.
#[derive(Debug)]
pub struct OpenVintage {
    /// Its record.
    pub record: VintageRecord,
    /// Its figures.
    pub panel: Panel,
    /// Its code lists and lists of parameters.
    pub lists: Codebook,
}

impl Remark {
    fn detail(&self, vintage: i64) -> String {
        format!("vintage {vintage}: {}", self.text)
    }

    /// What was said of a vintage, if the event is of something that was.
    pub fn said_of(event: &Event, vintage: i64) -> Option<&str> {
        const OF_REMARKS: [&str; 5] = ["confirm", "explain", "unexplained", "correction", "rules"];
        let is_remark = OF_REMARKS.contains(&event.kind.as_str());
        event.detail.strip_prefix(&format!("vintage {vintage}: ")).filter(|_| is_remark)
    }
}

impl Workspace {
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

    /// The original of a file taken in, checked against its hash.
    pub fn original(&self, file: &FileRecord) -> Result<Vec<u8>, WorkspaceError> {
        self.blobs.get(BlobKey::Original(&file.hash), &file.hash)
    }

    /// The latest vintage in force with its figures and lists; `None` before anything was taken in.
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

    /// One vintage with its figures and lists.
    pub async fn vintage(&self, id: i64) -> Result<OpenVintage, WorkspaceError> {
        let found = self.vintages().await?.into_iter().find(|record| record.id == id);
        self.open_vintage(found.ok_or(WorkspaceError::Missing { what: "vintage", id })?)
    }

    fn open_vintage(&self, record: VintageRecord) -> Result<OpenVintage, WorkspaceError> {
        Ok(OpenVintage { panel: self.panel(&record)?, lists: self.lists(&record)?, record })
    }

    fn panel(&self, record: &VintageRecord) -> Result<Panel, WorkspaceError> {
        let content = self.blobs.get(BlobKey::Panel(record.id), &record.parquet_hash)?;
        Ok(Panel::from_parquet(content)?)
    }

    /// The lists of a vintage. [`WorkspaceError::NoLists`] if it is of an older store and
    /// [`Workspace::keep_lists`] has not been called for it.
    pub fn lists(&self, record: &VintageRecord) -> Result<Codebook, WorkspaceError> {
        let expected = record.lists_hash.as_ref().ok_or(WorkspaceError::NoLists(record.id))?;
        let content = self.blobs.get(BlobKey::Lists(record.id), expected)?;
        Ok(serde_json::from_slice(&content)?)
    }

    /// Stores files, figures and lists as a new vintage on top of its parent.
    ///
    /// Everything or nothing: the vintage exists once its row does. [`WorkspaceError::Overtaken`] if its
    /// parent is no longer the latest vintage in force.
    pub async fn commit(
        &self,
        new: NewVintage<'_>,
        act: Act<'_>,
    ) -> Result<VintageRecord, WorkspaceError> {
        self.commit_with(new, &[], act).await
    }

    /// Stores files, figures and lists as [`Workspace::commit`] does, with what was said of them.
    pub async fn commit_with(
        &self,
        new: NewVintage<'_>,
        remarks: &[Remark],
        act: Act<'_>,
    ) -> Result<VintageRecord, WorkspaceError> {
        let mut writing = self.store.write().await?;
        let parent = writing.current_vintage().await?;
        if parent.as_ref().map(|parent| parent.id) != new.parent {
            return Err(WorkspaceError::Overtaken);
        }
        let mut panel =
            parent.map_or_else(|| Ok(Panel::default()), |parent| self.panel(&parent))?;
        let revised = panel.absorb(new.observations);
        let (figures, lists) = (panel.to_parquet()?, stored_form(new.lists)?);
        let mut record = VintageRecord {
            id: 0,
            created_at: act.at.to_owned(),
            actor: act.by.to_owned(),
            observations: panel.observations().len() as i64,
            revised: revised as i64,
            parquet_hash: hash(&figures),
            lists_hash: Some(hash(&lists)),
            parent: new.parent,
            withdrawn_at: None,
            withdrawn_by: None,
        };
        record.id = writing.add_vintage(&record).await?;
        let stored = self.blobs.begin(BlobKey::Panel(record.id))?;
        let files = self.keep_originals(record.id, new.files, act)?;
        self.blobs.put(BlobKey::Panel(record.id), &figures)?;
        self.blobs.put(BlobKey::Lists(record.id), &lists)?;
        writing.add_files(record.id, &files).await?;
        let names: Vec<&str> = new.files.iter().map(|file| file.name).collect();
        let detail = format!("vintage {}: {}", record.id, names.join(", "));
        writing.add_event(act, "ingest", &detail).await?;
        for remark in remarks {
            writing.add_event(act, remark.kind, &remark.detail(record.id)).await?;
        }
        self.make_stand(writing).await?;
        stored.end();
        Ok(record)
    }

    /// Keeps what is said of the figures of a vintage after they were taken in.
    pub async fn remark(
        &self,
        vintage: i64,
        remarks: &[Remark],
        act: Act<'_>,
    ) -> Result<(), WorkspaceError> {
        let mut writing = self.store.write().await?;
        let missing = WorkspaceError::Missing { what: "vintage", id: vintage };
        writing.vintage(vintage).await?.ok_or(missing)?;
        for remark in remarks {
            writing.add_event(act, remark.kind, &remark.detail(vintage)).await?;
        }
        self.make_stand(writing).await
    }

    /// Keeps the content of files and returns their records.
    fn keep_originals(
        &self,
        vintage: i64,
        files: &[NewFile<'_>],
        act: Act<'_>,
    ) -> Result<Vec<FileRecord>, WorkspaceError> {
        let keep = |file: &NewFile<'_>| {
            let hash = hash(file.bytes);
            self.blobs.put(BlobKey::Original(&hash), file.bytes)?;
            Ok(FileRecord {
                vintage,
                name: file.name.to_owned(),
                hash,
                templates: file.templates.to_owned(),
                rows: file.rows as i64,
                actor: act.by.to_owned(),
            })
        };
        files.iter().map(keep).collect()
    }

    /// Stores the lists of a vintage that was made before lists were stored. Whoever comes first is heard: the
    /// lists of a vintage never change once they are there.
    pub async fn keep_lists(
        &self,
        vintage: i64,
        lists: &Codebook,
        act: Act<'_>,
    ) -> Result<(), WorkspaceError> {
        let mut writing = self.store.write().await?;
        let missing = WorkspaceError::Missing { what: "vintage", id: vintage };
        if writing.vintage(vintage).await?.ok_or(missing)?.lists_hash.is_some() {
            return Ok(());
        }
        let content = stored_form(lists)?;
        self.blobs.put(BlobKey::Lists(vintage), &content)?;
        writing.set_lists_hash(vintage, &hash(&content)).await?;
        writing.add_event(act, "upgrade", &format!("lists of vintage {vintage}")).await?;
        self.make_stand(writing).await
    }

    /// Withdraws the latest vintage in force and returns it; `None` if there is none. The one that it was made
    /// on top of is in force again, and so is what was shown then. Nothing is deleted: its files, its figures
    /// and the runs on it stay where they are.
    pub async fn undo(&self, act: Act<'_>) -> Result<Option<VintageRecord>, WorkspaceError> {
        let mut writing = self.store.write().await?;
        let Some(latest) = writing.current_vintage().await? else { return Ok(None) };
        writing.withdraw(latest.id, act).await?;
        writing.add_event(act, "undo", &format!("vintage {}", latest.id)).await?;
        self.make_stand(writing).await?;
        Ok(Some(latest))
    }
}

/// Lists as they are stored. What could not be read back, such as a share that is no number, is an error now
/// rather than whenever the vintage is opened.
pub(crate) fn stored_form(lists: &Codebook) -> Result<Vec<u8>, WorkspaceError> {
    let content = serde_json::to_vec(lists)?;
    serde_json::from_slice::<Codebook>(&content)?;
    Ok(content)
}
