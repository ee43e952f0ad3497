//! What `docx-rs` cannot say is put into its XML: heads of tables that repeat, texts of pictures, ids of content controls.
//! What it says too much is taken out: a second style of the same name, and numbers of paragraphs that differ from file to
//! file.

use docx_rs::XMLDocx;

use super::Page;
use crate::document::{Document, Part, Slot};

/// The parts of the file with what the library leaves out. Texts are those that it wrote itself, in the same order.
pub(super) fn patched(mut parts: XMLDocx, document: &Document) -> XMLDocx {
    // The library writes UTF-8.
    let mut xml = String::from_utf8_lossy(&parts.document).into_owned();
    xml = xml.replace(
        "</w:tblGrid><w:tr><w:trPr>",
        "</w:tblGrid><w:tr><w:trPr><w:tblHeader w:val=\"true\" />",
    );
    let captions: Vec<&str> = document
        .parts()
        .iter()
        .filter_map(|part| match part {
            Part::Figure { caption, .. } => Some(*caption),
            _ => None,
        })
        .collect();
    xml = numbered(&xml, "<wp:docPr id=\"1\" name=\"Figure\" />", |i| {
        let text = captions.get(i).map_or_else(String::new, |caption| escaped(caption));
        format!("<wp:docPr id=\"{}\" name=\"{text}\" descr=\"{text}\" />", i + 1)
    });
    let tag = |slot: &Slot| format!("{}.{}", slot.id, document.figures_of(slot));
    let slots: Vec<String> = document.slots().map(tag).collect();
    xml = numbered(&xml, "<w:sdtPr><w:rPr /><w:alias ", |i| {
        let id = slots.get(i).map_or("", String::as_str);
        format!("<w:sdtPr><w:rPr /><w:tag w:val=\"{id}\" /><w:alias ")
    });
    let page = if document.wide { Page::WIDE } else { Page::UPRIGHT };
    xml = with_contents(&xml, page.text());
    parts.document = unnumbered(&with_fields(&xml)).into_bytes();
    for part in parts.headers.iter_mut().chain(&mut parts.footers) {
        *part = unnumbered(&String::from_utf8_lossy(part)).into_bytes();
    }
    let styles = String::from_utf8_lossy(&parts.styles)
        .replace(EMPTY_NORMAL, "")
        .replace("w:styleId=\"Normal\"", "w:default=\"1\" w:styleId=\"Normal\"");
    parts.styles = styles.into_bytes();
    parts
}

/// The style that the library adds by itself, without a font.
const EMPTY_NORMAL: &str = "<w:style w:type=\"paragraph\" w:styleId=\"Normal\"><w:name w:val=\"Normal\" /><w:rPr /><w:pPr><w:rPr /></w:pPr><w:qFormat /></w:style>";

/// The XML with the contents out of their wrappers, in which LibreOffice reads no field, and page numbers at the right edge of the
/// text.
fn with_contents(xml: &str, width: i32) -> String {
    const OPEN: &str =
        "<w:sdt><w:sdtPr><w:rPr /></w:sdtPr><w:sdtContent><w:sdt><w:sdtPr /><w:sdtContent>";
    const CLOSE: &str = "</w:sdtContent></w:sdt></w:sdtContent></w:sdt>";
    let xml = xml.replace("w:pos=\"80000\"", &format!("w:pos=\"{width}\""));
    match xml.split_once(OPEN) {
        Some((before, after)) => format!("{before}{}", after.replacen(CLOSE, "", 1)),
        None => xml,
    }
}

/// The XML with each part of a field in a run of its own, without which LibreOffice prints the instruction, and with no page
/// number in the contents until a word processor counts pages: the library writes 1 for all.
fn with_fields(xml: &str) -> String {
    const RUN: &str = "</w:r><w:r><w:rPr />";
    xml.replace("<w:instrText>", &format!("{RUN}<w:instrText xml:space=\"preserve\">"))
        .replace("</w:instrText>", &format!("</w:instrText>{RUN}"))
        .replace(
            "<w:fldChar w:fldCharType=\"separate\" w:dirty=\"false\" /><w:t xml:space=\"preserve\">1</w:t>",
            &format!("<w:fldChar w:fldCharType=\"separate\" w:dirty=\"false\" />{RUN}"),
        )
}

/// The XML without numbers of paragraphs, which count through the life of the process.
fn unnumbered(xml: &str) -> String {
    let mut pieces = xml.split(" w14:paraId=\"");
    let mut all = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        all.push_str(piece.split_once('"').map_or(piece, |(_, rest)| rest));
    }
    all
}

/// The text with each place of `what` replaced, by its number from 0.
fn numbered(text: &str, what: &str, with: impl Fn(usize) -> String) -> String {
    let mut pieces = text.split(what);
    let mut all = pieces.next().unwrap_or_default().to_owned();
    for (i, piece) in pieces.enumerate() {
        all.push_str(&with(i));
        all.push_str(piece);
    }
    all
}

/// A text as the value of an XML attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
