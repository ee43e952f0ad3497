//! Marks on the cells of a sheet: a conditional format of our own, which leaves the format of the cell as it is and can be
//! told from all others when it is to go.

use std::fmt::Write as _;

use super::markup::{Edit, Element, Unchangeable, children, text_of};
use super::styles::Added;
use crate::severity::Severity;

/// What the formula of a mark holds, and no other.
const MARK: &str = "talent-mark";
/// Cells named by one conditional format.
const MOST_CELLS: usize = 400;
/// What stands behind conditional formats in a sheet.
const BEHIND: [&str; 22] = [
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "AlternateContent",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// The edits that take earlier marks away.
pub(super) fn removed(xml: &str, of_sheet: &[Element]) -> Result<Vec<Edit>, Unchangeable> {
    let mut edits = Vec::new();
    for format in of_sheet.iter().filter(|element| element.local() == "conditionalFormatting") {
        let rules = children(xml, format)?;
        let mut ours = Vec::new();
        for rule in &rules {
            if text_of(xml, rule)?.contains(MARK) {
                ours.push(rule);
            }
        }
        if !ours.is_empty() && ours.len() == rules.len() {
            edits.push((format.whole.clone(), String::new()));
        } else {
            edits.extend(ours.iter().map(|rule| (rule.whole.clone(), String::new())));
        }
    }
    Ok(edits)
}

/// The edit that marks cells, each given by its address and the gravest of its findings.
pub(super) fn added(
    xml: &str,
    root: &Element,
    of_sheet: &[Element],
    space: &str,
    cells: &[(String, Severity)],
    added: Added,
) -> Result<Edit, Unchangeable> {
    let mut priority = 0_u64;
    for format in of_sheet.iter().filter(|element| element.local() == "conditionalFormatting") {
        for rule in children(xml, format)? {
            let own = rule.attribute(xml, "priority").and_then(|text| text.parse().ok());
            priority = priority.max(own.unwrap_or(0));
        }
    }
    let mut content = String::new();
    for (severity, mark) in
        [Severity::Error, Severity::Caution, Severity::Note].iter().zip(added.marks)
    {
        let marked: Vec<&str> = cells
            .iter()
            .filter(|(_, s)| s == severity)
            .map(|(address, _)| address.as_str())
            .collect();
        for some in marked.chunks(MOST_CELLS) {
            priority += 1;
            let _ = write!(
                content,
                "<conditionalFormatting xmlns=\"{space}\" sqref=\"{}\"><cfRule type=\"expression\" dxfId=\"{mark}\" priority=\"{priority}\"><formula>LEN(\"{MARK}\")&gt;0</formula></cfRule></conditionalFormatting>",
                some.join(" ")
            );
        }
    }
    let behind = of_sheet.iter().find(|element| BEHIND.contains(&element.local()));
    let at = behind.map_or(root.inner.end, |element| element.whole.start);
    Ok((at..at, content))
}
