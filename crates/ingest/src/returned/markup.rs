//! Changing parts of a workbook in place: elements are found with where they stand in the text, and what is not changed
//! stays as it was, to the byte.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::Event;

/// An element and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name as written, with the prefix.
    pub(super) name: String,
    /// All of it.
    pub(super) whole: Range<usize>,
    /// What stands between its tags; empty at the end of the tag where it has one only.
    pub(super) inner: Range<usize>,
}

/// Something to be put in the place of a range, which may be empty.
pub(super) type Edit = (Range<usize>, String);

/// A part that is not what it should be, such as one with a tag that does not end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a part of the workbook cannot be changed")]
pub(super) struct Unchangeable;

impl Element {
    /// Its name without the prefix.
    pub(super) fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or(&self.name)
    }

    /// Its prefix with the colon; empty if it has none.
    pub(super) fn prefix(&self) -> &str {
        self.name.rfind(':').map_or("", |at| &self.name[..=at])
    }

    /// Whether it has one tag only.
    pub(super) fn is_empty_tag(&self) -> bool {
        self.inner.end == self.whole.end
    }

    /// An attribute by its local name, or by its whole name if that has a colon.
    pub(super) fn attribute(&self, xml: &str, name: &str) -> Option<String> {
        let tag = xml.get(self.whole.start..self.inner.start)?;
        let mut reader = Reader::from_str(tag);
        reader.config_mut().check_end_names = false;
        let (Event::Start(tag) | Event::Empty(tag)) = reader.read_event().ok()? else {
            return None;
        };
        tag.attributes().with_checks(false).flatten().find_map(|attribute| {
            let key: &str = attribute.key.as_ref();
            let is_it = if name.contains(':') {
                key == name
            } else {
                attribute.key.local_name().as_ref() == name
            };
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            is_it.then(|| value.into_owned())
        })
    }

    /// The edit that puts content at its end.
    pub(super) fn appended(&self, content: &str) -> Edit {
        if self.is_empty_tag() {
            // `<a b="c"/>` becomes `<a b="c">content</a>`.
            let end = self.whole.end;
            (end - 2..end, format!(">{content}</{}>", self.name))
        } else {
            (self.inner.end..self.inner.end, content.to_owned())
        }
    }
}

/// The outermost element.
pub(super) fn root(xml: &str) -> Result<Element, Unchangeable> {
    elements(xml, 0..xml.len())?.into_iter().next().ok_or(Unchangeable)
}

/// The elements within another, without those within them.
pub(super) fn children(xml: &str, of: &Element) -> Result<Vec<Element>, Unchangeable> {
    if of.is_empty_tag() { Ok(Vec::new()) } else { elements(xml, of.inner.clone()) }
}

/// The first child of a local name.
pub(super) fn child(xml: &str, of: &Element, name: &str) -> Result<Option<Element>, Unchangeable> {
    Ok(children(xml, of)?.into_iter().find(|element| element.local() == name))
}

/// All elements of a local name at any depth within another.
pub(super) fn descendants(
    xml: &str,
    of: &Element,
    name: &str,
) -> Result<Vec<Element>, Unchangeable> {
    let mut found = Vec::new();
    for element in children(xml, of)? {
        if element.local() == name {
            found.push(element);
        } else {
            found.extend(descendants(xml, &element, name)?);
        }
    }
    Ok(found)
}

/// The outermost elements of a range.
fn elements(xml: &str, range: Range<usize>) -> Result<Vec<Element>, Unchangeable> {
    let text = xml.get(range.clone()).ok_or(Unchangeable)?;
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    let mut open: Vec<Element> = Vec::new();
    let mut before = range.start;
    loop {
        let event = reader.read_event().map_err(|_| Unchangeable)?;
        let after =
            range.start + usize::try_from(reader.buffer_position()).map_err(|_| Unchangeable)?;
        match event {
            Event::Start(tag) => {
                let name: &str = tag.name().into_inner();
                open.push(Element {
                    name: name.to_owned(),
                    whole: before..after,
                    inner: after..after,
                });
            }
            Event::Empty(tag) if open.is_empty() => {
                let name: &str = tag.name().into_inner();
                found.push(Element {
                    name: name.to_owned(),
                    whole: before..after,
                    inner: after..after,
                });
            }
            Event::End(_) => {
                let mut element = open.pop().ok_or(Unchangeable)?;
                element.inner.end = before;
                element.whole.end = after;
                if open.is_empty() {
                    found.push(element);
                }
            }
            Event::Eof => return if open.is_empty() { Ok(found) } else { Err(Unchangeable) },
            _ => {}
        }
        before = after;
    }
}

/// The text with all edits made. Edits do not overlap; of several at one place the first comes first.
pub(super) fn edited(xml: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut text = String::with_capacity(xml.len());
    let mut at = 0;
    for (range, content) in edits {
        text.push_str(xml.get(at..range.start).unwrap_or_default());
        text.push_str(&content);
        at = range.end;
    }
    text.push_str(xml.get(at..).unwrap_or_default());
    text
}

/// The text within an element, its entities resolved and the text of elements in it put together.
pub(super) fn text_of(xml: &str, element: &Element) -> Result<String, Unchangeable> {
    let inner = xml.get(element.inner.clone()).ok_or(Unchangeable)?;
    let mut reader = Reader::from_str(inner);
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|_| Unchangeable)? {
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(entity) => {
                let entity: &str = entity.as_ref();
                text.push_str(&unescape(&format!("&{entity};")).map_err(|_| Unchangeable)?);
            }
            Event::Eof => return Ok(text),
            _ => {}
        }
    }
}

/// A text as it is written between tags and in attributes; what XML cannot hold is left out.
pub(super) fn escaped(text: &str) -> String {
    let fits = |c: &char| {
        matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'))
    };
    escape(text.chars().filter(fits).collect::<String>()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_where_they_stand_and_the_rest_stays() {
        let xml = "<?xml version=\"1.0\"?>\r\n<x:a  b='1'><!-- c --><x:d e=\"2&amp;3\"/><f>g<h>i</h></f></x:a>";
        let root = root(xml).unwrap();
        assert_eq!((root.local(), root.prefix()), ("a", "x:"));
        let names: Vec<String> =
            children(xml, &root).unwrap().into_iter().map(|element| element.name).collect();
        assert_eq!(names, ["x:d", "f"]);
        let d = child(xml, &root, "d").unwrap().unwrap();
        assert_eq!(d.attribute(xml, "e").as_deref(), Some("2&3"));
        let f = child(xml, &root, "f").unwrap().unwrap();
        assert_eq!(text_of(xml, &f).unwrap(), "gi");
        let edits = vec![f.appended("<j/>"), d.appended("k")];
        assert_eq!(
            edited(xml, edits),
            "<?xml version=\"1.0\"?>\r\n<x:a  b='1'><!-- c --><x:d e=\"2&amp;3\">k</x:d><f>g<h>i</h><j/></f></x:a>"
        );
    }

    #[test]
    fn what_does_not_end_is_refused() {
        for xml in ["", "<a>", "<a><b></a>", "text"] {
            assert_eq!(root(xml), Err(Unchangeable), "{xml}");
        }
    }
}
