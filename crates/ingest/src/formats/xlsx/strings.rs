//! The texts that cells share.

use quick_xml::events::Event;

use super::super::fault::Fault;
use super::super::rich_text::{Letters, Level, Pieces};
use super::super::table_draft::{TextPlace, Texts};
use super::package::{Package, attribute};
use super::styles::is_on;
use super::xml::{push_text, without_escapes};
use crate::budget::Budget;

/// What a text takes beside its letters, while their list grows.
const TEXT_BYTES: u64 = 24;

/// The shared texts by their number; none if the workbook has none.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    texts: &mut Texts,
    budget: &Budget,
) -> Result<Vec<TextPlace>, Fault> {
    let Some(mut xml) = package.part(part)? else { return Ok(Vec::new()) };
    let mut strings = Vec::new();
    let mut text = RichText::default();
    loop {
        let event = xml.next()?;
        text.take(&event)?;
        match &event {
            Event::Empty(element) if element.local_name().as_ref() == "si" => {
                budget.hold(TEXT_BYTES)?;
                strings.push(TextPlace::default());
            }
            Event::End(element) if element.local_name().as_ref() == "si" => {
                budget.hold(TEXT_BYTES)?;
                let (text, is_struck) = text.finish();
                let place = texts.add(&text, budget)?;
                strings.push(place.struck(is_struck));
            }
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// A text in pieces of several kinds of letters, without how it is pronounced.
#[derive(Debug, Default)]
pub(super) struct RichText {
    pieces: Pieces,
    /// The piece at hand, and how its letters look.
    piece: String,
    letters: Letters,
    is_text: bool,
    is_pronunciation: bool,
}

impl RichText {
    /// Takes an event between the begin and the end of the text.
    pub(super) fn take(&mut self, event: &Event<'_>) -> Result<(), Fault> {
        match event {
            Event::Start(element) | Event::Empty(element) => {
                let is_open = matches!(event, Event::Start(_));
                match element.local_name().as_ref() {
                    "r" => self.letters = Letters::default(),
                    "t" => self.is_text = is_open,
                    "rPh" => self.is_pronunciation = is_open,
                    "strike" => self.letters.is_struck = is_on(element)?,
                    "vertAlign" => {
                        self.letters.level = match attribute(element, "val")?.as_deref() {
                            Some("superscript") => Level::Raised,
                            Some("subscript") => Level::Lowered,
                            _ => Level::Line,
                        };
                    }
                    _ => {}
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                "t" => {
                    self.is_text = false;
                    self.pieces.push(&without_escapes(&self.piece), self.letters);
                    self.piece.clear();
                }
                "r" => self.letters = Letters::default(),
                "rPh" => self.is_pronunciation = false,
                _ => {}
            },
            event if self.is_text && !self.is_pronunciation => {
                push_text(event, &mut self.piece)?;
                let length = self.pieces.len() + self.piece.len();
                if length > LONGEST {
                    return Err(too_long(length));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The text, and whether a part of it is struck through; the next one begins.
    pub(super) fn finish(&mut self) -> (String, bool) {
        self.letters = Letters::default();
        self.pieces.finish()
    }
}

/// More bytes than the 32,767 characters of a cell take.
pub(super) const LONGEST: usize = 1 << 18;

/// That a cell holds more than spreadsheet programs let it.
pub(super) fn too_long(length: usize) -> Fault {
    let (got, limit) = (length as u64, LONGEST as u64);
    Fault(crate::problem::FileProblem::TooLarge {
        what: "一个单元格的字节数 (bytes of one cell)",
        got,
        limit,
    })
}
