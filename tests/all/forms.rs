//! The documents of the embedded data set in every form: the same cells in all.

use std::io::{Cursor, Read};

use talent_outlook::Audience;
use talent_pipeline::{published_outlook, scenarios_of_run};
use talent_print::{DocumentForm, body_pages, pdf_text};
use talent_report::{
    Block, Cell, Document, Figure, RunStamp, compose_bulletin, compose_bulletin_extract,
    compose_programmes_report, compose_quality_report, compose_working_papers,
};
use talent_workspace::Workspace;

use crate::city::city;

/// The first publication, of the first run.
fn stamp() -> RunStamp {
    RunStamp::new(1, 1, "2026-01-01")
}

/// The bulletin and both reports, as the public has them.
async fn documents() -> [Document; 3] {
    let workspace = Workspace::open(&city().await.root()).await.unwrap();
    let public = Audience::Public;
    let (published, outlook) = published_outlook(&workspace, public).await.unwrap();
    let scenarios = scenarios_of_run(&workspace, &published.run, public).await.unwrap();
    [
        compose_bulletin(&outlook, stamp(), None).unwrap(),
        compose_quality_report(&outlook, stamp()).unwrap(),
        compose_programmes_report(&outlook, stamp(), &scenarios, None).unwrap(),
    ]
}

/// Whether this machine can set documents and make pictures; one that cannot has to say what to install.
fn can_print(document: &Document) -> bool {
    let report = talent_print::font_report("");
    let can = report.roles.iter().all(|role| role.family.is_some());
    if !can {
        let error = DocumentForm::Pdf.render(document).unwrap_err();
        assert!(error.to_string().contains("fonts-noto-cjk"), "{error}");
    }
    can
}

fn text_of(document: &Document, form: DocumentForm) -> String {
    String::from_utf8(form.render(document).unwrap()).unwrap()
}

/// A file of a zip archive.
fn part(archive: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A text without white space, word joiners and places where a line may break.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"\u{2060}\u{200b}".contains(*c)).collect()
}

/// The words of an XML fragment.
fn words(xml: &str) -> String {
    let mut text: String =
        xml.split('<').filter_map(|piece| Some(piece.split_once('>')?.1)).collect();
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    for (entity, c) in entities {
        text = text.replace(entity, c);
    }
    text
}

fn cells(document: &Document) -> impl Iterator<Item = &Cell> {
    document.tables().flat_map(|table| table.rows.iter().flatten())
}

#[tokio::test]
async fn a_page_a_word_file_and_a_pdf_have_every_cell() {
    for document in documents().await {
        if !can_print(&document) {
            return;
        }
        let html = text_of(&document, DocumentForm::Html);
        let mut on_page = html.split("<td ").skip(1).map(|rest| {
            let cell = rest.split_once('>').unwrap().1;
            bare(&words(&format!("<td>{}", cell.split("</td>").next().unwrap())))
        });
        let docx = DocumentForm::Docx.render(&document).unwrap();
        let xml = part(&docx, "word/document.xml");
        let heads: usize = document.tables().map(|table| table.columns.len()).sum();
        let in_word: Vec<String> = xml
            .split("<w:tc>")
            .skip(1)
            .map(|rest| bare(&words(rest.split("</w:tc>").next().unwrap())))
            .collect();
        assert_eq!(in_word.len(), heads + cells(&document).count());
        let mut in_word = in_word.into_iter();
        let printed = pdf_text(&document).unwrap().concat();
        let printed = bare(&printed);
        for table in document.tables() {
            for (heading, _) in &table.columns {
                assert_eq!(in_word.next().unwrap(), bare(heading), "{}", table.caption);
            }
            for cell in table.rows.iter().flatten() {
                let text = bare(&cell.text);
                assert_eq!(on_page.next().unwrap(), text, "{}", table.caption);
                assert_eq!(in_word.next().unwrap(), text, "{}", table.caption);
                assert!(printed.contains(&text), "{}: {text}", table.caption);
            }
        }
    }
}

