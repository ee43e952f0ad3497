//! Workbooks: `.xlsx` cell by cell, so that a stray blank far away costs nothing, and the old `.xls` and
//! `.et`, whose sheets have 256 columns at most.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calamine::{
    CellType, Data, Dimensions, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx,
    XlsxError,
};
use zip::ZipArchive;

use super::compound_file::has_endless_chain;
use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::problem::FileProblem;
use crate::sheet::Sheet;

/// No table of the templates has as many cells.
const MAX_CELLS: u64 = 5_000_000;
/// More than so many cells take, unpacked.
const MAX_UNPACKED: u64 = 1 << 30;

type Bytes<'a> = Cursor<&'a [u8]>;

/// Something with its row and column, counted from 0.
type Located<T> = ((u32, u32), T);

/// What a sheet holds.
struct Table {
    cells: Vec<Located<Data>>,
    formulas: Vec<Located<String>>,
    merged: Vec<Dimensions>,
}

/// Reads the sheets of an `.xlsx` workbook.
pub(super) fn read_xlsx(file: &Arc<str>, bytes: &[u8]) -> Result<Vec<Sheet>, Finding> {
    check_unpacked(file, bytes, MAX_UNPACKED)?;
    read_workbook(file, bytes, |book: &mut Xlsx<Bytes<'_>>, name| -> Result<Table, XlsxError> {
        Ok(Table {
            cells: cells(book, name)?,
            formulas: formulas(book, name)?,
            merged: book.merge_cells_by_sheet_name(name)?,
        })
    })
}

/// A few megabytes can unpack to more than the machine holds. The sizes that the file states are not
/// believed: everything is unpacked once and thrown away. A damaged file is left to the reader.
fn check_unpacked(file: &Arc<str>, bytes: &[u8], limit: u64) -> Result<(), Finding> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    let mut left = limit + 1;
    for entry in 0..archive.len() {
        let Ok(entry) = archive.by_index(entry) else { continue };
        let mut entry = entry.take(left);
        let _damaged = io::copy(&mut entry, &mut io::sink());
        left = entry.limit();
        if left == 0 {
            let (what, got) = ("解压后的字节数", limit + 1);
            return Err(Finding::in_file(file, FileProblem::TooLarge { what, got, limit }));
        }
    }
    Ok(())
}

fn cells(book: &mut Xlsx<Bytes<'_>>, name: &str) -> Result<Vec<Located<Data>>, XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell()? {
        let value = Data::from(cell.get_value().clone());
        if value != Data::Empty {
            cells.push((cell.get_position(), value));
        }
    }
    Ok(cells)
}

fn formulas(book: &mut Xlsx<Bytes<'_>>, name: &str) -> Result<Vec<Located<String>>, XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut formulas = Vec::new();
    while let Some(cell) = reader.next_formula()? {
        formulas.push((cell.get_position(), cell.get_value().clone()));
    }
    Ok(formulas)
}

/// Reads the sheets of an `.xls` or `.et` workbook.
pub(super) fn read_xls(file: &Arc<str>, bytes: &[u8]) -> Result<Vec<Sheet>, Finding> {
    if has_endless_chain(bytes) {
        let reason = "文件已损坏 (the file is damaged)".to_owned();
        return Err(Finding::in_file(file, FileProblem::Unreadable { reason }));
    }
    read_workbook(file, bytes, |book: &mut Xls<Bytes<'_>>, name| -> Result<Table, XlsError> {
        Ok(Table {
            cells: used(&book.worksheet_range(name)?),
            formulas: used(&book.worksheet_formula(name)?),
            merged: book.merge_cells_by_sheet_name(name)?,
        })
    })
}

fn used<T: CellType>(range: &Range<T>) -> Vec<Located<T>> {
    let (top, left) = range.start().unwrap_or((0, 0));
    let in_sheet = |row: usize, column: usize| (top + row as u32, left + column as u32);
    range.used_cells().map(|(row, column, value)| (in_sheet(row, column), value.clone())).collect()
}

