//! 七、复核申请: how a school can object.

use crate::document::{Block, Span};

/// The term within which a school objects.
pub(super) const TERM: &str = "15个工作日";

pub(super) fn review() -> Vec<Block> {
    vec![
        Block::heading("七、复核申请"),
        Block::Paragraph(vec![
            "学校对预警有异议的，可在收到本通报后".into(),
            Span::Fact(TERM.to_owned()),
            "内以书面形式申请复核，并附佐证数据。复核期间预警仍然有效，复核意见在下一期刊出。预警只提出建议，是否调整由主管部门研究决定。".into(),
        ]),
    ]
}
