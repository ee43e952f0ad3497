//! From the bytes of a file to its sheets: which format they are in, and whether they are too many.

mod compound_file;
mod csv_file;
mod decoded;
mod docx;
mod encoding;
mod fault;
mod number_format;
mod ods;
mod rich_text;
mod signature;
mod table_draft;
mod xls;
mod xlsx;

use std::sync::Arc;

use crate::budget::Budget;
use crate::finding::Finding;
use crate::problem::FileProblem;
use crate::sheet::Sheet;
use compound_file::is_encrypted;
use csv_file::read_csv;
pub use decoded::{Decoded, TextEncoding, Undecodable};
pub use docx::read_blanks;
use ods::read_ods;
use signature::Signature;
use table_draft::read_workbook;
use xls::read_xls;
pub(crate) use xlsx::package::part_of_target;
use xlsx::read_xlsx;

/// Larger files than any of the templates can need are refused, in bytes. A caller should look before it reads one.
pub const MAX_BYTES: u64 = 50 * 1024 * 1024;
/// More sheets than a workbook of tables has.
const MAX_SHEETS: u64 = 500;

/// Reads the sheets of a `.csv`, `.xlsx`, `.xls`, `.et` or `.ods` file. `name` is the file's name without its
/// folder. An error is a finding about the file: of another format than its name says, damaged, too
/// large, or empty.
pub fn read_sheets(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Finding> {
    read_within(name, bytes, &Budget::default())
}

/// Reads the sheets of a file within a budget.
pub(crate) fn read_within(
    name: &str,
    bytes: &[u8],
    budget: &Budget,
) -> Result<Vec<Sheet>, Finding> {
    let file: Arc<str> = name.into();
    let fail = |problem| Finding::in_file(&file, problem);
    let limit = |what, got, limit| fail(FileProblem::TooLarge { what, got, limit });
    if bytes.len() as u64 > MAX_BYTES {
        return Err(limit("字节数", bytes.len() as u64, MAX_BYTES));
    }
    if bytes.is_empty() {
        return Err(fail(FileProblem::Empty));
    }
    budget.begin_file(bytes.len() as u64);
    let workbook = |read| read_workbook(&file, bytes, budget, read);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let sheets = match (extension.to_ascii_lowercase().as_str(), Signature::of(bytes)) {
        ("xlsx" | "xlsm", Some(Signature::Zip)) => workbook(read_xlsx)?,
        ("ods", Some(Signature::Zip)) => workbook(read_ods)?,
        (_, Some(Signature::CompoundFile)) if is_encrypted(bytes) => {
            return Err(fail(FileProblem::Locked));
        }
        ("xls" | "et", Some(Signature::CompoundFile)) => workbook(read_xls)?,
        ("csv" | "txt", None) => vec![read_csv(&file, bytes, budget)?],
        ("xls" | "xlsx" | "xlsm" | "et" | "ods", Some(Signature::Page(what))) => {
            return Err(fail(FileProblem::NotAWorkbook { what }));
        }
        (_, signature) => {
            let looks_like = signature.map_or("文本 (text)", Signature::name);
            return Err(fail(FileProblem::WrongType { looks_like }));
        }
    };
    if sheets.len() as u64 > MAX_SHEETS {
        return Err(limit("工作表数 (sheets)", sheets.len() as u64, MAX_SHEETS));
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
        assert_eq!(sheet.cell(2, 1).value, CellValue::Text("2"));
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
