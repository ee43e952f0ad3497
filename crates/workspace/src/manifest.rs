//! The manifest: what the database holds, once more as a plain file beside it.
//!
//! It is written after every change. A database that lacks something of it is not the one that the workspace had last: it
//! was lost, or it is an older copy. Such a database is refused, since what is taken in next would be stored over what it
//! does not know; it can be made again from the manifest.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::WorkspaceError;
use crate::files::{hash, read_file, write_file};
use crate::record::{
    DeliveryRecord, Event, FileRecord, IssueActRecord, IssueRecord, PublicationRecord, RunRecord,
    SlotTextRecord, VintageRecord,
};
use crate::unfinished::{is_unfinished, numbered};

/// The name of its file.
pub(crate) const NAME: &str = "manifest.json";

/// A manifest as it is written: with its own hash, so that damage to it is never taken for a database that lacks something.
#[derive(Serialize, Deserialize)]
struct Sealed {
    /// Hash of the rest as JSON; none in manifests of earlier versions.
    #[serde(default)]
    hash: Option<String>,
    #[serde(flatten)]
    manifest: Manifest,
}

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
    // What earlier versions did not have is left out where there is none, so that the hash of theirs is the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) issues: Vec<IssueRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) issue_acts: Vec<IssueActRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) slot_texts: Vec<SlotTextRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) deliveries: Vec<DeliveryRecord>,
    pub(crate) events: Vec<Event>,
}

impl Manifest {
    /// That of a workspace; `None` if it has none yet.
    pub(crate) fn read(root: &Path) -> Result<Option<Self>, WorkspaceError> {
        let path = Self::path(root);
        if !path.exists() {
            return Ok(None);
        }
        let corrupt = || WorkspaceError::Corrupt(NAME.into());
        let read = serde_json::from_slice(&read_file(&path)?).map_err(|_| corrupt())?;
        let Sealed { hash: sealed, manifest } = read;
        if sealed.is_some_and(|sealed| Some(sealed) != manifest.hash()) {
            return Err(corrupt());
        }
        Ok(Some(manifest))
    }

    fn hash(&self) -> Option<String> {
        Some(hash(&serde_json::to_vec(self).ok()?))
    }

    /// Writes it, whole or not at all.
    pub(crate) fn write(&self, root: &Path) -> Result<(), WorkspaceError> {
        let sealed = Sealed { hash: self.hash(), manifest: self.clone() };
        write_file(&Self::path(root), &serde_json::to_vec(&sealed)?)
    }

    fn path(root: &Path) -> PathBuf {
        root.join(NAME)
    }

    /// Whether nothing was ever done.
    pub(crate) fn is_empty(&self) -> bool {
        self.events.is_empty() && self.vintages.is_empty()
    }

    /// Whether a folder holds contents of vintages or runs that this does not know, and that are no litter of a killed
    /// command.
    pub(crate) fn lacks_folders_of(&self, root: &Path) -> bool {
        let vintages = self.vintages.iter().map(|vintage| vintage.id).max().unwrap_or(0);
        let runs = self.runs.iter().map(|run| run.id).max().unwrap_or(0);
        [("vintages", vintages), ("runs", runs)].into_iter().any(|(name, last)| {
            numbered(&root.join(name))
                .iter()
                .any(|(folder, number)| *number > last && !is_unfinished(folder))
        })
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
            && self.issues.starts_with(&earlier.issues)
            && self.issue_acts.starts_with(&earlier.issue_acts)
            && self.slot_texts.starts_with(&earlier.slot_texts)
            && self.deliveries.starts_with(&earlier.deliveries)
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
