//! 二、等级变化: what is new, raised, lowered, lifted and revised since the issue before, or the release before.

use talent_domain::Lang;
use talent_outlook::{Outlook, WarningRecord};
use talent_warning::LevelChange;

use super::changes::Changes;
use crate::document::cells::cells;
use crate::document::{Block, Cell, Span, Table, bound_text};
use crate::wording::warning::{current_level, level_name};

/// At most so many are named in a sentence; the rest stand in the annex.
const NAMED: usize = 6;

/// A sentence for each kind of change that there is, with the counts of table `t1b`, or one that nothing changed.
pub(super) fn moved_warnings(outlook: &Outlook, changes: &Changes<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::heading("二、等级变化")];
    let sentences = [
        said("新增预警{t1b:0:1}项：", &changes.fresh),
        said("等级上升{t1b:1:1}项：", &changes.that(LevelChange::Raised)),
        said("等级下降{t1b:2:1}项：", &changes.that(LevelChange::Lowered)),
        said("解除预警{t1b:3:1}项：", &changes.lifted()),
        said("因修订以往数据而应为其他等级、仍按已公布等级执行的{t1b:4:1}项：", &changes.revised),
    ];
    let said: Vec<Span> = sentences.into_iter().flatten().flatten().collect();
    blocks.push(if said.is_empty() {
        let nothing = ["没有新增、升级、降级或解除的预警。".into()];
        Block::Paragraph(changes.compared().into_iter().chain(nothing).collect())
    } else {
        let rest = ["其余预警等级不变。".into()];
        Block::Paragraph(changes.compared().into_iter().chain(said).chain(rest).collect())
    });
    blocks.extend(changes.caution(outlook).map(Block::say));
    blocks
}

/// A count and who it is; nothing where there is none.
fn said(count: &'static str, warnings: &[&WarningRecord]) -> Option<Vec<Span>> {
    let name = |warning: &&WarningRecord| {
        let level = warning.assessment.level_name(Lang::Zh);
        format!("{}（{}，{level}）", warning.programme_name, warning.scope(Lang::Zh))
    };
    let named: Vec<String> = warnings.iter().take(NAMED).map(name).collect();
    let more = if warnings.len() > NAMED { "等，名单见附件。" } else { "。" };
    (!warnings.is_empty()).then(|| {
        let mut spans = bound_text(count);
        spans.extend([Span::Name(named.join("、")), more.into()]);
        spans
    })
}

/// Changes by their number (`t1b`); running text points to its rows.
pub(super) fn changes_table(changes: &Changes<'_>) -> Table {
    let count = |became: LevelChange| changes.that(became).len();
    let rows = [
        ("新增", changes.fresh.len()),
        ("升级", count(LevelChange::Raised)),
        ("降级", count(LevelChange::Lowered)),
        ("解除", changes.lifted().len()),
        ("数据修订（等级不变，不计入变动）", changes.revised.len()),
    ];
    Table::new("t1b", "附表1-3　预警变动（项，全市专业与学校专业点合计）")
        .words(["变动"])
        .figures(["数量"])
        .rows(rows.map(|(name, count)| cells![name, count]))
}

/// Each change with the level before and now, and the rule of the policy that moved it (`t3`): new ones first, below them
/// the levels that are kept though revised figures would give others. None where nothing changed.
pub(super) fn moved_table(changes: &Changes<'_>) -> Option<Table> {
    let row = |warning: &&WarningRecord| {
        let before = level_name(changes.before(warning));
        let levels = format!("{before} → {}", warning.assessment.level_name(Lang::Zh));
        row_of(warning, kind_of(changes.of(warning)), levels)
    };
    let revised =
        |warning: &&WarningRecord| row_of(warning, "修订", current_level(warning, Lang::Zh));
    let gone = |warning: &&WarningRecord| {
        let levels = format!("{} → 不再测算", warning.assessment.level_name(Lang::Zh));
        let mut row = row_of(warning, "解除", levels);
        row[5] = "本期没有该专业（点）的数据".into();
        row
    };
    let lists = [&changes.fresh, &changes.moved, &changes.gone, &changes.revised];
    let is_empty = lists.iter().all(|list| list.is_empty());
    (!is_empty).then(|| {
        Table::new("t3", "附表1-4　等级变化")
            .marks(["专业代码"])
            .words(["专业名称", "学校"])
            .marks(["变动"])
            .words(["等级", "依据"])
            .rows(changes.fresh.iter().map(row))
            .rows(changes.moved.iter().map(row))
            .rows(changes.gone.iter().map(gone))
            .rows(changes.revised.iter().map(revised))
            .note("修订：本期数据只修订了以往数字，已公布的等级不变，不计入变动。")
    })
}

/// One row: the warning, what kind of change it is, the levels, and the rule.
fn row_of(warning: &WarningRecord, kind: &str, levels: String) -> [Cell; 6] {
    cells![
        warning.programme.to_string(),
        warning.programme_name.clone(),
        warning.scope(Lang::Zh),
        kind,
        levels,
        warning.assessment.rule.name(Lang::Zh),
    ]
}

/// What became of the level of a warning. One that moved is never unchanged, so that 降级 only stands for a lower level.
fn kind_of(change: LevelChange) -> &'static str {
    match change {
        LevelChange::New => "新增",
        LevelChange::Released => "解除",
        LevelChange::Raised => "升级",
        LevelChange::Lowered | LevelChange::Unchanged => "降级",
    }
}
