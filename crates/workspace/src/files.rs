//! Files: the only place of the service, beside the command line, that touches the disk.

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
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

/// The content of a file.
pub fn read_file(path: &Path) -> Result<Vec<u8>, WorkspaceError> {
    #[expect(clippy::disallowed_methods, reason = "the disk is this module's")]
    let read = fs::read(path);
    read.map_err(|reason| WorkspaceError::File { path: path.to_owned(), reason })
}

/// Writes a file whole or not at all. Folders are made as needed.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), WorkspaceError> {
    let mut file = PendingFile::create(path)?;
    let written = file.write_all(bytes);
    written.map_err(|reason| WorkspaceError::File { path: path.to_owned(), reason })?;
    file.finish()
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
    /// Begins a file. Folders are made as needed.
    pub fn create(path: &Path) -> Result<Self, WorkspaceError> {
        let attempt = || -> std::io::Result<Self> {
            let folder = folder_of(path);
            fs::create_dir_all(folder)?;
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(format!(".{}.tmp", std::process::id()));
            let temporary = folder.join(name);
            let file = Some(fs::File::create(&temporary)?);
            Ok(Self { path: path.to_owned(), temporary, file })
        };
        attempt().map_err(|reason| WorkspaceError::File { path: path.to_owned(), reason })
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

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
