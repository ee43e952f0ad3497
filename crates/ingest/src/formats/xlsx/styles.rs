//! How cells are shown, by their styles: the formats of numbers, and whether they are struck through.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::super::fault::Fault;
use super::super::number_format::{NumberFormat, Style};
use super::package::{Package, attribute};
use crate::budget::Budget;

/// What a style or font and a format of the workbook's own take.
const STYLE_BYTES: u64 = 16;
const FORMAT_BYTES: u64 = 64;

/// The styles by their number; none if the workbook has none.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    budget: &Budget,
) -> Result<Vec<Style>, Fault> {
    let Some(mut xml) = package.part(part)? else { return Ok(Vec::new()) };
    let mut own: BTreeMap<u32, NumberFormat> = BTreeMap::new();
    let mut styles = Vec::new();
    // Whether the letters of each font are struck through.
    let mut fonts: Vec<bool> = Vec::new();
    let (mut is_of_cells, mut is_of_fonts) = (false, false);
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element) => {
                match element.local_name().as_ref() {
                    "cellXfs" => is_of_cells = true,
                    // Those of conditional formats stand elsewhere, and are not counted with these.
                    "fonts" => is_of_fonts = true,
                    "font" if is_of_fonts => {
                        budget.hold(STYLE_BYTES)?;
                        fonts.push(false);
                    }
                    "strike" if is_of_fonts => {
                        if let Some(font) = fonts.last_mut() {
                            *font = is_on(&element)?;
                        }
                    }
                    "numFmt" => {
                        if let Some(id) = number(&element, "numFmtId")? {
                            budget.hold(FORMAT_BYTES)?;
                            let code = attribute(&element, "formatCode")?.unwrap_or_default();
                            own.insert(id, NumberFormat::of_code(&code));
                        }
                    }
                    "xf" if is_of_cells => {
                        budget.hold(STYLE_BYTES)?;
                        let id = number(&element, "numFmtId")?.unwrap_or(0);
                        let built_in = || NumberFormat::built_in(id);
                        let format = own.get(&id).copied().unwrap_or_else(built_in);
                        let font = number(&element, "fontId")?.map_or(0, |font| font as usize);
                        let is_struck = fonts.get(font).copied().unwrap_or(false);
                        styles.push(Style { format, is_struck });
                    }
                    _ => {}
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                "cellXfs" => is_of_cells = false,
                "fonts" => is_of_fonts = false,
                _ => {}
            },
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// Whether a mark of letters such as `<strike/>` is set.
pub(super) fn is_on(element: &BytesStart<'_>) -> Result<bool, Fault> {
    Ok(!matches!(attribute(element, "val")?.as_deref(), Some("0" | "false")))
}

fn number(element: &BytesStart<'_>, name: &str) -> Result<Option<u32>, Fault> {
    Ok(attribute(element, name)?.and_then(|number| number.parse().ok()))
}
