//! Opening a file of rows, and finding its columns.

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use talent_domain::Lang;

/// A reader of the rows of a file, unpacked if it is gzip; columns parted by commas, semicolons or
/// tabs, as the first line has it.
/// Packing is told by the first two bytes, not by the name of the file. Fails if the file cannot be opened or read.
pub(crate) fn open(path: &Path) -> std::io::Result<csv::Reader<impl Read>> {
    let mut plain = BufReader::with_capacity(1 << 18, std::fs::File::open(path)?);
    let packed = plain.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let unpacked: Box<dyn Read> =
        if packed { Box::new(MultiGzDecoder::new(plain)) } else { Box::new(plain) };
    let mut unpacked = BufReader::with_capacity(1 << 16, unpacked);
    let begins = unpacked.fill_buf()?;
    let first = begins.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = b",;\t".iter().copied().find(|byte| first.contains(byte)).unwrap_or(b',');
    Ok(csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(unpacked))
}

/// What is said of a file that cannot be opened.
pub(crate) fn unreadable(error: &std::io::Error, lang: Lang) -> String {
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
