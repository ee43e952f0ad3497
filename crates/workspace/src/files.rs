//! Files: the only place of the service, beside the command line, that touches the disk.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

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

/// Writes a file whole or not at all: to a temporary name beside it, synced, then renamed. Folders
/// are made as needed.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), WorkspaceError> {
    let attempt = || -> std::io::Result<()> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        fs::create_dir_all(folder)?;
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let temporary = folder.join(name);
        let mut file = fs::File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&temporary, path)?;
        fs::File::open(folder)?.sync_all()
    };
    attempt().map_err(|reason| WorkspaceError::File { path: path.to_owned(), reason })
}
