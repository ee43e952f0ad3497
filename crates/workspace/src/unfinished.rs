//! A mark beside contents that are being stored: a later command finds by it what a killed one has left.

use std::ffi::OsStr;
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

/// Whether a command is at the contents of a folder, or was killed at it.
pub(crate) fn is_unfinished(folder: &Path) -> bool {
    let is_mark = |path: &PathBuf| {
        unfinished_name(path).is_some_and(|(name, _)| name == OsStr::new("unfinished"))
    };
    entries(folder).iter().any(is_mark) || entries(folder).is_empty()
}

/// The folders of a folder whose names are numbers.
pub(crate) fn numbered(folder: &Path) -> Vec<(PathBuf, i64)> {
    let number = |path: PathBuf| {
        let number = path.file_name()?.to_str()?.parse().ok()?;
        path.is_dir().then_some((path, number))
    };
    entries(folder).into_iter().filter_map(number).collect()
}

/// Everything in a folder; nothing if it cannot be read.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
}

/// `NAME.PID.tmp` as the name and the process.
pub(crate) fn unfinished_name(path: &Path) -> Option<(std::ffi::OsString, u32)> {
    let without_tmp = Path::new(path.file_name()?.to_str()?.strip_suffix(".tmp")?);
    let pid = without_tmp.extension()?.to_str()?;
    let is_number = pid.bytes().all(|digit| digit.is_ascii_digit()) && !pid.starts_with('0');
    let pid = pid.parse().ok().filter(|_| is_number)?;
    Some((without_tmp.file_stem()?.to_owned(), pid))
}
