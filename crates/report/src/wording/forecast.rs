//! How a forecast came about: its methods and their weights, the trial that it stood, the history behind it.

use talent_domain::Lang;
use talent_outlook::{Explanation, Point, Trial};

use super::figures::percent;
use super::method::method_name;

/// Methods that are named with their weights; the others are taken together.
const NAMED_METHODS: usize = 4;
/// Below this trust the mean of methods is drawn to the last value.
const LITTLE_TRUST: f64 = 0.5;
/// Shares of borrowed errors up to this are not worth a sentence.
const MUCH_BORROWED: f64 = 0.1;

/// How a forecast came about: which methods weigh how much, and why. A forecast that failed its trial is the last value
/// and says so.
pub fn explain_forecast(explanation: &Explanation, lang: Lang) -> String {
    let borrowed = explain_borrowing(explanation.borrowed_share, lang);
    let trial = explanation
        .acceptance
        .as_ref()
        .map_or_else(String::new, |acceptance| explain_acceptance(acceptance, lang));
    if explanation.acceptance.is_some_and(|acceptance| !acceptance.accepted) {
        return format!("{trial}{borrowed}");
    }
    let weights = weights(&explanation.weights, lang).join(lang.pick("、", ", "));
    let reason = explain_weights(explanation, lang);
    let caution = explain_caution(explanation.trust, lang);
    match lang {
        Lang::Zh => format!("预测由{weights}加权而成，{reason}{caution}。{trial}{borrowed}"),
        Lang::En => format!(" Forecast: {weights}, {reason}{caution}.{trial}{borrowed}"),
    }
}

/// The heaviest methods with their weights in per cent, and the rest together.
/// Weights are fractions that add up to one; a rest of less than half a per cent is not named.
fn weights(weights: &[(String, f64)], lang: Lang) -> Vec<String> {
    let mut sorted: Vec<&(String, f64)> = weights.iter().collect();
    sorted.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut parts: Vec<String> = sorted
        .iter()
        .take(NAMED_METHODS)
        .map(|(name, weight)| format!("{} {:.0}%", method_name(name, lang), 100.0 * weight))
        .collect();
    let rest: f64 = sorted.iter().skip(NAMED_METHODS).map(|(_, weight)| weight).sum();
    if rest >= 0.005 {
        parts.push(format!("{} {:.0}%", lang.pick("其余", "others"), 100.0 * rest));
    }
    parts
}

/// Why the weights are what they are: how the mean did at earlier origins against the last value.
fn explain_weights(explanation: &Explanation, lang: Lang) -> String {
    let Explanation { series, origins, gain, trust, .. } = explanation;
    let saved = 100.0 * gain.abs();
    match (lang, *origins, *gain >= 0.0) {
        (Lang::Zh, 0, _) => "因为序列太少或太短，无法回测，权重用出厂值".to_owned(),
        (Lang::En, 0, _) => {
            "because there are too few years to look back at, so that the shipped weights stand"
                .to_owned()
        }
        (Lang::Zh, _, true) if *trust < LITTLE_TRUST => format!(
            "因为在 {series} 个同类序列的 {origins} 个历史起点上，最优组合的误差也只比沿用上年值低 {saved:.0}%"
        ),
        (Lang::En, _, true) if *trust < LITTLE_TRUST => format!(
            "because at {origins} earlier origins of {series} like series even the best mean erred only {saved:.0} % less than the last value"
        ),
        (Lang::Zh, _, true) => format!(
            "因为在 {series} 个同类序列的 {origins} 个历史起点上，这样组合的误差比沿用上年值低 {saved:.0}%"
        ),
        (Lang::Zh, _, false) => format!(
            "因为在 {series} 个同类序列的 {origins} 个历史起点上，趋势类方法的误差比沿用上年值高 {saved:.0}%"
        ),
        (Lang::En, _, true) => format!(
            "because at {origins} earlier origins of {series} like series this mean erred {saved:.0} % less than the last value"
        ),
        (Lang::En, _, false) => format!(
            "because at {origins} earlier origins of {series} like series methods with a trend erred {saved:.0} % more than the last value"
        ),
    }
}

/// That a forecast with little trust stays near the last level; empty otherwise.
fn explain_caution(trust: f64, lang: Lang) -> &'static str {
    if trust >= LITTLE_TRUST {
        return "";
    }
    lang.pick(
        "，优势不足以外推趋势，预测贴近近年水平",
        ", too little to follow a trend, so the forecast stays near the last level",
    )
}

/// How many of the errors behind the intervals come from the shipped pool; empty where they are few.
fn explain_borrowing(borrowed_share: f64, lang: Lang) -> String {
    if borrowed_share <= MUCH_BORROWED {
        return String::new();
    }
    let share = 100.0 * borrowed_share;
    match lang {
        Lang::Zh => format!("区间所依据的误差有 {share:.0}% 借自随程序附带的误差库。"),
        Lang::En => format!(
            " {share:.0} % of the errors behind the intervals are borrowed from the shipped pool."
        ),
    }
}

/// How a model fared against plainer ways, and which of them is published. Errors are `Σ|ŷ − y| / Σ|y|` over the whole
/// panel, in per cent.
pub fn explain_acceptance(trial: &Trial, lang: Lang) -> String {
    let Trial { step, origins, model, naive, drift, accepted, .. } = trial;
    let [model, naive, drift] = [model, naive, drift].map(|error| percent(*error));
    match (lang, accepted) {
        (Lang::Zh, true) => format!(
            "整组在 {origins} 个历史起点向后 {step} 年的误差为 {model}，沿用上年值为 {naive}，按平均增量为 {drift}。"
        ),
        (Lang::En, true) => format!(
            " {step} years ahead of {origins} earlier origins the whole panel erred {model}, the last value {naive}, drift {drift}."
        ),
        (Lang::Zh, false) => format!(
            "沿用上年值：整组在 {origins} 个历史起点向后 {step} 年，模型误差 {model}，大于上年值的 {naive}，不予采用。"
        ),
        (Lang::En, false) => format!(
            " The last value: {step} years ahead of {origins} earlier origins the model erred {model}, more than the {naive} of the last value, and is not used."
        ),
    }
}

/// How many yearly figures stand behind a forecast, of which years, and the last of them in the given form and `unit`;
/// empty without any.
pub(super) fn explain_history(
    history: &[Point],
    form: fn(f64) -> String,
    unit: &str,
    lang: Lang,
) -> String {
    let (Some(first), Some(last)) = (history.first(), history.last()) else {
        return String::new();
    };
    let (count, value) = (history.len(), form(last.value));
    match lang {
        Lang::Zh => format!(
            "依据 {}—{} 年 {count} 个年度值（最近 {value} {unit}）。",
            first.year, last.year
        ),
        Lang::En => format!(
            "From {count} yearly figures, {} to {} (last {value} {unit}).",
            first.year, last.year
        ),
    }
}
