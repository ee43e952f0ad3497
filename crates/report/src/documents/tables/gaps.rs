//! The gaps behind the chart of gaps.

use talent_outlook::{Outlook, ProgrammeOutlook};

use crate::document::Table;
use crate::document::cells::{cells, centre_with_interval, rough};

/// Demand, supply and supply less demand of every programme, from the tightest to the loosest, as the chart shows them.
pub(in crate::documents) fn gaps_table(
    outlook: &Outlook,
    id: &'static str,
    caption: &str,
) -> Table {
    let row = |programme: &ProgrammeOutlook| {
        cells![
            programme.code.to_string(),
            programme.name.clone(),
            centre_with_interval(&programme.balance.demand, rough),
            centre_with_interval(&programme.balance.supply, rough),
            centre_with_interval(&programme.balance.gap, rough),
        ]
    };
    Table::new(id, caption)
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures(["岗位需求", "本地供给", "缺口"])
        .rows(outlook.by_tightness().into_iter().map(row))
        .note("负数为供不应求。")
}
