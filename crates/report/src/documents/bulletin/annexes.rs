//! 附件：预警清单、供求测算、编制与数据说明

use talent_domain::Lang;
use talent_outlook::{Outlook, WarningRecord};

use crate::document::cells::cells;
use crate::document::{Block, Cell, Table};
use crate::documents::stamp::RunStamp;
use crate::documents::tables::{
    backtest_table, balance_table, demand_table, issue_table, notes_table, structure_table,
};
use crate::wording::warning::{current_level, kinds, releases_in_a_row, statutory, triggers};

/// First the list of warnings (`a1`); second the balance of all programmes (`a2`), demand by cause (`a3`) and the structure of
/// employment and graduates (`a5`); third what it was made from (`issue`), back-tests (`a4`), and doubts with sources (`a6`).
/// Running text of the notice points to the table `issue`.
///
/// `a5` is left out where the structures cannot be compared.
pub(super) fn annexes(outlook: &Outlook, stamp: RunStamp<'_>) -> Vec<Block> {
    let issue = ("期号", format!("{}年第{}期", stamp.year(), stamp.issue));
    let mut blocks = vec![
        Block::annex("预警清单"),
        warnings_table(outlook).into(),
        Block::annex("全部专业供求测算"),
        balance_table(outlook, "a2", "附表2　全部专业供求测算").into(),
        demand_table(outlook, "a3", "附表3　岗位需求按成因（人，计算期合计，中心值）").into(),
    ];
    if let Some(structure) = &outlook.structure {
        blocks.push(structure_table(structure, "a5", "附表4　就业结构与毕业生结构").into());
    }
    blocks.extend([
        Block::annex("编制说明与数据说明"),
        issue_table(outlook, issue, stamp).into(),
        backtest_table(
            outlook,
            "a4",
            "附表5　预测的历史检验（各历史年份起向后预测，误差以年均变动为单位，越小越好）",
        )
        .into(),
        notes_table(outlook, "a6", "附表6　数据说明").into(),
    ]);
    blocks
}

/// Every warning in force, and every subject that a published rule names, with the id by which it can be traced to cells.
fn warnings_table(outlook: &Outlook) -> Table {
    let listed = outlook.warnings.iter().filter(|warning| warning.is_listed());
    Table::new("a1", "附表1　预警清单（蓝色及以上，及触及法定规则的）")
        .words(["编号", "专业名称", "学校", "类型", "等级"])
        .figures(["连续期数"])
        .words(["触发规则、指标值与阈值", "法定"])
        .rows(listed.map(warning_row))
        .note("法定：已公布规则逐字适用的结果，与模型等级并列，不改变模型等级。每条预警都可按编号追溯到所依据的报表和单元格，由市教育主管部门备查。")
}

/// The level with the reason why it is not graver, where the policy caps it.
/// The sixth cell counts releases.
fn warning_row(warning: &WarningRecord) -> [Cell; 8] {
    let level = current_level(warning, Lang::Zh);
    cells![
        warning.id.clone(),
        warning.programme_name.clone(),
        warning.scope(Lang::Zh),
        kinds(warning).join("、"),
        match warning.assessment.cap {
            Some(cap) => format!("{level}（{}）", cap.name(Lang::Zh)),
            None => level,
        },
        releases_in_a_row(warning).to_string(),
        triggers(warning),
        statutory(warning),
    ]
}
