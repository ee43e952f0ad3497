//! How the forecasts did at earlier origins.

use talent_outlook::{Backtest, Outlook};

use crate::document::cells::{cells, or_none, percent, ratio};
use crate::document::{Cell, Table};

/// Errors and coverage of each panel beside those of plainer ways. Errors of the first columns are in units of the mean
/// yearly change; those over three years are `Σ|ŷ − y| / Σ|y|`.
///
/// One row per panel; coverage is a share of outcomes. The last column says whether the model or the last value is
/// published.
pub(in crate::documents) fn backtest_table(
    outlook: &Outlook,
    id: &'static str,
    caption: &str,
) -> Table {
    Table::new(id, caption)
        .words(["序列组"])
        .figures(["序列数", "起点数", "本系统误差", "上年值误差", "平均增量误差"])
        .figures(["80%区间命中", "95%区间命中", "3年误差率", "上年值3年误差率", "平均增量3年误差率"])
        .words(["采用"])
        .rows(outlook.backtests.iter().map(row))
        .note("3年误差率＝误差绝对值之和÷实际值之和，取最近至多8个起点。模型明显不如上年值时改用上年值；与平均增量相差不大时仍用模型，因为只有模型给出经过检验的区间。")
}

/// A panel; a method that was not tried has no error.
fn row(backtest: &Backtest) -> [Cell; 12] {
    let error = |name: &str| {
        let method = backtest.methods.iter().find(|method| method.name == name);
        or_none(method.map(|method| method.error), ratio)
    };
    let acceptance = backtest.acceptance;
    let is_refused = acceptance.is_some_and(|acceptance| !acceptance.accepted);
    cells![
        backtest.panel.zh.clone(),
        backtest.series,
        backtest.origins,
        ratio(backtest.combination_error),
        error("naive"),
        error("drift"),
        mean_coverage(&backtest.coverage80),
        mean_coverage(&backtest.coverage95),
        or_none(acceptance, |acceptance| percent(acceptance.model)),
        or_none(acceptance, |acceptance| percent(acceptance.naive)),
        or_none(acceptance, |acceptance| percent(acceptance.drift)),
        if is_refused { "上年值" } else { "模型" },
    ]
}

/// The share of outcomes inside an interval, a mean over the steps ahead for which it is known.
/// Steps are years ahead, `by_step` begins at one; a dash where nothing is known.
fn mean_coverage(by_step: &[Option<f64>]) -> Cell {
    let known: Vec<f64> = by_step.iter().flatten().copied().collect();
    let mean = known.iter().sum::<f64>() / known.len() as f64;
    or_none(mean.is_finite().then_some(mean), percent)
}
