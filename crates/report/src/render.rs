//! Renderers of documents: HTML that prints on A4, and a workbook of the tables. Neither writes a number of its own.
//!
//! A new form of output is a file here with one function from [`crate::Document`] to bytes or text.

mod html;
mod xlsx;

pub use html::render_html;
pub use xlsx::render_xlsx;
