use serde::{Deserialize, Serialize};
use talent_domain::Lang;

/// The level of a warning, by the colours of the Chinese convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WarningLevel {
    /// 红: candidate for a stop of recruiting.
    Red,
    /// 橙: cut the intake.
    Orange,
    /// 黄: hold the intake, open no new sites.
    Yellow,
    /// 蓝: watch.
    Blue,
    /// 绿: room to grow.
    Green,
    /// 正常: no adverse signal, no evidence for growth.
    Normal,
    /// 灰: too little data to rate. Never mapped to green.
    Grey,
}

impl WarningLevel {
    /// Every level, the gravest first.
    pub const ALL: [Self; 7] =
        [Self::Red, Self::Orange, Self::Yellow, Self::Blue, Self::Green, Self::Normal, Self::Grey];

    /// The code in files and in the API.
    pub fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Yellow => "yellow",
            Self::Blue => "blue",
            Self::Green => "green",
            Self::Normal => "normal",
            Self::Grey => "grey",
        }
    }

    /// The level with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    /// The word people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Red => lang.pick("红色", "red"),
            Self::Orange => lang.pick("橙色", "orange"),
            Self::Yellow => lang.pick("黄色", "yellow"),
            Self::Blue => lang.pick("蓝色", "blue"),
            Self::Green => lang.pick("绿色", "green"),
            Self::Normal => lang.pick("正常", "normal"),
            Self::Grey => lang.pick("灰色（未评级）", "grey (not rated)"),
        }
    }

    /// What the bulletin proposes at this level.
    pub fn proposal(self, lang: Lang) -> &'static str {
        match self {
            Self::Red => lang.pick(
                "建议下一年度暂停招生，制定在校生培养方案，经复核后决定",
                "propose no intake next year and a teach-out plan, subject to review",
            ),
            Self::Orange => lang.pick(
                "建议招生计划不超过上届直接就业人数，且较上年至少压减两成",
                "propose an intake of at most last year's directly employed, at least a fifth less",
            ),
            Self::Yellow => lang.pick(
                "建议招生计划不增加，不新增布点",
                "propose to hold the intake and open no new sites",
            ),
            Self::Blue => {
                lang.pick("请学校说明原因，持续观察", "ask the school to explain; keep watching")
            }
            Self::Green => lang.pick("可申请增加招生计划", "eligible for a larger intake"),
            Self::Normal => lang.pick("无需措施", "nothing to do"),
            Self::Grey => lang.pick("补报数据后再评级", "rate again once data are complete"),
        }
    }

    /// Whether this is a warning: blue to red.
    pub fn is_warning(self) -> bool {
        self.risk() > 0
    }

    /// Risk from 0 (green, normal, grey) to 4 (red).
    pub(crate) fn risk(self) -> u8 {
        match self {
            Self::Red => 4,
            Self::Orange => 3,
            Self::Yellow => 2,
            Self::Blue => 1,
            Self::Green | Self::Normal | Self::Grey => 0,
        }
    }
}
