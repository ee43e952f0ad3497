//! The forms of a document.

use std::path::Path;

use talent_report::{
    Document, UnboundNumber, WordError, render_csv, render_docx, render_html, render_json,
    render_xlsx,
};

use crate::pdf::{PdfError, render_pdf};

/// The forms of a document; each holds the same cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentForm {
    /// A page that prints as A4.
    Html,
    /// To be signed and kept.
    Pdf,
    /// To be edited.
    Docx,
    /// A workbook, one sheet per table.
    Xlsx,
    /// For programs.
    Json,
    /// A row for every cell.
    Csv,
}

/// A document could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A number in running text that no cell stands behind.
    #[error(transparent)]
    Unbound(#[from] UnboundNumber),
    /// As PDF.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// As a Word file.
    #[error(transparent)]
    Word(#[from] WordError),
    /// As a workbook.
    #[error("the workbook could not be written: {0}")]
    Workbook(String),
}

impl DocumentForm {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Html, Self::Pdf, Self::Docx, Self::Xlsx, Self::Json, Self::Csv];

    /// Its name, which is the ending of its files too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// By its name; none for another.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    /// By the ending of a file, in whatever case; none for another ending.
    pub fn of(path: &Path) -> Option<Self> {
        Self::by_name(&path.extension()?.to_str()?.to_ascii_lowercase())
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// The document in this form.
    pub fn render(self, document: &Document) -> Result<Vec<u8>, RenderError> {
        Ok(match self {
            Self::Html => render_html(document)?.into_bytes(),
            Self::Pdf => render_pdf(document)?,
            Self::Docx => render_docx(document)?,
            Self::Xlsx => {
                let workbook = render_xlsx(document);
                workbook.map_err(|error| RenderError::Workbook(error.to_string()))?
            }
            Self::Json => render_json(document)?.into_bytes(),
            Self::Csv => {
                render_csv(document).map_err(|error| RenderError::Workbook(error.to_string()))?
            }
        })
    }
}
