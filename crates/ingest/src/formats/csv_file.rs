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
    if let Some(line) = unclosed_quote(&text, delimiter) {
        return Err(Finding::in_file(file, FileProblem::UnclosedQuote { line }));
    }
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

/// The line, counted from 1, of the first quotation mark that opens a cell and does not close it as it should: at the end
/// of a cell (RFC 4180, section 2), and before it has taken in a row. `None` where every one does.
///
/// A line within a cell is taken for a row if it parts into at least as many cells as half of the lines of the file do.
fn unclosed_quote(text: &str, delimiter: u8) -> Option<usize> {
    let row = usual_delimiters(text, delimiter).max(2);
    // Where the open cell began, and the delimiters on the line at hand where that line lies within the cell.
    let mut opened: Option<(usize, Option<usize>)> = None;
    let (mut line, mut at_start) = (1, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match &mut opened {
            Some((began, within)) => match byte {
                b'"' if bytes.peek() == Some(&b'"') => {
                    bytes.next();
                }
                b'"' => {
                    let ends = [Some(&delimiter), Some(&b'\n'), None];
                    if !ends.contains(&bytes.peek()) {
                        return Some(*began);
                    }
                    opened = None;
                }
                b'\n' => {
                    if within.is_some_and(|delimiters| delimiters >= row) {
                        return Some(*began);
                    }
                    *within = Some(0);
                }
                _ => {
                    if byte == delimiter {
                        *within = within.map(|delimiters| delimiters + 1);
                    }
                }
            },
            None if byte == b'"' && at_start => opened = Some((line, None)),
            None => {}
        }
        line += usize::from(byte == b'\n');
        at_start = opened.is_none() && (byte == delimiter || byte == b'\n');
    }
    opened.map(|(began, _)| began)
}

/// The median of the delimiters on the lines that have any.
fn usual_delimiters(text: &str, delimiter: u8) -> usize {
    let count = |line: &str| line.bytes().filter(|byte| *byte == delimiter).count();
    let mut counts: Vec<usize> = text.lines().map(count).filter(|count| *count > 0).collect();
    counts.sort_unstable();
    counts.get(counts.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_takes_in_rows_is_found_where_it_opens() {
        let found = |text: &str| unclosed_quote(text, b',');
        assert_eq!(found("a,b,c\n1,\"x,3\n4,5,6\n"), Some(2));
        // Closed by the next stray one, before a delimiter or within a cell.
        assert_eq!(found("a,b,c\n1,\"x,3\n4,5,6\n7,\"y,9\n"), Some(2));
        assert_eq!(found("a,b,c\n1,\"x,3\n4,5,6\n7,8\",9\n"), Some(2));
        assert_eq!(found("a,b,c\n1,\"x\"y,3\n"), Some(2));
        assert_eq!(found("a,b\n1,2\n3,\""), Some(3));
    }

    #[test]
    fn cells_of_several_lines_and_marks_within_text_are_no_fault() {
        let found = |text: &str| unclosed_quote(text, b',');
        assert_eq!(found("a,b,c\n1,\"first, of all\nsecond\n\nfourth\",3\n4,5,6\n"), None);
        assert_eq!(found("a,b,c\n1,\"says \"\"yes\"\"\",3\n\"\",5\" pipe,\"\"\n"), None);
        assert_eq!(found(""), None);
    }
}
