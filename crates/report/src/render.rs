//! Renderers of documents: HTML that prints on A4, Word files, a workbook of the tables, JSON. None writes a number of its own.
//!
//! A new form of output is a file here with one function from [`crate::Document`] to bytes or text.

mod csv;
mod docx;
mod html;
mod json;
mod xlsx;

pub use csv::{harmless_cell, render_csv};
pub use docx::{WordError, render_docx};
pub use html::render_html;
pub use json::render_json;
pub use xlsx::render_xlsx;
