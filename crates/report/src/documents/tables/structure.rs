//! Shares of employment against shares of graduates.

use talent_domain::Lang;
use talent_outlook::StructureOutlook;

use crate::document::Table;
use crate::wording::{explain_structure, structure_rows};

/// The two structures by section of industry, with the indices in the note.
///
/// One row per section: its share of employment, its share of graduates, and the deviation, which is the first over the
/// second, less one.
pub(in crate::documents) fn structure_table(
    structure: &StructureOutlook,
    id: &'static str,
    caption: &str,
) -> Table {
    Table::new(id, caption)
        .marks(["门类"])
        .words(["行业"])
        .figures(["占从业人员", "占毕业生", "偏离度"])
        .rows(structure_rows(structure))
        .note(explain_structure(structure, Lang::Zh))
}
