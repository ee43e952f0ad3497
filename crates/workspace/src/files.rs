//! Files: the only place of the service, beside the command line, that touches the disk.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::WorkspaceError;

/// The SHA-256 of bytes in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The content of a file. A device, a pipe or a folder is an error: some of them never end.
pub fn read_file(path: &Path) -> Result<Vec<u8>, WorkspaceError> {
    read_file_within(path, u64::MAX)
}

/// The content of a file of at most so many bytes. Kind and size are looked at before anything is read.
pub fn read_file_within(path: &Path, most_bytes: u64) -> Result<Vec<u8>, WorkspaceError> {
    let read = || {
        let length = regular_length(path)?;
        let too_large = || {
            let most = most_bytes >> 20;
            std::io::Error::new(
                std::io::ErrorKind::FileTooLarge,
                format!(
                    "超过 {most} MB，请拆成几个文件 (it is over {most} MB: split it into several files)"
                ),
            )
        };
        if length > most_bytes {
            return Err(too_large());
        }
        let mut content = Vec::new();
        content.try_reserve_exact(length as usize)?;
        // It may have grown meanwhile.
        fs::File::open(path)?.take(most_bytes.saturating_add(1)).read_to_end(&mut content)?;
        if content.len() as u64 > most_bytes { Err(too_large()) } else { Ok(content) }
    };
    read().map_err(|reason| WorkspaceError::File { path: path.to_owned(), reason })
}

/// The bytes of a regular file, through symbolic links. An error says so of anything else: a folder, a device that
/// never ends, a pipe that nobody may write to.
pub fn regular_length(path: &Path) -> std::io::Result<u64> {
    let there = fs::metadata(path)?;
    if there.is_file() {
        return Ok(there.len());
    }
    Err(std::io::Error::new(
        std::io::ErrorKind::InvalidInput,
        "不是普通文件（文件夹、设备或管道），请先存成文件再给出 (it is no regular file: save it as one first)",
    ))
}

/// Writes a file whole or not at all. Folders are made as needed.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), WorkspaceError> {
    let mut file = PendingFile::create(path)?;
    let written = file.write_all(bytes);
    written.map_err(|reason| WorkspaceError::File { path: path.to_owned(), reason })?;
    file.finish()
}

/// The file that a path means: itself, or what its symbolic link leads to. An error if something else is there.
fn target_of(path: &Path) -> std::io::Result<PathBuf> {
    let target = match fs::read_link(path) {
        Ok(link) => fs::canonicalize(path).unwrap_or_else(|_| folder_of(path).join(link)),
        Err(_) => path.to_owned(),
    };
    match fs::metadata(&target) {
        Ok(there) if !there.is_file() => Err(std::io::Error::new(
            std::io::ErrorKind::InvalidInput,
            "不是普通文件，不能写入（文件夹、设备或管道） (it is no regular file)",
        )),
        _ => Ok(target),
    }
}

/// A file that is written piece by piece and then exists whole or not at all: pieces go to a
/// temporary name beside it, which is synced and renamed by [`PendingFile::finish`] and removed without
/// it.
#[derive(Debug)]
pub struct PendingFile {
    path: PathBuf,
    temporary: PathBuf,
    /// Taken when the file is finished.
    file: Option<fs::File>,
}

impl PendingFile {
    /// Begins a file. Folders are made as needed. Through a symbolic link the file that it leads to is written; what
    /// is there and is no file, such as a device or a pipe, is an error, since it would be replaced.
    pub fn create(path: &Path) -> Result<Self, WorkspaceError> {
        let attempt = || -> std::io::Result<Self> {
            let path = target_of(path)?;
            let folder = folder_of(&path);
            fs::create_dir_all(folder)?;
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(format!(".{}.tmp", std::process::id()));
            let temporary = folder.join(name);
            let file = Some(fs::File::create(&temporary)?);
            Ok(Self { path, temporary, file })
        };
        attempt().map_err(|reason| WorkspaceError::File { path: path.to_owned(), reason })
    }

    /// Begins a file that only its owner may read, where the system knows owners.
    pub(crate) fn create_private(path: &Path) -> Result<Self, WorkspaceError> {
        let file = Self::create(path)?;
        #[cfg(unix)]
        if let Some(open) = &file.file {
            use std::os::unix::fs::PermissionsExt as _;
            open.set_permissions(fs::Permissions::from_mode(0o600))
                .map_err(|reason| WorkspaceError::File { path: path.to_owned(), reason })?;
        }
        Ok(file)
    }

    /// Puts the file in its place.
    pub fn finish(mut self) -> Result<(), WorkspaceError> {
        let attempt = |this: &mut Self| -> std::io::Result<()> {
            if let Some(file) = &this.file {
                file.sync_all()?;
            }
            fs::rename(&this.temporary, &this.path)?;
            this.file = None;
            fs::File::open(folder_of(&this.path))?.sync_all()
        };
        let path = self.path.clone();
        attempt(&mut self).map_err(|reason| WorkspaceError::File { path, reason })
    }
}

impl Write for PendingFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for PendingFile {
    fn drop(&mut self) {
        if self.file.is_some() {
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// Makes a folder that is empty or new, whole or not at all: `fill` fills one beside it, which then gets its name.
///
/// Fails where the folder holds something.
pub(crate) fn make_folder<T>(
    root: &Path,
    fill: impl FnOnce(&Path) -> Result<T, WorkspaceError>,
) -> Result<T, WorkspaceError> {
    if root.read_dir().is_ok_and(|mut files| files.next().is_some()) || root.is_file() {
        return Err(WorkspaceError::NotEmpty(root.to_owned()));
    }
    let mut name = root.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let making = root.with_file_name(name);
    let _ = fs::remove_dir_all(&making);
    let filled = fill(&making).and_then(|made| {
        fs::rename(&making, root)
            .map_err(|reason| WorkspaceError::File { path: root.to_owned(), reason })?;
        Ok(made)
    });
    if filled.is_err() {
        let _ = fs::remove_dir_all(&making);
    }
    filled
}

/// Gives a file a name that says what became of it and that no other file has: `talent.db.damaged`, `talent.db.damaged.2`.
/// That name; `None` if there is no such file.
pub(crate) fn rename_aside(path: &Path, what: &str) -> Result<Option<PathBuf>, WorkspaceError> {
    if !path.exists() {
        return Ok(None);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let numbered = (2..).map(|number| format!("{name}.{what}.{number}"));
    let names = std::iter::once(format!("{name}.{what}")).chain(numbered);
    let free = names.map(|name| path.with_file_name(name)).find(|free| !free.exists());
    let free = free.unwrap_or_else(|| path.with_file_name(format!("{name}.{what}")));
    fs::rename(path, &free)
        .map_err(|reason| WorkspaceError::File { path: path.to_owned(), reason })?;
    Ok(Some(free))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn links_are_written_through_and_devices_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let [real, link, astray] =
            ["real.html", "link.html", "astray.html"].map(|n| folder.path().join(n));
        write_file(&real, b"old").unwrap();
        std::os::unix::fs::symlink("real.html", &link).unwrap();
        std::os::unix::fs::symlink("new.html", &astray).unwrap();
        write_file(&link, b"new").unwrap();
        write_file(&astray, b"made").unwrap();
        assert_eq!(read_file(&real).unwrap(), b"new");
        assert_eq!(read_file(&folder.path().join("new.html")).unwrap(), b"made");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(write_file(Path::new("/dev/null"), b"lost").is_err());
        assert!(write_file(folder.path(), b"lost").is_err());
    }
}
