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
/// What stands behind collections of the style sheet, in their order.
const BEHIND_MARKS: [&str; 3] = ["tableStyles", "colors", "extLst"];

/// Adds the formats.
pub(super) fn add(parts: &mut Parts<'_>, part: &str) -> Result<Added, Unchangeable> {
    let xml = parts.needed(part)?;
    let root = root(&xml)?;
    let space = namespace(&xml, &root)?;
    let mut edits = Vec::new();
    let mut extend = |name: &str, items: &[String]| -> Result<usize, Unchangeable> {
        let collection = child(&xml, &root, name)?.ok_or(Unchangeable)?;
        let before = children(&xml, &collection)?.len();
        edits.extend(longer(&xml, &collection, before + items.len(), &items.concat()));
        Ok(before)
    };
    let font = |inner: &str| format!("<font xmlns=\"{space}\">{inner}<name val=\"宋体\"/></font>");
    let fonts = extend(
        "fonts",
        &[
            font("<b/><sz val=\"14\"/>"),
            font("<b/><sz val=\"11\"/>"),
            font("<sz val=\"11\"/>"),
            font("<u/><sz val=\"11\"/><color rgb=\"FF0563C1\"/>"),
        ],
    )?;
    let fill = |colour: &str| {
        format!(
            "<fill xmlns=\"{space}\"><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
        )
    };
    let fills = extend("fills", &[fill("FFDCE6F1"), fill("FFFFFFE5")])?;
    let side = |name: &str| format!("<{name} style=\"thin\"><color rgb=\"FFA6A6A6\"/></{name}>");
    let sides = ["left", "right", "top", "bottom"].map(side).concat();
    let borders =
        extend("borders", &[format!("<border xmlns=\"{space}\">{sides}<diagonal/></border>")])?;
    let xf = |font: usize, fill: usize, border: usize, inner: &str| {
        format!(
            "<xf xmlns=\"{space}\" numFmtId=\"49\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\" applyProtection=\"1\">{inner}</xf>"
        )
    };
    let wrapped = "<alignment vertical=\"top\" wrapText=\"1\"/>";
    let formats = extend(
        "cellXfs",
        &[
            xf(fonts, 0, 0, ""),
            xf(
                fonts + 1,
                fills,
                borders,
                "<alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/>",
            ),
            xf(fonts + 2, 0, borders, wrapped),
            xf(fonts + 3, 0, borders, wrapped),
            xf(fonts + 2, fills + 1, borders, &format!("{wrapped}<protection locked=\"0\"/>")),
        ],
    )?;
    let mark = |colour: &str| {
        format!(
            "<dxf xmlns=\"{space}\"><fill><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor rgb=\"{colour}\"/></patternFill></fill></dxf>"
        )
    };
    let items = COLOURS.map(mark);
    let first = if child(&xml, &root, "dxfs")?.is_some() {
        extend("dxfs", &items)?
    } else {
        let behind = children(&xml, &root)?.into_iter().find(|e| BEHIND_MARKS.contains(&e.local()));
        let at = behind.map_or(root.inner.end, |element| element.whole.start);
        edits.push((
            at..at,
            format!("<dxfs xmlns=\"{space}\" count=\"3\">{}</dxfs>", items.concat()),
        ));
        0
    };
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
