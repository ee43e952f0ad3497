//! The rows of the store: vintages, files, runs, warnings, publications, issues, texts of blanks, deliveries and events.

use serde::{Deserialize, Serialize};

use crate::{Act, IssueState};

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

/// An issue: a document of a run on its way to being sent out. It never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueRecord {
    /// Its number among all issues, from 1.
    pub id: i64,
    /// Which document: `bulletin`, `quality` or `layout`.
    pub kind: String,
    /// For whom: `public` or `bureau`.
    pub audience: String,
    /// The run that it is of.
    pub run: i64,
    /// The issue that it takes the place of.
    pub corrects: Option<i64>,
    /// The schedule that it was made for.
    pub schedule: Option<String>,
    /// The time of that schedule (RFC 3339).
    pub occasion: Option<String>,
    /// When it was drafted (RFC 3339, UTC).
    pub created_at: String,
    /// Who drafted it.
    pub actor: String,
}

/// Something that was done with an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueActRecord {
    /// The issue.
    pub issue: i64,
    /// Its kind, by which it is numbered.
    pub kind: String,
    /// For whom it is; each has numbers of its own.
    #[serde(default = "public")]
    pub audience: String,
    /// The state that it came to be in, by its code.
    pub state: String,
    /// The year of its number, given when it is signed.
    pub year: Option<i64>,
    /// Its number in that year.
    pub number: Option<i64>,
    /// 文号.
    pub reference: Option<String>,
    /// 签发人.
    pub signer: Option<String>,
    /// Hash of each frozen file by name, as JSON.
    pub contents: Option<String>,
    /// Where it goes to when it is sent out, as JSON.
    pub targets: Option<String>,
    /// A reason; empty where none was given.
    pub note: String,
    /// When (RFC 3339, UTC).
    pub at: String,
    /// Who did it.
    pub actor: String,
}

impl IssueActRecord {
    /// That an issue came to be in a state.
    pub(crate) fn new(issue: &IssueRecord, state: IssueState, note: &str, act: Act<'_>) -> Self {
        Self {
            issue: issue.id,
            kind: issue.kind.clone(),
            audience: issue.audience.clone(),
            state: state.code().to_owned(),
            year: None,
            number: None,
            reference: None,
            signer: None,
            contents: None,
            targets: None,
            note: note.to_owned(),
            at: act.at.to_owned(),
            actor: act.by.to_owned(),
        }
    }
}

/// What somebody wrote in a blank of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotTextRecord {
    /// Which document.
    pub kind: String,
    /// For whom the document is.
    #[serde(default = "public")]
    pub audience: String,
    /// The blank, by its id within the document.
    pub slot: String,
    /// The text; paragraphs are apart by line breaks.
    pub text: String,
    /// Hash of the cells that it was written about.
    pub figures: String,
    /// When (RFC 3339, UTC).
    pub at: String,
    /// Who wrote it.
    pub actor: String,
}

/// For whom texts were written before it was noted.
fn public() -> String {
    "public".to_owned()
}

/// A step on the way of an issue to a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryRecord {
    /// The issue.
    pub issue: i64,
    /// Where to, such as `folder:/srv/out` or `mail:office@example.org`.
    pub target: String,
    /// How far it has come, by its code.
    pub state: String,
    /// What was said of it.
    pub detail: String,
    /// When (RFC 3339, UTC).
    pub at: String,
    /// Who did it.
    pub actor: String,
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
