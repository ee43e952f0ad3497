//! Documents in every form: PDF is set here, by Typst; the other forms are those of `talent-report`.
//!
//! 1. `fonts` finds type by its role in official documents, and says what is missing;
//! 2. `setting` gives a document the shape that the template reads;
//! 3. `world` is the little world that Typst sees: the template, the data, the charts, the fonts;
//! 4. `pdf` sets the document;
//! 5. [`DocumentForm`] is every form by name, ending and media type, with one function that renders.
//!
//! Typst is heavy: about a hundred crates stand behind this one, and none of ours but the command line and the server
//! stand above it.

mod fonts;
mod form;
mod pdf;
mod setting;
mod world;

pub use fonts::{FontReport, RoleReport, font_report};
pub use form::{DocumentForm, RenderError};
pub use pdf::{PdfError, body_pages, pdf_text, render_pdf};
