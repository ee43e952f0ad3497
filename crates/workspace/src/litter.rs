//! What killed commands leave behind, and its removal by a later one.
//!
//! Three kinds of litter are known by their names, which hold the number of the process that made them:
//!
//! | litter | name | removed if |
//! |---|---|---|
//! | a file that was being written | `NAME.PID.tmp` | no process has this number, and it is old |
//! | a workspace that was being made or restored | folder `NAME.PID.tmp` beside it | the same, and it holds what `init` puts there alone, or the mark of `restore` |
//! | contents of a vintage or run without a row | beside a mark `unfinished.PID.tmp` | the right to write is held, so that nobody is at it |
//!
//! Contents without a row and without a mark stay: they may be all that is left of rows that were lost.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::unfinished::{entries, numbered, unfinished_name};
use crate::{Workspace, WorkspaceError};

/// A file that is younger is left alone: whoever writes it may be on another machine or in another container.
const OLD: Duration = Duration::from_mins(10);

/// Folders of a workspace that files are written to.
const FOLDERS: [&str; 4] = ["", "originals", "output", "templates"];

/// Folders of a workspace with a folder for each number, and the contents there.
const NUMBERED: [(&str, &[&str]); 2] = [
    ("vintages", &["observations.parquet", "lists.json"]),
    ("runs", &["outlook.json", "settings.json"]),
];

/// What `init` puts into a workspace before it has its name.
const MADE_FIRST: [&str; 6] =
    ["talent.toml", "policy.toml", "assumptions.toml", "rules.toml", "workspace.id", "templates"];

/// An empty file in a folder that a backup is being restored into.
pub(crate) const RESTORING: &str = "restoring.tmp";

impl Workspace {
    /// Removes what killed commands have left in the workspace and beside it, and returns how many files and folders
    /// that were. `now` is the time by the clock of this machine.
    ///
    /// An error only where the workspace cannot be written; litter that cannot be removed stays.
    pub async fn sweep(&self, now: SystemTime) -> Result<usize, WorkspaceError> {
        // While this is held, no other command keeps contents whose row is not there.
        let writing = self.store.write().await?;
        let vintages: Vec<i64> = self.vintages().await?.iter().map(|row| row.id).collect();
        let runs: Vec<i64> = self.runs().await?.iter().map(|row| row.id).collect();
        let mut removed = 0;
        for ((folder, contents), rows) in NUMBERED.into_iter().zip([vintages, runs]) {
            for (folder, number) in numbered(&self.root().join(folder)) {
                removed += sweep_unfinished(&folder, contents, rows.contains(&number));
                removed += sweep_files(&folder, now);
            }
        }
        for (folder, _) in numbered(&self.root().join("issues")) {
            removed += sweep_files(&folder, now);
        }
        drop(writing);
        removed +=
            FOLDERS.iter().map(|name| sweep_files(&self.root().join(name), now)).sum::<usize>();
        Ok(removed + sweep_unmade(self.root(), now))
    }
}

/// Removes workspaces that were being made for `root` when their commands were killed, and returns how many they were.
pub fn sweep_unmade(root: &Path, now: SystemTime) -> usize {
    let Some(name) = root.file_name() else { return 0 };
    let folder = match root.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let unmade = entries(folder).into_iter().filter(|path| {
        path.is_dir()
            && !path.is_symlink()
            && unfinished_name(path).is_some_and(|(made, pid)| made == name && is_gone(pid))
            && is_old(path, now)
            && (path.join(RESTORING).is_file() || entries(path).iter().all(|e| is_made_first(e)))
    });
    unmade.filter(|path| fs::remove_dir_all(path).is_ok()).count()
}

/// Whether `init` makes this, or was at it.
fn is_made_first(entry: &Path) -> bool {
    let name = unfinished_name(entry).map(|(name, _)| name);
    let name = name.as_deref().or_else(|| entry.file_name());
    MADE_FIRST.iter().any(|made| name == Some(OsStr::new(made)))
}

/// Removes files of a folder that were being written.
fn sweep_files(folder: &Path, now: SystemTime) -> usize {
    let litter = entries(folder).into_iter().filter(|path| {
        let is_file = path.symlink_metadata().is_ok_and(|file| file.is_file());
        is_file && unfinished_name(path).is_some_and(|(_, pid)| is_gone(pid)) && is_old(path, now)
    });
    litter.filter(|path| fs::remove_file(path).is_ok()).count()
}

/// Removes the contents of a marked folder unless it has a row, then the marks, and the folder if it is empty.
fn sweep_unfinished(folder: &Path, contents: &[&str], has_row: bool) -> usize {
    let is_mark = |path: &PathBuf| {
        let name = unfinished_name(path);
        name.is_some_and(|(name, pid)| name == OsStr::new("unfinished") && is_gone(pid))
    };
    let marks: Vec<PathBuf> = entries(folder).into_iter().filter(is_mark).collect();
    if marks.is_empty() {
        return 0;
    }
    let contents = contents.iter().filter(|_| !has_row).map(|name| folder.join(name));
    let removed = contents.chain(marks).filter(|path| fs::remove_file(path).is_ok()).count();
    // It stays if it holds anything else.
    let _ = fs::remove_dir(folder);
    removed
}

/// Whether no process of this machine has the number; never where that cannot be known.
fn is_gone(pid: u32) -> bool {
    let processes = Path::new("/proc");
    processes.join("self").exists() && !processes.join(pid.to_string()).exists()
}

/// Whether nothing has been written to it for long.
fn is_old(path: &Path, now: SystemTime) -> bool {
    let written = path.metadata().and_then(|file| file.modified());
    written.is_ok_and(|written| now.duration_since(written).is_ok_and(|age| age >= OLD))
}
