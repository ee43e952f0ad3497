//! The figures of a balance with their intervals.

use talent_outlook::{BalanceOutlook, Range};
use talent_report::figures::{interval, or_none, ratio, rough};

/// A figure of the balance: what is expected, and intervals.
pub(super) struct BalanceRow {
    pub(super) name: &'static str,
    pub(super) centre: String,
    pub(super) p80: String,
    pub(super) p95: String,
}

fn balance_row(name: &'static str, range: &Range, form: fn(f64) -> String) -> BalanceRow {
    BalanceRow {
        name,
        centre: or_none(range.centre(), form),
        p80: interval(range.p80, form),
        p95: interval(range.p95, form),
    }
}

/// Every figure of a balance.
pub(super) fn balance_rows(balance: &BalanceOutlook) -> Vec<BalanceRow> {
    let by_stock = balance.ita_stock.unwrap_or(balance.ita_flow);
    vec![
        balance_row("岗位需求（人）", &balance.demand, rough),
        balance_row("毕业生（人）", &balance.graduates, rough),
        balance_row("本地供给（人）", &balance.supply, rough),
        balance_row("缺口：供给−需求（人）", &balance.gap, rough),
        balance_row("求人倍率", &balance.sdr, ratio),
        balance_row("ITA（流量）", &balance.ita_flow, ratio),
        balance_row("ITA（按就业规模）", &by_stock, ratio),
    ]
}
