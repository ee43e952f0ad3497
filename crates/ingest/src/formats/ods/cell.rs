//! One cell of an `.ods` workbook.

use std::borrow::Cow;
use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::super::fault::Fault;
use super::super::number_format::{NumberFormat, Style};
use super::super::table_draft::{Place, TableDraft, TextPlace};
use super::super::xlsx::package::raw_attribute;
use super::super::xlsx::xml::{Xml, push_text};
use super::styles::Styles;
use crate::problem::FileProblem;
use crate::sheet::Scale;

/// A cell holds no more bytes of text.
const LONGEST: u64 = 1 << 17;
/// Letters of a formula that are shown where it has no result.
const SHOWN: usize = 200;
/// Blanks that one element may stand for.
const MOST_BLANKS: usize = 256;

/// A cell of which the begin was read.
pub(super) struct OpenCell {
    kind: Option<String>,
    /// The value that the kind has, as it is written.
    value: Option<String>,
    formula: Option<String>,
    is_error: bool,
    /// Whether a cell that is merged over it stands in its place.
    is_covered: bool,
    /// The rows that it is merged over.
    pub(super) rows: u32,
}

/// What is kept of a cell, to be put wherever it stands.
pub(super) enum Kept {
    Number(f64, Scale),
    Day(String),
    Text(TextPlace),
    Error(String),
}

impl OpenCell {
    /// The cell that an element begins; `None` if it is none.
    pub(super) fn of(element: &BytesStart<'_>) -> Result<Option<Self>, Fault> {
        if !matches!(element.local_name().as_ref(), "table-cell" | "covered-table-cell") {
            return Ok(None);
        }
        let get = |name| Ok::<_, Fault>(raw_attribute(element, name)?.map(Cow::into_owned));
        let kind = get("office:value-type")?;
        let value = match kind.as_deref() {
            Some("date") => get("office:date-value")?,
            Some("boolean") => get("office:boolean-value")?,
            Some("float" | "currency" | "percentage") => get("office:value")?,
            _ => None,
        };
        let columns = super::times(element, "table:number-columns-spanned")?;
        let rows = super::times(element, "table:number-rows-spanned")?;
        Ok(Some(Self {
            kind,
            value,
            formula: get("table:formula")?,
            is_covered: element.local_name().as_ref() == "covered-table-cell",
            is_error: get("calcext:value-type")?.as_deref() == Some("error"),
            // Cells of one column only are shown in every row.
            rows: if columns == 1 { rows } else { 1 },
        }))
    }

    /// Reads up to the end of the cell. `None` if it holds nothing.
    pub(super) fn read<R: Read>(
        self,
        xml: &mut Xml<'_, R>,
        is_open: bool,
        styles: &Styles,
        table: &mut TableDraft<'_>,
    ) -> Result<Option<Kept>, Fault> {
        let text = if is_open { read_text(xml, styles)? } else { String::new() };
        let is_blank = text.trim().is_empty();
        if self.is_covered {
            return Ok(None);
        }
        if self.is_error && !is_blank {
            return Ok(Some(Kept::Error(text)));
        }
        let number = |value: &str| value.trim().parse::<f64>().map_err(|_| Fault::damaged(value));
        let kept = match (self.kind.as_deref(), self.value.as_deref()) {
            (Some("float" | "currency"), Some(value)) => Kept::Number(number(value)?, Scale::Plain),
            (Some("percentage"), Some(value)) => Kept::Number(number(value)?, Scale::Percent),
            (Some("date"), Some(value)) => Kept::Day(value.chars().take(10).collect()),
            (Some("time"), _) => Kept::Day(String::new()),
            (Some("boolean"), Some(value)) => Kept::Text(table.texts.add(value, table.budget)?),
            _ if !is_blank => Kept::Text(table.texts.add(&text, table.budget)?),
            // A formula without a kept result must not pass for an empty cell.
            (None, _) if self.formula.is_some() => {
                let formula = self.formula.unwrap_or_default();
                let formula = formula.strip_prefix("of:=").unwrap_or(&formula);
                Kept::Error(format!("={}", formula.chars().take(SHOWN).collect::<String>()))
            }
            _ => return Ok(None),
        };
        Ok(Some(kept))
    }
}

