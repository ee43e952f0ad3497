//! Documents as HTML that prints on A4.
//!
//! The page is the template `document.html`: red head or cover, contents, blocks, imprint. Its margins (37 mm above, 28
//! mm at the left) and its type are those of official documents, GB/T 9704—2012. One file holds everything: pictures
//! are inline and nothing is fetched. Headings have the anchors `part-1`…, cells `table-row-column`, counted from 1.

use askama::Template;

use crate::document::{Align, Cell, Document, Part, Table, UnboundNumber};

/// What the template `document.html` is filled with.
#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage<'a> {
    document: &'a Document,
    /// The title, for the head of the page.
    plain_title: String,
    parts: Vec<Part<'a>>,
}

/// The document as one HTML file with nothing outside it, that prints on A4. A number in running text links to the cell
/// it is bound to. An error is a number in running text that no cell stands behind.
pub fn render_html(document: &Document) -> Result<String, UnboundNumber> {
    document.check()?;
    let page =
        DocumentPage { document, plain_title: document.plain_title(), parts: document.parts() };
    page.render().map_err(|error| UnboundNumber(error.to_string()))
}

/// The anchor of a cell.
/// Rows and columns are given from 0 and written from 1.
fn cell_id(table: &str, row: usize, column: usize) -> String {
    format!("{table}-{}-{}", row + 1, column + 1)
}

/// Whether a cell is a sentence that a narrow column would break into single words.
fn is_long(cell: &Cell) -> bool {
    const SHORT: usize = 40;
    cell.text.chars().count() > SHORT
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
