//! A document as JSON: its parts in order, tables with the figures behind their cells, running text with the cells that
//! its numbers are from.

use std::borrow::Cow;

use serde::Serialize;

use crate::document::{Align, Block, Cell, Document, Span, Table, UnboundNumber};

/// A document as JSON has it.
#[derive(Serialize)]
struct JsonDocument<'a> {
    title: String,
    issuer: &'a str,
    /// 文号; none before it is signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    addressee: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    simulated: bool,
    internal: bool,
    blocks: Vec<JsonBlock<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum JsonBlock<'a> {
    Heading { text: &'a str },
    Subheading { text: &'a str },
    Annex { title: &'a str },
    Paragraph { text: String, bound: Vec<JsonBound<'a>> },
    Table(JsonTable<'a>),
    Figure { caption: &'a str },
    Slot(JsonSlot<'a>),
}

/// A blank for a person, with what was written.
#[derive(Serialize)]
struct JsonSlot<'a> {
    id: &'a str,
    prompt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
}

/// A number in running text, with the cell that it is from; rows and columns are counted from 0.
#[derive(Serialize)]
struct JsonBound<'a> {
    text: Cow<'a, str>,
    table: &'a str,
    row: usize,
    column: usize,
}

#[derive(Serialize)]
struct JsonTable<'a> {
    id: &'a str,
    caption: &'a str,
    columns: Vec<JsonColumn>,
    rows: &'a [Vec<Cell>],
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonColumn {
    heading: &'static str,
    set: &'static str,
}

/// The document as JSON, without its pictures. An error is a number in running text that no cell stands behind.
pub fn render_json(document: &Document) -> Result<String, UnboundNumber> {
    document.check()?;
    let notice = document.notice.as_ref();
    let whole = JsonDocument {
        title: document.plain_title(),
        issuer: &document.issuer,
        number: document.reference(),
        addressee: notice.map(|notice| notice.addressee.as_str()),
        date: (!document.day.is_empty()).then(|| document.chinese_day()),
        simulated: document.simulated,
        internal: document.internal,
        blocks: document.blocks.iter().map(|block| json_block(document, block)).collect(),
    };
    // Texts and finite numbers are always written; a number that is not finite becomes null.
    serde_json::to_string_pretty(&whole).map_err(|error| UnboundNumber(error.to_string()))
}

fn json_block<'a>(document: &'a Document, block: &'a Block) -> JsonBlock<'a> {
    match block {
        Block::Heading(text) => JsonBlock::Heading { text },
        Block::Subheading(text) => JsonBlock::Subheading { text },
        Block::Annex(title) => JsonBlock::Annex { title },
        Block::Paragraph(spans) => JsonBlock::Paragraph {
            text: spans.iter().filter_map(|span| document.text_of(span)).collect(),
            bound: spans.iter().filter_map(|span| bound(document, span)).collect(),
        },
        Block::Table(table) => JsonBlock::Table(json_table(table)),
        Block::Figure { caption, .. } => JsonBlock::Figure { caption },
        Block::Slot(slot) => JsonBlock::Slot(JsonSlot {
            id: slot.id,
            prompt: slot.prompt,
            text: slot.written.as_ref().map(|written| written.text.as_str()),
            author: slot.written.as_ref().map(|written| written.author.as_str()),
        }),
    }
}

fn bound<'a>(document: &'a Document, span: &'a Span) -> Option<JsonBound<'a>> {
    let (table, row, column) = span.cell()?;
    Some(JsonBound { text: document.text_of(span)?, table, row, column })
}

fn json_table(table: &Table) -> JsonTable<'_> {
    let set = |align: Align| match align {
        Align::Left => "words",
        Align::Right => "figures",
        Align::Centre => "marks",
    };
    JsonTable {
        id: &table.id,
        caption: &table.caption,
        columns: table
            .columns
            .iter()
            .map(|(heading, align)| JsonColumn { heading, set: set(*align) })
            .collect(),
        rows: &table.rows,
        note: table.note.as_deref(),
    }
}
