//! Documents as PDF.

use talent_report::{Document, UnboundNumber};
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, pdf};

use crate::fonts;
use crate::setting::setting;
use crate::world::DocumentWorld;

/// A document could not be set as PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A number in running text that no cell stands behind.
    #[error(transparent)]
    Unbound(#[from] UnboundNumber),
    /// A kind of type is met by no font of this machine.
    #[error(
        "本机没有可用的{0}字体，无法输出 PDF；请安装 fonts-noto-cjk，或把单位的字体放进一个文件夹并以环境变量 TALENT_FONTS 指定 (no font for {0}: install fonts-noto-cjk, or put the office's fonts in a folder and name it in TALENT_FONTS)"
    )]
    NoFont(&'static str),
    /// No font has some characters; printing would put boxes in their place.
    #[error(
        "本机字体缺少以下字符，无法输出 PDF：{}；请安装含这些字的字体 (no font has these characters: install one that does)",
        listed(.0)
    )]
    NoGlyph(Vec<char>),
    /// The typesetter refused the document.
    #[error("the document could not be set: {0}")]
    Refused(String),
}

/// Characters with their code points.
fn listed(characters: &[char]) -> String {
    let one = |c: &char| format!("{c}（U+{:04X}）", u32::from(*c));
    characters.iter().map(one).collect::<Vec<_>>().join("、")
}

/// The document as a PDF that archives keep and screen readers read (PDF/A-2a and PDF/UA-1): A4 with the white edges of an
/// official document, 22 lines of 28 characters, page numbers, bookmarks. The same document and fonts give the same
/// bytes.
pub fn render_pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    document.check()?;
    let (setting, charts) = setting(document);
    let json = serde_json::to_string(&setting).map_err(|error| refused(error))?;
    check_fonts(&json, &charts)?;
    let pictures = charts.into_iter().map(|(name, chart)| (name, chart.svg.clone().into_bytes()));
    let files = std::iter::once(("document.json".to_owned(), json.into_bytes())).chain(pictures);
    let world = DocumentWorld::new(files).map_err(|error| refused(error))?;
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    let pages = output.map_err(|errors| refused_by(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| refused(error.message()))?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("talent".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let bytes = pdf(&pages, &options).map_err(|errors| refused_by(&errors))?;
    // What the typesetter remembers of this document is of no use for the next.
    typst::comemo::evict(0);
    Ok(bytes)
}

/// Every kind of type has a font, and every character of text and charts stands in one.
fn check_fonts(json: &str, charts: &[(String, &talent_report::Chart)]) -> Result<(), PdfError> {
    let mut text = json.to_owned();
    text.extend(charts.iter().map(|(_, chart)| chart.svg.as_str()));
    let report = fonts::font_report(&text);
    if let Some(role) = report.roles.iter().find(|role| role.family.is_none()) {
        return Err(PdfError::NoFont(role.role));
    }
    if report.missing.is_empty() { Ok(()) } else { Err(PdfError::NoGlyph(report.missing)) }
}

fn refused(error: impl std::fmt::Display) -> PdfError {
    PdfError::Refused(error.to_string())
}

/// The messages of the typesetter, with its hints.
fn refused_by(errors: &[SourceDiagnostic]) -> PdfError {
    let one = |error: &SourceDiagnostic| {
        let hints = error.hints.iter().map(|hint| hint.v.to_string());
        std::iter::once(error.message.to_string()).chain(hints).collect::<Vec<_>>().join("; ")
    };
    PdfError::Refused(errors.iter().map(one).collect::<Vec<_>>().join(" | "))
}