#[tokio::test]
async fn json_has_every_cell_with_its_figures() {
    for document in documents().await {
        let json: serde_json::Value =
            serde_json::from_str(&text_of(&document, DocumentForm::Json)).unwrap();
        let blocks = json["blocks"].as_array().unwrap();
        let mut tables = blocks.iter().filter(|block| block["kind"] == "table");
        for table in document.tables() {
            let found = tables.next().unwrap();
            assert_eq!(found["id"], table.id.as_ref());
            for (row, cells) in table.rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    let found = &found["rows"][row][column];
                    assert_eq!(found["text"], cell.text.as_str());
                    assert_eq!(found["value"].as_f64(), cell.figure.and_then(|f| f.value));
                    assert_eq!(found["low"].as_f64(), cell.figure.and_then(|f| f.low));
                }
            }
        }
    }
}

/// Figures are numbers at full precision, in the order low, figure, high; everything else is text.
#[tokio::test]
async fn a_workbook_has_every_figure_as_a_number_and_every_word_as_text() {
    for document in documents().await {
        let bytes = DocumentForm::Xlsx.render(&document).unwrap();
        let shared = part(&bytes, "xl/sharedStrings.xml");
        let shared: Vec<String> = shared.split("<si>").skip(1).map(words).collect();
        for (sheet, table) in (2..).zip(document.tables()) {
            let xml = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
            assert_eq!(xml.contains("<autoFilter"), !table.rows.is_empty());
            for (row, cells) in (3..).zip(&table.rows) {
                let (_, rest) = xml.split_once(&format!("<row r=\"{row}\"")).unwrap();
                let found = rest.split("</row>").next().unwrap();
                let (mut numbers, mut texts) = (Vec::new(), Vec::new());
                for cell in found.split("<c ").skip(1) {
                    let Some((_, value)) = cell.split_once("<v>") else { continue };
                    let value = value.split("</v>").next().unwrap();
                    if cell.contains("t=\"s\"") {
                        texts.push(shared[value.parse::<usize>().unwrap()].clone());
                    } else {
                        numbers.push(value.parse::<f64>().unwrap());
                    }
                }
                let figures = || cells.iter().filter_map(|cell| cell.figure);
                let parts = |figure: Figure| [figure.low, figure.value, figure.high];
                let wanted: Vec<f64> = figures().flat_map(parts).flatten().collect();
                assert_eq!(numbers, wanted, "{} {row}", table.caption);
                let is_words = |cell: &&Cell| cell.figure.is_none() && !cell.text.is_empty();
                let wanted: Vec<&str> =
                    cells.iter().filter(is_words).map(|cell| cell.text.as_str()).collect();
                assert_eq!(texts, wanted, "{} {row}", table.caption);
                for figure in figures() {
                    if let (Some(value), None) = (figure.value, figure.low) {
                        let text = figure.form.text(value);
                        assert!(cells.iter().any(|cell| cell.text.starts_with(&text)), "{text}");
                    }
                }
            }
        }
    }
}

/// A notice is at most four pages before its annexes, and at least a third of it is prose.
#[tokio::test]
async fn the_body_of_the_bulletin_is_short_and_mostly_prose() {
    let [bulletin, ..] = documents().await;
    if !can_print(&bulletin) {
        return;
    }
    let body = body_pages(&bulletin).unwrap();
    assert!((2..=4).contains(&body), "{body} pages");
    let (mut prose, mut in_tables) = (0, 0);
    for block in bulletin.blocks.iter().take_while(|block| !matches!(block, Block::Annex(_))) {
        match block {
            Block::Paragraph(spans) => {
                let texts = spans.iter().filter_map(|span| bulletin.text_of(span));
                prose += texts.map(|text| text.chars().count()).sum::<usize>();
            }
            Block::Table(table) => {
                let texts = table.rows.iter().flatten().map(|cell| cell.text.chars().count());
                in_tables += texts.sum::<usize>();
            }
            _ => {}
        }
    }
    assert!(3 * prose >= prose + in_tables, "{prose} of {}", prose + in_tables);
}