/// Reads every sheet that holds cells. The readers index damaged files without checking their bounds; that
/// is a damaged file, not a failed program.
fn read_workbook<'a, R>(
    file: &Arc<str>,
    bytes: &'a [u8],
    table: impl Fn(&mut R, &str) -> Result<Table, R::Error>,
) -> Result<Vec<Sheet>, Finding>
where
    R: Reader<Bytes<'a>>,
    R::Error: Display,
{
    let unreadable = |reason: String| Finding::in_file(file, FileProblem::Unreadable { reason });
    let read = AssertUnwindSafe(|| {
        let mut book = R::new(Cursor::new(bytes)).map_err(|error| unreadable(error.to_string()))?;
        if book.vba_project().is_ok_and(|project| project.is_some()) {
            return Err(Finding::in_file(file, FileProblem::Macro));
        }
        let mut sheets = Vec::new();
        for (name, visible) in sheets_of(&book) {
            let table = table(&mut book, &name).map_err(|error| unreadable(error.to_string()))?;
            let (rows, merged) = (rows(file, &table)?, merged_rows(&table));
            let (file, name) = (Arc::clone(file), Some(name.as_str().into()));
            let hidden = visible != SheetVisible::Visible;
            sheets.push(Sheet { file, name, rows, hidden, merged });
        }
        Ok(sheets)
    });
    catch_unwind(read)
        .unwrap_or_else(|_| Err(unreadable("文件已损坏 (the file is damaged)".to_owned())))
}

/// Names of the sheets that hold cells, and whether they are shown.
fn sheets_of<'a, R: Reader<Bytes<'a>>>(book: &R) -> Vec<(String, SheetVisible)> {
    let sheets = book.sheets_metadata().iter();
    let with_cells = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    with_cells.map(|sheet| (sheet.name.clone(), sheet.visible)).collect()
}

/// The cells in rows as long as what they hold. A formula without a kept result reads as an empty cell;
/// it must not pass for one.
fn rows(file: &Arc<str>, table: &Table) -> Result<Vec<Vec<CellValue>>, Finding> {
    let limit = |what, got: u64, limit| {
        if got <= limit {
            return Ok(());
        }
        Err(Finding::in_file(file, FileProblem::TooLarge { what, got, limit }))
    };
    limit("单元格数", table.cells.len() as u64, MAX_CELLS)?;
    let mut rows: Vec<Vec<CellValue>> = Vec::new();
    let values = table.cells.iter().map(|(at, data)| (*at, cell_value(data)));
    let failed = |formula: &String| CellValue::Error(format!("={formula}"));
    let formulas = table.formulas.iter().filter(|(_, formula)| !formula.is_empty());
    let formulas = formulas.map(|(at, formula)| (*at, failed(formula)));
    for ((row, column), value) in values.chain(formulas) {
        if value == CellValue::Empty {
            continue;
        }
        limit("行数", u64::from(row) + 1, Sheet::MAX_ROWS)?;
        let (row, column) = (row as usize, column as usize);
        rows.resize(rows.len().max(row + 1), Vec::new());
        let width = rows[row].len().max(column + 1);
        rows[row].resize(width, CellValue::Empty);
        // Values come before formulas.
        if rows[row][column] == CellValue::Empty {
            rows[row][column] = value;
        }
    }
    Ok(rows)
}

/// Cells of one column merged over several rows: the last row by column and first row.
fn merged_rows(table: &Table) -> BTreeMap<(usize, usize), usize> {
    let over_rows = |merged: &Dimensions| {
        let ((top, left), (bottom, right)) = (merged.start, merged.end);
        (left == right).then_some(((left as usize, top as usize), bottom as usize))
    };
    table.merged.iter().filter_map(over_rows).collect()
}

fn cell_value(data: &Data) -> CellValue {
    match data {
        Data::Empty => CellValue::Empty,
        Data::Int(number) => CellValue::Number(*number as f64),
        Data::Float(number) => CellValue::Number(*number),
        Data::String(text) => CellValue::from_text(text),
        Data::Bool(value) => CellValue::Text(value.to_string()),
        Data::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            CellValue::Date(format!("{year}-{month:02}-{day:02}"))
        }
        Data::DateTimeIso(text) => CellValue::Date(text.chars().take(10).collect()),
        Data::DateTime(_) | Data::DurationIso(_) => CellValue::Date(String::new()),
        Data::Error(error) => CellValue::Error(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;

    #[test]
    fn what_unpacks_to_too_much_is_refused_before_it_is_read() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for row in 0..1000 {
            sheet.write(row, 0, 1).unwrap();
        }
        let bytes = book.save_to_buffer().unwrap();
        let code = |limit| {
            let checked = check_unpacked(&"a.xlsx".into(), &bytes, limit);
            checked.map_err(|finding| finding.problem.code())
        };
        let packed = bytes.len() as u64;
        assert_eq!([code(MAX_UNPACKED), code(2 * packed)], [Ok(()), Err("F03")]);
    }
}
