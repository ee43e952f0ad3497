//! Tables of a document, built heading by heading.
//!
//! `Table::new("t2", "表2　新增预警").marks(["专业代码"]).words(["专业名称"]).figures(["在校生"]).rows(rows)`: columns in
//! the order in which they are named, rows as arrays with a cell for each column.

use std::borrow::Cow;

use super::cells::Cell;

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
    /// Short marks.
    Centre,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its id, by which running text points to its cells.
    /// It is unique within the document.
    pub id: Cow<'static, str>,
    /// Its caption.
    /// Such as `表2　新增预警`: its number, a wide space and its title, from which workbooks name their sheets.
    pub caption: String,
    /// Headings with the setting of their columns.
    pub columns: Vec<(&'static str, Align)>,
    /// The cells, row by row; each row has one cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// A note below it.
    /// Without the word 注, which renderers put before it.
    pub note: Option<String>,
}

impl Table {
    /// A table without columns or rows.
    pub fn new(id: impl Into<Cow<'static, str>>, caption: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            caption: caption.into(),
            columns: Vec::new(),
            rows: Vec::new(),
            note: None,
        }
    }

    /// The same with further columns of words.
    #[must_use]
    pub fn words(self, headings: impl IntoIterator<Item = &'static str>) -> Self {
        self.columns(headings, Align::Left)
    }

    /// The same with further columns of figures.
    #[must_use]
    pub fn figures(self, headings: impl IntoIterator<Item = &'static str>) -> Self {
        self.columns(headings, Align::Right)
    }

    /// The same with further columns of short marks, such as codes and years.
    #[must_use]
    pub fn marks(self, headings: impl IntoIterator<Item = &'static str>) -> Self {
        self.columns(headings, Align::Centre)
    }

    /// Appends columns that are set alike.
    fn columns(mut self, headings: impl IntoIterator<Item = &'static str>, align: Align) -> Self {
        self.columns.extend(headings.into_iter().map(|heading| (heading, align)));
        self
    }

    /// The same with further rows; each has a cell for every column.
    #[must_use]
    pub fn rows<C>(mut self, rows: impl IntoIterator<Item = C>) -> Self
    where
        C: IntoIterator<Item: Into<Cell>>,
    {
        let row = |cells: C| cells.into_iter().map(Into::into).collect();
        self.rows.extend(rows.into_iter().map(row));
        self
    }

    /// The same with a note below it; an empty one is none.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into()).filter(|note| !note.is_empty());
        self
    }
}
