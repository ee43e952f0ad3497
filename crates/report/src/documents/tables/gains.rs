//! Which table would help most.

use talent_domain::Lang;
use talent_outlook::Outlook;

use crate::document::Table;
use crate::wording::{GainText, gain_note, useful_gains};

/// What each table would bring, the greatest first; none where a run has no gains to tell.
pub(in crate::documents) fn gains_table(
    outlook: &Outlook,
    id: &'static str,
    caption: &str,
) -> Option<Table> {
    let gains = useful_gains(&outlook.gains, Lang::Zh);
    (!gains.is_empty()).then(|| {
        Table::new(id, caption)
            .words(["补上哪张表", "影响的环节"])
            .figures(["区间上下限之比", "收窄", "期望损失", "减少"])
            .rows(gains.into_iter().map(GainText::cells))
            .note(gain_note(Lang::Zh))
    })
}
