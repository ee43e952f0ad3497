//! CSV files, and the tab-separated text that spreadsheet programs save.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::encoding::decode;
use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::problem::FileProblem;
use crate::sheet::Sheet;

/// Reads a text file as one sheet without a name.
pub(super) fn read_csv(file: &Arc<str>, bytes: &[u8]) -> Result<Sheet, Finding> {
    let text = decode(bytes)
        .map_err(|offset| Finding::in_file(file, FileProblem::Undecodable { offset }))?;
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
            Finding::in_file(file, FileProblem::Unreadable { reason: error.to_string() })
        })?;
        // The reader passes over empty lines; a spreadsheet shows them, so they keep their rows.
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let skipped = text.bytes().skip(start).take_while(|byte| *byte == b'\n').count();
        rows.resize(rows.len() + skipped, Vec::new());
        rows.push(record.iter().map(CellValue::from_text).collect());
    }
    Ok(Sheet { file: Arc::clone(file), name: None, rows, hidden: false, merged: BTreeMap::new() })
}
