//! Where the rows of a forecast go.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use talent_workspace::PendingFile;

/// A file that is there whole or not at all, packed if its name ends in `.gz`; or standard output.
pub(super) enum RowFile {
    /// CSV as it is, in a file that gets its name at the end.
    Plain(BufWriter<PendingFile>),
    /// gzip.
    Packed(GzEncoder<PendingFile>),
    /// Standard output, which nothing can be taken back from.
    Standard(BufWriter<std::io::Stdout>),
}

impl RowFile {
    /// Begins the file at `path`; `-` is standard output.
    pub(super) fn create(path: &Path) -> Result<Self> {
        if path == Path::new("-") {
            return Ok(Self::Standard(BufWriter::new(std::io::stdout())));
        }
        let file = PendingFile::create(path)?;
        Ok(if path.extension().is_some_and(|extension| extension == "gz") {
            Self::Packed(GzEncoder::new(file, Compression::default()))
        } else {
            Self::Plain(BufWriter::new(file))
        })
    }

    /// Appends bytes.
    pub(super) fn write_all(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        match self {
            Self::Plain(file) => file.write_all(bytes),
            Self::Packed(file) => file.write_all(bytes),
            Self::Standard(out) => out.write_all(bytes),
        }
    }

    /// Puts the file in its place; without this nothing is left of it.
    /// Fails if what is still buffered cannot be written, or the file cannot be renamed.
    pub(super) fn finish(self) -> Result<()> {
        match self {
            Self::Plain(file) => {
                Ok(file.into_inner().map_err(std::io::IntoInnerError::into_error)?.finish()?)
            }
            Self::Packed(file) => Ok(file.finish()?.finish()?),
            Self::Standard(mut out) => Ok(out.flush()?),
        }
    }
}
