//! A document in the shape that the template reads.

use serde::Serialize;
use talent_report::{Align, Cell, Chart, Document, Part, PrintedSpan, Slot, Table};

use crate::fonts::{ROLES, families};

/// Width of the text of an upright page, in points: 156 mm.
const UPRIGHT: f64 = 442.2;
/// Width of the text of a page across, in points: 269 mm.
const WIDE: f64 = 762.5;

/// What the template reads.
#[derive(Serialize)]
pub(crate) struct Setting<'a> {
    /// The title line by line.
    title: Vec<String>,
    issuer: &'a str,
    /// Year, month and day that it is of; PDF/A asks for one.
    day: [u16; 3],
    marks: Vec<&'static str>,
    wide: bool,
    cover: Option<SetCover<'a>>,
    notice: Option<SetNotice<'a>>,
    parts: Vec<SetPart<'a>>,
    imprint: &'a [String],
    /// Families by the key of their role.
    fonts: std::collections::BTreeMap<&'static str, Vec<&'static str>>,
}

#[derive(Serialize)]
struct SetCover<'a> {
    year: &'a str,
    reference: Option<&'a str>,
    date: String,
}

#[derive(Serialize)]
struct SetNotice<'a> {
    number: Option<&'a str>,
    addressee: &'a str,
    date: String,
    disclosure: &'a str,
    annexes: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum SetPart<'a> {
    Heading {
        text: &'a str,
    },
    Subheading {
        text: &'a str,
    },
    Annex {
        title: &'a str,
        number: Option<usize>,
    },
    Closing,
    Paragraph {
        text: String,
    },
    Table(SetTable<'a>),
    Figure {
        caption: &'a str,
        file: String,
    },
    /// A blank that nobody has filled.
    Blank {
        text: String,
    },
}

#[derive(Serialize)]
struct SetTable<'a> {
    caption: &'a str,
    heads: Vec<&'static str>,
    align: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    note: Option<&'a str>,
    /// Size of its type and widths of its columns, in points.
    size: f64,
    padding: f64,
    widths: Vec<f64>,
}

/// The document as the template reads it, with its charts by the names of their files.
pub(crate) fn setting(document: &Document) -> (Setting<'_>, Vec<(String, &Chart)>) {
    let width = if document.wide { WIDE } else { UPRIGHT };
    let (mut parts, mut charts) = (Vec::new(), Vec::new());
    for part in document.parts() {
        match part {
            Part::Heading { text, .. } => parts.push(SetPart::Heading { text }),
            Part::Subheading(text) => parts.push(SetPart::Subheading { text }),
            Part::Annex { title, number } => parts.push(SetPart::Annex { title, number }),
            Part::Closing(_) => parts.push(SetPart::Closing),
            Part::Paragraph(spans) => parts.push(SetPart::Paragraph { text: said(&spans) }),
            Part::Table(table) => parts.push(SetPart::Table(set_table(table, width))),
            Part::Figure { caption, chart } => {
                let file = format!("chart-{}.svg", charts.len() + 1);
                charts.push((file.clone(), chart));
                parts.push(SetPart::Figure { caption, file });
            }
            Part::Slot(slot) => parts.extend(set_slot(slot)),
        }
    }
    let setting = Setting {
        title: document.title_lines(),
        issuer: &document.issuer,
        day: day(&document.day),
        marks: document.marks(),
        wide: document.wide,
        cover: document.cover.as_ref().map(|cover| SetCover {
            year: &cover.year,
            reference: document.reference(),
            date: document.chinese_day(),
        }),
        notice: document.notice.as_ref().map(|notice| SetNotice {
            number: document.reference(),
            addressee: &notice.addressee,
            date: document.chinese_day(),
            disclosure: notice.disclosure,
            annexes: document.annexes().collect(),
        }),
        parts,
        imprint: &document.imprint,
        fonts: ROLES.into_iter().map(|role| (role.key, families(role))).collect(),
    };
    (setting, charts)
}

/// A day by its year, month and day; the first of 2000 where there is none.
fn day(text: &str) -> [u16; 3] {
    let mut parts = text.split('-').map(|part| part.parse().ok());
    match (parts.next().flatten(), parts.next().flatten(), parts.next().flatten()) {
        (Some(year), Some(month @ 1..=12), Some(day @ 1..=31)) => [year, month, day],
        _ => [2000, 1, 1],
    }
}

fn said(spans: &[PrintedSpan<'_>]) -> String {
    spans.iter().map(|span| span.text.as_ref()).collect()
}

/// What was written in a blank, or the blank.
fn set_slot(slot: &Slot) -> Vec<SetPart<'_>> {
    let paragraphs = slot.paragraphs().map(|text| SetPart::Paragraph { text: text.to_owned() });
    let caution = slot.caution().map(|text| SetPart::Blank { text });
    let written: Vec<SetPart<'_>> = caution.into_iter().chain(paragraphs).collect();
    if written.is_empty() { vec![SetPart::Blank { text: slot.invitation() }] } else { written }
}

fn set_table(table: &Table, width: f64) -> SetTable<'_> {
    let layout = table.layout(width);
    let align = |align: Align| match align {
        Align::Left => "left",
        Align::Right => "right",
        Align::Centre => "center",
    };
    SetTable {
        caption: &table.caption,
        heads: table.columns.iter().map(|(heading, _)| *heading).collect(),
        align: table.columns.iter().map(|(_, set)| align(*set)).collect(),
        rows: table.rows.iter().map(|row| row.iter().map(Cell::unbroken).collect()).collect(),
        note: table.note.as_deref(),
        size: layout.size,
        padding: layout.padding,
        widths: layout.widths,
    }
}
