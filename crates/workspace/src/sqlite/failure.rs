//! Failures of the database, without its types.

use sqlx::migrate::MigrateError;

use crate::WorkspaceError;
use crate::error::StoreError;

/// What SQLite says of a file that is damaged, and of one that is no database: SQLITE_CORRUPT and SQLITE_NOTADB.
const DAMAGED: [&str; 2] = ["11", "26"];

pub(super) fn failed(error: sqlx::Error) -> WorkspaceError {
    let code = error.as_database_error().and_then(|error| error.code());
    // Codes have further bits of detail above the first eight.
    let kind = code.and_then(|code| code.parse::<u32>().ok()).map(|code| (code & 0xff).to_string());
    if kind.is_some_and(|kind| DAMAGED.contains(&kind.as_str())) {
        WorkspaceError::Damaged(error.to_string())
    } else {
        WorkspaceError::Database(StoreError::new(error))
    }
}

/// The same of bringing the database to this version's form.
pub(super) fn failed_to_migrate(error: MigrateError) -> WorkspaceError {
    match error {
        MigrateError::Execute(error) => failed(error),
        error => WorkspaceError::Migration(StoreError::new(error)),
    }
}
