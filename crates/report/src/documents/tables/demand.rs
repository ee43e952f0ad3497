//! Demand of each programme by its cause.

use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook};

use crate::document::cells::{cells, whole};
use crate::document::{Cell, Table};
use crate::wording::cause_parts;

/// Demand by cause in persons over the period: means of the draws, which add up to the mean demand in the last column.
pub(in crate::documents) fn demand_table(
    outlook: &Outlook,
    id: &'static str,
    caption: &str,
) -> Table {
    let of = |p: &ProgrammeOutlook| cause_parts(p.balance.causes, Lang::Zh);
    let longest = outlook.programmes.iter().map(of).max_by_key(Vec::len).unwrap_or_default();
    let rows = outlook.by_tightness().into_iter().map(|p| {
        let mut persons: Vec<Cell> = of(p).iter().map(|(_, persons)| whole(*persons)).collect();
        persons.resize(longest.len(), whole(0.0));
        let total = whole(p.balance.causes.total());
        cells![p.code.to_string(), p.name.clone()].into_iter().chain(persons).chain([total])
    });
    Table::new(id, caption)
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures(longest.iter().map(|(name, _)| *name).chain(["合计"]))
        .rows(rows)
        .note("各项相加即供求测算表所列需求的中心值（取整后个位可有出入）。")
}
