//! 八、上年建议落实与预测检验

use talent_outlook::Outlook;

use crate::document::Block;
use crate::documents::stamp::RunStamp;
use crate::documents::tables::{ActionTables, action_tables, backtest_table};

/// Running text points to rows 0 to 3 of the summary.
const TABLES: ActionTables = ActionTables {
    summary: ("l24", "表8-2　措施落实总体情况"),
    list: ("l25", "表8-3　各项措施"),
};

/// The actions on record (`l24`, `l25`), a blank for what came of them, and how forecasts did (`l19`).
///
/// Both tables of actions are left out where none is on record. Actions are counted as of the date of the run.
pub(super) fn review(outlook: &Outlook, stamp: RunStamp) -> Vec<Block> {
    let mut blocks = vec![Block::heading("八、上年建议落实与预测检验")];
    if let Some(tables) = action_tables(outlook, &stamp.date(), &TABLES) {
        blocks.push(Block::say(
            "已登记的措施中，已完成{l24:0:1}项，进行中{l24:1:1}项，未开始{l24:2:1}项；已过期限而未完成的{l24:3:1}项。",
        ));
        blocks.extend(tables.map(Block::from));
    }
    blocks.extend([
        Block::forced_slot("progress", "上年度各项建议的落实情况：措施、责任单位、完成情况和效果。", &["l24", "l25"]),
        Block::say(
            "预测经过历史检验：只用当时已公布的数字预测，再与后来的实际值比较，并列沿用上年值和按平均增量外推的误差；明显不如上年值的模型不采用。",
        ),
        backtest_table(outlook, "l19", "表8-1　预测检验（误差以年均变动为单位，越小越好）").into(),
    ]);
    blocks
}
