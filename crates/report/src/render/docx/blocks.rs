//! The parts of a document as paragraphs and tables of a Word file.

use docx_rs::{
    AlignmentType, BorderType, BreakType, Docx, FieldCharType, InstrPAGE, InstrText, LineSpacing,
    LineSpacingType, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Pic,
    Run, StructuredDataTag, TableCell, TableCellBorder, TableCellBorderPosition, TableCellBorders,
    TableLayoutType, TableOfContents, TableOfContentsItem, TableRow, WidthType,
};

use super::styles::CHARACTER;
use super::{Page, WordError};
use crate::chart::Chart;
use crate::document::{Align, Cell, Document, Notice, Part, PrintedSpan, Slot, Table};

/// Pixels of a chart's picture for one of its drawing's: 200 dpi at the width of the text.
const SCALE: f32 = 2.0;
/// English metric units in a twentieth of a point.
const EMU: u32 = 635;

/// A paragraph of words in a style.
fn said(style: &str, text: impl Into<String>) -> Paragraph {
    Paragraph::new().style(style).add_run(Run::new().add_text(text))
}

/// The document with all of its blocks.
pub(super) fn with_blocks(
    mut docx: Docx,
    document: &Document,
    page: Page,
) -> Result<Docx, WordError> {
    docx = with_opening(docx, document);
    let mut pictures = 0;
    // What stands above a part on its page whatever happens, in twentieths of a point.
    let mut above = 0;
    for part in document.parts() {
        let taken = match part {
            Part::Annex { .. } => 2380,
            Part::Heading { .. } | Part::Subheading(_) => 910,
            _ => 0,
        };
        docx = match part {
            Part::Heading { text, place } => docx.add_paragraph(heading(text, place)),
            Part::Subheading(text) => docx.add_paragraph(said("Heading2", text).keep_next(true)),
            Part::Annex { title, number } => with_annex(docx, title, number),
            Part::Closing(notice) => with_closing(docx, document, notice),
            Part::Paragraph(spans) => docx.add_paragraph(paragraph(&spans)),
            Part::Table(table) => with_table(docx, table, page),
            Part::Figure { caption, chart } => {
                pictures += 1;
                docx.add_paragraph(picture(chart, pictures, (page, above))?)
                    .add_paragraph(said("Caption", caption))
            }
            Part::Slot(slot) => {
                let docx = match slot.caution() {
                    Some(caution) => docx.add_paragraph(said("Slot", caution)),
                    None => docx,
                };
                docx.add_structured_data_tag(control(slot))
            }
        };
        above = taken;
    }
    Ok(with_imprint(docx, document))
}

/// The mark of the issuer stands 35 mm below the edge of the text, in twentieths of a point.
fn mark_spacing() -> LineSpacing {
    LineSpacing::new().before(1984).line_rule(LineSpacingType::Exact).line(1000)
}

/// The red head of a notice with its title and addressee, or the cover of a report with its contents.
fn with_opening(mut docx: Docx, document: &Document) -> Docx {
    if let Some(cover) = &document.cover {
        let blank = || Paragraph::new().style("Cover");
        for _ in 0..6 {
            docx = docx.add_paragraph(blank());
        }
        docx = docx
            .add_paragraph(titled(document))
            .add_paragraph(blank())
            .add_paragraph(said("Cover", format!("（{}）", cover.year)))
            .add_paragraph(said("Cover", document.reference().unwrap_or_default()));
        for _ in 0..4 {
            docx = docx.add_paragraph(blank());
        }
        return docx
            .add_paragraph(said("Cover", &document.issuer))
            .add_paragraph(said("Cover", document.chinese_day()))
            .add_paragraph(said("ContentsTitle", "目　录").page_break_before(true))
            .add_table_of_contents(contents(document));
    }
    if document.notice.is_some() {
        let number = document.reference().unwrap_or_default();
        docx = docx
            .add_paragraph(
                said("Issuer", format!("{}文件", document.issuer)).line_spacing(mark_spacing()),
            )
            .add_paragraph(ruled("Number", number));
    } else if !document.issuer.is_empty() {
        docx = docx.add_paragraph(ruled("Issuer", &document.issuer));
    }
    docx = docx.add_paragraph(Paragraph::new().style("Number"));
    docx = docx.add_paragraph(titled(document)).add_paragraph(Paragraph::new().style("Number"));
    match &document.notice {
        Some(notice) if !notice.addressee.is_empty() => {
            docx.add_paragraph(said("To", format!("{}：", notice.addressee)))
        }
        _ => docx,
    }
}

