//! The balance of every programme.

use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook};

use crate::document::Table;
use crate::wording::figures::{interval, or_none, probability, ratio};
use crate::wording::{band_name, certainty_word};

/// Demand per entrant with its intervals, ITA and its band, from the tightest programme to the loosest.
///
/// ITA is `1 + (supply + jobless − demand) / employment` at the end of the period; probabilities are shares of the
/// draws.
pub(in crate::documents) fn balance_table(
    outlook: &Outlook,
    id: &'static str,
    caption: &str,
) -> Table {
    Table::new(id, caption)
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures(["供求比", "80%区间", "95%区间", "ITA"])
        .words(["判断"])
        .figures(["过剩概率", "短缺概率"])
        .marks(["把握"])
        .rows(outlook.by_tightness().into_iter().map(row))
        .note("ITA＝1＋（供给＋待业−需求）÷期末相应就业；不高于0.85为明显短缺，高于1.15为明显过剩。过剩概率为ITA高于1.05的抽样比例。把握低的，相邻等级都有可能。")
}

/// Ratio, intervals and ITA of one programme; the band is that of its median ITA.
fn row(programme: &ProgrammeOutlook) -> [String; 10] {
    let balance = &programme.balance;
    [
        programme.code.to_string(),
        programme.name.clone(),
        or_none(balance.sdr.median, ratio),
        interval(balance.sdr.p80, ratio),
        interval(balance.sdr.p95, ratio),
        or_none(programme.ita().median, ratio),
        band_name(balance.band, Lang::Zh).to_owned(),
        probability(balance.probabilities.surplus),
        probability(balance.probabilities.shortage),
        certainty_word(balance.certainty, Lang::Zh).to_owned(),
    ]
}
