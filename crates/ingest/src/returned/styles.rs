//! Formats added to those of a workbook: for marks, and for the sheet of findings. Those that are there stay as they are.

use super::markup::{Edit, Element, Unchangeable, child, children, edited, root};
use super::parts::Parts;

/// The positions of the formats that were added.
#[derive(Debug, Clone, Copy)]
pub(super) struct Added {
    /// Of differential formats: the fill of errors, of cautions and of notes.
    pub(super) marks: [usize; 3],
    /// Of cell formats.
    pub(super) title: usize,
    pub(super) heading: usize,
    pub(super) text: usize,
    pub(super) link: usize,
    /// A cell to explain in.
    pub(super) entry: usize,
}

/// The colours of errors, cautions and notes.
pub(super) const COLOURS: [&str; 3] = ["FFFFC7CE", "FFFFEB9C", "FFDDEBF7"];
/// How texts stand in their cells.
const CENTRED: &str = "<alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/>";
const WRAPPED: &str = "<alignment vertical=\"top\" wrapText=\"1\"/>";
const OPEN: &str = "<alignment vertical=\"top\" wrapText=\"1\"/><protection locked=\"0\"/>";
/// What stands behind collections of the style sheet, in their order.
const BEHIND_MARKS: [&str; 3] = ["tableStyles", "colors", "extLst"];

/// Adds the formats.
pub(super) fn add(parts: &mut Parts<'_>, part: &str) -> Result<Added, Unchangeable> {
    let xml = parts.needed(part)?;
    let root = root(&xml)?;
    let space = namespace(&xml, &root)?;
    let mut styles = Styles { xml: &xml, root, space, edits: Vec::new() };
    let formats = styles.add_formats()?;
    let first = styles.add_marks()?;
    let edits = styles.edits;
    parts.put(part, edited(&xml, edits));
    Ok(Added {
        marks: [first, first + 1, first + 2],
        title: formats,
        heading: formats + 1,
        text: formats + 2,
        link: formats + 3,
        entry: formats + 4,
    })
}

/// A style sheet while formats are added to it.
struct Styles<'x> {
    xml: &'x str,
    root: Element,
    space: String,
    edits: Vec<Edit>,
}

impl Styles<'_> {
    /// Adds items to a collection; returns the position of the first.
    fn extend(&mut self, name: &str, items: &[String]) -> Result<usize, Unchangeable> {
        let collection = child(self.xml, &self.root, name)?.ok_or(Unchangeable)?;
        let before = children(self.xml, &collection)?.len();
        let count = before + items.len();
        self.edits.extend(longer(self.xml, &collection, count, &items.concat()));
        Ok(before)
    }

    /// Adds the formats of the sheet of findings: title, heading, text, link and entry.
    fn add_formats(&mut self) -> Result<usize, Unchangeable> {
        let space = self.space.clone();
        let font =
            |inner: &str| format!("<font xmlns=\"{space}\">{inner}<name val=\"宋体\"/></font>");
        let fonts = [
            "<b/><sz val=\"14\"/>",
            "<b/><sz val=\"11\"/>",
            "<sz val=\"11\"/>",
            "<u/><sz val=\"11\"/><color rgb=\"FF0563C1\"/>",
        ];
        let fonts = self.extend("fonts", &fonts.map(font))?;
        let fill = |colour: &str| {
            format!(
                "<fill xmlns=\"{space}\"><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
            )
        };
        let fills = self.extend("fills", &["FFDCE6F1", "FFFFFFE5"].map(fill))?;
        let side =
            |name: &str| format!("<{name} style=\"thin\"><color rgb=\"FFA6A6A6\"/></{name}>");
        let sides = ["left", "right", "top", "bottom"].map(side).concat();
        let border = format!("<border xmlns=\"{space}\">{sides}<diagonal/></border>");
        let borders = self.extend("borders", &[border])?;
        let xf = |(font, fill, border, inner): (usize, usize, usize, &str)| {
            format!(
                "<xf xmlns=\"{space}\" numFmtId=\"49\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\" applyProtection=\"1\">{inner}</xf>"
            )
        };
        let formats = [
            (fonts, 0, 0, ""),
            (fonts + 1, fills, borders, CENTRED),
            (fonts + 2, 0, borders, WRAPPED),
            (fonts + 3, 0, borders, WRAPPED),
            (fonts + 2, fills + 1, borders, OPEN),
        ];
        self.extend("cellXfs", &formats.map(xf))
    }

    /// Adds the fills of marks.
    fn add_marks(&mut self) -> Result<usize, Unchangeable> {
        let space = self.space.clone();
        let mark = |colour: &str| {
            format!(
                "<dxf xmlns=\"{space}\"><fill><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor rgb=\"{colour}\"/></patternFill></fill></dxf>"
            )
        };
        let items = COLOURS.map(mark);
        if child(self.xml, &self.root, "dxfs")?.is_some() {
            return self.extend("dxfs", &items);
        }
        let all = children(self.xml, &self.root)?;
        let behind = all.iter().find(|element| BEHIND_MARKS.contains(&element.local()));
        let at = behind.map_or(self.root.inner.end, |element| element.whole.start);
        let content = format!("<dxfs xmlns=\"{space}\" count=\"3\">{}</dxfs>", items.concat());
        self.edits.push((at..at, content));
        Ok(0)
    }
}

/// The namespace of an element's own name.
pub(super) fn namespace(xml: &str, element: &Element) -> Result<String, Unchangeable> {
    let prefix = element.prefix().trim_end_matches(':');
    let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
    let space = element.attribute(xml, &name).ok_or(Unchangeable)?;
    // Workbooks of the strict kind have other names for everything.
    if space.contains("purl.oclc.org") { Err(Unchangeable) } else { Ok(space) }
}

/// A collection with more items, and with their number if it says one.
fn longer(xml: &str, collection: &Element, count: usize, items: &str) -> Vec<Edit> {
    let mut edits = vec![collection.appended(items)];
    let tag = xml.get(collection.whole.start..collection.inner.start).unwrap_or_default();
    if let Some(at) = tag.find(" count=\"") {
        let start = collection.whole.start + at + " count=\"".len();
        let length = xml.get(start..).and_then(|rest| rest.find('"')).unwrap_or(0);
        edits.push((start..start + length, count.to_string()));
    }
    edits
}
