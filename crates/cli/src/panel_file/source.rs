//! Where the rows of a table come from: a text file, read row by row, or a sheet of a workbook.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use csv::{ByteRecord, Position};
use talent_domain::Lang;
use talent_ingest::{CellValue, MAX_BYTES, Sheet, TextEncoding, read_sheets};
use talent_workspace::read_file_within;

use super::reader::{open_text, refused, rows_of, unreadable};

/// Where the rows of a table come from.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// A file that is read again each time.
    Text { path: PathBuf, encoding: TextEncoding, delimiter: u8 },
    /// A sheet, held in memory.
    Sheet(SheetRows),
}

/// The rows of a sheet that hold something, each with its line.
#[derive(Debug, Clone)]
pub(crate) struct SheetRows {
    /// The sheet's name.
    pub(super) name: String,
    pub(super) rows: Arc<Vec<ByteRecord>>,
    /// How many numbers are formatted as percentages, which are read as they are shown.
    pub(super) percentages: usize,
}

/// How the reading of rows ended.
#[derive(Debug, PartialEq)]
pub(crate) enum Ended {
    /// With the last row.
    Whole,
    /// Since no more were asked for.
    Stopped,
    /// By what is wrong with the content.
    Refused(String),
}

/// What is handed each row.
pub(crate) type TakeRow<'a> = dyn FnMut(&ByteRecord) -> Result<ControlFlow<()>> + 'a;

impl Source {
    /// Whether semicolons part the columns, so that commas need not.
    pub(crate) fn has_semicolons(&self) -> bool {
        matches!(self, Self::Text { delimiter: b';', .. })
    }

    /// Takes text that turned out not to be UTF-8 for GBK; `false` if it was taken for something else already.
    pub(crate) fn take_for_gbk(&mut self) -> bool {
        match self {
            Self::Text { encoding, .. } if *encoding == TextEncoding::Utf8 => {
                *encoding = TextEncoding::Gb18030;
                true
            }
            _ => false,
        }
    }

    /// Hands on the rows after the first `skip`, which hold something, until no more are asked for.
    pub(crate) fn each_row(
        &self,
        skip: usize,
        lang: Lang,
        take: &mut TakeRow<'_>,
    ) -> Result<Ended> {
        let (path, encoding, delimiter) = match self {
            Self::Text { path, encoding, delimiter } => (path, *encoding, *delimiter),
            Self::Sheet(sheet) => {
                for row in sheet.rows.iter().skip(skip) {
                    if take(row)?.is_break() {
                        return Ok(Ended::Stopped);
                    }
                }
                return Ok(Ended::Whole);
            }
        };
        let mut reader = match open_text(path, Some(encoding)) {
            Ok((text, _)) => rows_of(text, delimiter),
            Err(error) => return Ok(Ended::Refused(unreadable(&error, lang))),
        };
        let (mut record, mut skipped) = (ByteRecord::new(), 0);
        loop {
            match reader.read_byte_record(&mut record) {
                Ok(true) if skipped < skip => skipped += 1,
                Ok(true) => {
                    if take(&record)?.is_break() {
                        return Ok(Ended::Stopped);
                    }
                }
                Ok(false) => return Ok(Ended::Whole),
                Err(error) => {
                    let line = reader.position().line();
                    return refused(error, line, path, lang).map(Ended::Refused);
                }
            }
        }
    }
}

/// Whether the first bytes are those of a workbook.
pub(super) fn is_workbook(begins: &[u8]) -> bool {
    begins.starts_with(b"PK\x03\x04") || begins.starts_with(b"\xd0\xcf\x11\xe0")
}

/// The sheets of a workbook that are not hidden. `Err` is what is wrong with the file.
pub(super) fn sheets_of(path: &Path, lang: Lang) -> Result<Vec<SheetRows>, String> {
    let bytes = read_file_within(path, MAX_BYTES).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let sheets = read_sheets(&name, &bytes).map_err(|finding| {
        let (message, fix) = (finding.problem.message(lang), finding.problem.fix(lang));
        format!("{} {message}；{fix}", finding.problem.code())
    })?;
    Ok(sheets.iter().filter(|sheet| !sheet.is_hidden()).map(rows_of_sheet).collect())
}

/// The rows of a sheet as those of a text file.
fn rows_of_sheet(sheet: &Sheet) -> SheetRows {
    let (mut rows, mut percentages) = (Vec::new(), 0);
    for row in 0..sheet.len() {
        let mut record = ByteRecord::new();
        for cell in sheet.row(row) {
            (record.len()..cell.column()).for_each(|_| record.push_field(b""));
            match cell.value {
                CellValue::Empty => record.push_field(b""),
                CellValue::Number(number) if cell.percentage().is_some() => {
                    percentages += 1;
                    record.push_field(percents(number).to_string().as_bytes());
                }
                CellValue::Number(number) => record.push_field(number.to_string().as_bytes()),
                CellValue::Text(text) | CellValue::Date(text) | CellValue::Error(text) => {
                    record.push_field(text.as_bytes());
                }
            }
        }
        if !record.is_empty() {
            let mut position = Position::new();
            position.set_line(row as u64 + 1);
            record.set_position(Some(position));
            rows.push(record);
        }
    }
    let name = sheet.name().unwrap_or_default().to_owned();
    SheetRows { name, rows: Arc::new(rows), percentages }
}

/// A fraction in per cent, at the fifteen digits that spreadsheets keep.
fn percents(fraction: f64) -> f64 {
    format!("{:.14e}", 100.0 * fraction).parse().unwrap_or(fraction)
}
