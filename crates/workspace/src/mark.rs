//! The mark beside contents whose row is not there yet.

use std::path::{Path, PathBuf};

use crate::WorkspaceError;
use crate::files::write_file;

/// What its file is called before the number of the process and `.tmp`.
pub(crate) const NAME: &str = "unfinished";

/// The mark beside contents whose row is not there yet.
#[derive(Debug)]
pub(crate) struct Unfinished {
    mark: PathBuf,
}

impl Unfinished {
    /// Marks a folder.
    pub(crate) fn begin(folder: &Path) -> Result<Self, WorkspaceError> {
        let mark = folder.join(format!("{NAME}.{}.tmp", std::process::id()));
        write_file(&mark, b"")?;
        Ok(Self { mark })
    }

    /// The row is there.
    pub(crate) fn end(self) {
        // A mark that stays beside a row does no harm and is removed later.
        let _ = std::fs::remove_file(&self.mark);
    }
}
