//! Cells of nothing but a value, which nearly all are: `<c r="B7" s="1" t="s"><v>12</v></c>`. They are read where they
//! stand in the bytes of the sheet, without taking them apart into elements.

use super::super::table_draft::Place;

/// A cell of nothing but a value.
#[derive(Debug, PartialEq)]
pub(super) struct PlainCell<'a> {
    pub(super) at: Place,
    pub(super) style: Option<usize>,
    pub(super) value: PlainValue<'a>,
    /// The bytes that it takes in the sheet.
    pub(super) length: usize,
}

/// What a cell holds.
#[derive(Debug, PartialEq)]
pub(super) enum PlainValue<'a> {
    Nothing,
    Number(f64),
    /// The number of a shared text, as it is written.
    Shared(&'a str),
}

impl<'a> PlainCell<'a> {
    /// The cell that bytes of a sheet begin with; nothing if they begin with anything else, or the cell is written in any
    /// other way or does not end in them.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        let (address, mut rest) = quoted(bytes.strip_prefix(b"<c r=\"")?)?;
        let at = place(address)?;
        let (mut style, mut kind) = (None, None);
        while let [b' ', name, b'=', b'"', behind @ ..] = rest {
            let (value, behind) = quoted(behind)?;
            match name {
                b's' if style.is_none() => style = Some(value.parse().ok()?),
                b't' if kind.is_none() => kind = Some(value),
                _ => return None,
            }
            rest = behind;
        }
        let of = |value, rest: &[u8]| Self { at, style, value, length: bytes.len() - rest.len() };
        if let Some(rest) = rest.strip_prefix(b"/>") {
            return Some(of(PlainValue::Nothing, rest));
        }
        let text = rest.strip_prefix(b"><v>")?;
        let end = text
            .iter()
            .position(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'))?;
        let (text, rest) = text.split_at(end);
        let rest = rest.strip_prefix(b"</v></c>")?;
        let text = str::from_utf8(text).ok().filter(|text| !text.is_empty())?;
        let value = match kind {
            None | Some("n") => PlainValue::Number(text.parse().ok()?),
            Some("s") => PlainValue::Shared(text),
            _ => return None,
        };
        Some(of(value, rest))
    }
}

/// Letters and digits up to a quotation mark, and what stands behind that.
fn quoted(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
    let (text, rest) = bytes.split_at(end);
    Some((str::from_utf8(text).ok()?, rest.strip_prefix(b"\"")?))
}

/// The row and column of an address such as `AB12`, counted from 0, in the usual letters and of usual length.
fn place(address: &str) -> Option<Place> {
    let is_letter = |letter: &u8| letter.is_ascii_uppercase();
    let length = address.bytes().take_while(is_letter).count();
    let (letters, digits) = address.split_at(length);
    if !(1..=3).contains(&letters.len()) || !(1..=7).contains(&digits.len()) {
        return None;
    }
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    let row = digits.bytes().try_fold(0, |row, digit| {
        digit.is_ascii_digit().then(|| 10 * row + u32::from(digit - b'0'))
    })?;
    Some((row.checked_sub(1)?, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_a_value_are_read_and_others_are_left() {
        let read = |text: &'static str| PlainCell::of(text.as_bytes());
        let cell = read("<c r=\"AB12\" s=\"3\"><v>-1.5e3</v></c><c r=\"AC12\"/>").unwrap();
        assert_eq!((cell.at, cell.style, cell.length), ((11, 27), Some(3), 35));
        assert_eq!(cell.value, PlainValue::Number(-1_500.0));
        assert_eq!(
            read("<c r=\"A1\" t=\"s\"><v>7</v></c>").unwrap().value,
            PlainValue::Shared("7")
        );
        assert_eq!(read("<c r=\"XFD1048576\"/>").unwrap().at, (1_048_575, 16_383));
        for other in [
            "",
            "</row>",
            "<col/>",
            "<c r=\"A1\"><v>1</v></c",
            "<c r=\"A1\"><v></v></c>",
            "<c r=\"A1\"><v> 1</v></c>",
            "<c r=\"A1\"><f>1+1</f><v>2</v></c>",
            "<c r=\"A1\" t=\"str\"><v>1</v></c>",
            "<c r=\"A1\" s=\"1\" s=\"2\"><v>1</v></c>",
            "<c r=\"A0\"><v>1</v></c>",
            "<c r=\"ABCDEFGHIJKLMNOP1\"/>",
            "<c r=\"A99999999\"/>",
            "<c r=\"$A$1\"><v>1</v></c>",
            "<c r=\"A1\"><v>1&#50;</v></c>",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
