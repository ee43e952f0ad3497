//! 二、新增预警

use talent_domain::Lang;
use talent_outlook::WarningRecord;

use super::changes::Changes;
use crate::document::cells::cells;
use crate::document::{Block, Table};
use crate::wording::warning::{current_level, kinds, releases_in_a_row, triggers};

/// Warnings that were not in force the release before: table `t2`, or a sentence that there are none.
pub(super) fn fresh_warnings(changes: &Changes<'_>) -> Vec<Block> {
    let body = if changes.fresh.is_empty() {
        Block::say("本期没有新增预警。")
    } else {
        fresh_table(&changes.fresh).into()
    };
    vec![Block::heading("二、新增预警"), body]
}

/// Each with its kinds, its level, the releases in a row that it has had it, and what set it off.
/// Rows are numbered from 1, the gravest first.
fn fresh_table(fresh: &[&WarningRecord]) -> Table {
    let row = |(i, warning): (usize, &&WarningRecord)| {
        cells![
            (i + 1).to_string(),
            warning.programme.to_string(),
            warning.programme_name.clone(),
            warning.scope(Lang::Zh),
            kinds(warning).join("、"),
            current_level(warning, Lang::Zh),
            releases_in_a_row(warning).to_string(),
            triggers(warning),
        ]
    };
    Table::new("t2", "表2　新增预警")
        .marks(["序号", "专业代码"])
        .words(["专业名称", "学校", "类型"])
        .marks(["等级"])
        .figures(["连续期数"])
        .words(["触发规则、指标值与阈值"])
        .rows(fresh.iter().enumerate().map(row))
}
