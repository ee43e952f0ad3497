//! Sentences that an analyst can repeat.

use talent_domain::{Lang, Unit};
use talent_outlook::{Evidence, IndustryOutlook};
use talent_warning::Signal;

use crate::figures::{percent, persons, probability, ratio, whole};

/// What a signal saw, in one sentence.
pub fn explain_evidence(evidence: &Evidence, lang: Lang) -> String {
    let reading = &evidence.reading;
    let counts = reading.counts.map_or_else(String::new, |counts| {
        format!("{}/{}", persons(counts.count), persons(counts.of))
    });
    let chance = reading.probability.map(probability).unwrap_or_default();
    let (value, threshold) = (reading.value, reading.threshold);
    match (reading.signal, lang) {
        (Signal::F1, Lang::Zh) => format!(
            "近三届直接就业率 {}（{counts}），真实水平低于 {} 的概率 {chance}",
            percent(value),
            percent(threshold)
        ),
        (Signal::F1, Lang::En) => format!(
            "placement of the last three classes {} ({counts}); probability {chance} that it is truly below {}",
            percent(value),
            percent(threshold)
        ),
        (Signal::F2, Lang::Zh) => format!(
            "近三届对口率 {}（{counts}），真实水平低于 {} 的概率 {chance}",
            percent(value),
            percent(threshold)
        ),
        (Signal::F2, Lang::En) => format!(
            "matched jobs of the last three classes {} ({counts}); probability {chance} that the rate is truly below {}",
            percent(value),
            percent(threshold)
        ),
        (Signal::F3, Lang::Zh) => format!(
            "供求指标 ITA 中位数 {}，高于 {} 的概率 {chance}",
            ratio(value),
            ratio(threshold)
        ),
        (Signal::F3, Lang::En) => format!(
            "median ITA {}; probability {chance} that it exceeds {}",
            ratio(value),
            ratio(threshold)
        ),
        (Signal::F5, Lang::Zh) => format!(
            "报到 {} 人（计划 {} 人），一个班为 {} 人",
            persons(value),
            reading.counts.map_or_else(String::new, |counts| persons(counts.of)),
            whole(threshold)
        ),
        (Signal::F5, Lang::En) => format!(
            "{} registered of {} planned; one class is {}",
            persons(value),
            reading.counts.map_or_else(String::new, |counts| persons(counts.of)),
            whole(threshold)
        ),
        (Signal::F7, Lang::Zh) => format!(
            "全市 {} 所同类学校中 {} 所开设，占 {}（上限 {}）",
            reading.counts.map_or_else(String::new, |counts| whole(counts.of)),
            reading.counts.map_or_else(String::new, |counts| whole(counts.count)),
            percent(value),
            percent(threshold)
        ),
        (Signal::F7, Lang::En) => format!(
            "offered by {} of the city's {} schools, {} (limit {})",
            reading.counts.map_or_else(String::new, |counts| whole(counts.count)),
            reading.counts.map_or_else(String::new, |counts| whole(counts.of)),
            percent(value),
            percent(threshold)
        ),
    }
}

/// How the forecast of an industry came about.
pub fn explain_forecast(industry: &IndustryOutlook, lang: Lang) -> String {
    let mut methods: Vec<&(String, f64)> = industry.methods.iter().collect();
    methods.sort_by(|a, b| b.1.total_cmp(&a.1));
    let parts: Vec<String> = methods
        .iter()
        .map(|(name, weight)| format!("{} {:.0}%", method_name(name, lang), 100.0 * weight))
        .collect();
    let unit = Unit::Persons.symbol(lang);
    let elasticity = industry.elasticity.map(|e| match lang {
        Lang::Zh if e.own_weight < 0.3 => format!(
            "就业对产出的弹性 {}（±{}），主要借用其他行业（自身权重 {:.0}%）。",
            ratio(e.value),
            ratio(e.sd),
            100.0 * e.own_weight
        ),
        Lang::Zh => format!(
            "就业对产出的弹性 {}（±{}），自身权重 {:.0}%。",
            ratio(e.value),
            ratio(e.sd),
            100.0 * e.own_weight
        ),
        Lang::En => format!(
            "Elasticity of employment to output {} (±{}), own weight {:.0} %{}.",
            ratio(e.value),
            ratio(e.sd),
            100.0 * e.own_weight,
            if e.own_weight < 0.3 { ": mostly borrowed from other industries" } else { "" }
        ),
    });
    let history = match (industry.history.first(), industry.history.last()) {
        (Some(first), Some(last)) => match lang {
            Lang::Zh => format!(
                "依据 {}—{} 年 {} 个年度值（最近 {} {unit}）。",
                first.year,
                last.year,
                industry.history.len(),
                whole(last.value)
            ),
            Lang::En => format!(
                "From {} yearly figures, {} to {} (last {} {unit}).",
                industry.history.len(),
                first.year,
                last.year,
                whole(last.value)
            ),
        },
        _ => String::new(),
    };
    if parts.is_empty() {
        return history;
    }
    let mean = match lang {
        Lang::Zh => format!("预测为各方法按历史误差加权的平均：{}。", parts.join("、")),
        Lang::En => {
            format!("Forecast: mean of methods weighted by past errors: {}.", parts.join(", "))
        }
    };
    format!("{history}{mean}{}", elasticity.unwrap_or_default())
}

fn method_name(code: &str, lang: Lang) -> &str {
    let zh = match code {
        "naive" => "上年值",
        "drift" => "平均增量",
        "ses" => "指数平滑",
        "holt" => "线性趋势",
        "damped" => "衰减趋势",
        "theta" => "Theta",
        "output regression" => "产出回归",
        other => other,
    };
    lang.pick(zh, code)
}
