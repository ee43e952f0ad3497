//! A workspace as one file, and back.
//!
//! A backup is a ZIP archive: every file of the workspace but what can be made again (`output/`) and what is being written
//! (`*.tmp`) and other backups, the database as it was at one moment, and first a list of all of them with their hashes. It
//! is written whole or not at all, for its owner alone to read, and it is restored whole or not at all, into a folder
//! that is empty or new and in no other workspace.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::files::{PendingFile, hash, make_folder, read_file, write_file};
use crate::litter::RESTORING;
use crate::workspace::{CONFIG, DATABASE};
use crate::{Workspace, WorkspaceError};

/// The name of the list in the archive.
const LIST: &str = "backup.json";

/// What the list says.
#[derive(Debug, Serialize, Deserialize)]
struct List {
    /// Of what kind the file is, and the version of its form.
    talent_backup: u32,
    /// Hash of each file by its path.
    files: BTreeMap<String, String>,
}

/// The version of the form.
const FORM: u32 = 1;

/// What was written or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackedUp {
    /// Files.
    pub files: usize,
    /// Their size unpacked, bytes.
    pub bytes: u64,
}

impl Workspace {
    /// Writes the workspace as it is now into one file. Changes wait meanwhile.
    ///
    /// Fails where the file is there already.
    pub async fn backup(&self, to: &Path) -> Result<BackedUp, WorkspaceError> {
        if to.exists() {
            let what = "文件已存在，没有覆盖；请换个文件名 (the file exists and was not overwritten; choose another name)";
            return Err(WorkspaceError::Backup { path: to.to_owned(), what: what.to_owned() });
        }
        // Held, and let go without a change: nobody writes while files are copied.
        let writing = self.store.write().await?;
        let copy = self.root().join(format!("{DATABASE}.{}.tmp", std::process::id()));
        let _ = fs::remove_file(&copy);
        let copied = self.store.copy_to(&copy).await;
        let written = copied.and_then(|()| write_archive(self.root(), &copy, to));
        let _ = fs::remove_file(&copy);
        drop(writing);
        written
    }

    /// Makes a workspace from a backup in a folder that is empty or new.
    ///
    /// Fails where the folder holds something, and on a file that is no backup or not as it was written; then the folder is
    /// left as it was.
    pub fn restore(from: &Path, root: &Path) -> Result<BackedUp, WorkspaceError> {
        let absolute = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        if absolute.ancestors().skip(1).any(|above| above.join(CONFIG).exists()) {
            return Err(WorkspaceError::InWorkspace(root.to_owned()));
        }
        make_folder(root, |making| {
            // Tells a later command that the folder may be removed, should this one be killed.
            let mark = making.join(RESTORING);
            write_file(&mark, b"")?;
            let restored = unpack(from, making)?;
            fs::remove_file(&mark).map_err(|reason| WorkspaceError::File { path: mark, reason })?;
            Ok(restored)
        })
    }
}

/// The files of a workspace that a backup holds, by their path below it with `/` between folders.
fn files_below(
    root: &Path,
    folder: &Path,
    found: &mut BTreeMap<String, PathBuf>,
) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let below = path.strip_prefix(root).unwrap_or(&path);
        let name = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let name = name.collect::<Vec<_>>().join("/");
        let is_left_out = name == "output"
            || name.starts_with(DATABASE)
            || Path::new(&name).extension().is_some_and(|ending| ending == "tmp");
        if is_left_out {
            continue;
        }
        if path.is_dir() {
            files_below(root, &path, found)?;
        } else if path.is_file() && !is_backup(&path) {
            found.insert(name, path);
        }
    }
    Ok(())
}

/// Whether a file is a backup, which does not go into another.
fn is_backup(path: &Path) -> bool {
    let is_archive = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    let archive = || ZipArchive::new(fs::File::open(path).ok()?).ok();
    is_archive && archive().is_some_and(|archive| archive.index_for_name(LIST).is_some())
}

/// Writes the archive; `database` is a copy of the database.
fn write_archive(root: &Path, database: &Path, to: &Path) -> Result<BackedUp, WorkspaceError> {
    let failed = |reason| WorkspaceError::File { path: to.to_owned(), reason };
    let mut files = BTreeMap::new();
    files_below(root, root, &mut files)
        .map_err(|reason| WorkspaceError::File { path: root.to_owned(), reason })?;
    files.insert(DATABASE.to_owned(), database.to_owned());
    let mut list = List { talent_backup: FORM, files: BTreeMap::new() };
    for (name, path) in &files {
        list.files.insert(name.clone(), hash(&read_file(path)?));
    }
    let mut bytes = 0;
    let mut archive = ZipWriter::new_stream(PendingFile::create_private(to)?);
    let options = SimpleFileOptions::default().large_file(true);
    let mut add = |name: &str, content: &[u8]| -> std::io::Result<()> {
        bytes += content.len() as u64;
        archive.start_file(name, options)?;
        archive.write_all(content)
    };
    add(LIST, &serde_json::to_vec_pretty(&list)?).map_err(failed)?;
    for (name, path) in &files {
        let content = read_file(path)?;
        if hash(&content) != list.files[name] {
            return Err(WorkspaceError::Corrupt(path.clone()));
        }
        add(name, &content).map_err(failed)?;
    }
    let file = archive.finish().map_err(|error| failed(error.into()))?;
    file.into_inner().finish()?;
    Ok(BackedUp { files: files.len(), bytes })
}

/// Writes every file of an archive below a folder, each checked against the list.
fn unpack(from: &Path, below: &Path) -> Result<BackedUp, WorkspaceError> {
    let wrong =
        |what: &str| WorkspaceError::Backup { path: from.to_owned(), what: what.to_owned() };
    let no_backup = || {
        wrong(
            "不是 talent backup 写的备份文件，或已损坏 (not written by `talent backup`, or damaged)",
        )
    };
    let file = fs::File::open(from)
        .map_err(|reason| WorkspaceError::File { path: from.to_owned(), reason })?;
    let mut archive = ZipArchive::new(file).map_err(|_| no_backup())?;
    let list = content_of(&mut archive, LIST).ok_or_else(no_backup)?;
    let list: List = serde_json::from_slice(&list).map_err(|_| no_backup())?;
    if list.talent_backup != FORM {
        return Err(wrong(
            "备份由更新的版本写成，请用该版本恢复 (the backup is of a newer version; restore it with that)",
        ));
    }
    let mut bytes = 0;
    for (name, expected) in &list.files {
        let is_below = Path::new(name)
            .components()
            .all(|part| matches!(part, std::path::Component::Normal(_)));
        let content = content_of(&mut archive, name).filter(|content| hash(content) == *expected);
        let Some(content) = content.filter(|_| is_below) else {
            let what = format!(
                "备份中的 {name} 已损坏，没有恢复 ({name} is damaged; nothing was restored)"
            );
            return Err(wrong(&what));
        };
        bytes += content.len() as u64;
        write_file(&below.join(name), &content)?;
    }
    if !list.files.contains_key(CONFIG) || !list.files.contains_key(DATABASE) {
        return Err(no_backup());
    }
    Ok(BackedUp { files: list.files.len(), bytes })
}

/// The content of a file of an archive; `None` if it is not there or cannot be unpacked.
fn content_of(archive: &mut ZipArchive<fs::File>, name: &str) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    archive.by_name(name).ok()?.read_to_end(&mut content).ok()?;
    Some(content)
}
