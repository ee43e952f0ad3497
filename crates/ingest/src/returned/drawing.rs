//! The boxes in which comments are shown (VML).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::address::place;
use super::markup::{Edit, Unchangeable, children, descendants, edited, root, text_of};

/// The kind of shape that boxes of comments are.
const KIND: &str = "_x0000_t202";
const SPACES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";
/// Numbers of shapes begin with that of their sheet times this.
const PER_SHEET: usize = 1024;

/// The boxes of a sheet without those of some cells, and with those of others.
///
/// `sheet` is the number of the sheet, from 1; `None` is a sheet without boxes.
pub(super) fn with_boxes(
    xml: Option<&str>,
    sheet: usize,
    gone: &[String],
    added: &[String],
) -> Result<String, Unchangeable> {
    let none = format!(
        "<xml {SPACES}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{sheet}\"/></o:shapelayout></xml>"
    );
    let xml = xml.unwrap_or(&none);
    let root = root(xml)?;
    let gone: BTreeSet<(u32, u32)> = gone.iter().filter_map(|address| place(address)).collect();
    let mut edits: Vec<Edit> = Vec::new();
    let (mut number, mut has_kind) = (sheet * PER_SHEET, false);
    for shape in children(xml, &root)? {
        let id = shape.attribute(xml, "id").unwrap_or_default();
        has_kind |= shape.local() == "shapetype" && id == KIND;
        number = number.max(id.rsplit("_s").next().and_then(|text| text.parse().ok()).unwrap_or(0));
        let number_in = |name| -> Result<Option<u32>, Unchangeable> {
            let found = descendants(xml, &shape, name)?;
            let Some(element) = found.first() else { return Ok(None) };
            Ok(text_of(xml, element)?.trim().parse().ok())
        };
        if shape.local() == "shape"
            && let (Some(row), Some(column)) = (number_in("Row")?, number_in("Column")?)
            && gone.contains(&(row, column))
        {
            edits.push((shape.whole.clone(), String::new()));
        }
    }
    let mut content = String::new();
    if !has_kind {
        let _ = write!(
            content,
            "<v:shapetype {SPACES} id=\"{KIND}\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
        );
    }
    for (row, column) in added.iter().filter_map(|address| place(address)) {
        number += 1;
        content.push_str(&note(number, row, column));
    }
    edits.push(root.appended(&content));
    Ok(edited(xml, edits))
}

/// The box of a cell, to the right of it; row and column are counted from 0.
fn note(number: usize, row: u32, column: u32) -> String {
    let (left, right) = (column + 1, column + 4);
    let (top, bottom) = (row.saturating_sub(1), row + 4);
    format!(
        "<v:shape {SPACES} id=\"_x0000_s{number}\" type=\"#{KIND}\" style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:216pt;height:84pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 4, {right}, 31, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_of_some_cells_go_and_others_come() {
        let cells =
            |addresses: &[&str]| addresses.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>();
        let first = with_boxes(None, 2, &[], &cells(&["B3", "C4"])).unwrap();
        assert!(
            first.contains("_x0000_s2049")
                && first.contains("<x:Row>2</x:Row><x:Column>1</x:Column>")
        );
        let second = with_boxes(Some(&first), 2, &cells(&["B3"]), &cells(&["D5"])).unwrap();
        assert_eq!(second.matches("<v:shape ").count(), 2);
        assert_eq!(second.matches("<v:shapetype").count(), 1);
        assert!(second.contains("_x0000_s2051") && !second.contains("_x0000_s2049"));
    }
}