/// The title in its lines.
fn titled(document: &Document) -> Paragraph {
    let mut run = Run::new();
    for (i, line) in document.title_lines().into_iter().enumerate() {
        if i > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    Paragraph::new().style("Title").add_run(run)
}

/// A line of words over the red rule.
fn ruled(style: &str, text: &str) -> Paragraph {
    let rule = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .val(BorderType::Single)
        .size(12)
        .space(6)
        .color("CC0000");
    let mut paragraph = said(style, text);
    paragraph.property = paragraph.property.set_borders(ParagraphBorders::with_empty().set(rule));
    paragraph
}

/// The field of contents: every heading with a field of its page, which Word keeps up to date.
fn contents(document: &Document) -> TableOfContents {
    let items = document.headings().enumerate().map(|(place, heading)| {
        TableOfContentsItem::new().text(heading).toc_key(bookmark(place + 1)).level(1)
    });
    items.fold(TableOfContents::new().heading_styles_range(1, 1), TableOfContents::add_item)
}

/// The bookmark of a heading, by its place among them.
fn bookmark(place: usize) -> String {
    format!("_Toc{place:08}")
}

fn heading(text: &str, place: usize) -> Paragraph {
    Paragraph::new()
        .style("Heading1")
        .keep_next(true)
        .add_bookmark_start(place, bookmark(place))
        .add_run(Run::new().add_text(text))
        .add_bookmark_end(place)
}

fn with_annex(docx: Docx, title: &str, number: Option<usize>) -> Docx {
    let number = number.map_or_else(String::new, |number| number.to_string());
    docx.add_paragraph(said("Annex", format!("附件{number}")).page_break_before(true))
        .add_paragraph(said("AnnexTitle", title).keep_next(true))
        .add_paragraph(Paragraph::new())
}

/// 附件说明, 落款 and 成文日期.
fn with_closing(mut docx: Docx, document: &Document, notice: &Notice) -> Docx {
    let annexes: Vec<&str> = document.annexes().collect();
    if !annexes.is_empty() {
        docx = docx.add_paragraph(Paragraph::new());
    }
    for (i, annex) in annexes.iter().enumerate() {
        let before = if i == 0 { "附件：" } else { "　　　" };
        let number = if annexes.len() == 1 { String::new() } else { format!("{}．", i + 1) };
        docx = docx.add_paragraph(said("AnnexList", format!("{before}{number}{annex}")));
    }
    docx.add_paragraph(Paragraph::new().keep_next(true))
        .add_paragraph(Paragraph::new().keep_next(true))
        .add_paragraph(said("Sign", &document.issuer).keep_next(true))
        .add_paragraph(said("Sign", document.chinese_day()).keep_next(true))
        .add_paragraph(said("AnnexList", format!("（{}）", notice.disclosure)))
}

fn paragraph(spans: &[PrintedSpan<'_>]) -> Paragraph {
    let text: String = spans.iter().map(|span| span.text.as_ref()).collect();
    said("Body", text).widow_control(false)
}

/// A blank as a content control: what was written, or what is asked for.
fn control(slot: &Slot) -> StructuredDataTag {
    let control = StructuredDataTag::new().alias(slot.prompt);
    let mut written = slot.paragraphs().peekable();
    if written.peek().is_none() {
        return control.add_paragraph(said("Slot", slot.invitation()));
    }
    written.fold(control, |control, text| control.add_paragraph(said("Body", text)))
}

/// A chart as a picture at the width of the text, with so much `above` it on its page.
fn picture(
    chart: &Chart,
    place: usize,
    (page, above): (Page, i32),
) -> Result<Paragraph, WordError> {
    let png = chart.to_png(SCALE)?;
    let (wide, high) = chart.size();
    let most = (page.height as i32 - page.top - page.bottom - 1100 - above) as u32 * EMU;
    let width = page.text() as u32 * EMU;
    let height = (f64::from(width) * high / wide) as u32;
    // A chart that is higher than a page with its caption and the heading above it is drawn smaller.
    let (width, height) = if height > most {
        ((f64::from(most) * wide / high) as u32, most)
    } else {
        (width, height)
    };
    let picture =
        Pic::new_with_dimensions(png, wide as u32, high as u32).id(format!("rIdImage{place}"));
    let run = Run::new().add_image(picture.size(width, height));
    Ok(Paragraph::new().style("Picture").keep_next(true).add_run(run))
}

/// Caption, table and note; the caption stays with the table.
fn with_table(docx: Docx, table: &Table, page: Page) -> Docx {
    let layout = table.layout(f64::from(page.text()) / 20.0);
    let size = (2.0 * layout.size).round() as usize;
    let widths: Vec<usize> =
        layout.widths.iter().map(|width| (20.0 * width).round() as usize).collect();
    let head = table.columns.iter().zip(&widths).map(|((heading, _), width)| {
        let text = Run::new().size(size).add_text(*heading);
        let cell = Paragraph::new().style("Head").keep_next(true).add_run(text);
        bordered(TableCell::new().width(*width, WidthType::Dxa).add_paragraph(cell), 12, 6)
    });
    let mut rows = vec![TableRow::new(head.collect()).cant_split()];
    let last = table.rows.len().saturating_sub(1);
    for (i, cells) in table.rows.iter().enumerate() {
        let cells = cells.iter().zip(&table.columns).zip(&widths);
        let cells = cells.map(|((cell, (_, align)), width)| {
            let own = TableCell::new().width(*width, WidthType::Dxa);
            // The first rows stay with the head, so that it never stands alone.
            let text = printed(cell, *align, size).keep_next(i == 0 && last > 0);
            bordered(own.add_paragraph(text), 0, if i == last { 12 } else { 2 })
        });
        rows.push(TableRow::new(cells.collect()).cant_split());
    }
    let padding = (20.0 * layout.padding).round() as usize;
    let margins = docx_rs::TableCellMargins::new().margin(20, padding, 20, padding);
    let own = docx_rs::Table::without_borders(rows)
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .width(page.text() as usize, WidthType::Dxa)
        .margins(margins);
    let docx = docx.add_paragraph(said("Caption", &table.caption).keep_next(true)).add_table(own);
    let note = table.note.as_ref().map_or_else(String::new, |note| format!("注：{note}"));
    docx.add_paragraph(said("Note", note))
}

/// The text of a cell, set as its column is.
fn printed(cell: &Cell, align: Align, size: usize) -> Paragraph {
    let set = match align {
        Align::Left => AlignmentType::Left,
        Align::Right => AlignmentType::Right,
        Align::Centre => AlignmentType::Center,
    };
    // Without a place to break before the bracket of an interval, some word processors break within the figure before it.
    let text = cell.unbroken().replace('（', "\u{200b}（");
    Paragraph::new().style("Cell").align(set).add_run(Run::new().size(size).add_text(text))
}

/// A cell with rules above and below it, in eighths of a point; none of width 0.
fn bordered(cell: TableCell, above: usize, below: usize) -> TableCell {
    let rule = |position, size| TableCellBorder::new(position).size(size).color("000000");
    let edges = [(TableCellBorderPosition::Top, above), (TableCellBorderPosition::Bottom, below)];
    let shown = edges.into_iter().filter(|(_, size)| *size > 0);
    let borders = TableCellBorders::with_empty();
    cell.set_borders(shown.fold(borders, |all, (position, size)| all.set(rule(position, size))))
}

/// 版记 at the end.
fn with_imprint(docx: Docx, document: &Document) -> Docx {
    let last = document.imprint.len().saturating_sub(1);
    let rule = |position, size| {
        ParagraphBorder::new(position).val(BorderType::Single).size(size).color("000000")
    };
    document.imprint.iter().enumerate().fold(docx, |docx, (i, line)| {
        let mut borders = ParagraphBorders::with_empty()
            .set(rule(ParagraphBorderPosition::Top, if i == 0 { 8 } else { 4 }));
        if i == last {
            borders = borders.set(rule(ParagraphBorderPosition::Bottom, 8));
        }
        let mut paragraph = said("Imprint", line);
        paragraph.property = paragraph.property.set_borders(borders);
        docx.add_paragraph(paragraph)
    })
}

/// What stands at the head of every page; none where there is nothing to say.
pub(super) fn marks(document: &Document) -> Option<Paragraph> {
    let marks = document.marks();
    (!marks.is_empty()).then(|| said("Mark", marks.join("　")))
}

/// The number of a page between dashes: at the right of odd pages, at the left of even ones, one character inside.
pub(super) fn page_number(is_even: bool) -> Paragraph {
    let run = Run::new()
        .add_text("— ")
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false)
        .add_text(" —");
    let (align, left, right) = if is_even {
        (AlignmentType::Left, CHARACTER, None)
    } else {
        (AlignmentType::Right, 0, Some(CHARACTER))
    };
    Paragraph::new().style("Page").align(align).indent(Some(left), None, right, None).add_run(run)
}