impl Kept {
    /// Puts the content where a cell stands.
    pub(super) fn put(&self, at: Place, table: &mut TableDraft<'_>) -> Result<(), Fault> {
        match self {
            Self::Number(number, scale) => {
                let format = NumberFormat::Number(*scale);
                table.number(at, *number, Style { format, is_struck: false })
            }
            Self::Day(day) => table.date(at, day),
            Self::Text(place) => table.shared_text(at, *place, false),
            Self::Error(text) => table.error(at, text),
        }
    }
}

/// The paragraphs of a cell up to its end, without its annotations and drawings. Raised digits are marks of footnotes and
/// are written so.
fn read_text<R: Read>(xml: &mut Xml<'_, R>, styles: &Styles) -> Result<String, Fault> {
    let mut paragraphs = Paragraphs { depth: 1, ..Paragraphs::default() };
    while paragraphs.depth > 0 {
        let event = xml.next()?;
        match &event {
            Event::Start(element) => paragraphs.open(element, styles)?,
            Event::Empty(element) => paragraphs.take_blank(element)?,
            Event::End(_) => paragraphs.close(),
            Event::Eof => return Err(Fault::damaged("<table-cell>")),
            _ => paragraphs.take_text(&event)?,
        }
        let got = paragraphs.text.len() as u64;
        if got > LONGEST {
            let what = "一个单元格的字节数 (bytes of one cell)";
            return Err(FileProblem::TooLarge { what, got, limit: LONGEST }.into());
        }
    }
    Ok(paragraphs.text)
}

/// The paragraphs of a cell while they are read.
#[derive(Default)]
struct Paragraphs {
    text: String,
    /// How many elements are open, that of the cell included.
    depth: usize,
    /// The depth of the open paragraph, of what is passed over, and of what stands above the line.
    paragraph: Option<usize>,
    aside: Option<usize>,
    raised: Option<usize>,
}

impl Paragraphs {
    fn open(&mut self, element: &BytesStart<'_>, styles: &Styles) -> Result<(), Fault> {
        self.depth += 1;
        let name = element.local_name();
        let is_aside = matches!(name.as_ref(), "annotation" | "note" | "ruby-text");
        match self.paragraph {
            _ if self.aside.is_some() => {}
            None if name.as_ref() == "p" => {
                if !self.text.is_empty() {
                    self.text.push('\n');
                }
                self.paragraph = Some(self.depth);
            }
            Some(_) if !is_aside => {
                if self.raised.is_none() && name.as_ref() == "span" {
                    let style = raw_attribute(element, "text:style-name")?.unwrap_or_default();
                    self.raised = styles.is_raised(&style).then_some(self.depth);
                }
            }
            _ => self.aside = Some(self.depth),
        }
        Ok(())
    }

    fn close(&mut self) {
        let closes = |depth: &usize| *depth == self.depth;
        for open in [&mut self.paragraph, &mut self.aside, &mut self.raised] {
            *open = open.filter(|depth| !closes(depth));
        }
        self.depth -= 1;
    }

    fn is_read(&self) -> bool {
        self.paragraph.is_some() && self.aside.is_none()
    }

    /// Takes the blanks that an element stands for.
    fn take_blank(&mut self, element: &BytesStart<'_>) -> Result<(), Fault> {
        if !self.is_read() {
            return Ok(());
        }
        match element.local_name().as_ref() {
            "s" => {
                let blanks = raw_attribute(element, "text:c")?;
                let blanks = blanks.and_then(|blanks| blanks.parse().ok()).unwrap_or(1);
                self.text.extend(std::iter::repeat_n(' ', blanks.min(MOST_BLANKS)));
            }
            "tab" => self.text.push(' '),
            "line-break" => self.text.push('\n'),
            _ => {}
        }
        Ok(())
    }

    fn take_text(&mut self, event: &Event<'_>) -> Result<(), Fault> {
        if self.is_read() {
            let from = self.text.len();
            push_text(event, &mut self.text)?;
            if self.raised.is_some() {
                let digits = raised_digits(&self.text[from..]);
                self.text.replace_range(from.., &digits);
            }
        }
        Ok(())
    }
}

/// The text with its digits as marks.
fn raised_digits(text: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raise = |c: char| c.to_digit(10).and_then(|digit| RAISED.get(digit as usize)).copied();
    text.chars().map(|c| raise(c).unwrap_or(c)).collect()
}
