//! A filled cell in sixteen bytes: a table of small numbers takes little more than its file.

use super::shown::Shown;
use crate::cell_value::CellValue;

/// What the text of a filled cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Text,
    Date,
    Error,
}

/// A filled cell. Its text is a part of the texts of the sheet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stored {
    /// Counted from 0.
    pub(super) column: u32,
    /// The content in the two highest bits, what its format says in the next ones, the length of the text in bytes in
    /// the others.
    content_and_length: u32,
    /// The bits of the number, or where the text begins.
    place: u64,
}

/// The bits of the length.
const LENGTH_BITS: u32 = 30 - Shown::BITS;
/// Longer texts are cut; no file that is read has any.
const LONGEST: usize = (1 << LENGTH_BITS) - 1;

impl Stored {
    /// A cell that holds a number.
    pub(crate) fn number(column: u32, number: f64) -> Self {
        Self { column, content_and_length: 0, place: number.to_bits() }
    }

    /// A cell that holds `length` bytes of text, from `start` on in the texts of the sheet.
    pub(crate) fn text(column: u32, content: Content, start: usize, length: usize) -> Self {
        let kind = match content {
            Content::Text => 1_u32,
            Content::Date => 2,
            Content::Error => 3,
        };
        let content_and_length = kind << 30 | length.min(LONGEST) as u32;
        Self { column, content_and_length, place: start as u64 }
    }

    /// The same, shown like this.
    pub(crate) fn shown_as(self, shown: Shown) -> Self {
        let content_and_length = self.content_and_length | shown.to_bits() << LENGTH_BITS;
        Self { content_and_length, ..self }
    }

    /// What its format says.
    pub(super) fn shown(self) -> Shown {
        Shown::of_bits(self.content_and_length >> LENGTH_BITS & ((1 << Shown::BITS) - 1))
    }

    /// What the cell holds.
    pub(super) fn value(self, texts: &str) -> CellValue<&str> {
        let start = self.place as usize;
        let length = self.content_and_length as usize & LONGEST;
        let text = || texts.get(start..start.saturating_add(length)).unwrap_or("");
        match self.content_and_length >> 30 {
            0 => CellValue::Number(f64::from_bits(self.place)),
            1 => CellValue::Text(text()),
            2 => CellValue::Date(text()),
            _ => CellValue::Error(text()),
        }
    }
}
