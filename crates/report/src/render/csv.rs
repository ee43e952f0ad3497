//! Documents as CSV: a row for every cell of every table, with the figure behind it.

use std::borrow::Cow;

use csv::Writer;

use crate::document::{Cell, Document};

/// What spreadsheet programs need to read UTF-8.
const MARK: &str = "\u{feff}";

/// Every cell of a document as CSV in UTF-8 with a byte order mark: table, caption, row and column, what is printed, and the
/// figure behind it with the ends of its interval at full precision. Text that a spreadsheet program would take for a
/// formula begins with `'`.
pub fn render_csv(document: &Document) -> Result<Vec<u8>, csv::Error> {
    let mut writer = Writer::from_writer(MARK.as_bytes().to_vec());
    writer.write_record(["表", "表题", "行", "列", "印刷文字", "下限", "数值", "上限"])?;
    for table in document.tables() {
        for (row, cells) in table.rows.iter().enumerate() {
            for (cell, (heading, _)) in cells.iter().zip(&table.columns) {
                let [low, value, high] = figures(cell);
                let row = (row + 1).to_string();
                let record: [&str; 8] =
                    [&table.id, &table.caption, &row, heading, &cell.text, &low, &value, &high];
                writer.write_record(record.map(|text| harmless_cell(text).into_owned()))?;
            }
        }
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// Low, value and high; empty where there is none.
fn figures(cell: &Cell) -> [String; 3] {
    let figure = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let parts = cell.figure.map(|figure| [figure.low, figure.value, figure.high]);
    parts.unwrap_or([None; 3]).map(figure)
}

/// A cell that no spreadsheet program takes for a formula: a number as it is, text that begins as a formula does after an
/// apostrophe (OWASP, CSV Injection).
pub fn harmless_cell(cell: &str) -> Cow<'_, str> {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if begins && cell.parse::<f64>().is_err() { format!("'{cell}").into() } else { cell.into() }
}
