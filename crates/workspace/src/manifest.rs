//! The manifest: what the database holds, once more as a plain file beside it.
//!
//! It is written after every change. A database that lacks something of it is not the one that the workspace had last: it
//! was lost, or it is an older copy. Such a database is refused, since what is taken in next would be stored over what it
//! does not know; it can be made again from the manifest.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::WorkspaceError;
use crate::files::{read_file, write_file};
use crate::record::{Event, FileRecord, PublicationRecord, RunRecord, VintageRecord};

/// The name of its file.
pub(crate) const NAME: &str = "manifest.json";

/// What the database holds, but for the warnings of runs, which follow from their outlooks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Hash of the identity of the workspace; none before it had one.
    #[serde(default)]
    pub(crate) identity: Option<String>,
    pub(crate) vintages: Vec<VintageRecord>,
    pub(crate) files: Vec<FileRecord>,
    pub(crate) runs: Vec<RunRecord>,
    pub(crate) publications: Vec<PublicationRecord>,
    pub(crate) events: Vec<Event>,
}

impl Manifest {
    /// That of a workspace; `None` if it has none yet.
    pub(crate) fn read(root: &Path) -> Result<Option<Self>, WorkspaceError> {
        let path = Self::path(root);
        if !path.exists() {
            return Ok(None);
        }
        let content = read_file(&path)?;
        let manifest = serde_json::from_slice(&content);
        manifest.map(Some).map_err(|_| WorkspaceError::Corrupt(NAME.into()))
    }

    /// Writes it, whole or not at all.
    pub(crate) fn write(&self, root: &Path) -> Result<(), WorkspaceError> {
        write_file(&Self::path(root), &serde_json::to_vec(self)?)
    }

    fn path(root: &Path) -> PathBuf {
        root.join(NAME)
    }

    /// Whether nothing was ever done.
    pub(crate) fn is_empty(&self) -> bool {
        self.events.is_empty() && self.vintages.is_empty()
    }

    /// Whether this holds everything that `earlier` does. Events are only ever added, and each change adds one, so that
    /// those of an earlier state are the first of a later one; what they speak of is compared too.
    pub(crate) fn goes_on_from(&self, earlier: &Self) -> bool {
        let same = |vintage: &VintageRecord| {
            self.vintages
                .iter()
                .any(|other| other.id == vintage.id && other.parquet_hash == vintage.parquet_hash)
        };
        self.events.starts_with(&earlier.events)
            && earlier.vintages.iter().all(same)
            && self.files.starts_with(&earlier.files)
            && self.runs.len() >= earlier.runs.len()
            && self.publications.starts_with(&earlier.publications)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(detail: &str) -> Event {
        let text = str::to_owned;
        Event {
            at: text("2026-01-01T00:00:00Z"),
            actor: text("li"),
            kind: text("ingest"),
            detail: text(detail),
        }
    }

    #[test]
    fn a_state_goes_on_from_its_beginning_and_not_from_another() {
        let state = |events: &[&str]| Manifest {
            events: events.iter().map(|detail| event(detail)).collect(),
            ..Manifest::default()
        };
        let (first, second, other) = (state(&["1"]), state(&["1", "2"]), state(&["1", "3"]));
        assert!(second.goes_on_from(&first) && second.goes_on_from(&second));
        assert!(!first.goes_on_from(&second) && !other.goes_on_from(&second));
        assert!(first.goes_on_from(&Manifest::default()) && !first.is_empty());
    }
}
