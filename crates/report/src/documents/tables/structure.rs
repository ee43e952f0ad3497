//! Shares of employment against shares of graduates.

use talent_domain::Lang;
use talent_outlook::StructureOutlook;

use crate::document::Table;
use crate::document::cells::{cells, or_none, percent, ratio};
use crate::wording::explain_structure;

/// The two structures by section of industry, with the indices in the note.
///
/// One row per section: its share of employment, its share of graduates, and the deviation, which is the first over the
/// second, less one.
pub(in crate::documents) fn structure_table(
    structure: &StructureOutlook,
    id: &'static str,
    caption: &str,
) -> Table {
    let sections = structure.sections.iter();
    let rows = sections.map(|(code, name, employment, graduates, deviation)| {
        cells![
            code.to_string(),
            name.clone(),
            percent(*employment),
            percent(*graduates),
            or_none(*deviation, ratio),
        ]
    });
    Table::new(id, caption)
        .marks(["门类"])
        .words(["行业"])
        .figures(["占从业人员", "占毕业生", "偏离度"])
        .rows(rows)
        .note(explain_structure(structure, Lang::Zh))
}
