//! Why a published rule is not evaluated.

use serde::{Deserialize, Serialize};
use talent_domain::Lang;

use crate::words::Words;

/// Why a published rule is not evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotEvaluated {
    /// The policy switches it off.
    SwitchedOff,
    /// It does not say since when it holds.
    NoYear,
    /// The policy does not begin with a year, so that nothing can be said to be in force.
    PolicyWithoutDate,
    /// It is of a year after the policy's.
    NotYetInForce,
    /// It does not say where it holds.
    NoRegion,
    /// It holds elsewhere.
    OtherRegion,
    /// It does not say for which schools it holds.
    NoLevel,
    /// It holds for schools of another level.
    OtherLevel,
    /// Its threshold is no number.
    NoNumber,
    /// What it looks at is none of our figures.
    NoFigure,
    /// Over how long it looks is not said in years.
    NoWindow,
    /// Its operator compares nothing.
    NoOperator,
    /// Its unit does not fit what it looks at.
    OtherUnit,
}

impl NotEvaluated {
    /// The reason in words.
    pub fn name(self, lang: Lang) -> &'static str {
        let words = match self {
            Self::SwitchedOff => Words::new("政策文件已停用", "switched off by the policy"),
            Self::NoYear => Words::new("未写明年份", "no year stated"),
            Self::PolicyWithoutDate => {
                Words::new("政策文件没有生效年份", "the policy states no year")
            }
            Self::NotYetInForce => Words::new("尚未施行", "not yet in force"),
            Self::NoRegion => Words::new("未写明适用地区", "no region stated"),
            Self::OtherRegion => Words::new("适用于其他地区", "holds elsewhere"),
            Self::NoLevel => Words::new("未写明适用层次", "no level of education stated"),
            Self::OtherLevel => {
                Words::new("适用于其他办学层次", "holds for another level of education")
            }
            Self::NoNumber => Words::new("没有数值阈值", "no threshold in figures"),
            Self::NoFigure => {
                Words::new("本系统没有该指标", "looks at a figure that is not known here")
            }
            Self::NoWindow => Words::new("期限不以年计", "no window in years"),
            Self::NoOperator => Words::new("不是大小比较", "compares nothing"),
            Self::OtherUnit => Words::new("单位与指标不符", "its unit does not fit"),
        };
        words.get(lang)
    }

    /// Whether the rule holds for the city and is in force, and only cannot be evaluated.
    pub fn is_applicable(self) -> bool {
        matches!(
            self,
            Self::NoNumber | Self::NoFigure | Self::NoWindow | Self::NoOperator | Self::OtherUnit
        )
    }
}
