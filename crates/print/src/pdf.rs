//! Documents as PDF.

use talent_report::{Document, UnboundNumber};
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst::layout::{Frame, FrameItem, Point};
use typst::text::TextItem;
use typst_layout::{Page, PagedDocument};
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
    let pages = set(document)?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| refused(error.message()))?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("talent".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let bytes = pdf(&pages, &options).map_err(|errors| refused_by(&errors))?;
    // Nor is what it remembers of this document for the next.
    typst::comemo::evict(0);
    Ok(bytes)
}

/// What stands on each page, as it is set, without white space.
pub fn pdf_text(document: &Document) -> Result<Vec<String>, PdfError> {
    let pages = set(document)?;
    let text = |page: &Page| {
        let mut text = String::new();
        for_each_text(&page.frame, Point::zero(), &mut |_, item| text.push_str(&item.text));
        text.retain(|c| !c.is_whitespace());
        text
    };
    Ok(pages.pages().iter().map(text).collect())
}

/// On how many pages its body stands, before the first annex; on all where it has none.
pub fn body_pages(document: &Document) -> Result<usize, PdfError> {
    let pages = pdf_text(document)?;
    let Some(annex) = document.annexes().next() else { return Ok(pages.len()) };
    let mut head = format!("附件1{annex}");
    head.retain(|c| !c.is_whitespace());
    Ok(pages.iter().position(|page| page.contains(&head)).unwrap_or(pages.len()))
}

/// The document in pages.
fn set(document: &Document) -> Result<PagedDocument, PdfError> {
    document.check()?;
    let (setting, charts) = setting(document);
    let json = serde_json::to_string(&setting).map_err(refused)?;
    check_fonts(&json, &charts)?;
    let pictures = charts.into_iter().map(|(name, chart)| (name, chart.svg.clone().into_bytes()));
    let files = std::iter::once(("document.json".to_owned(), json.into_bytes())).chain(pictures);
    let world = DocumentWorld::new(files).map_err(refused)?;
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    // What the typesetter remembers of its way to these pages is of no use for what is made of them.
    typst::comemo::evict(0);
    output.map_err(|errors| refused_by(&errors))
}

