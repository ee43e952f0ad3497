//! How parts of a workbook refer to each other, and what each part is.

use super::markup::{Unchangeable, children, edited, escaped, root};
use super::parts::Parts;
use crate::formats::part_of_target;

/// The kinds of relations and the namespace of their identities begin so.
pub(super) const RELATIONS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
const TYPES: &str = "[Content_Types].xml";

/// A reference of one part to another.
pub(super) struct Relation {
    pub(super) id: String,
    /// The end of its type, such as `comments`.
    pub(super) kind: String,
    /// The other part.
    pub(super) part: String,
}

/// Where the relations of a part stand.
pub(super) fn relations_part(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{name}.rels")
}

/// What a part refers to.
pub(super) fn relations(parts: &mut Parts<'_>, part: &str) -> Result<Vec<Relation>, Unchangeable> {
    let Some(xml) = parts.text(&relations_part(part))? else { return Ok(Vec::new()) };
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let read = |element: super::markup::Element| {
        let get = |name| element.attribute(&xml, name).unwrap_or_default();
        Relation {
            id: get("Id"),
            kind: get("Type").rsplit('/').next().unwrap_or_default().to_owned(),
            part: part_of_target(folder, &get("Target")),
        }
    };
    Ok(children(&xml, &root(&xml)?)?.into_iter().map(read).collect())
}

/// Adds a reference of a part to another and returns its identity. `kind` is the end of its type.
pub(super) fn relate(
    parts: &mut Parts<'_>,
    part: &str,
    kind: &str,
    to: &str,
) -> Result<String, Unchangeable> {
    let taken = relations(parts, part)?;
    let id = (0..=taken.len())
        .map(|number| format!("rIdTalent{}", number + 1))
        .find(|id| taken.iter().all(|relation| relation.id != *id))
        .ok_or(Unchangeable)?;
    let name = relations_part(part);
    let xml = parts.text(&name)?.unwrap_or_else(|| EMPTY.to_owned());
    let root = root(&xml)?;
    let element = format!(
        "<{}Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"/{}\"/>",
        root.prefix(),
        escaped(to)
    );
    let xml = edited(&xml, vec![root.appended(&element)]);
    parts.put(&name, xml);
    Ok(id)
}

/// Says what a part is that was added.
pub(super) fn declare(parts: &mut Parts<'_>, part: &str, kind: &str) -> Result<(), Unchangeable> {
    let element = format!("Override PartName=\"/{}\" ContentType=\"{kind}\"/>", escaped(part));
    add_type(parts, &element, |xml, element| {
        element.attribute(xml, "PartName").is_some_and(|name| name.trim_start_matches('/') == part)
    })
}

/// Says what parts of an ending are.
pub(super) fn declare_ending(
    parts: &mut Parts<'_>,
    ending: &str,
    kind: &str,
) -> Result<(), Unchangeable> {
    let element = format!("Default Extension=\"{ending}\" ContentType=\"{kind}\"/>");
    add_type(parts, &element, |xml, element| {
        element.attribute(xml, "Extension").is_some_and(|found| found.eq_ignore_ascii_case(ending))
    })
}

/// Adds what parts are unless that is said already.
fn add_type(
    parts: &mut Parts<'_>,
    content: &str,
    is_said: impl Fn(&str, &super::markup::Element) -> bool,
) -> Result<(), Unchangeable> {
    let xml = parts.needed(TYPES)?;
    let root = root(&xml)?;
    if children(&xml, &root)?.iter().any(|element| is_said(&xml, element)) {
        return Ok(());
    }
    let element = format!("<{}{content}", root.prefix());
    let xml = edited(&xml, vec![root.appended(&element)]);
    parts.put(TYPES, xml);
    Ok(())
}
