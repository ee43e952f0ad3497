//! 七、复核申请: how a school can object.

use crate::document::Block;

/// The term stands in table `deadline` of the section before: no number in running text without a table.
pub(super) fn review() -> Vec<Block> {
    vec![
        Block::heading("七、复核申请"),
        Block::say(
            "学校对预警有异议的，可在收到本通报后{deadline:0:1}内以书面形式申请复核，并附佐证数据。\
             复核期间预警仍然有效，复核意见在下一期刊出。预警只提出建议，是否调整由主管部门研究决定。",
        ),
    ]
}
