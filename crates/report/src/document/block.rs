//! What follows the title of a document, block by block.

use super::slot::Slot;
use super::span::{Span, bound_text};
use super::table::Table;
use crate::chart::Chart;

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading of the first level.
    Heading(String),
    /// A heading of the second level.
    Subheading(String),
    /// The title of an annex (附件): what follows belongs to it, on a new page.
    Annex(String),
    /// Running text.
    /// Its numbers are taken from cells of tables of the same document.
    Paragraph(Vec<Span>),
    /// A table.
    Table(Table),
    /// A picture with its caption.
    Figure {
        /// Its caption.
        caption: String,
        /// The picture.
        chart: Chart,
    },
    /// A blank for a person to write in.
    Slot(Slot),
}

impl Block {
    /// A heading of the first level; reports list it in their table of contents.
    pub(crate) fn heading(text: &str) -> Self {
        Self::Heading(text.to_owned())
    }

    /// A heading of the second level, below one of the first.
    pub(crate) fn subheading(text: impl Into<String>) -> Self {
        Self::Subheading(text.into())
    }

    /// The title of an annex; annexes are numbered as they come.
    pub(crate) fn annex(title: &str) -> Self {
        Self::Annex(title.to_owned())
    }

    /// Running text from a template, see [`bound_text`].
    pub(crate) fn say(template: &'static str) -> Self {
        Self::Paragraph(bound_text(template))
    }

    /// A chart under its number, such as `图1`, and its title.
    /// The chart's own title becomes the caption, after the number.
    pub(crate) fn figure(number: &str, chart: Chart) -> Self {
        Self::Figure { caption: format!("{number}　{}", chart.title), chart }
    }

    /// A blank that may stay empty; `prompt` says what is asked for, `about` the tables that it is about.
    pub(crate) fn slot(
        id: &'static str,
        prompt: &'static str,
        about: &'static [&'static str],
    ) -> Self {
        Self::Slot(Slot { id, prompt, about, is_forced: false, written: None })
    }

    /// A blank without which the document cannot be signed.
    pub(crate) fn forced_slot(
        id: &'static str,
        prompt: &'static str,
        about: &'static [&'static str],
    ) -> Self {
        Self::Slot(Slot { id, prompt, about, is_forced: true, written: None })
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}
