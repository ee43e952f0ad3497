//! Opening a text file of rows: unpacked, decoded, with an end to its lines.

use std::io::{BufRead as _, BufReader, ErrorKind, Read};
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::read::MultiGzDecoder;
use talent_domain::Lang;
use talent_ingest::{Decoded, TextEncoding, Undecodable};
use talent_workspace::regular_length;

use super::problem::Problem;

/// The text of a file as UTF-8, unpacked if it is gzip, and the encoding that it was taken to be in: the one that is given,
/// or the one that its first bytes tell.
/// Packing is told by the first two bytes, not by the name of the file. Fails if the file cannot be opened or read, or
/// is none: a device or a pipe is not waited for.
pub(super) fn open_text(
    path: &Path,
    encoding: Option<TextEncoding>,
) -> std::io::Result<(BufReader<impl Read>, TextEncoding)> {
    regular_length(path)?;
    let mut plain = BufReader::with_capacity(1 << 18, std::fs::File::open(path)?);
    let packed = plain.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let unpacked: Box<dyn Read> =
        if packed { Box::new(MultiGzDecoder::new(plain)) } else { Box::new(plain) };
    let mut unpacked = BufReader::with_capacity(1 << 16, unpacked);
    let encoding = match encoding {
        Some(encoding) => encoding,
        None => TextEncoding::told_by(unpacked.fill_buf()?),
    };
    let lines = Lines { inner: Decoded::new(unpacked, encoding), line: 0 };
    Ok((BufReader::with_capacity(1 << 16, lines), encoding))
}

/// A reader of the rows of a text whose columns a delimiter parts.
pub(super) fn rows_of<R: Read>(text: R, delimiter: u8) -> csv::Reader<R> {
    let mut builder = csv::ReaderBuilder::new();
    builder.flexible(true).has_headers(false).delimiter(delimiter).from_reader(text)
}

/// What is said of content that cannot be read, at a line. An error of this machine stays one.
pub(super) fn refused(error: csv::Error, line: u64, path: &Path, lang: Lang) -> Result<String> {
    match error.kind() {
        csv::ErrorKind::Io(io) => {
            if let Some(text) = refused_text(io, line, lang) {
                return Ok(text);
            }
        }
        csv::ErrorKind::Utf8 { .. } => return Ok(Problem::NotUtf8 { line }.text(lang)),
        _ => {}
    }
    Err(error).with_context(|| format!("{}", path.display()))
}

/// What is said of content that cannot be read; `None` where it is not the content's fault.
pub(super) fn refused_text(io: &std::io::Error, line: u64, lang: Lang) -> Option<String> {
    if io.kind() == ErrorKind::FileTooLarge {
        return Some(io.to_string());
    }
    if io.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Undecodable>) {
        return Some(Problem::NotUtf8 { line }.text(lang));
    }
    // The content was packed.
    let kinds = [ErrorKind::UnexpectedEof, ErrorKind::InvalidInput, ErrorKind::InvalidData];
    kinds.contains(&io.kind()).then(|| Problem::Cut.text(lang))
}

/// Bytes of a line at most; the longest have a value for every step of a long series.
const LONGEST_LINE: usize = 16 << 20;

/// What is read from a file whose lines end: a row is held whole.
struct Lines<R> {
    inner: R,
    /// Bytes of the line at hand.
    line: usize,
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(into)?;
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        self.line = match into[..read].iter().rposition(is_end) {
            Some(end) => read - end - 1,
            None => self.line + read,
        };
        if self.line > LONGEST_LINE {
            return Err(std::io::Error::new(
                ErrorKind::FileTooLarge,
                "有一行超过 16 MB，不是每行一个数值或一个序列的表 (a line is over 16 MB: it is no panel)",
            ));
        }
        Ok(read)
    }
}

/// What is said of a file that cannot be opened, or whose first bytes cannot be read.
pub(super) fn unreadable(error: &std::io::Error, lang: Lang) -> String {
    if error.kind() == ErrorKind::UnexpectedEof {
        return Problem::Cut.text(lang);
    }
    format!("{}：{error}", lang.pick("读不到文件", "cannot read the file"))
}
