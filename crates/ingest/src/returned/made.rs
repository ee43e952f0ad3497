//! A workbook made of what was read from a file that cannot be sent back itself.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::Remark;
use crate::cell_value::CellValue;
use crate::sheet::Sheet;

/// The name of a sheet that has none in its file.
const UNNAMED: &str = "数据";
/// Characters that a workbook has room for in one cell.
const LONGEST: usize = 32_000;
/// Digits of a number that a spreadsheet keeps.
const MOST_DIGITS: usize = 15;

/// The remark at its place in the workbook made: the one sheet of a text file has a name there.
pub(super) fn placed(remark: Remark) -> Remark {
    let is_in_cell = remark.cell.is_some();
    let sheet = remark.sheet.or_else(|| is_in_cell.then(|| UNNAMED.to_owned()));
    Remark { sheet, ..remark }
}

/// The workbook; one with an empty sheet where nothing could be read.
pub(super) fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let never = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&never));
    for sheet in sheets {
        let made = workbook.add_worksheet();
        made.set_name(sheet.name().unwrap_or(UNNAMED))?;
        write(made, sheet)?;
    }
    if sheets.is_empty() {
        workbook.add_worksheet().set_name(UNNAMED)?;
    }
    workbook.save_to_buffer()
}

fn write(made: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    for row in 0..sheet.len() {
        for cell in sheet.row(row) {
            let (row, column) = (row as u32, cell.column() as u16);
            match cell.value {
                CellValue::Empty => {}
                CellValue::Number(number) => {
                    made.write(row, column, number)?;
                }
                CellValue::Text(text) => match number(text).filter(|_| sheet.is_text()) {
                    Some(number) => {
                        made.write(row, column, number)?;
                    }
                    None => {
                        made.write(row, column, text.chars().take(LONGEST).collect::<String>())?;
                    }
                },
                CellValue::Date(text) | CellValue::Error(text) => {
                    made.write(row, column, text)?;
                }
            }
        }
    }
    Ok(())
}

/// The number that a text is, if writing it as one changes nothing of how it is shown.
fn number(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    (text.len() <= MOST_DIGITS && number.to_string() == text).then_some(number)
}
