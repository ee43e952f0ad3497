//! Finding the headings of a table: below what is said above it, by any delimiter, in any sheet.

use std::io::BufRead as _;
use std::path::Path;

use csv::StringRecord;
use talent_domain::Lang;
use talent_ingest::TextEncoding;

use super::reader::{open_text, refused_text, rows_of, unreadable};
use super::source::{SheetRows, Source, is_workbook, sheets_of};
use super::values::Value;

/// A table whose headings were found.
#[derive(Debug, Clone)]
pub(crate) struct Table<L> {
    /// Where its rows come from.
    pub(crate) source: Source,
    /// How many rows there are up to its headings, and with them.
    pub(crate) skip: usize,
    /// The headings, without blank ones at the end.
    pub(crate) headings: StringRecord,
    /// How its figures stand.
    pub(crate) layout: L,
    /// Sheets that might be read, too.
    pub(crate) other_sheets: Vec<String>,
}

/// Why no headings were found.
#[derive(Debug)]
pub(crate) enum Headless {
    /// The file cannot be read, for a reason that is said.
    Unreadable(String),
    /// No row is one of headings. This is the first.
    Unknown(StringRecord),
}

/// Says of rows whether the first of them holds the headings of a table, and of which layout.
pub(crate) type LayoutOf<'a, L> = dyn Fn(&[StringRecord]) -> Option<L> + 'a;

/// Rows that are looked at for headings.
const LOOKED_AT: usize = 40;
/// Bytes that are looked at, if that is more than [`FEWEST`] lines.
const BYTES: usize = 1 << 16;
const FEWEST: usize = 4;

/// Finds the headings of a table.
pub(crate) fn find<L>(
    path: &Path,
    lang: Lang,
    layout_of: &LayoutOf<'_, L>,
) -> Result<Table<L>, Headless> {
    let read = |encoding| {
        begins_of(path, encoding).map_err(|(error, line)| {
            let text = refused_text(&error, line, lang).filter(|_| has_text(&error));
            Headless::Unreadable(text.unwrap_or_else(|| unreadable(&error, lang)))
        })
    };
    let mut begins = read(None)?;
    if is_workbook(&begins.bytes) {
        return in_sheets(sheets_of(path, lang).map_err(Headless::Unreadable)?, layout_of);
    }
    let is_utf8 = std::str::from_utf8(&begins.bytes).is_ok();
    if begins.encoding == TextEncoding::Utf8 && !is_utf8 {
        begins = read(Some(TextEncoding::Gb18030))?;
    }
    in_text(path, &begins, layout_of)
}

/// Whether an error says what is wrong with the content, beside being of a kind.
fn has_text(error: &std::io::Error) -> bool {
    error.kind() != std::io::ErrorKind::InvalidInput
}

/// The first lines of a text.
struct Begins {
    bytes: Vec<u8>,
    encoding: TextEncoding,
}

/// The first lines of a text, whole ones. An error comes with its line.
fn begins_of(path: &Path, encoding: Option<TextEncoding>) -> Result<Begins, (std::io::Error, u64)> {
    let (mut text, encoding) = open_text(path, encoding).map_err(|error| (error, 1))?;
    let mut bytes = Vec::new();
    for line in 0..LOOKED_AT {
        let read = text.read_until(b'\n', &mut bytes).map_err(|error| (error, line as u64 + 1))?;
        if read == 0 || (line >= FEWEST && bytes.len() > BYTES) {
            break;
        }
    }
    Ok(Begins { bytes, encoding })
}

/// Finds headings by the first delimiter that gives any: tabs and semicolons seldom stand in names, commas do.
fn in_text<L>(
    path: &Path,
    begins: &Begins,
    layout_of: &LayoutOf<'_, L>,
) -> Result<Table<L>, Headless> {
    for delimiter in [b'\t', b';', b','] {
        let rows = parsed(&begins.bytes, delimiter);
        if let Some((skip, layout)) = among(&rows, layout_of) {
            let (path, encoding) = (path.to_owned(), begins.encoding);
            let source = Source::Text { path, encoding, delimiter };
            let headings = without_blank_end(&rows[skip - 1]);
            return Ok(Table { source, skip, headings, layout, other_sheets: Vec::new() });
        }
    }
    let line = begins.bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = b",;\t".iter().copied().find(|byte| line.contains(byte)).unwrap_or(b',');
    let first = parsed(&begins.bytes, delimiter).into_iter().next();
    Err(Headless::Unknown(first.unwrap_or_default()))
}

/// Finds headings in the first sheet that has any.
fn in_sheets<L>(sheets: Vec<SheetRows>, layout_of: &LayoutOf<'_, L>) -> Result<Table<L>, Headless> {
    let (mut found, mut others, mut first): (Option<Table<L>>, Vec<String>, _) =
        (None, Vec::new(), None);
    for sheet in sheets {
        let records = sheet.rows.iter().take(LOOKED_AT).cloned();
        let rows: Vec<StringRecord> = records.map(StringRecord::from_byte_record_lossy).collect();
        first = first.or_else(|| rows.first().cloned());
        match (among(&rows, layout_of), &found) {
            (Some(_), Some(_)) => others.push(sheet.name),
            (Some((skip, layout)), None) => {
                let headings = without_blank_end(&rows[skip - 1]);
                let source = Source::Sheet(sheet);
                found = Some(Table { source, skip, headings, layout, other_sheets: Vec::new() });
            }
            (None, _) => {}
        }
    }
    match found {
        Some(table) => Ok(Table { other_sheets: others, ..table }),
        None => Err(Headless::Unknown(first.unwrap_or_default())),
    }
}

/// The rows of a text by a delimiter, as far as they are rows.
fn parsed(bytes: &[u8], delimiter: u8) -> Vec<StringRecord> {
    rows_of(bytes, delimiter).records().map_while(Result::ok).collect()
}

/// The headings among rows: how many rows there are up to them, and the layout. What stands above holds no figures.
fn among<L>(rows: &[StringRecord], layout_of: &LayoutOf<'_, L>) -> Option<(usize, L)> {
    for (position, row) in rows.iter().enumerate() {
        if let Some(layout) = layout_of(&rows[position..]) {
            return Some((position + 1, layout));
        }
        let figures =
            row.iter().filter(|cell| !cell.trim().is_empty() && Value::is_known(cell.trim()));
        if figures.count() >= 2 {
            return None;
        }
    }
    None
}

/// Headings without the blank ones behind the last: a row that ends in a delimiter has no more columns for that.
fn without_blank_end(headings: &StringRecord) -> StringRecord {
    let filled =
        headings.as_byte_record().iter().rposition(|heading| !heading.trim_ascii().is_empty());
    headings.iter().take(filled.map_or(0, |last| last + 1)).collect()
}
