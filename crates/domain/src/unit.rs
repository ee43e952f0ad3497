//! The units that figures are kept in.

use serde::{Deserialize, Serialize};

use crate::Lang;

/// The unit that a measure is kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// 人
    Persons,
    /// 亿元 at the price basis of the measure
    HundredMillionYuan,
    /// 元
    Yuan,
    /// 元/月
    YuanPerMonth,
    /// 上年=100
    LastYear100,
    /// 个, 所: a plain count of things
    Count,
    /// 年
    Years,
    /// %, from 0 to 100
    Percent,
    /// A coded state: see the measure.
    State,
}

impl Unit {
    /// The unit as printed beside a figure.
    pub fn symbol(self, lang: Lang) -> &'static str {
        match self {
            Self::Persons => lang.pick("人", "persons"),
            Self::HundredMillionYuan => lang.pick("亿元", "100 million yuan"),
            Self::Yuan => lang.pick("元", "yuan"),
            Self::YuanPerMonth => lang.pick("元/月", "yuan a month"),
            Self::LastYear100 => lang.pick("上年=100", "last year = 100"),
            Self::Count => lang.pick("个", "count"),
            Self::Years => lang.pick("年", "years"),
            Self::Percent => "%",
            Self::State => "",
        }
    }
}
