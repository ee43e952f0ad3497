use std::collections::BTreeMap;
use std::sync::Arc;

use talent_domain::CellRef;

use crate::encoding::decode;
use crate::finding::{Finding, Place, Problem};
use crate::workbook::{read_xls, read_xlsx};

/// A table of cells as it stands in a file.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub(crate) file: Arc<str>,
    pub(crate) name: Option<Arc<str>>,
    pub(crate) rows: Vec<Vec<CellValue>>,
    /// Whether the workbook hides it.
    pub(crate) hidden: bool,
    /// Cells of one column merged over several rows: the last row by column and first row.
    pub(crate) merged: BTreeMap<(usize, usize), usize>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum CellValue {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as typed.
    Text(String),
    /// A number.
    Number(f64),
    /// A date or time, as `2026-06-30`; empty if it is none of a day.
    Date(String),
    /// A formula's error, such as `#REF!`.
    Error(String),
}

/// A cell with its place.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    sheet: &'a Sheet,
    row: usize,
    column: usize,
    /// What it holds.
    pub value: &'a CellValue,
}

const EMPTY: CellValue = CellValue::Empty;
/// Larger files than any of the templates can need.
const MAX_BYTES: u64 = 50 * 1024 * 1024;
pub(crate) const MAX_ROWS: u64 = 200_000;

impl Sheet {
    /// The sheet's name; a CSV file has none.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Whether it is a text file, whose rows are as long as they were written.
    pub(crate) fn is_text(&self) -> bool {
        self.name.is_none()
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().flatten().all(|value| *value == CellValue::Empty)
    }

    /// The number of columns of a row.
    pub(crate) fn width(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, Vec::len)
    }

    /// Whether some row has two numbers: a cover or a letter has none.
    pub(crate) fn has_numbers(&self) -> bool {
        let is_number = |value: &&CellValue| match value {
            CellValue::Number(_) => true,
            CellValue::Text(text) => text.trim().parse::<f64>().is_ok(),
            _ => false,
        };
        self.rows.iter().any(|row| row.iter().filter(is_number).count() >= 2)
    }

    /// The cell at a row and column, both counted from 0. Beyond the edge a cell is empty.
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let value = self.rows.get(row).and_then(|cells| cells.get(column)).unwrap_or(&EMPTY);
        Cell { sheet: self, row, column, value }
    }

    /// The cell whose content is shown here too, because cells of the column are merged.
    pub(crate) fn merged_from(&self, row: usize, column: usize) -> Option<Cell<'_>> {
        let (&(at, first), &last) = self.merged.range(..(column, row)).next_back()?;
        (at == column && row <= last).then(|| self.cell(first, column))
    }

    /// The cells of a row that hold something.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        (0..self.width(row))
            .map(move |column| self.cell(row, column))
            .filter(|cell| *cell.value != CellValue::Empty)
    }

    pub(crate) fn finding(&self, problem: Problem) -> Finding {
        Finding { place: Place::Sheet(Arc::clone(&self.file), self.name.clone()), problem }
    }
}

impl<'a> Cell<'a> {
    /// The same place holding part of what stands there.
    pub(crate) fn holding(self, value: &'a CellValue) -> Self {
        Self { value, ..self }
    }

    /// The column, counted from 0.
    pub fn column(&self) -> usize {
        self.column
    }

    /// The row, counted from 0.
    pub(crate) fn row(&self) -> usize {
        self.row
    }

    /// Where the cell is, for people.
    pub fn place(&self) -> CellRef {
        CellRef {
            file: Arc::clone(&self.sheet.file),
            sheet: self.sheet.name.clone(),
            row: self.row as u32 + 1,
            column: self.column as u32 + 1,
        }
    }

    pub(crate) fn finding(&self, problem: Problem) -> Finding {
        Finding::at(self.place(), problem)
    }
}

