//! How a document is written: as a page or as a workbook.

use std::path::Path;

use anyhow::Result;
use talent_domain::Lang;
use talent_report::{Document, render_html, render_xlsx};

/// The forms of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// HTML that prints as A4.
    Html,
    /// XLSX, one sheet per table.
    Workbook,
}

impl Form {
    /// By the ending of its file; `None` for another ending.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "html" => Some(Self::Html),
            "xlsx" => Some(Self::Workbook),
            _ => None,
        }
    }

    /// What to say of another ending, in one sentence.
    pub(crate) fn wanted(lang: Lang) -> &'static str {
        lang.pick("文件名须以 .html 或 .xlsx 结尾", "end the file in .html or .xlsx")
    }

    /// The bytes of the file.
    pub(crate) fn render(self, document: &Document) -> Result<Vec<u8>> {
        Ok(match self {
            Self::Html => render_html(document)?.into_bytes(),
            Self::Workbook => render_xlsx(document)?,
        })
    }
}
