//! 三、升级、降级和解除

use talent_domain::Lang;
use talent_outlook::WarningRecord;
use talent_warning::LevelChange;

use super::changes::Changes;
use crate::document::{Block, Table};
use crate::wording::warning::level_name;

/// Warnings of the release before that have another level now, or none: table `t3`, or a sentence that there are none.
pub(super) fn moved_warnings(changes: &Changes<'_>) -> Vec<Block> {
    let body = if changes.moved.is_empty() {
        Block::say("没有升级、降级或解除的预警。")
    } else {
        moved_table(&changes.moved).into()
    };
    vec![Block::heading("三、升级、降级和解除"), body]
}

/// Each with the level before and now, and the rule of the policy that moved it.
fn moved_table(moved: &[&WarningRecord]) -> Table {
    let row = |warning: &&WarningRecord| {
        let (before, now) = (warning.level_before(), warning.assessment.level);
        [
            warning.programme.to_string(),
            warning.programme_name.clone(),
            warning.scope(Lang::Zh).to_owned(),
            movement(warning.change()).to_owned(),
            format!("{} → {}", level_name(before), level_name(now)),
            warning.assessment.rule.name(Lang::Zh).to_owned(),
        ]
    };
    Table::new("t3", "表3　等级变化")
        .marks(["专业代码"])
        .words(["专业名称", "学校"])
        .marks(["变动"])
        .words(["等级", "依据"])
        .rows(moved.iter().map(row))
        .note("其余预警等级与上一年度相同，见附表。")
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
