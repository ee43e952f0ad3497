//! The cells of a sheet.

use super::super::fault::Fault;
use super::super::table_draft::{Place, TableDraft};
use super::Globals;
use super::record::{Record, Records};
use super::string::{read_rich_text, read_text};

/// Reads the cells of a sheet, and which are merged.
pub(super) fn read_cells(
    mut records: Records<'_>,
    globals: &Globals,
    table: &mut TableDraft<'_>,
) -> Result<(), Fault> {
    // Charts within a sheet have records of their own, with values like cells.
    let mut depth = 0_usize;
    let mut formula = ((0, 0), 0);
    while let Some(record) = records.next()? {
        match record.kind {
            Record::BEGIN => depth += 1,
            Record::END if depth <= 1 => return Ok(()),
            Record::END => depth -= 1,
            _ if depth > 1 => {}
            Record::FORMULA => {
                formula = (place(&record)?, record.u16(4)?);
                read_result(&record, globals, table)?;
            }
            Record::TEXT_OF_FORMULA => {
                let length = usize::from(record.u16(0)?);
                let text = read_text(record.from(2)?, length, globals.letters)?;
                let is_struck = globals.style(formula.1).is_struck;
                table.text(formula.0, &text, is_struck)?;
            }
            Record::MERGED => read_merged(&record, table)?,
            Record::ROW => read_row(&record, table)?,
            Record::COLUMNS => read_columns(&record, table)?,
            _ => read_cell(&record, globals, table)?,
        }
    }
    Ok(())
}

/// The row and column that the records of cells begin with.
fn place(record: &Record<'_>) -> Result<Place, Fault> {
    Ok((u32::from(record.u16(0)?), u32::from(record.u16(2)?)))
}

/// A cell that holds no formula; records of other things are passed over.
fn read_cell(
    record: &Record<'_>,
    globals: &Globals,
    table: &mut TableDraft<'_>,
) -> Result<(), Fault> {
    match record.kind {
        Record::BLANK => table.budget.meet(1)?,
        Record::BLANKS => table.budget.meet(record.data.len() as u64 / 2)?,
        Record::NUMBER => {
            let style = globals.style(record.u16(4)?);
            table.budget.meet(1)?;
            table.number(place(record)?, record.f64(6)?, style)?;
        }
        Record::SHORT_NUMBER => {
            let style = globals.style(record.u16(4)?);
            table.budget.meet(1)?;
            table.number(place(record)?, short_number(record.u32(6)?), style)?;
        }
        Record::NUMBERS => {
            let (row, first) = place(record)?;
            let numbers = record.data.len().saturating_sub(6) / 6;
            table.budget.meet(numbers as u64)?;
            for number in 0..numbers {
                let at = 4 + 6 * number;
                let style = globals.style(record.u16(at)?);
                let value = short_number(record.u32(at + 2)?);
                table.number((row, first + number as u32), value, style)?;
            }
        }
        Record::SHARED_TEXT => {
            table.budget.meet(1)?;
            let number = record.u32(6)?;
            let text = globals.strings.get(number as usize);
            let lost = || Fault::damaged(format!("SST {number}"));
            let is_struck = globals.style(record.u16(4)?).is_struck;
            table.shared_text(place(record)?, *text.ok_or_else(lost)?, is_struck)?;
        }
        Record::TEXT | Record::RICH_TEXT => {
            table.budget.meet(1)?;
            let length = usize::from(record.u16(6)?);
            let (text, is_part_struck) = if record.kind == Record::RICH_TEXT {
                read_rich_text(record.from(8)?, length, globals)?
            } else {
                (read_text(record.from(8)?, length, globals.letters)?, false)
            };
            let is_struck = is_part_struck || globals.style(record.u16(4)?).is_struck;
            table.text(place(record)?, &text, is_struck)?;
        }
        Record::LOGICAL_OR_ERROR => {
            table.budget.meet(1)?;
            logical_or_error(place(record)?, record.u8(6)?, record.u8(7)? != 0, table)?;
        }
        _ => {}
    }
    Ok(())
}

/// The kept result of a formula. A text comes in a record of its own.
fn read_result(
    record: &Record<'_>,
    globals: &Globals,
    table: &mut TableDraft<'_>,
) -> Result<(), Fault> {
    const NO_NUMBER: u16 = 0xFFFF;
    table.budget.meet(1)?;
    let at = place(record)?;
    if record.u16(12)? != NO_NUMBER {
        return table.number(at, record.f64(6)?, globals.style(record.u16(4)?));
    }
    match record.u8(6)? {
        1 => logical_or_error(at, record.u8(8)?, false, table),
        2 => logical_or_error(at, record.u8(8)?, true, table),
        // A text that follows, or an empty one.
        _ => Ok(()),
    }
}

fn logical_or_error(
    at: Place,
    value: u8,
    is_error: bool,
    table: &mut TableDraft<'_>,
) -> Result<(), Fault> {
    if !is_error {
        return table.text(at, if value == 0 { "false" } else { "true" }, false);
    }
    let name = match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR",
    };
    table.error(at, name)
}

/// A number in thirty bits: a whole one or the upper half of another, either times a hundred.
fn short_number(bits: u32) -> f64 {
    let number = if bits & 2 == 2 {
        f64::from((bits as i32) >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 == 1 { number / 100.0 } else { number }
}

/// Whether a row is hidden, by hand or by a filter.
fn read_row(record: &Record<'_>, table: &mut TableDraft<'_>) -> Result<(), Fault> {
    const HIDDEN: u16 = 0x20;
    if record.u16(12)? & HIDDEN == HIDDEN {
        table.draft.hide_row(u32::from(record.u16(0)?), table.budget)?;
    }
    Ok(())
}

/// Whether columns are hidden.
fn read_columns(record: &Record<'_>, table: &mut TableDraft<'_>) -> Result<(), Fault> {
    const HIDDEN: u16 = 1;
    let (first, last) = (u32::from(record.u16(0)?), u32::from(record.u16(2)?));
    if record.u16(8)? & HIDDEN == HIDDEN || record.u16(4)? == 0 {
        table.draft.hide_columns(first, last, table.budget)?;
    }
    Ok(())
}

/// Cells of one column merged over several rows.
fn read_merged(record: &Record<'_>, table: &mut TableDraft<'_>) -> Result<(), Fault> {
    for range in record.from(2)?.as_chunks::<8>().0.iter().take(usize::from(record.u16(0)?)) {
        let number = |at: usize| u32::from(u16::from_le_bytes([range[at], range[at + 1]]));
        let (first, last, left, right) = (number(0), number(2), number(4), number(6));
        if left == right {
            table.draft.merge(left, (first, last), table.budget)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_whole_or_halved_and_may_be_of_a_hundred() {
        assert_eq!(short_number(2019 << 2 | 2), 2019.0);
        assert_eq!(short_number((-5_i32 << 2) as u32 | 3), -0.05);
        assert_eq!(short_number((1.5_f64.to_bits() >> 32) as u32), 1.5);
        assert_eq!(short_number((612.0_f64.to_bits() >> 32) as u32 | 1), 6.12);
    }
}
