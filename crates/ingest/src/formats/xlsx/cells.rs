//! The cells of a sheet.

use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::super::fault::Fault;
use super::super::number_format::Style;
use super::super::table_draft::{Place, TableDraft};
use super::Shared;
use super::package::{attribute, raw_attribute};
use super::plain_cell::{PlainCell, PlainValue};
use super::strings::{LONGEST, RichText, too_long};
use super::xml::{Xml, push_text, without_escapes};

/// Letters of a formula that are shown where it has no result.
const SHOWN: usize = 200;

/// Reads the cells of a sheet, and which are merged.
pub(super) fn read_cells<R: Read>(
    mut xml: Xml<'_, R>,
    shared: &Shared,
    table: &mut TableDraft<'_>,
) -> Result<(), Fault> {
    // Rows and cells may leave out where they stand: behind the one before.
    let (mut next_row, mut next_column) = (0, 0);
    loop {
        while let Some(cell) = PlainCell::of(xml.at_hand()) {
            table.budget.meet(1)?;
            next_column = cell.at.1 + 1;
            keep_plain(&cell, shared, table)?;
            let length = cell.length;
            xml.pass(length);
        }
        let event = xml.next()?;
        let (element, is_open) = match &event {
            Event::Start(element) => (element, true),
            Event::Empty(element) => (element, false),
            Event::Eof => return Ok(()),
            _ => continue,
        };
        match element.local_name().as_ref() {
            "row" => {
                table.budget.meet(1)?;
                if let Some(row) = raw_attribute(element, "r")? {
                    let row: u32 = row.trim().parse().map_err(|_| Fault::damaged(row))?;
                    next_row = row.saturating_sub(1);
                }
                if is_hidden(element, "ht")? {
                    table.draft.hide_row(next_row, table.budget)?;
                }
                (next_row, next_column) = (next_row.saturating_add(1), 0);
            }
            "col" => hide_columns(element, table)?,
            // Formats of whole columns leave very many blank cells, of which nothing is read but where they stand.
            "c" if !is_open => {
                table.budget.meet(1)?;
                let at = raw_attribute(element, "r")?.map(|address| place(&address)).transpose()?;
                next_column = at.map_or(next_column, |at| at.1) + 1;
            }
            "c" => {
                table.budget.meet(1)?;
                let cell = OpenCell::of(element, (next_row.saturating_sub(1), next_column))?;
                next_column = cell.at.1 + 1;
                cell.read(&mut xml, shared, table)?;
            }
            "mergeCell" => {
                if let Some(range) = attribute(element, "ref")? {
                    merge(&range, table)?;
                }
            }
            _ => {}
        }
    }
}

/// Keeps what a cell of nothing but a value holds.
fn keep_plain(
    cell: &PlainCell<'_>,
    shared: &Shared,
    table: &mut TableDraft<'_>,
) -> Result<(), Fault> {
    let style = style_of(cell.style, shared);
    match cell.value {
        PlainValue::Nothing => Ok(()),
        PlainValue::Number(number) => table.number(cell.at, number, style),
        PlainValue::Shared(value) => keep_shared(cell.at, value, style.is_struck, shared, table),
    }
}

/// Keeps the shared text of a number.
fn keep_shared(
    at: Place,
    value: &str,
    is_struck: bool,
    shared: &Shared,
    table: &mut TableDraft<'_>,
) -> Result<(), Fault> {
    let number = value.trim().parse::<usize>().ok();
    let place = number.and_then(|number| shared.strings.get(number));
    let lost = || Fault::damaged(format!("sharedStrings {value}"));
    table.shared_text(at, *place.ok_or_else(lost)?, is_struck)
}

fn style_of(style: Option<usize>, shared: &Shared) -> Style {
    let style = style.and_then(|style| shared.styles.get(style));
    style.copied().unwrap_or_default()
}

/// Whether a row or column is hidden, by hand or by a filter, or of no height or width, which is the attribute `size`.
fn is_hidden(element: &BytesStart<'_>, size: &str) -> Result<bool, Fault> {
    let is_set = matches!(raw_attribute(element, "hidden")?.as_deref(), Some("1" | "true"));
    let size = raw_attribute(element, size)?.and_then(|size| size.parse::<f64>().ok());
    Ok(is_set || size == Some(0.0))
}

fn hide_columns(element: &BytesStart<'_>, table: &mut TableDraft<'_>) -> Result<(), Fault> {
    if !is_hidden(element, "width")? {
        return Ok(());
    }
    let number = |name: &str| -> Result<Option<u32>, Fault> {
        Ok(raw_attribute(element, name)?.and_then(|number| number.parse().ok()))
    };
    if let (Some(first @ 1..), Some(last @ 1..)) = (number("min")?, number("max")?) {
        table.draft.hide_columns(first - 1, last - 1, table.budget)?;
    }
    Ok(())
}

/// Cells of one column merged over several rows.
fn merge(range: &str, table: &mut TableDraft<'_>) -> Result<(), Fault> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let (first, last) = (place(first)?, place(last)?);
    if first.1 == last.1 {
        table.draft.merge(first.1, (first.0, last.0), table.budget)?;
    }
    Ok(())
}

