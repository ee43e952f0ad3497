//! A workspace: one folder that holds what was known when, what was made of it, and what was shown. This
//! crate is the sole owner of the folder's layout.
//!
//! ```text
//! talent.toml        settings                      talent.db     vintages, runs, publications, events
//! workspace.id       what tells it from others     manifest.json the same once more, for when the database is lost
//! policy.toml        warning policy                originals/    files taken in, by hash
//! assumptions.toml   assumptions of the balance    vintages/     panel (Parquet) and lists (JSON) of each vintage
//! templates/         blank templates               runs/         the outlook of each run (JSON)
//! issues/            files of each issue as it was signed
//! output/            charts and bulletins
//! ```
//!
//! A row in the database is what makes a vintage or a run exist. In one transaction that holds the right to
//! write, the database gives the row its number, the files are written under that number, each to a
//! temporary name, synced and renamed, and only then does the row become visible. Whenever the process is
//! killed, the last good state stands.
//!
//! A **run** is stored when it has been computed; a **publication** shows it to readers. They are two acts,
//! each with a number of its own, so that an approval can stand between them. An **issue** is a document of a run that is
//! signed and sent out.
//!
//! The database is behind `store::Store` and large contents behind `blob::Blobs`; `sqlite` and `folder` are
//! what stands behind them today.

mod act;
mod backup;
mod blob;
mod config;
mod error;
mod files;
mod folder;
mod issue;
mod issue_state;
mod litter;
mod manifest;
mod period;
mod record;
mod refusal;
mod run;
mod saved_scenario;
mod slot_text;
mod sqlite;
mod store;
mod unfinished;
mod verify;
mod vintage;
mod workspace;

pub use act::Act;
pub use backup::BackedUp;
pub use config::{
    CityConfig, CollectionConfig, Config, DeliveryConfig, Due, NoticeConfig, RunConfig,
    ScheduleConfig,
};
pub use croner::Cron;
pub use error::{StoreError, WorkspaceError};
pub use files::{PendingFile, hash, read_file, read_file_within, regular_length, write_file};
pub use issue::{DeliveryState, Issue, NewIssue, NewSigning};
pub use issue_state::IssueState;
pub use litter::sweep_unmade;
pub use period::{ClosedPeriod, PeriodChange};
pub use record::{
    DeliveryRecord, Event, FileRecord, IssueActRecord, IssueRecord, PublicationRecord,
    PublishedRun, RunRecord, SlotTextRecord, VintageRecord, WarningRow,
};
pub use refusal::{Refusal, RefusedFile, RefusedTable};
pub use run::NewRun;
pub use saved_scenario::{SavedScenario, ScenarioInput};
pub use verify::{Finding, Part};
pub use vintage::{NewFile, NewVintage, OpenVintage, Remark};
pub use workspace::Workspace;
