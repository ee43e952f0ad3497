//! One sheet of the sender's: earlier marks and comments of ours are taken away, and new ones put.

use super::Cells;
use super::comments::{cleared, with_ours};
use super::drawing::with_boxes;
use super::marks;
use super::markup::{Element, Unchangeable, children, edited, root};
use super::parts::Parts;
use super::relations::{RELATIONS, Relation, declare, declare_ending, relate, relations};
use super::styles::{Added, namespace};
use crate::severity::Severity;

/// Comments on one sheet; more cells are marked without one.
const MOST_COMMENTS: usize = 2_000;
/// What the parts are.
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const BOXES: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// What stands behind the boxes of comments in a sheet.
const BEHIND_BOXES: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "AlternateContent",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// Marks cells of a sheet and comments on them. `number` is that of the sheet, from 1. Returns the namespace of its
/// elements.
pub(super) fn mark(
    parts: &mut Parts<'_>,
    part: &str,
    number: usize,
    cells: &Cells,
    added: Added,
) -> Result<String, Unchangeable> {
    let xml = parts.needed(part)?;
    let root = root(&xml)?;
    let space = namespace(&xml, &root)?;
    let of_sheet = children(&xml, &root)?;
    let mut edits = marks::removed(&xml, &of_sheet)?;
    if !cells.is_empty() {
        let marked: Vec<(String, Severity)> =
            cells.values().map(|(address, gravest, _)| (address.clone(), *gravest)).collect();
        edits.push(marks::added(&xml, &root, &of_sheet, &space, &marked, added)?);
    }
    if let Some(relation) = comment(parts, part, number, cells, &of_sheet, &space, &xml)? {
        let behind = of_sheet.iter().find(|element| BEHIND_BOXES.contains(&element.local()));
        let at = behind.map_or(root.inner.end, |element| element.whole.start);
        let element = format!(
            "<legacyDrawing xmlns=\"{space}\" xmlns:r=\"{RELATIONS}\" r:id=\"{relation}\"/>"
        );
        edits.push((at..at, element));
    }
    if !edits.is_empty() {
        parts.put(part, edited(&xml, edits));
    }
    Ok(space)
}

/// Writes the comments of a sheet and their boxes; returns the relation to the boxes if the sheet does not have it yet.
fn comment(
    parts: &mut Parts<'_>,
    part: &str,
    number: usize,
    cells: &Cells,
    of_sheet: &[Element],
    space: &str,
    xml: &str,
) -> Result<Option<String>, Unchangeable> {
    let of_part = relations(parts, part)?;
    let comments = of_part.iter().find(|relation| relation.kind == "comments");
    let drawn = of_sheet.iter().find(|element| element.local() == "legacyDrawing");
    let drawn = drawn.and_then(|element| element.attribute(xml, "id"));
    if cells.is_empty() && comments.is_none() {
        return Ok(None);
    }
    let (before, gone) = match comments {
        None => (None, Vec::new()),
        Some(relation) => {
            let cleared = cleared(&parts.needed(&relation.part)?)?;
            (Some(cleared.xml), cleared.gone)
        }
    };
    let said: Vec<(String, String)> = cells
        .values()
        .take(MOST_COMMENTS)
        .map(|(address, _, text)| (address.clone(), text.clone()))
        .collect();
    if said.is_empty() && gone.is_empty() {
        // Nothing of ours is there, or nothing but what was added to comments of the sender's.
        if let (Some(relation), Some(before)) = (comments, before) {
            parts.put(&relation.part, before);
        }
        return Ok(None);
    }
    let (after, new) = with_ours(before.as_deref(), &said, space)?;
    if let Some(relation) = comments {
        parts.put(&relation.part, after);
    } else {
        let name = parts.free("xl/comments", ".xml");
        parts.put(&name, after);
        declare(parts, &name, COMMENTS)?;
        relate(parts, part, "comments", &name)?;
    }
    let boxes = of_part.iter().find(|relation| Some(&relation.id) == drawn.as_ref());
    draw(parts, part, number, boxes, (&gone, &new))
}

/// Takes away and draws the boxes of comments; returns the relation to them if the sheet does not have it yet.
fn draw(
    parts: &mut Parts<'_>,
    part: &str,
    number: usize,
    boxes: Option<&Relation>,
    (gone, new): (&[String], &[String]),
) -> Result<Option<String>, Unchangeable> {
    if let Some(relation) = boxes {
        let drawing = parts.needed(&relation.part)?;
        parts.put(&relation.part, with_boxes(Some(&drawing), number, gone, new)?);
        return Ok(None);
    }
    let name = parts.free("xl/drawings/vmlDrawing", ".vml");
    parts.put(&name, with_boxes(None, number, gone, new)?);
    declare_ending(parts, "vml", BOXES)?;
    relate(parts, part, "vmlDrawing", &name).map(Some)
}
