//! Failures of the database, without its types.

use sqlx::migrate::{MigrateError, Migrator};

use crate::WorkspaceError;
use crate::error::StoreError;

/// Kinds of failures, as SQLite numbers them. The lowest byte of a code is its kind.
mod code {
    pub(super) const BUSY: u32 = 5;
    pub(super) const LOCKED: u32 = 6;
    pub(super) const READ_ONLY: u32 = 8;
    pub(super) const INPUT_OUTPUT: u32 = 10;
    pub(super) const CORRUPT: u32 = 11;
    pub(super) const FULL: u32 = 13;
    pub(super) const CANNOT_OPEN: u32 = 14;
    pub(super) const NOT_A_DATABASE: u32 = 26;
}

pub(super) fn failed(error: sqlx::Error) -> WorkspaceError {
    match kind(&error) {
        Some(code::BUSY | code::LOCKED) => WorkspaceError::Busy,
        Some(code::READ_ONLY) => WorkspaceError::ReadOnly,
        Some(code::FULL) => WorkspaceError::Full,
        Some(code::CORRUPT | code::NOT_A_DATABASE) => WorkspaceError::Damaged(error.to_string()),
        _ => WorkspaceError::Database(StoreError::new(error)),
    }
}

/// Why the database could not be brought to this version's form.
pub(super) fn not_migrated(error: MigrateError, known: &Migrator) -> WorkspaceError {
    let known = known.iter().map(|step| step.version).max().unwrap_or_default();
    match error {
        MigrateError::VersionMissing(found) if found > known => {
            WorkspaceError::Newer { found, known }
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)
            if kind(&error).is_some() =>
        {
            match failed(error) {
                WorkspaceError::Database(error) => WorkspaceError::Migration(error),
                told => told,
            }
        }
        error => WorkspaceError::Migration(StoreError::new(error)),
    }
}

/// Whether the database may be there to be read, though it could not be opened to be written: there may be no
/// permission, or no room for the files beside it.
pub(super) fn is_of_writing(error: &sqlx::Error) -> bool {
    matches!(
        kind(error),
        Some(code::READ_ONLY | code::FULL | code::CANNOT_OPEN | code::INPUT_OUTPUT)
    )
}

fn kind(error: &sqlx::Error) -> Option<u32> {
    let code = error.as_database_error()?.code()?;
    code.parse::<u32>().ok().map(|code| code & 0xff)
}
