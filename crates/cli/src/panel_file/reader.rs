//! Opening a file of rows, and finding its columns.

use std::io::{BufRead as _, BufReader, ErrorKind, Read};
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::read::MultiGzDecoder;
use talent_domain::Lang;
use talent_workspace::regular_length;

use super::problem::Problem;

/// A reader of the rows of a file, unpacked if it is gzip; columns parted by commas, semicolons or
/// tabs, as the first line has it.
/// Packing is told by the first two bytes, not by the name of the file. Fails if the file cannot be opened or read, or
/// is none: a device or a pipe is not waited for.
pub(crate) fn open(path: &Path) -> std::io::Result<csv::Reader<impl Read>> {
    regular_length(path)?;
    let mut plain = BufReader::with_capacity(1 << 18, std::fs::File::open(path)?);
    let packed = plain.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let unpacked: Box<dyn Read> =
        if packed { Box::new(MultiGzDecoder::new(plain)) } else { Box::new(plain) };
    let lines = Lines { inner: unpacked, line: 0 };
    let mut unpacked = BufReader::with_capacity(1 << 16, lines);
    let begins = unpacked.fill_buf()?;
    if is_utf_16(begins) {
        return Err(std::io::Error::new(
            ErrorKind::InvalidData,
            "编码是 UTF-16，请另存为 UTF-8 编码的 CSV；Excel 中选“CSV UTF-8（逗号分隔）” (the file is in UTF-16; save it as CSV in UTF-8)",
        ));
    }
    let first = begins.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = b",;\t".iter().copied().find(|byte| first.contains(byte)).unwrap_or(b',');
    Ok(csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(unpacked))
}

/// Whether text is UTF-16: by its mark, or since every second byte of what it begins with is zero.
fn is_utf_16(begins: &[u8]) -> bool {
    let marked = begins.starts_with(&[0xff, 0xfe]) || begins.starts_with(&[0xfe, 0xff]);
    let zeros = begins.iter().take(4).map(|byte| *byte == 0);
    marked || zeros.clone().eq([true, false, true, false]) || zeros.eq([false, true, false, true])
}

/// The headings. `Err` is what is wrong with the content of the file, or within it a failure of this machine.
pub(crate) fn headings<R: Read>(
    reader: &mut csv::Reader<R>,
    path: &Path,
    lang: Lang,
) -> Result<csv::StringRecord, Result<String>> {
    reader.headers().cloned().map_err(|error| refused(error, path, lang))
}

/// What is said of content that cannot be read. An error of this machine stays one.
pub(crate) fn refused(error: csv::Error, path: &Path, lang: Lang) -> Result<String> {
    let problem = match error.kind() {
        csv::ErrorKind::Utf8 { pos, .. } => {
            Problem::NotUtf8 { line: pos.as_ref().map_or(1, csv::Position::line) }
        }
        csv::ErrorKind::Io(io) if io.kind() == ErrorKind::FileTooLarge => {
            return Ok(io.to_string());
        }
        csv::ErrorKind::Io(io) if is_of_content(io) => Problem::Cut,
        _ => return Err(error).with_context(|| format!("{}", path.display())),
    };
    Ok(problem.text(lang))
}

/// Whether the content is at fault, which then was packed.
fn is_of_content(error: &std::io::Error) -> bool {
    let kinds = [ErrorKind::UnexpectedEof, ErrorKind::InvalidInput, ErrorKind::InvalidData];
    kinds.contains(&error.kind())
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
pub(crate) fn unreadable(error: &std::io::Error, lang: Lang) -> String {
    if error.kind() == ErrorKind::UnexpectedEof {
        return Problem::Cut.text(lang);
    }
    format!("{}：{error}", lang.pick("读不到文件", "cannot read the file"))
}

/// A heading as it is compared: without blanks around it, in lower case.
pub(super) fn clean(heading: &str) -> String {
    heading.trim().trim_start_matches('\u{feff}').to_lowercase()
}

/// The position of a column for each set of names that it may have; the names of the first that is missing
/// are the error.
pub(crate) fn columns(
    headings: &csv::StringRecord,
    wanted: &[&[&str]],
) -> Result<Vec<usize>, String> {
    let find = |names: &&[&str]| {
        let found = headings.iter().position(|heading| names.contains(&clean(heading).as_str()));
        found.ok_or_else(|| names.join("/"))
    };
    wanted.iter().map(find).collect()
}