/// One page for a school; the working papers hold what documents for the public do not.
#[tokio::test]
async fn a_school_has_a_page_and_analysts_their_papers() {
    let outlook = &city().await.public;
    let warned = outlook.warnings.iter().find(|w| w.school.is_some() && w.is_listed()).unwrap();
    let school = warned.school.as_ref().unwrap().as_str();
    let extract = compose_bulletin_extract(outlook, stamp(), school).unwrap().unwrap();
    let listed = outlook
        .warnings
        .iter()
        .filter(|w| w.is_listed() && w.school.as_ref().is_some_and(|own| own.as_str() == school));
    let [table, asked] = extract.tables().collect::<Vec<_>>()[..] else { panic!("two tables") };
    assert!(!asked.rows.is_empty() && asked.rows.len() <= 4);
    assert_eq!(table.rows.len(), listed.count());
    let schools = outlook.warnings.iter().filter_map(|warning| warning.school.as_ref());
    let schools: std::collections::BTreeSet<&str> =
        schools.map(talent_domain::SchoolCode::as_str).collect();
    for school in schools {
        let extract = compose_bulletin_extract(outlook, stamp(), school).unwrap().unwrap();
        if can_print(&extract) {
            let warnings = extract.tables().next().unwrap().rows.len();
            let pages = pdf_text(&extract).unwrap().len();
            assert!(pages == 1 || (warnings > 8 && pages == 2), "{school}: {warnings} on {pages}");
        }
    }
    assert!(compose_bulletin_extract(outlook, stamp(), "无此学校").unwrap().is_none());
    let of_bureau = compose_bulletin_extract(&city().await.outlook, stamp(), school).unwrap();
    assert!(of_bureau.unwrap().internal && !extract.internal);
    let papers = compose_working_papers(&city().await.outlook, stamp()).unwrap();
    assert!(papers.internal);
    let text = text_of(&papers, DocumentForm::Html);
    for word in ["F1", "种子", "底稿表2"] {
        assert!(text.contains(word), "{word}");
    }
}

/// Heads of tables repeat, pictures have texts, blanks are controls with their ids, and every style has a Chinese font.
#[tokio::test]
async fn a_word_file_can_be_edited() {
    let [bulletin, quality, _] = documents().await;
    if !can_print(&bulletin) {
        return;
    }
    let docx = DocumentForm::Docx.render(&bulletin).unwrap();
    assert_eq!(docx, DocumentForm::Docx.render(&bulletin).unwrap());
    let xml = part(&docx, "word/document.xml");
    assert_eq!(xml.matches("<w:tblHeader").count(), bulletin.tables().count());
    assert_eq!(xml.matches("<w:tbl>").count(), bulletin.tables().count());
    let figures = bulletin.blocks.iter().filter(|block| matches!(block, Block::Figure { .. }));
    assert_eq!(xml.matches("descr=\"附图").count(), figures.count());
    let slot = bulletin.slots().next().unwrap();
    let tag = format!("<w:tag w:val=\"causes.{}\" />", bulletin.figures_of(slot));
    assert!(xml.contains(&tag), "the figures that a text is about go with it");
    assert!(!xml.contains("<w:hyperlink"));
    let styles = part(&docx, "word/styles.xml");
    for style in styles.split("<w:style ").skip(1).filter(|style| style.contains("w:styleId")) {
        if style.contains("w:type=\"paragraph\"") {
            assert!(style.contains("w:eastAsia=\""), "{}", &style[..120]);
        }
    }
    let report = DocumentForm::Docx.render(&quality).unwrap();
    let xml = part(&report, "word/document.xml");
    for heading in quality.headings() {
        assert_eq!(xml.matches(heading).count(), 2, "{heading}");
    }
    assert!(xml.contains("TOC \\o"));
    assert!(
        xml.contains("<w:r><w:rPr /><w:instrText xml:space=\"preserve\">TOC"),
        "in a run of its own"
    );
}
