//! Opening a file of rows, and finding its columns.

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use talent_domain::Lang;
use talent_workspace::regular_length;

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
    let first = begins.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = b",;\t".iter().copied().find(|byte| first.contains(byte)).unwrap_or(b',');
    Ok(csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(unpacked))
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
                std::io::ErrorKind::InvalidData,
                "有一行超过 16 MB，不是每行一个数值或一个序列的表 (a line is over 16 MB: it is no panel)",
            ));
        }
        Ok(read)
    }
}

/// What is said of a file that cannot be opened.
pub(crate) fn unreadable(error: &std::io::Error, lang: Lang) -> String {
    format!("{}：{error}", lang.pick("读不到文件", "cannot read the file"))
}

/// What is said of a file that cannot be read to its end.
pub(crate) fn unread(error: &csv::Error, lang: Lang) -> String {
    let said = lang.pick("读不下去", "cannot be read on");
    match error.kind() {
        csv::ErrorKind::Io(error) => format!("{said}：{error}"),
        csv::ErrorKind::Utf8 { pos, .. } => {
            let line = pos.as_ref().map_or(1, csv::Position::line);
            match lang {
                Lang::Zh => format!("第 {line} 行：不是 UTF-8，请另存为 UTF-8 编码的 CSV"),
                Lang::En => format!("line {line}: not UTF-8; save the file as CSV in UTF-8"),
            }
        }
        _ => format!("{said}：{error}"),
    }
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
