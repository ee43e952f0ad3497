//! The elements of a part of a workbook, one after the other, of which never more than one is in memory.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;

use super::super::fault::Fault;
use crate::budget::Budget;
use crate::problem::FileProblem;

/// A cell holds 32,767 characters at most; nothing that is longer by far is one of a workbook's elements.
const LONGEST_ELEMENT: usize = 1 << 20;
/// Elements of workbooks lie no deeper in each other.
const DEEPEST: usize = 256;

/// What counts the bytes that are unpacked, and stops where an element does not end.
struct Metered<'b, R> {
    inner: BufReader<R>,
    budget: &'b Budget,
    /// Bytes of the element at hand.
    element: usize,
    /// Why nothing more is read.
    refused: Option<FileProblem>,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Metered<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.element > LONGEST_ELEMENT {
            let (got, limit) = (self.element as u64, LONGEST_ELEMENT as u64);
            let what = "一个单元格的字节数 (bytes of one cell)";
            self.refused = Some(FileProblem::TooLarge { what, got, limit });
        }
        if self.refused.is_some() {
            return Err(io::Error::other("refused"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, bytes: usize) {
        self.element += bytes;
        self.refused = self.refused.take().or(self.budget.unpack(bytes as u64).err());
        self.inner.consume(bytes);
    }
}

/// The elements of a part.
pub(in crate::formats) struct Xml<'b, R> {
    reader: Reader<Metered<'b, R>>,
    buffer: Vec<u8>,
    depth: usize,
    /// Whether the last event was a tag, so that what comes next begins with a new one.
    is_behind_tag: bool,
}

impl<'b, R: Read> Xml<'b, R> {
    pub(super) fn new(part: R, budget: &'b Budget) -> Self {
        let inner = BufReader::new(part);
        let mut reader = Reader::from_reader(Metered { inner, budget, element: 0, refused: None });
        reader.config_mut().check_end_names = false;
        Self { reader, buffer: Vec::new(), depth: 0, is_behind_tag: false }
    }

    /// The bytes that are unpacked and not yet read, of which as many as whole elements take may be passed by
    /// [`Self::pass`]; none within a text, or where the budget ends among them.
    pub(super) fn at_hand(&self) -> &[u8] {
        let metered = self.reader.get_ref();
        let bytes = metered.inner.buffer();
        let can_pass = self.is_behind_tag
            && metered.refused.is_none()
            && metered.budget.can_unpack(bytes.len() as u64);
        if can_pass { bytes } else { &[] }
    }

    /// Passes bytes at hand.
    pub(super) fn pass(&mut self, bytes: usize) {
        let metered = self.reader.get_mut();
        metered.element = 0;
        metered.consume(bytes);
    }

    /// The next element, end or text; `Event::Eof` at the end of the part.
    pub(in crate::formats) fn next(&mut self) -> Result<Event<'_>, Fault> {
        self.buffer.clear();
        let metered = self.reader.get_mut();
        metered.element = 0;
        if let Some(problem) = metered.refused.take() {
            return Err(problem.into());
        }
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => {
                match &event {
                    Event::Start(_) => self.depth += 1,
                    Event::End(_) => self.depth = self.depth.saturating_sub(1),
                    Event::DocType(_) => return Err(Fault::damaged("DOCTYPE")),
                    _ => {}
                }
                self.is_behind_tag =
                    matches!(event, Event::Start(_) | Event::End(_) | Event::Empty(_));
                if self.depth > DEEPEST { Err(Fault::damaged("XML")) } else { Ok(event) }
            }
            Err(error) => {
                let reason = error.to_string();
                let refused = self.reader.get_mut().refused.take();
                Err(refused.map_or_else(|| Fault::damaged(reason), Fault::from))
            }
        }
    }
}

/// Adds the text of an event, if it is one.
pub(in crate::formats) fn push_text(event: &Event<'_>, text: &mut String) -> Result<(), Fault> {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(entity) => {
            let name: &str = entity.as_ref();
            if let Some(resolved) = resolve_xml_entity(name) {
                text.push_str(resolved);
            } else {
                let character = entity.resolve_char_ref().ok().flatten();
                text.push(character.ok_or_else(|| Fault::damaged(format!("&{name};")))?);
            }
        }
        _ => {}
    }
    Ok(())
}

/// A text without the escapes of workbooks: `_x000D_` is a carriage return.
pub(super) fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("_x") {
        let (before, from) = rest.split_at(start);
        plain.push_str(before);
        let escaped = from.get(2..7).and_then(|escaped| escaped.strip_suffix('_'));
        let code = escaped.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if let Some(character) = code.and_then(char::from_u32) {
            plain.push(character);
            rest = &from[7..];
        } else {
            plain.push_str("_x");
            rest = &from[2..];
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(text: &str, budget: &Budget) -> Result<usize, FileProblem> {
        let mut xml = Xml::new(text.as_bytes(), budget);
        let mut elements = 0;
        loop {
            match xml.next() {
                Ok(Event::Eof) => return Ok(elements),
                Ok(_) => elements += 1,
                Err(Fault(problem)) => return Err(problem),
            }
        }
    }

    #[test]
    fn an_element_without_an_end_is_refused_while_it_is_read() {
        let budget = Budget::default();
        budget.begin_file(0);
        assert_eq!(elements("<a><b/>text</a>", &budget), Ok(4));
        for open in ["<a>", "<a b=\"", "<!--", "<![CDATA["] {
            let endless = open.to_owned() + &"<".repeat(2 * LONGEST_ELEMENT);
            assert!(elements(&endless, &budget).is_err(), "{open}");
            let endless = open.to_owned() + &"x".repeat(2 * LONGEST_ELEMENT);
            assert!(
                matches!(elements(&endless, &budget), Err(FileProblem::TooLarge { .. })),
                "{open}"
            );
        }
        assert!(elements(&"<a>".repeat(300), &budget).is_err());
        assert!(elements("<!DOCTYPE a><a/>", &budget).is_err());
        let little = Budget::of(1, 1, 10);
        little.begin_file(0);
        assert!(matches!(
            elements("<a>0123456789</a><b/>", &little),
            Err(FileProblem::TooLarge { .. })
        ));
    }

    #[test]
    fn escapes_of_workbooks_are_undone() {
        assert_eq!(
            without_escapes("a_x000D_b_x005F_x0041_ _x _xZZZZ_ 临_x汾_"),
            "a\rb_x0041_ _x _xZZZZ_ 临_x汾_"
        );
    }
}
