//! How the forecast of an industry came about.

use talent_domain::{Lang, Unit};
use talent_outlook::{Elasticity, IndustryOutlook};

use super::figures::{ratio, whole};
use super::forecast::{explain_forecast, explain_history};

/// Below this weight of its own figures an elasticity is mostly that of other industries.
const MOSTLY_BORROWED: f64 = 0.3;

/// How the forecast of an industry's employment came about: its history, its methods, and how employment follows
/// output.
pub fn explain_industry(industry: &IndustryOutlook, lang: Lang) -> String {
    let unit = Unit::Persons.symbol(lang);
    let mut text = explain_history(&industry.history, whole, unit, lang);
    if let Some(explanation) = &industry.explanation {
        text += &explain_forecast(explanation, lang);
    }
    if let Some(elasticity) = industry.elasticity {
        text += &explain_elasticity(elasticity, lang);
    }
    text
}

/// The elasticity of employment to output with its standard deviation, and how much of it is the industry's own.
/// It is per cent of employment for one per cent of output. Where the figures tell none, that is said instead.
fn explain_elasticity(elasticity: Elasticity, lang: Lang) -> String {
    if !elasticity.estimable {
        return lang
            .pick(
                "就业对产出的弹性不可估计，未采用：没有一个行业的数据单独估得出，合并估计也与零分不开。",
                " Elasticity of employment to output: not estimable here, not used. No industry's own figures tell one, and that of all together cannot be told from zero.",
            )
            .to_owned();
    }
    let (value, sd) = (ratio(elasticity.value), ratio(elasticity.sd));
    let weight = 100.0 * elasticity.own_weight;
    match (lang, elasticity.own_weight < MOSTLY_BORROWED) {
        (Lang::Zh, true) => format!(
            "就业对产出的弹性 {value}（±{sd}），主要借用其他行业（自身权重 {weight:.0}%）。"
        ),
        (Lang::Zh, false) => format!("就业对产出的弹性 {value}（±{sd}），自身权重 {weight:.0}%。"),
        (Lang::En, true) => format!(
            " Elasticity of employment to output {value} (±{sd}), own weight {weight:.0} %: mostly borrowed from other industries."
        ),
        (Lang::En, false) => format!(
            " Elasticity of employment to output {value} (±{sd}), own weight {weight:.0} %."
        ),
    }
}
