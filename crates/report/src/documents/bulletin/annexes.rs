//! 附件：预警清单、供求测算、编制与数据说明

use talent_domain::Lang;
use talent_outlook::{Outlook, WarningRecord};

use super::actions::earlier_actions;
use super::causes::causes_table;
use super::changes::Changes;
use super::late::late_schools;
use super::moved::{changes_table, moved_table};
use super::overview::{kinds_table, levels_table};
use super::plan::planned_table;
use super::shortages::shortages_table;
use crate::chart::{gap_bars, quadrant};
use crate::document::cells::cells;
use crate::document::{Block, Cell, Table};
use crate::documents::stamp::RunStamp;
use crate::documents::tables::{
    balance_table, counterevidence_table, demand_table, gaps_table, issue_table, notes_table,
    structure_table,
};
use crate::wording::warning::{current_level, kinds, releases_in_a_row, statutory, triggers};

/// First the warnings (`t1`, `t1c`, `t1b`, `t3`, `a1`, `t1d`); second the balance of all programmes with its charts (`a2`, `a3`,
/// `t4`, `t5`, `a5`); third how far actions have come and what is planned (`t6b` to `t6d`); last what it was made from
/// (`issue`) and doubts with sources (`a6`). Running text of the notice points to their cells.
///
/// Tables without rows are left out, and so is the third annex where it has none.
pub(super) fn annexes(outlook: &Outlook, changes: &Changes<'_>, stamp: RunStamp) -> Vec<Block> {
    let issue = ("期号", format!("{}年第{}期", stamp.year(), stamp.issue));
    let mut blocks = vec![
        Block::annex("预警清单"),
        levels_table(outlook, changes).into(),
        kinds_table(changes).into(),
        changes_table(changes).into(),
    ];
    blocks.extend(moved_table(changes).map(Block::from));
    blocks.push(warnings_table(outlook).into());
    blocks.extend(late_schools(outlook).map(Block::from));
    blocks.extend([
        Block::annex("全部专业供求测算"),
        Block::figure("附图2-1", gap_bars(outlook, Lang::Zh)),
        gaps_table(
            outlook,
            "a7",
            "附表2-1　供需缺口（供给减需求，人，测算期合计，括号内为80%区间）",
        )
        .into(),
        balance_table(outlook, "a2", "附表2-2　全部专业供求测算").into(),
        demand_table(outlook, "a3", "附表2-3　岗位需求按成因（人，测算期合计，中心值）").into(),
    ]);
    blocks.extend(shortages_table(outlook).map(Block::from));
    if !outlook.programmes.is_empty() {
        blocks.push(causes_table(outlook).into());
    }
    let against = counterevidence_table(outlook, "a8", "附表2-7　过剩判断须先核实的专业类和专业");
    blocks.extend(against.map(Block::from));
    blocks.push(Block::figure("附图2-2", quadrant(outlook, Lang::Zh)));
    if let Some(structure) = &outlook.structure {
        blocks.push(structure_table(structure, "a5", "附表2-6　就业结构与毕业生结构").into());
    }
    let done = earlier_actions(outlook, stamp).into_iter().flatten().chain(planned_table(outlook));
    let done: Vec<Block> = done.map(Block::from).collect();
    if !done.is_empty() {
        blocks.push(Block::annex("措施落实与招生建议"));
        blocks.extend(done);
    }
    blocks.extend([
        Block::annex("编制说明与数据说明"),
        issue_table(outlook, "附表4-1　编制信息", issue, stamp).into(),
        notes_table(outlook, "a6", "附表4-2　数据说明").into(),
    ]);
    blocks
}

/// Every warning in force, and every subject that a published rule names, with the id by which it can be traced to cells.
fn warnings_table(outlook: &Outlook) -> Table {
    let listed = outlook.warnings.iter().filter(|warning| warning.is_listed());
    Table::new("a1", "附表1-5　预警清单（蓝色及以上，及触及法定规则的）")
        .words(["编号", "专业名称", "学校", "类型", "等级"])
        .figures(["连续年数"])
        .words(["触发规则、指标值与阈值"])
        .rows(listed.map(warning_row))
        .note("法定：已公布规则逐字适用的结果，与模型等级并列，不改变模型等级。每条预警都可按编号追溯到所依据的报表和单元格，由市教育主管部门备查。")
}

/// The sixth cell counts years; why the level is not graver, where the policy caps it, and the published rules that it meets
/// follow what set it off.
fn warning_row(warning: &WarningRecord) -> [Cell; 7] {
    let rules = statutory(warning);
    let rules = (!rules.is_empty()).then(|| format!("法定：{rules}"));
    let cap = warning.assessment.cap.map(|cap| format!("未判更高等级：{}", cap.name(Lang::Zh)));
    let reasons = std::iter::once(triggers(warning)).chain(cap).chain(rules);
    let reasons: Vec<String> =
        reasons.map(|reason| reason.trim_end_matches('。').to_owned()).collect();
    cells![
        warning.id.clone(),
        warning.programme_name.clone(),
        warning.scope(Lang::Zh),
        kinds(warning).join("、"),
        current_level(warning, Lang::Zh),
        releases_in_a_row(warning),
        reasons.join("。"),
    ]
}
