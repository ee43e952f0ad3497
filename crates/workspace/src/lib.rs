//! A workspace: one folder that holds what was known when, and what was made of it. This crate is
//! the sole owner of the folder's layout.
//!
//! ```text
//! talent.toml        settings                      talent.db     vintages, runs, warnings, events
//! policy.toml        warning policy                originals/    files taken in, by hash
//! assumptions.toml   assumptions of the balance    vintages/     a Parquet panel a vintage
//! templates/         blank templates               runs/         an outlook a run
//! output/            charts and bulletins
//! ```
//!
//! A row in the database is what makes a vintage or a run exist. Files are written first, to a
//! temporary name, synced and renamed; the row comes last, in one transaction. Whenever the process
//! is killed, the last good state stands.

mod config;
mod error;
mod files;
mod store;
mod workspace;

pub use config::{CityConfig, Config, RunConfig};
pub use error::WorkspaceError;
pub use files::{PendingFile, hash, read_file, write_file};
pub use store::{Event, FileRecord, RunRecord, VintageRecord, WarningRow};
pub use workspace::{NewFile, NewRun, OpenVintage, Workspace};
