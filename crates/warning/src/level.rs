//! Levels of warnings, by the colours of the Chinese convention.

use serde::{Deserialize, Serialize};
use talent_domain::Lang;

use crate::words::Words;

/// The level of a warning.
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

/// What is data about a level.
struct LevelRow {
    level: WarningLevel,
    code: &'static str,
    /// From 0 (no warning) to 4.
    risk: u8,
    name: Words,
    proposal: Words,
}

/// Every level, in the order of the variants.
static LEVELS: [LevelRow; 7] = [
    LevelRow {
        level: WarningLevel::Red,
        code: "red",
        risk: 4,
        name: Words::new("红色", "red"),
        proposal: Words::new(
            "建议下一年度暂停招生，制定在校生培养方案，经复核后决定",
            "propose no intake next year and a teach-out plan, subject to review",
        ),
    },
    LevelRow {
        level: WarningLevel::Orange,
        code: "orange",
        risk: 3,
        name: Words::new("橙色", "orange"),
        proposal: Words::new(
            "建议招生计划不超过上届落实去向的人数（就业、升学、参军），且较上年至少压减两成",
            "propose an intake of at most last year's graduates with jobs, in study or in the army, at least a fifth less",
        ),
    },
    LevelRow {
        level: WarningLevel::Yellow,
        code: "yellow",
        risk: 2,
        name: Words::new("黄色", "yellow"),
        proposal: Words::new(
            "建议招生计划不增加，不新增布点",
            "propose to hold the intake and open no new sites",
        ),
    },
    LevelRow {
        level: WarningLevel::Blue,
        code: "blue",
        risk: 1,
        name: Words::new("蓝色", "blue"),
        proposal: Words::new(
            "请学校说明原因，持续观察",
            "ask the school to explain; keep watching",
        ),
    },
    LevelRow {
        level: WarningLevel::Green,
        code: "green",
        risk: 0,
        name: Words::new("绿色", "green"),
        proposal: Words::new("可申请增加招生计划", "eligible for a larger intake"),
    },
    LevelRow {
        level: WarningLevel::Normal,
        code: "normal",
        risk: 0,
        name: Words::new("正常", "normal"),
        proposal: Words::new("保持现有规模", "nothing to do"),
    },
    LevelRow {
        level: WarningLevel::Grey,
        code: "grey",
        risk: 0,
        name: Words::new("灰色（未评级）", "grey (not rated)"),
        proposal: Words::new("补报数据后再评级", "rate again once data are complete"),
    },
];

impl WarningLevel {
    /// Every level, the gravest first.
    pub const ALL: [Self; 7] =
        [Self::Red, Self::Orange, Self::Yellow, Self::Blue, Self::Green, Self::Normal, Self::Grey];

    fn row(self) -> &'static LevelRow {
        &LEVELS[self as usize]
    }

    /// The code in files and in the API.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The level with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        LEVELS.iter().find(|row| row.code == code).map(|row| row.level)
    }

    /// The word people read.
    pub fn name(self, lang: Lang) -> &'static str {
        self.row().name.get(lang)
    }

    /// The word people read, marked 未报 where the level is held because a report is missing. Grey says that itself.
    pub fn marked_name(self, unreported: bool, lang: Lang) -> String {
        let mark = if unreported && self != Self::Grey {
            lang.pick("（未报）", " (not reported)")
        } else {
            ""
        };
        format!("{}{mark}", self.name(lang))
    }

    /// What the bulletin proposes at this level.
    pub fn proposal(self, lang: Lang) -> &'static str {
        self.row().proposal.get(lang)
    }

    /// Whether this is a warning: blue to red.
    pub fn is_warning(self) -> bool {
        self.risk() > 0
    }

    /// Risk from 0 (green, normal, grey) to 4 (red).
    pub(crate) fn risk(self) -> u8 {
        self.row().risk
    }

    /// The level one step less grave; normal below blue.
    pub(crate) fn one_below(self) -> Self {
        let below = LEVELS.iter().find(|row| row.risk > 0 && row.risk + 1 == self.risk());
        below.map_or(Self::Normal, |row| row.level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_finds_its_own_row_and_code() {
        for level in WarningLevel::ALL {
            assert_eq!(level.row().level, level);
            assert_eq!(WarningLevel::from_code(level.code()), Some(level));
        }
    }

    #[test]
    fn a_level_falls_by_one_colour() {
        let mut level = WarningLevel::Red;
        let mut fallen = Vec::new();
        while level.is_warning() {
            level = level.one_below();
            fallen.push(level.code());
        }
        assert_eq!(fallen, ["orange", "yellow", "blue", "normal"]);
    }
}
