//! A document in the order in which it is printed, for every renderer that has pages.

use std::borrow::Cow;

use super::{Block, Document, Notice, Slot, Span, Table};
use crate::chart::Chart;

/// A piece of running text ready to print.
#[derive(Debug, Clone)]
pub struct PrintedSpan<'a> {
    /// The words, or what the cell says.
    pub text: Cow<'a, str>,
    /// The cell that it is bound to, as table, row and column; none of words.
    pub cell: Option<(&'a str, usize, usize)>,
}

/// A part of a document ready to print.
#[derive(Debug, Clone)]
pub enum Part<'a> {
    /// A heading.
    Heading {
        /// What it says.
        text: &'a str,
        /// Its place among the headings, counted from 1.
        place: usize,
    },
    /// A heading of the second level.
    Subheading(&'a str),
    /// The title of an annex, on a new page.
    Annex {
        /// What it is called.
        title: &'a str,
        /// Its number; none where it is the only one.
        number: Option<usize>,
    },
    /// 附件说明, 落款 and 成文日期, before the first annex.
    Closing(&'a Notice),
    /// Running text.
    Paragraph(Vec<PrintedSpan<'a>>),
    /// A table.
    Table(&'a Table),
    /// A picture with its caption.
    Figure {
        /// Its caption.
        caption: &'a str,
        /// The picture.
        chart: &'a Chart,
    },
    /// What a person writes, or is asked to.
    Slot(&'a Slot),
}

impl Document {
    /// The parts in order; of a notice its closing comes before the first annex, or last.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let (mut parts, mut headings, mut annexes) = (Vec::new(), 0, 0);
        let is_only = self.annexes().count() == 1;
        let closing = || self.notice.as_ref().map(Part::Closing);
        for block in &self.blocks {
            parts.extend(match block {
                Block::Annex(_) if annexes == 0 => closing(),
                _ => None,
            });
            parts.push(match block {
                Block::Heading(text) => {
                    headings += 1;
                    Part::Heading { text, place: headings }
                }
                Block::Subheading(text) => Part::Subheading(text),
                Block::Annex(title) => {
                    annexes += 1;
                    Part::Annex { title, number: (!is_only).then_some(annexes) }
                }
                Block::Paragraph(spans) => Part::Paragraph(self.printed(spans)),
                Block::Table(table) => Part::Table(table),
                Block::Figure { caption, chart } => Part::Figure { caption, chart },
                Block::Slot(slot) => Part::Slot(slot),
            });
        }
        if annexes == 0 {
            parts.extend(closing());
        }
        parts
    }

    /// Running text with what its cells say.
    pub(crate) fn printed<'a>(&'a self, spans: &'a [Span]) -> Vec<PrintedSpan<'a>> {
        spans
            .iter()
            .map(|span| PrintedSpan {
                text: self.text_of(span).unwrap_or_default(),
                cell: span.cell(),
            })
            .collect()
    }
}
