//! 三、升级、降级和解除

use talent_domain::Lang;
use talent_outlook::WarningRecord;
use talent_warning::LevelChange;

use super::changes::Changes;
use crate::document::cells::cells;
use crate::document::{Block, Cell, Table};
use crate::wording::warning::{current_level, level_name};

/// Warnings of the release before that have another level now, or none: table `t3`, or a sentence that there are none.
pub(super) fn moved_warnings(changes: &Changes<'_>) -> Vec<Block> {
    let body = if changes.moved.is_empty() && changes.revised.is_empty() {
        Block::say("没有升级、降级或解除的预警。")
    } else {
        moved_table(changes).into()
    };
    vec![Block::heading("三、升级、降级和解除"), body]
}

/// Each with the level before and now, and the rule of the policy that moved it; below them the levels that are kept though
/// revised figures would give others.
fn moved_table(changes: &Changes<'_>) -> Table {
    let row = |warning: &&WarningRecord| {
        let before = level_name(warning.level_before());
        let levels = format!("{before} → {}", warning.assessment.level_name(Lang::Zh));
        cells(warning, movement(warning.change()), levels)
    };
    let revised =
        |warning: &&WarningRecord| cells(warning, "修订", current_level(warning, Lang::Zh));
    Table::new("t3", "表3　等级变化")
        .marks(["专业代码"])
        .words(["专业名称", "学校"])
        .marks(["变动"])
        .words(["等级", "依据"])
        .rows(changes.moved.iter().map(row))
        .rows(changes.revised.iter().map(revised))
        .note("其余预警等级与上一年度相同，见附表。修订：本期数据只修订了以往数字，已公布的等级不变，不计入变动。")
}

/// One row: the warning, what kind of change it is, the levels, and the rule.
fn cells(warning: &WarningRecord, kind: &str, levels: String) -> [Cell; 6] {
    cells![
        warning.programme.to_string(),
        warning.programme_name.clone(),
        warning.scope(Lang::Zh),
        kind,
        levels,
        warning.assessment.rule.name(Lang::Zh),
    ]
}

/// What became of the level of a warning that moved. Such a warning is never new or unchanged, so that 降级 only stands
/// for a lower level.
fn movement(change: LevelChange) -> &'static str {
    match change {
        LevelChange::Released => "解除",
        LevelChange::Raised => "升级",
        LevelChange::New | LevelChange::Lowered | LevelChange::Unchanged => "降级",
    }
}
