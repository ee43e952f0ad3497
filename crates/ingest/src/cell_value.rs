//! What a cell holds, before it is known what it should hold.

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum CellValue {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as typed.
    Text(String),
    /// A number.
    Number(f64),
    /// A date or time, as `2026-06-30`; empty if it is none of a day.
    Date(String),
    /// A formula's error, such as `#REF!`.
    Error(String),
}

impl CellValue {
    /// Text as typed, or nothing if it is blank.
    pub(crate) fn from_text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}
