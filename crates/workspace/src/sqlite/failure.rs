//! Failures of the database, without its types.

use crate::WorkspaceError;
use crate::error::StoreError;

pub(super) fn failed(error: sqlx::Error) -> WorkspaceError {
    WorkspaceError::Database(StoreError::new(error))
}
