//! A mark beside contents that are being stored: a later command finds by it what a killed one has left.

use std::fs;
use std::path::{Path, PathBuf};

use crate::WorkspaceError;
use crate::files::write_file;

/// The mark beside contents whose row is not there yet.
#[derive(Debug)]
pub(crate) struct Unfinished {
    mark: PathBuf,
}

impl Unfinished {
    /// Marks a folder.
    pub(crate) fn begin(folder: &Path) -> Result<Self, WorkspaceError> {
        let mark = folder.join(format!("unfinished.{}.tmp", std::process::id()));
        write_file(&mark, b"")?;
        Ok(Self { mark })
    }

    /// The row is there.
    pub(crate) fn end(self) {
        // A mark that stays beside a row does no harm and is removed later.
        let _ = fs::remove_file(&self.mark);
    }
}
