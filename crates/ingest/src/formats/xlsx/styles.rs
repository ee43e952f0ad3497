//! The formats of numbers by the styles of cells.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::super::fault::Fault;
use super::super::number_format::NumberFormat;
use super::package::{Package, attribute};
use crate::budget::Budget;

/// What a style and a format of the workbook's own take.
const STYLE_BYTES: u64 = 16;
const FORMAT_BYTES: u64 = 64;

/// The formats by style; none if the workbook has no styles.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    budget: &Budget,
) -> Result<Vec<NumberFormat>, Fault> {
    let Some(mut xml) = package.part(part)? else { return Ok(Vec::new()) };
    let mut own: BTreeMap<u32, NumberFormat> = BTreeMap::new();
    let (mut styles, mut is_of_cells) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element) => {
                let id = attribute(&element, "numFmtId")?.and_then(|id| id.parse().ok());
                match (element.local_name().as_ref(), id) {
                    ("cellXfs", _) => is_of_cells = true,
                    ("numFmt", Some(id)) => {
                        budget.hold(FORMAT_BYTES)?;
                        let code = attribute(&element, "formatCode")?.unwrap_or_default();
                        own.insert(id, NumberFormat::of_code(&code));
                    }
                    ("xf", id) if is_of_cells => {
                        budget.hold(STYLE_BYTES)?;
                        let id = id.unwrap_or(0);
                        let built_in = || NumberFormat::built_in(id);
                        styles.push(own.get(&id).copied().unwrap_or_else(built_in));
                    }
                    _ => {}
                }
            }
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => {
                is_of_cells = false;
            }
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}
