//! How far an action against a warning has come.

use serde::{Deserialize, Serialize};

use crate::Lang;

/// How far an action against a warning has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionState {
    /// 未开始
    Open,
    /// 进行中
    UnderWay,
    /// 已完成
    Done,
}

impl ActionState {
    /// The words that files use.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("未开始", Self::Open), ("进行中", Self::UnderWay), ("已完成", Self::Done)];

    /// The word people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Open => lang.pick("未开始", "not begun"),
            Self::UnderWay => lang.pick("进行中", "under way"),
            Self::Done => lang.pick("已完成", "done"),
        }
    }
}
