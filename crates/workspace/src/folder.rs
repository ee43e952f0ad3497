//! Contents as files below the folder of the workspace.

use std::path::PathBuf;

use crate::WorkspaceError;
use crate::blob::{BlobKey, Blobs};
use crate::files::{hash, read_file, write_file};
use crate::unfinished::Unfinished;

/// A folder that keeps each content in a file of its own.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at `root`; it is made with the first content.
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The path of a content below the root.
    fn place(key: BlobKey<'_>) -> PathBuf {
        match key {
            BlobKey::Original(hash) => PathBuf::from("originals").join(hash),
            BlobKey::Panel(vintage) => format!("vintages/{vintage:04}/observations.parquet").into(),
            BlobKey::Lists(vintage) => format!("vintages/{vintage:04}/lists.json").into(),
            BlobKey::Outlook(run) => format!("runs/{run:04}/outlook.json").into(),
            BlobKey::Issue(issue, name) => PathBuf::from(format!("issues/{issue:04}")).join(name),
            BlobKey::Settings(run) => format!("runs/{run:04}/settings.json").into(),
        }
    }
}

impl Blobs for Folder {
    fn put(&self, key: BlobKey<'_>, content: &[u8]) -> Result<(), WorkspaceError> {
        let path = self.root.join(Self::place(key));
        if let BlobKey::Original(hash) = key
            && self.get(key, hash).is_ok()
        {
            return Ok(());
        }
        write_file(&path, content)
    }

    fn begin(&self, key: BlobKey<'_>) -> Result<Unfinished, WorkspaceError> {
        let content = self.root.join(Self::place(key));
        Unfinished::begin(content.parent().unwrap_or(&self.root))
    }

    fn get(&self, key: BlobKey<'_>, expected: &str) -> Result<Vec<u8>, WorkspaceError> {
        let place = Self::place(key);
        let path = self.root.join(&place);
        if !path.exists() {
            return Err(WorkspaceError::Corrupt(place));
        }
        let content = read_file(&path)?;
        if hash(&content) == expected { Ok(content) } else { Err(WorkspaceError::Corrupt(place)) }
    }
}
