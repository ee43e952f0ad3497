//! The parts of a workbook in its archive, and how they refer to each other.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::super::fault::Fault;
use super::xml::Xml;
use crate::budget::Budget;

/// Workbooks have a few dozen parts.
const MOST_PARTS: usize = 10_000;

/// The archive of a workbook.
pub(in crate::formats) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The name of each part in lower case, with where it is in the archive.
    names: Vec<(String, usize)>,
    budget: &'a Budget,
}

/// A reference of one part to another.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) id: String,
    /// What the other part is: the end of its type, such as `worksheet`.
    pub(super) kind: String,
    /// The other part.
    pub(super) part: String,
}

impl<'a> Package<'a> {
    pub(in crate::formats) fn open(bytes: &'a [u8], budget: &'a Budget) -> Result<Self, Fault> {
        let entries = bytes.windows(4).filter(|four| four == b"PK\x01\x02").count();
        if entries > MOST_PARTS {
            return Err(Fault::damaged(format!("{entries} parts")));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(Fault::damaged)?;
        let names = archive
            .file_names()
            .enumerate()
            .filter_map(|(at, name)| Some((name.ok()?.replace('\\', "/").to_lowercase(), at)));
        let names = names.collect();
        Ok(Self { archive, names, budget })
    }

    /// Whether some part's name ends so.
    pub(in crate::formats) fn has_ending(&self, ending: &str) -> bool {
        self.names.iter().any(|(name, _)| name.ends_with(ending))
    }

    /// The names of all parts, in lower case.
    pub(in crate::formats) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    /// The elements of a part; `None` if the workbook does not have it.
    pub(in crate::formats) fn part(
        &mut self,
        name: &str,
    ) -> Result<Option<Xml<'_, impl Read + use<'_, 'a>>>, Fault> {
        let wanted = name.trim_start_matches('/').to_lowercase();
        let Some((_, at)) = self.names.iter().find(|(name, _)| *name == wanted) else {
            return Ok(None);
        };
        let part = self.archive.by_index(*at).map_err(Fault::damaged)?;
        Ok(Some(Xml::new(part, self.budget)))
    }

    /// What a part refers to; nothing if that is not said.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Fault> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let folder = folder.to_owned();
        let budget = self.budget;
        let part = format!("{folder}/_rels/{name}.rels");
        let Some(mut xml) = self.part(&part)? else { return Ok(Vec::new()) };
        let mut relations = Vec::new();
        loop {
            match xml.next()? {
                Event::Start(element) | Event::Empty(element)
                    if element.local_name().as_ref() == "Relationship" =>
                {
                    budget.hold(2 * element.len() as u64 + 128)?;
                    relations.push(relation(&element, &folder)?);
                }
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    }
}

fn relation(element: &BytesStart<'_>, folder: &str) -> Result<Relation, Fault> {
    let get = |name| Ok::<_, Fault>(attribute(element, name)?.unwrap_or_default());
    let kind = get("Type")?;
    Ok(Relation {
        id: get("Id")?,
        kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
        part: part_of_target(folder, &get("Target")?),
    })
}

/// The part that a target leads to from a folder.
pub(crate) fn part_of_target(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split(['/', '\\'])) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// An attribute of an element by its name without a prefix.
pub(in crate::formats) fn attribute(
    element: &BytesStart<'_>,
    name: &str,
) -> Result<Option<String>, Fault> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(Fault::damaged)?;
        if attribute.key.local_name().as_ref() == name {
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).map_err(Fault::damaged)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// An attribute of an element by its whole name, as it is written: of numbers and addresses, which hold no entities.
pub(in crate::formats) fn raw_attribute<'e>(
    element: &'e BytesStart<'_>,
    name: &str,
) -> Result<Option<Cow<'e, str>>, Fault> {
    let found = element.try_get_attribute(name).map_err(Fault::damaged)?;
    Ok(found.map(|attribute| attribute.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_the_folder_of_their_part() {
        assert_eq!(part_of_target("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(part_of_target("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(part_of_target("xl/a", "../b/./c.xml"), "xl/b/c.xml");
        assert_eq!(part_of_target("", "../../x.xml"), "x.xml");
    }
}