/// A cell of which the begin was read.
struct OpenCell {
    at: Place,
    /// The kind of its value, as the file says it.
    kind: Option<String>,
    style: Option<usize>,
}

/// What stands in a cell.
#[derive(Default)]
struct Content {
    value: String,
    formula: Option<String>,
    rich: RichText,
}

impl OpenCell {
    fn of(element: &BytesStart<'_>, next: Place) -> Result<Self, Fault> {
        let (mut at, mut kind, mut style) = (next, None, None);
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(Fault::damaged)?;
            match attribute.key.as_ref() {
                "r" => at = place(&attribute.value)?,
                "t" => kind = Some(attribute.value.into_owned()),
                "s" => style = attribute.value.parse().ok(),
                _ => {}
            }
        }
        Ok(Self { at, kind, style })
    }

    /// Reads up to the end of the cell, and keeps what it holds.
    fn read<R: Read>(
        self,
        xml: &mut Xml<'_, R>,
        shared: &Shared,
        table: &mut TableDraft<'_>,
    ) -> Result<(), Fault> {
        let mut content = Content::default();
        let (mut in_value, mut in_formula) = (false, false);
        loop {
            let event = xml.next()?;
            match &event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" => in_value = true,
                    "f" => (in_formula, content.formula) = (true, Some(String::new())),
                    _ => {}
                },
                Event::Empty(element) if element.local_name().as_ref() == "f" => {
                    content.formula = Some(String::new());
                }
                Event::End(element) => match element.local_name().as_ref() {
                    "c" => return self.keep(&mut content, shared, table),
                    "v" => in_value = false,
                    "f" => in_formula = false,
                    _ => {}
                },
                Event::Eof => return Err(Fault::damaged("<c>")),
                _ => {}
            }
            if in_value {
                push_text(&event, &mut content.value)?;
            } else if in_formula {
                if let Some(formula) = &mut content.formula {
                    push_text(&event, formula)?;
                }
            } else {
                content.rich.take(&event)?;
            }
            let longest = content.formula.as_ref().map_or(0, String::len).max(content.value.len());
            if longest > LONGEST {
                return Err(too_long(longest));
            }
        }
    }

    /// Keeps what the cell holds. A formula without a kept result reads as nothing; it must not pass for an empty cell.
    fn keep(
        &self,
        content: &mut Content,
        shared: &Shared,
        table: &mut TableDraft<'_>,
    ) -> Result<(), Fault> {
        let (text, is_part_struck) = content.rich.finish();
        let style = style_of(self.style, shared);
        let is_struck = style.is_struck || is_part_struck;
        let value = match self.kind.as_deref() {
            Some("inlineStr" | "is") => text,
            Some("str") => without_escapes(&content.value),
            _ => std::mem::take(&mut content.value),
        };
        let is_blank = value.trim().is_empty();
        match (&content.formula, self.kind.as_deref()) {
            (Some(formula), _) if is_blank => {
                let shown: String = formula.chars().take(SHOWN).collect();
                table.error(self.at, &format!("={shown}"))
            }
            _ if is_blank => Ok(()),
            (_, Some("s")) => keep_shared(self.at, &value, is_struck, shared, table),
            (_, Some("b")) => {
                let is_true = matches!(value.trim(), "1" | "true");
                table.text(self.at, if is_true { "true" } else { "false" }, is_struck)
            }
            (_, Some("e")) => table.error(self.at, value.trim()),
            (_, Some("d")) => {
                let day: String = value.trim().chars().take(10).collect();
                table.date(self.at, &day)
            }
            (_, Some("str" | "inlineStr" | "is")) => table.text(self.at, &value, is_struck),
            _ => match value.trim().parse::<f64>() {
                Ok(number) => table.number(self.at, number, style),
                Err(_) => table.text(self.at, &value, is_struck),
            },
        }
    }
}

/// The row and column of an address such as `AB12`, counted from 0.
fn place(address: &str) -> Result<Place, Fault> {
    let lost = || Fault::damaged(format!("“{address}”"));
    let address = address.trim();
    let digits = address.find(|c: char| c.is_ascii_digit()).ok_or_else(lost)?;
    let (letters, row) = address.split_at(digits);
    let letters = letters.strip_prefix('$').unwrap_or(letters);
    let letters = letters.strip_suffix('$').unwrap_or(letters);
    if letters.is_empty() || letters.len() > 3 {
        return Err(lost());
    }
    let mut column = 0;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase();
        if !letter.is_ascii_uppercase() {
            return Err(lost());
        }
        column = column * 26 + u32::from(letter - b'A') + 1;
    }
    let row: u32 = row.parse().ok().filter(|row| *row > 0).ok_or_else(lost)?;
    Ok((row - 1, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_others_refused() {
        let read = |address: &str| place(address).ok();
        assert_eq!(read("A1"), Some((0, 0)));
        assert_eq!(read("$XFD$1048576"), Some((1_048_575, 16_383)));
        assert_eq!(read("ab12"), Some((11, 27)));
        for slip in ["", "A", "1", "A0", "ABCD1", "A1B", "É1", "A99999999999"] {
            assert_eq!(read(slip), None, "{slip}");
        }
    }
}
