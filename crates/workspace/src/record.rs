//! The rows of the store: vintages, files, runs, warnings, publications and events.

use serde::{Deserialize, Serialize};

/// A vintage: everything that was known after some files had been taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VintageRecord {
    /// Its number, from 1.
    pub id: i64,
    /// When it was made (RFC 3339, UTC).
    pub created_at: String,
    /// Who made it; empty if that was before names were kept.
    pub actor: String,
    /// Figures in it.
    pub observations: i64,
    /// Figures that replaced another value.
    pub revised: i64,
    /// Hash of its Parquet file.
    pub parquet_hash: String,
    /// Hash of its lists; none in a vintage of an older store whose lists were never stored.
    pub lists_hash: Option<String>,
    /// The vintage that it was made on top of; none for the first.
    pub parent: Option<i64>,
    /// When it was withdrawn (RFC 3339, UTC); none while it is in force.
    pub withdrawn_at: Option<String>,
    /// Who withdrew it; none while it is in force.
    pub withdrawn_by: Option<String>,
}

/// A file that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// The vintage that it made.
    pub vintage: i64,
    /// Its name.
    pub name: String,
    /// The hash of its content, by which the original is kept.
    pub hash: String,
    /// The codes of its templates, separated by spaces.
    pub templates: String,
    /// Data rows read from it.
    pub rows: i64,
    /// Who took it in; empty if that was before names were kept.
    pub actor: String,
}

/// A run: what was made of a vintage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Its number, from 1.
    pub id: i64,
    /// When it was made (RFC 3339, UTC).
    pub created_at: String,
    /// Who made it; empty if that was before names were kept.
    pub actor: String,
    /// The vintage it rests on.
    pub vintage: i64,
    /// Seed of all chance.
    pub seed: i64,
    /// Draws.
    pub draws: i64,
    /// Years ahead.
    pub horizon: i64,
    /// Version of the program.
    pub version: String,
    /// Name and date of the warning policy.
    pub policy: String,
    /// Hash of everything the run depends on.
    pub fingerprint: String,
    /// Hash of the outlook.
    pub outlook_hash: String,
}

/// A warning as the database lists it; its evidence is in the run's outlook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarningRow {
    /// Its id within the run.
    pub id: String,
    /// The programme.
    pub programme: String,
    /// The school; none for the city as a whole.
    pub school: Option<String>,
    /// The level's code.
    pub level: String,
}

/// A publication: from when on a run was shown to readers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationRecord {
    /// Its number, from 1: that of the bulletin.
    pub id: i64,
    /// The run that it shows.
    pub run: i64,
    /// When it was made (RFC 3339, UTC).
    pub at: String,
    /// Who published; empty if that was before names were kept.
    pub actor: String,
}

/// A run with the publication that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedRun {
    /// That it is shown.
    pub publication: PublicationRecord,
    /// What is shown.
    pub run: RunRecord,
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When (RFC 3339, UTC).
    pub at: String,
    /// Who did it; empty if that was before names were kept.
    pub actor: String,
    /// What kind.
    pub kind: String,
    /// In words.
    pub detail: String,
}
