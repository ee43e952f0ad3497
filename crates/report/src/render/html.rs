//! Documents as HTML that prints on A4.
//!
//! The page is the template `document.html`: red head or cover, contents, blocks, imprint. Its margins (37 mm above, 28
//! mm at the left) and its type are those of official documents, GB/T 9704—2012. One file holds everything: pictures
//! are inline and nothing is fetched. Headings have the anchors `part-1`…, cells `table-row-column`, counted from 1.

use askama::Template;

use crate::document::{Align, Block, Document, Notice, Span, Table, UnboundNumber};

/// A piece of running text ready to print.
struct PrintedSpan<'a> {
    /// The words, or what the cell says.
    text: &'a str,
    /// The cell it is bound to.
    /// As the anchor that the text links to; `None` for words.
    cell: Option<String>,
}

/// A part of a document ready to print. The `id` of a heading is the anchor that the table of contents links to; a slot
/// holds what a person is asked to write there.
enum PrintedBlock<'a> {
    Heading {
        text: &'a str,
        id: String,
    },
    Annex {
        title: &'a str,
        number: Option<usize>,
    },
    /// 附件说明, 落款 and 成文日期, before the first annex.
    Closing(&'a Notice),
    Paragraph(Vec<PrintedSpan<'a>>),
    Table(&'a Table),
    Figure {
        caption: &'a str,
        svg: &'a str,
    },
    Slot(&'a str),
}

/// What the template `document.html` is filled with.
#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage<'a> {
    document: &'a Document,
    /// The title with links to the cells that its numbers are from.
    title: Vec<PrintedSpan<'a>>,
    /// The same without links, for the head of the page.
    plain_title: String,
    blocks: Vec<PrintedBlock<'a>>,
}

/// The document as one HTML file with nothing outside it, that prints on A4. A number in running text links to the cell
/// it is bound to. An error is a number in running text that no cell stands behind.
pub fn render_html(document: &Document) -> Result<String, UnboundNumber> {
    document.check()?;
    let title = print(document, &document.title);
    let plain_title = title.iter().map(|span| span.text).collect();
    let blocks = printed_blocks(document);
    let page = DocumentPage { document, title, plain_title, blocks };
    page.render().map_err(|error| UnboundNumber(error.to_string()))
}

/// The blocks in order; of a notice its closing comes before the first annex, or last.
fn printed_blocks(document: &Document) -> Vec<PrintedBlock<'_>> {
    let (mut blocks, mut annexes) = (Vec::new(), 0);
    let is_only = document.annexes().count() == 1;
    let closing = || document.notice.as_ref().map(PrintedBlock::Closing);
    for block in &document.blocks {
        blocks.extend(match block {
            Block::Annex(_) if annexes == 0 => closing(),
            _ => None,
        });
        blocks.push(match block {
            Block::Heading(text) => PrintedBlock::Heading { text, id: heading_id(document, text) },
            Block::Annex(title) => {
                annexes += 1;
                PrintedBlock::Annex { title, number: (!is_only).then_some(annexes) }
            }
            Block::Paragraph(spans) => PrintedBlock::Paragraph(print(document, spans)),
            Block::Table(table) => PrintedBlock::Table(table),
            Block::Figure { caption, svg } => PrintedBlock::Figure { caption, svg },
            Block::Slot(prompt) => PrintedBlock::Slot(prompt),
        });
    }
    if annexes == 0 {
        blocks.extend(closing());
    }
    blocks
}

/// Running text with what its cells say, each with the anchor of its cell.
fn print<'a>(document: &'a Document, spans: &'a [Span]) -> Vec<PrintedSpan<'a>> {
    spans
        .iter()
        .map(|span| PrintedSpan {
            text: document.text_of(span).unwrap_or_default(),
            cell: match span {
                Span::Text(_) | Span::Name(_) => None,
                Span::Cell { table, row, column } => Some(cell_id(table, *row, *column)),
            },
        })
        .collect()
}

/// The anchor of a heading, by its position among them; of two that read the same, the first.
fn heading_id(document: &Document, text: &str) -> String {
    let place = document.headings().position(|heading| heading == text).unwrap_or(0);
    format!("part-{}", place + 1)
}

/// The anchor of a cell.
/// Rows and columns are given from 0 and written from 1.
fn cell_id(table: &str, row: usize, column: usize) -> String {
    format!("{table}-{}-{}", row + 1, column + 1)
}

/// Whether a cell is a sentence that a narrow column would break into single words.
fn is_long(cell: &str) -> bool {
    const SHORT: usize = 40;
    cell.chars().count() > SHORT
}

/// A cell's text with its intervals kept on one line: word joiners around the dash.
fn unbroken(text: &str) -> String {
    text.replace('–', "\u{2060}–\u{2060}")
}

impl Table {
    /// The anchor of one of its cells. Templates pass loop counters by reference.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn anchor(&self, row: &usize, column: &usize) -> String {
        cell_id(&self.id, *row, *column)
    }

    /// The CSS class that sets a column: `l`, `c` or `r`.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn class(&self, column: &usize) -> &'static str {
        match self.columns.get(*column).map(|(_, align)| align) {
            Some(Align::Right) => "r",
            Some(Align::Centre) => "c",
            _ => "l",
        }
    }
}