/// Reads the sheets of a `.csv`, `.xlsx`, `.xls` or `.et` file. `name` is the file's name without its folder.
pub fn read_sheets(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Finding> {
    let file: Arc<str> = name.into();
    let fail = |problem| Finding::in_file(&file, problem);
    let limit = |what, got, limit| fail(Problem::TooLarge { what, got, limit });
    if bytes.len() as u64 > MAX_BYTES {
        return Err(limit("字节数", bytes.len() as u64, MAX_BYTES));
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let looks_like = signature(bytes);
    let sheets = match (extension.to_ascii_lowercase().as_str(), looks_like) {
        (_, _) if bytes.is_empty() => return Err(fail(Problem::Empty)),
        ("xlsx", Some("zip")) => read_xlsx(&file, bytes)?,
        ("xls" | "et", Some(OLE)) => read_xls(&file, bytes)?,
        ("csv" | "txt", None) => vec![read_csv(&file, bytes)?],
        (_, found) => {
            let looks_like = match found {
                Some("zip") => "xlsx 工作簿或压缩包 (xlsx workbook or archive)",
                found => found.unwrap_or("文本 (text)"),
            };
            return Err(fail(Problem::WrongType { looks_like }));
        }
    };
    if let Some(sheet) = sheets.iter().find(|sheet| sheet.rows.len() as u64 > MAX_ROWS) {
        return Err(limit("行数", sheet.rows.len() as u64, MAX_ROWS));
    }
    if sheets.iter().all(Sheet::is_empty) {
        return Err(fail(Problem::Empty));
    }
    Ok(sheets)
}

/// A container of Microsoft's older programs.
const OLE: &str = "旧版 .xls 或加密的工作簿 (legacy .xls or encrypted workbook)";

/// What the first bytes say, for the kinds that turn up under a wrong name.
fn signature(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 8] = [
        (b"PK\x03\x04", "zip"),
        (b"\xD0\xCF\x11\xE0", OLE),
        (b"\x89PNG", "PNG 图片 (picture)"),
        (b"\xFF\xD8\xFF", "JPEG 图片 (picture)"),
        (b"GIF8", "GIF 图片 (picture)"),
        (b"%PDF", "PDF"),
        (b"<html", "网页 (HTML)"),
        (b"<!DOCTYPE", "网页 (HTML)"),
    ];
    kinds.into_iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| kind)
}

/// Text, or nothing if it is blank.
pub(crate) fn text_value(text: &str) -> CellValue {
    if text.trim().is_empty() { CellValue::Empty } else { CellValue::Text(text.to_owned()) }
}

fn read_csv(file: &Arc<str>, bytes: &[u8]) -> Result<Sheet, Finding> {
    let text =
        decode(bytes).map_err(|offset| Finding::in_file(file, Problem::Undecodable { offset }))?;
    let text = text.replace("\r\n", "\n");
    let first_line = text.lines().next().unwrap_or("");
    let delimiter =
        if first_line.contains('\t') && !first_line.contains(',') { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows: Vec<Vec<CellValue>> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            Finding::in_file(file, Problem::Unreadable { reason: error.to_string() })
        })?;
        // The reader passes over empty lines; a spreadsheet shows them, so they keep their rows.
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let skipped = text.bytes().skip(start).take_while(|byte| *byte == b'\n').count();
        rows.resize(rows.len() + skipped, Vec::new());
        rows.push(record.iter().map(text_value).collect());
    }
    Ok(Sheet { file: Arc::clone(file), name: None, rows, hidden: false, merged: BTreeMap::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_the_numbers_that_a_spreadsheet_shows() {
        let sheet = &read_sheets("a.csv", "a,b\n\n,2\n".as_bytes()).unwrap()[0];
        assert_eq!(sheet.cell(2, 1).value, &CellValue::Text("2".into()));
        assert_eq!(sheet.cell(2, 1).place().to_string(), "a.csv B3");
    }

    #[test]
    fn a_picture_is_not_a_workbook() {
        let finding = read_sheets("a.xlsx", b"\x89PNG\r\n\x1a\n0000").unwrap_err();
        assert_eq!(finding.problem.code(), "F02");
        assert_eq!(read_sheets("a.xlsx", b"PK\x03\x04broken").unwrap_err().problem.code(), "F01");
        assert_eq!(read_sheets("a.csv", b"").unwrap_err().problem.code(), "F10");
        assert_eq!(read_sheets("a.csv", b" ,\n,\n").unwrap_err().problem.code(), "F10");
    }
}
