//! From the bytes of a file to its sheets: which format they are in, and whether they are too many.

mod compound_file;
mod csv_file;
mod encoding;
mod signature;
mod workbook;

use std::sync::Arc;

use crate::finding::Finding;
use crate::problem::FileProblem;
use crate::sheet::Sheet;
use csv_file::read_csv;
use signature::Signature;
use workbook::{read_xls, read_xlsx};

/// Larger files than any of the templates can need.
const MAX_BYTES: u64 = 50 * 1024 * 1024;

/// Reads the sheets of a `.csv`, `.xlsx`, `.xls` or `.et` file. `name` is the file's name without its
/// folder. An error is a finding about the file: of another format than its name says, damaged, too
/// large, or empty.
pub fn read_sheets(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Finding> {
    let file: Arc<str> = name.into();
    let fail = |problem| Finding::in_file(&file, problem);
    let limit = |what, got, limit| fail(FileProblem::TooLarge { what, got, limit });
    if bytes.len() as u64 > MAX_BYTES {
        return Err(limit("字节数", bytes.len() as u64, MAX_BYTES));
    }
    if bytes.is_empty() {
        return Err(fail(FileProblem::Empty));
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let sheets = match (extension.to_ascii_lowercase().as_str(), Signature::of(bytes)) {
        ("xlsx", Some(Signature::Zip)) => read_xlsx(&file, bytes)?,
        ("xls" | "et", Some(Signature::CompoundFile)) => read_xls(&file, bytes)?,
        ("csv" | "txt", None) => vec![read_csv(&file, bytes)?],
        (_, signature) => {
            let looks_like = signature.map_or("文本 (text)", Signature::name);
            return Err(fail(FileProblem::WrongType { looks_like }));
        }
    };
    if let Some(sheet) = sheets.iter().find(|sheet| sheet.rows.len() as u64 > Sheet::MAX_ROWS) {
        return Err(limit("行数", sheet.rows.len() as u64, Sheet::MAX_ROWS));
    }
    if sheets.iter().all(Sheet::is_empty) {
        return Err(fail(FileProblem::Empty));
    }
    Ok(sheets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell_value::CellValue;

    #[test]
    fn rows_keep_the_numbers_that_a_spreadsheet_shows() {
        let sheet = &read_sheets("a.csv", "a,b\n\n,2\n".as_bytes()).unwrap()[0];
        assert_eq!(sheet.cell(2, 1).value, &CellValue::Text("2".into()));
        assert_eq!(sheet.cell(2, 1).cell_ref().to_string(), "a.csv B3");
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
