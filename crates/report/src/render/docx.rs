//! Documents as Word files, to be edited before they are signed.
//!
//! The page is that of official documents (GB/T 9704—2012): A4, 22 lines of 28 characters, type by roles. Word names
//! fonts and does not hold them, so that each office sees those that it has.

mod blocks;
mod patch;
mod styles;

use std::io::Cursor;

use docx_rs::{Docx, DocxError, Footer, Header, PageMargin, PageOrientationType, XMLDocx};

use crate::chart::PngError;
use crate::document::{Document, UnboundNumber};

/// A document could not be written as a Word file.
#[derive(Debug, thiserror::Error)]
pub enum WordError {
    /// A number in running text that no cell stands behind.
    #[error(transparent)]
    Unbound(#[from] UnboundNumber),
    /// A chart could not be made a picture.
    #[error(transparent)]
    Picture(#[from] PngError),
    /// The file could not be put together.
    #[error("the Word file could not be put together: {0}")]
    Package(String),
}

impl From<DocxError> for WordError {
    fn from(error: DocxError) -> Self {
        Self::Package(error.to_string())
    }
}

/// A page, in twentieths of a point.
#[derive(Debug, Clone, Copy)]
struct Page {
    width: u32,
    height: u32,
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
}

impl Page {
    /// A4 with the white edges of an official document. The right one leaves room for the last character of a line.
    const UPRIGHT: Self =
        Self { width: 11_906, height: 16_838, left: 1587, right: 1470, top: 2098, bottom: 1984 };
    /// A4 landscape, for wide tables.
    const WIDE: Self =
        Self { width: 16_838, height: 11_906, left: 850, right: 850, top: 1134, bottom: 1134 };

    /// Width of what is printed.
    fn text(self) -> i32 {
        self.width as i32 - self.left - self.right
    }
}

/// The document as a `.docx` that opens in Word, WPS and LibreOffice: styles with fonts for Chinese, headings and a field
/// of contents, tables whose heads repeat, charts as pictures with a text of their own, blanks as content controls with
/// their ids. The same document gives the same bytes.
pub fn render_docx(document: &Document) -> Result<Vec<u8>, WordError> {
    document.check()?;
    let page = if document.wide { Page::WIDE } else { Page::UPRIGHT };
    let mut docx = styles::with_styles(Docx::new())
        .created_at("2000-01-01T00:00:00Z")
        .updated_at("2000-01-01T00:00:00Z")
        .page_size(page.width, page.height)
        .page_margin(PageMargin {
            top: page.top,
            bottom: page.bottom,
            left: page.left,
            right: page.right,
            header: page.top / 2,
            footer: page.bottom * 2 / 3,
            gutter: 0,
        });
    if document.wide {
        docx = docx.page_orient(PageOrientationType::Landscape);
    }
    if let Some(marks) = blocks::marks(document) {
        docx = docx
            .header(Header::new().add_paragraph(marks.clone()))
            .even_header(Header::new().add_paragraph(marks));
    }
    docx = docx
        .footer(Footer::new().add_paragraph(blocks::page_number(false)))
        .even_footer(Footer::new().add_paragraph(blocks::page_number(true)));
    let docx = blocks::with_blocks(docx, document, page)?;
    let parts = patch::patched(docx.build(), document);
    pack(parts)
}

fn pack(parts: XMLDocx) -> Result<Vec<u8>, WordError> {
    let mut bytes = Cursor::new(Vec::new());
    parts.pack(&mut bytes).map_err(|error| WordError::Package(error.to_string()))?;
    Ok(bytes.into_inner())
}
