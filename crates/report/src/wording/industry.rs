//! How the forecast of an industry came about.

use talent_domain::{Lang, Unit};
use talent_outlook::{Elasticity, IndustryOutlook, NewHires};

use super::figures::{NONE, median_with_interval, or_none, ratio, whole};
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

/// New hires whose training was subsidised beside those of a year before, and what the whole year comes to, in a sentence or
/// two.
pub fn explain_hires(hires: &NewHires, lang: Lang) -> String {
    let (year, quarters, times) = (hires.year, quarters_of(hires, lang), ratio(hires.ratio()));
    let (now, before) = (whole(hires.now), whole(hires.before));
    let text = match lang {
        Lang::Zh => format!(
            "{year} 年{quarters}享受培训补贴的新录用人员，与上年可比的为 {now} 人，是上年同期（{before} 人）的 {times} 倍"
        ),
        Lang::En => format!(
            "New hires with subsidised training in {quarters} of {year}: {now} comparable with the year before, {times} times its same quarters ({before})"
        ),
    };
    let last = or_none(hires.whole_before, whole);
    let ahead = match (&hires.whole_year, hires.is_complete(), lang) {
        (Some(_), false, Lang::Zh) => {
            format!("；全年预计 {} 人，上年 {last} 人", whole_year(hires))
        }
        (Some(_), false, Lang::En) => {
            format!("; {} expected of the whole year, {last} the year before", whole_year(hires))
        }
        (None, ..) | (_, true, _) => String::new(),
    };
    let caution = lang.pick(
        "。只反映当前市场，不参与预测；补贴范围或标准有变动的年份不可比。",
        ". It tells of today's market; no forecast rests on it, and years of other subsidy rules cannot be compared.",
    );
    text + &ahead + caution
}

/// The quarters that are known: 一、二季度, or 全年.
pub(crate) fn quarters_of(hires: &NewHires, lang: Lang) -> String {
    let known = |names: [&'static str; 4]| -> Vec<&'static str> {
        names
            .into_iter()
            .zip(hires.known)
            .filter_map(|(name, known)| known.then_some(name))
            .collect()
    };
    match (hires.is_complete(), lang) {
        (true, Lang::Zh) => "全年".to_owned(),
        (true, Lang::En) => "all quarters".to_owned(),
        (false, Lang::Zh) => format!("{}季度", known(["一", "二", "三", "四"]).join("、")),
        (false, Lang::En) => known(["Q1", "Q2", "Q3", "Q4"]).join(", "),
    }
}

/// Hires of the whole year with the interval of 80 %, persons.
pub(crate) fn whole_year(hires: &NewHires) -> String {
    hires.whole_year.map_or_else(
        || NONE.to_owned(),
        |range| {
            if hires.is_complete() {
                or_none(range.median, whole)
            } else {
                median_with_interval(&range, whole)
            }
        },
    )
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