/// Every run of text of a frame with where it stands, in the order in which it was set.
fn for_each_text(frame: &Frame, at: Point, visit: &mut dyn FnMut(Point, &TextItem)) {
    for (point, item) in frame.items() {
        match item {
            FrameItem::Text(text) => visit(at + *point, text),
            FrameItem::Group(group) => for_each_text(&group.frame, at + *point, visit),
            _ => {}
        }
    }
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

#[cfg(test)]
mod tests {
    use talent_report::{Block, Chart, Notice, Span, Standing, Table};

    use super::*;

    /// A notice of one paragraph, long enough for several pages.
    fn notice(text: &str) -> Document {
        Document {
            issuer: "某市教育局".to_owned(),
            title: vec!["某市教育局\n关于某事的通报".into()],
            notice: Some(Notice {
                addressee: "各学校".to_owned(), disclosure: "此件公开发布"
            }),
            standing: Standing::Draft,
            day: "2026-01-02".to_owned(),
            blocks: vec![Block::Paragraph(vec![Span::Text(text.to_owned())])],
            ..Document::default()
        }
    }

    /// Whether this machine can set documents; one that cannot has to say what to install.
    fn can_print() -> bool {
        let can = fonts::font_report("").roles.iter().all(|role| role.family.is_some());
        if !can {
            let error = render_pdf(&notice("国")).unwrap_err();
            assert!(error.to_string().contains("fonts-noto-cjk"), "{error}");
        }
        can
    }

    /// The runs of text of a page with where they stand.
    fn placed(page: &Page) -> Vec<(Point, TextItem)> {
        let mut found = Vec::new();
        let mut keep = |at, item: &TextItem| found.push((at, item.clone()));
        for_each_text(&page.frame, Point::zero(), &mut keep);
        found
    }

    #[test]
    fn a_page_has_twenty_two_lines_of_twenty_eight_characters() {
        if !can_print() {
            return;
        }
        let pages = set(&notice(&"国".repeat(22 * 28 * 3))).unwrap();
        let found = placed(&pages.pages()[1]);
        let body: Vec<_> = found.iter().filter(|(_, item)| item.text.contains('国')).collect();
        let mut lines: Vec<i64> = body.iter().map(|(at, _)| at.y.to_pt().round() as i64).collect();
        lines.dedup();
        assert_eq!(lines.len(), 22);
        let characters: usize = body.iter().map(|(_, item)| item.text.chars().count()).sum();
        assert_eq!(characters, 22 * 28);
    }

    /// White edges of 37, 35, 28 and 26 mm, within one, measured on what is printed of running text.
    #[test]
    fn white_edges_are_those_of_an_official_document() {
        if !can_print() {
            return;
        }
        let pages = set(&notice(&"国".repeat(22 * 28 * 3))).unwrap();
        let dots_a_point = 4.0;
        let picture = typst_render::render(
            &pages.pages()[1],
            &typst_render::RenderOptions {
                pixel_per_pt: dots_a_point.into(),
                ..Default::default()
            },
        );
        let dots_a_mm = 72.0 / 25.4 * dots_a_point;
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let is_ink = |x: usize, y: usize| picture.pixel(x as u32, y as u32).unwrap().red() < 128;
        // The page number stands below the text.
        let text_end = ((297.0 - 33.0) * dots_a_mm) as usize;
        let rows: Vec<usize> =
            (0..text_end).filter(|y| (0..width).any(|x| is_ink(x, *y))).collect();
        let columns: Vec<usize> =
            (0..width).filter(|x| (0..text_end).any(|y| is_ink(*x, y))).collect();
        let mm = |dots: usize| dots as f64 / dots_a_mm;
        let edges = [
            ("top", mm(rows[0]), 37.0),
            ("bottom", mm(height - 1 - rows[rows.len() - 1]), 35.0),
            ("left", mm(columns[0]), 28.0),
            ("right", mm(width - 1 - columns[columns.len() - 1]), 26.0),
        ];
        for (edge, found, wanted) in edges {
            assert!((found - wanted).abs() <= 1.0, "{edge}: {found}");
        }
    }

    #[test]
    fn page_numbers_stand_outside_and_annexes_begin_pages() {
        if !can_print() {
            return;
        }
        let mut document = notice(&"国".repeat(22 * 28));
        document.blocks.extend([
            Block::Annex("清单".to_owned()),
            Table::new("t", "附表1　名单").marks(["代码"]).rows([["A"]]).into(),
        ]);
        let pages = set(&document).unwrap();
        let middle = pages.pages()[0].frame.width() / 2.0;
        for (number, page) in (1..).zip(pages.pages()) {
            let found = placed(page);
            let mark = format!("—{number}—");
            let foot: String = found.iter().map(|(_, item)| item.text.as_str()).collect();
            assert!(foot.replace(' ', "").contains(&mark), "{foot}");
            let (at, _) = found.iter().find(|(_, item)| item.text.contains('—')).unwrap();
            assert_eq!(at.x > middle, number % 2 == 1, "page {number}");
        }
        let texts = pdf_text(&document).unwrap();
        assert!(texts.last().unwrap().starts_with("附件清单"), "{texts:?}");
        assert!(render_pdf(&document).unwrap().starts_with(b"%PDF-1.7"));
    }

    #[test]
    fn a_chart_stays_on_the_page_of_the_heading_above_it() {
        if !can_print() {
            return;
        }
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"900\"><rect width=\"400\" height=\"900\"/></svg>";
        let chart = Chart { title: "图".to_owned(), svg: svg.to_owned() };
        let figure = Block::Figure { caption: "附图".to_owned(), chart };
        let mut document = notice("国");
        document.blocks.extend([
            Block::Annex("清单".to_owned()),
            figure.clone(),
            Block::Heading("一、缺口".to_owned()),
            figure,
        ]);
        let texts = pdf_text(&document).unwrap();
        let [_, annex, last] = texts.as_slice() else { panic!("{texts:?}") };
        assert!(annex.starts_with("附件清单") && annex.contains("附图"), "{annex}");
        assert!(last.starts_with("一、缺口") && last.contains("附图"), "{last}");
    }

    /// A character that no font has is told, and never becomes a box.
    #[test]
    fn a_character_that_no_font_has_is_told() {
        if !can_print() {
            return;
        }
        let error = render_pdf(&notice("某\u{10ffff}某")).unwrap_err();
        assert!(matches!(error, PdfError::NoGlyph(missing) if missing == ['\u{10ffff}']));
        let pages = set(&notice("某市（A、B）—…“引”")).unwrap();
        for page in pages.pages() {
            for_each_text(&page.frame, Point::zero(), &mut |_, item| {
                assert!(item.glyphs.iter().all(|glyph| glyph.id != 0), "{}", item.text);
            });
        }
    }
}
