//! What a cell holds, before it is known what it should hold.

/// What a cell holds; its texts are kept by the sheet (`&str`) or by itself (`String`).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum CellValue<S> {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as typed.
    Text(S),
    /// A number.
    Number(f64),
    /// A date or time, as `2026-06-30`; empty if it is none of a day.
    Date(S),
    /// A formula's error, such as `#REF!`.
    Error(S),
}

impl CellValue<&str> {
    /// The same with a text of its own.
    pub(crate) fn to_owned(self) -> CellValue<String> {
        match self {
            Self::Empty => CellValue::Empty,
            Self::Text(text) => CellValue::Text(text.to_owned()),
            Self::Number(number) => CellValue::Number(number),
            Self::Date(text) => CellValue::Date(text.to_owned()),
            Self::Error(text) => CellValue::Error(text.to_owned()),
        }
    }
}

impl CellValue<String> {
    /// The same with the text where it is.
    pub(crate) fn as_deref(&self) -> CellValue<&str> {
        match self {
            Self::Empty => CellValue::Empty,
            Self::Text(text) => CellValue::Text(text),
            Self::Number(number) => CellValue::Number(*number),
            Self::Date(text) => CellValue::Date(text),
            Self::Error(text) => CellValue::Error(text),
        }
    }
}
