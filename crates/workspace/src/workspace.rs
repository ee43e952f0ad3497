//! A folder as a workspace: making it, opening it, its settings and its plain files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::blob::Blobs;
use crate::files::{hash, make_folder, read_file, write_file};
use crate::folder::Folder;
use crate::manifest::Manifest;
use crate::sqlite::SqliteStore;
use crate::store::{Store, Writing};
use crate::{Act, Config, Event, WorkspaceError};

/// An open workspace.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    config: Config,
    /// Hash of the identity that it was given.
    identity: Option<String>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) blobs: Arc<dyn Blobs>,
}

pub(crate) const CONFIG: &str = "talent.toml";
const IDENTITY: &str = "workspace.id";
pub(crate) const DATABASE: &str = "talent.db";

impl Workspace {
    /// Makes a workspace in a folder that is empty or does not exist. `extras` are further files
    /// to put there, by path within the workspace. The folder is made beside its place and then
    /// renamed, so that it is there whole or not at all.
    pub async fn init(root: &Path, extras: &[(&str, Vec<u8>)]) -> Result<Self, WorkspaceError> {
        make_folder(root, |making| {
            for (path, bytes) in extras {
                write_file(&making.join(path), bytes)?;
            }
            write_file(&making.join(CONFIG), Config::TEMPLATE.as_bytes())
        })?;
        Self::open(root).await
    }

    /// Opens the workspace in a folder.
    pub async fn open(root: &Path) -> Result<Self, WorkspaceError> {
        let path = root.join(CONFIG);
        if !path.exists() {
            let had_one = [DATABASE, crate::manifest::NAME].iter().any(|n| root.join(n).exists());
            return Err(if had_one {
                WorkspaceError::ConfigLost(path)
            } else {
                WorkspaceError::NotAWorkspace(root.to_owned())
            });
        }
        let text = read_text_file(&path)?;
        let config = Config::parse(&text)?;
        let manifest = Manifest::read(root)?;
        if is_lost(root, manifest.as_ref()) {
            return Err(WorkspaceError::DatabaseLost(root.to_owned()));
        }
        let store = Arc::new(SqliteStore::open(&root.join(DATABASE)).await?);
        let blobs = Arc::new(Folder::new(root.to_owned()));
        let known = manifest.as_ref().and_then(|manifest| manifest.identity.clone());
        let identity = known.or_else(|| Some(hash(read_identity(root).ok()?.as_bytes())));
        let workspace = Self { root: root.to_owned(), config, identity, store, blobs };
        workspace.check_manifest(manifest).await?;
        Ok(workspace)
    }

    /// Holds the database against the manifest, which is written where it is behind. On a disk that cannot be written it
    /// stays behind.
    async fn check_manifest(&self, manifest: Option<Manifest>) -> Result<(), WorkspaceError> {
        let now = self.manifest().await?;
        let is_behind = match &manifest {
            Some(manifest) => !now.goes_on_from(manifest),
            // Without one, the folders of what was stored tell.
            None => now.lacks_folders_of(&self.root),
        };
        if is_behind {
            self.store.close().await;
            return Err(WorkspaceError::OlderDatabase(self.root.clone()));
        }
        if manifest.as_ref() != Some(&now) {
            let _behind = now.write(&self.root);
        }
        Ok(())
    }

    /// What the database holds now, and whose it is.
    async fn manifest(&self) -> Result<Manifest, WorkspaceError> {
        Ok(Manifest { identity: self.identity.clone(), ..self.store.manifest().await? })
    }

    /// Makes a change stand and notes it in the manifest. A manifest that cannot be written stays behind and is written
    /// when the workspace is opened next: once it is committed, a change stands whatever fails after it.
    pub(crate) async fn make_stand(&self, writing: Box<dyn Writing>) -> Result<(), WorkspaceError> {
        writing.commit().await?;
        let _behind = self.manifest().await.and_then(|manifest| manifest.write(&self.root));
        // A copy of the folder has to be whole without the files that the database keeps beside it.
        let _later = self.store.checkpoint().await;
        Ok(())
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What tells the workspace from all others: a text by chance that it was given when it was made. It is never shown,
    /// since counts of persons are rounded by it.
    ///
    /// [`WorkspaceError::NoIdentity`] where the file that holds it is not there, or is that of another workspace.
    pub fn identity(&self) -> Result<String, WorkspaceError> {
        let identity = read_identity(&self.root)?;
        if self.identity.as_ref().is_some_and(|known| *known != hash(identity.as_bytes())) {
            return Err(WorkspaceError::NoIdentity(self.root.join(IDENTITY)));
        }
        Ok(identity)
    }

    /// Gives a workspace of an earlier version its identity; one that has one keeps it. Whether it was given.
    pub fn identify(&self, identity: &str) -> Result<bool, WorkspaceError> {
        let path = self.root.join(IDENTITY);
        if path.exists() || self.identity.is_some() {
            return Ok(false);
        }
        write_file(&path, format!("{identity}\n").as_bytes())?;
        Ok(true)
    }

    /// A text file of the workspace, such as `policy.toml`.
    pub fn read_text(&self, name: &str) -> Result<String, WorkspaceError> {
        read_text_file(&self.root.join(name))
    }

    /// A text file that a workspace may lack, such as `rules.toml`.
    pub fn read_text_if_there(&self, name: &str) -> Result<Option<String>, WorkspaceError> {
        if self.root.join(name).exists() { self.read_text(name).map(Some) } else { Ok(None) }
    }

    /// Writes a file below `output/` and returns its path.
    pub fn write_output(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, WorkspaceError> {
        let path = self.root.join("output").join(name);
        write_file(&path, bytes)?;
        Ok(path)
    }

    /// Everything that was done, the oldest first.
    pub async fn events(&self) -> Result<Vec<Event>, WorkspaceError> {
        self.store.events().await
    }

    /// Notes that something was done, and changes nothing else.
    pub async fn note(&self, kind: &str, detail: &str, act: Act<'_>) -> Result<(), WorkspaceError> {
        let mut writing = self.store.write().await?;
        writing.add_event(act, kind, detail).await?;
        self.make_stand(writing).await
    }

    /// Closes the database. Dropping a workspace does so too, but not at once.
    pub async fn close(&self) {
        self.store.close().await;
    }
}

/// The text of a file of settings, which people write.
fn read_text_file(path: &Path) -> Result<String, WorkspaceError> {
    String::from_utf8(read_file(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!(
            "第 {at} 字节起不是 UTF-8 文字，文件可能被截断或损坏；请改正，或从备份中取回 (not UTF-8 from byte {at} on: it may be cut or damaged; correct it, or take it from a backup)"
        );
        WorkspaceError::Config { path: path.to_owned(), message }
    })
}

/// The identity that stands in the folder of a workspace.
fn read_identity(root: &Path) -> Result<String, WorkspaceError> {
    let path = root.join(IDENTITY);
    if !path.exists() {
        return Err(WorkspaceError::NoIdentity(path));
    }
    Ok(String::from_utf8_lossy(&read_file(&path)?).trim().to_owned())
}

/// Whether a workspace had a database and has none.
fn is_lost(root: &Path, manifest: Option<&Manifest>) -> bool {
    let database = std::fs::metadata(root.join(DATABASE));
    let is_there = database.is_ok_and(|database| database.len() > 0);
    // Workspaces of earlier versions have no manifest, but folders of vintages.
    let had_one = manifest.map_or_else(
        || root.join("vintages").read_dir().is_ok_and(|mut entries| entries.next().is_some()),
        |manifest| !manifest.is_empty(),
    );
    had_one && !is_there
}
