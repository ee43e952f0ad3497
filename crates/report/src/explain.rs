//! Sentences that an analyst can repeat.

use talent_domain::{Lang, Unit};
use talent_outlook::{
    Acceptance, Driver, Evidence, Explanation, ForecastPoint, IndustryOutlook, Point,
    ProgrammeOutlook, StructureOutlook,
};
use talent_warning::FigureUnit;

use crate::figures::{NONE, percent, persons, probability, ratio, rough, whole};

/// What a signal saw, in one sentence: its template in the catalogue of signals, filled in.
pub fn explain_evidence(evidence: &Evidence, lang: Lang) -> String {
    let reading = &evidence.reading;
    let unit = reading.signal.unit();
    let counted = |number: Option<f64>| {
        number.map_or_else(String::new, |number| match unit {
            FigureUnit::ShareOfSchools => whole(number),
            _ => persons(number),
        })
    };
    let (value, threshold) = match unit {
        FigureUnit::ShareOfPersons | FigureUnit::ShareOfSchools => {
            (percent(reading.value), percent(reading.threshold))
        }
        FigureUnit::Ratio => (ratio(reading.value), ratio(reading.threshold)),
        FigureUnit::Persons => (persons(reading.value), whole(reading.threshold)),
    };
    let figures = [
        ("{value}", value),
        ("{threshold}", threshold),
        ("{count}", counted(reading.counts.map(|counts| counts.count))),
        ("{of}", counted(reading.counts.map(|counts| counts.of))),
        ("{chance}", reading.probability.map(probability).unwrap_or_default()),
    ];
    let sentence = reading.signal.sentence(lang).to_owned();
    figures.iter().fold(sentence, |sentence, (slot, figure)| sentence.replace(slot, figure))
}

/// How the forecast of an industry came about.
pub fn explain_industry(industry: &IndustryOutlook, lang: Lang) -> String {
    let mut text = explain_history(&industry.history, Unit::Persons.symbol(lang), lang);
    if let Some(explanation) = &industry.explanation {
        text += &explain_forecast(explanation, lang);
    }
    if let Some(e) = industry.elasticity {
        let (value, sd, own) = (ratio(e.value), ratio(e.sd), 100.0 * e.own_weight);
        let borrowed = e.own_weight < 0.3;
        let more = match (lang, borrowed) {
            (Lang::Zh, true) => format!(
                "就业对产出的弹性 {value}（±{sd}），主要借用其他行业（自身权重 {own:.0}%）。"
            ),
            (Lang::Zh, false) => {
                format!("就业对产出的弹性 {value}（±{sd}），自身权重 {own:.0}%。")
            }
            (Lang::En, true) => format!(
                " Elasticity of employment to output {value} (±{sd}), own weight {own:.0} %: mostly borrowed from other industries."
            ),
            (Lang::En, false) => format!(
                " Elasticity of employment to output {value} (±{sd}), own weight {own:.0} %."
            ),
        };
        text.push_str(&more);
    }
    text
}

/// How the forecast of a programme's graduates came about, with what their own past alone would say.
pub fn explain_programme(programme: &ProgrammeOutlook, lang: Lang) -> String {
    let unit = Unit::Persons.symbol(lang);
    let mut text = match lang {
        Lang::Zh => "毕业生按在校生逐级升学率推算".to_owned(),
        Lang::En => "Graduates follow the students at school, grade by grade".to_owned(),
    };
    if let Some(explanation) = &programme.entrants_explanation {
        let entrants = explain_history(&programme.entrants, unit, lang);
        let forecast = explain_forecast(explanation, lang);
        let more = match lang {
            Lang::Zh => format!(
                "，尚未入学的各届按招生预测推算。招生：{entrants}{forecast}各校、各县（市、区）、各专业类与全市的招生预测加总一致。"
            ),
            Lang::En => format!(
                "; classes not yet entered follow the forecast of entrants. Entrants: {entrants}{forecast} Forecasts of \
                 entrants add up over schools, counties, classes of programmes and the city."
            ),
        };
        text.push_str(&more);
    } else {
        text += lang.pick("。", ".");
    }
    let last = |points: &[ForecastPoint]| Some((points.last()?.year, points.last()?.range.median?));
    let trend = last(&programme.graduates_trend);
    let chained = programme
        .graduates_forecast
        .iter()
        .find(|point| trend.is_some_and(|(year, _)| year == point.year))
        .and_then(|point| point.range.median);
    if let (Some((year, trend)), Some(chained)) = (trend, chained) {
        let more = match lang {
            Lang::Zh => format!(
                "对照：只按历年毕业生数外推，{year} 年 {} 人；按在校生推算 {} 人，采用后者。",
                rough(trend),
                rough(chained)
            ),
            Lang::En => format!(
                " To compare: by past graduates alone {} in {year}; by students at school {}, which is used.",
                rough(trend),
                rough(chained)
            ),
        };
        text.push_str(&more);
    }
    text
}

/// What the spread of a programme's gap comes from, in a sentence; empty where nothing varies.
pub fn explain_drivers(drivers: &[Driver], lang: Lang) -> String {
    const SHOWN: usize = 3;
    let parts: Vec<String> = drivers
        .iter()
        .take(SHOWN)
        .map(|driver| format!("{} {:.0}%", driver.block.name(lang), 100.0 * driver.share))
        .collect();
    match (lang, parts.is_empty()) {
        (_, true) => String::new(),
        (Lang::Zh, _) => format!("缺口区间的宽窄主要取决于：{}（占方差）。", parts.join("、")),
        (Lang::En, _) => {
            format!(
                "The spread of the gap comes mainly from: {} (of its variance).",
                parts.join(", ")
            )
        }
    }
}

fn explain_history(history: &[Point], unit: &str, lang: Lang) -> String {
    let (Some(first), Some(last)) = (history.first(), history.last()) else {
        return String::new();
    };
    let (count, value) = (history.len(), whole(last.value));
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

/// How a forecast came about: which methods weigh how much, and why.
pub fn explain_forecast(explanation: &Explanation, lang: Lang) -> String {
    const SHOWN: usize = 4;
    let Explanation { weights, series, origins, gain, trust, borrowed_share, acceptance } =
        explanation;
    let mut sorted: Vec<&(String, f64)> = weights.iter().collect();
    sorted.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut parts: Vec<String> = sorted
        .iter()
        .take(SHOWN)
        .map(|(name, weight)| format!("{} {:.0}%", method_name(name, lang), 100.0 * weight))
        .collect();
    let rest: f64 = sorted.iter().skip(SHOWN).map(|(_, weight)| weight).sum();
    if rest >= 0.005 {
        parts.push(format!("{} {:.0}%", lang.pick("其余", "others"), 100.0 * rest));
    }
    let saved = 100.0 * gain.abs();
    let because = match (lang, *origins, *gain >= 0.0) {
        (Lang::Zh, 0, _) => "因为序列太少或太短，无法回测，权重用出厂值".to_owned(),
        (Lang::En, 0, _) => {
            "because there are too few years to look back at, so that the shipped weights stand"
                .to_owned()
        }
        (Lang::Zh, _, true) if *trust < 0.5 => format!(
            "因为在 {series} 个同类序列的 {origins} 个历史起点上，最优组合的误差也只比沿用上年值低 {saved:.0}%"
        ),
        (Lang::En, _, true) if *trust < 0.5 => format!(
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
    };
    let stays = match lang {
        Lang::Zh if *trust < 0.5 => "，优势不足以外推趋势，预测贴近近年水平",
        Lang::En if *trust < 0.5 => {
            ", too little to follow a trend, so the forecast stays near the last level"
        }
        _ => "",
    };
    let borrowed = if *borrowed_share > 0.1 {
        let share = 100.0 * borrowed_share;
        match lang {
            Lang::Zh => format!("区间所依据的误差有 {share:.0}% 借自随程序附带的误差库。"),
            Lang::En => format!(
                " {share:.0} % of the errors behind the intervals are borrowed from the shipped pool."
            ),
        }
    } else {
        String::new()
    };
    let tried = acceptance.as_ref().map_or_else(String::new, |a| explain_acceptance(a, lang));
    if acceptance.is_some_and(|acceptance| !acceptance.accepted) {
        return format!("{tried}{borrowed}");
    }
    match lang {
        Lang::Zh => {
            format!("预测由{}加权而成，{because}{stays}。{tried}{borrowed}", parts.join("、"))
        }
        Lang::En => format!(" Forecast: {}, {because}{stays}.{tried}{borrowed}", parts.join(", ")),
    }
}

/// How the structure of graduates matches that of employment.
pub fn explain_structure(structure: &StructureOutlook, lang: Lang) -> String {
    let StructureOutlook { year, employment_year, total_deviation, dissimilarity, cosine, .. } =
        structure;
    let [deviation, apart, alike] = [total_deviation, dissimilarity, cosine].map(|v| ratio(*v));
    let coordination = structure.coordination.map(ratio);
    match lang {
        Lang::Zh => {
            let coordination = coordination
                .map_or_else(String::new, |c| format!("，就业与在校生规模的耦合协调度 {c}"));
            format!(
                "{employment_year} 年从业人员与 {year} 年毕业生（按所学专业对应的行业归并）相比：相异指数 {apart}（0 为相同，1 为全不相同），相似系数 {alike}，偏离度合计 {deviation}{coordination}。偏离度＝就业占比÷毕业生占比−1，正值表示培养偏少。只比较结构，不反映总量，不作为预警依据。"
            )
        }
        Lang::En => {
            let coordination = coordination.map_or_else(String::new, |c| {
                format!(", coordination of employment and students {c}")
            });
            format!(
                "Employment of {employment_year} against graduates of {year} by the sections their programmes serve: dissimilarity {apart} (0 the same, 1 nothing in common), cosine {alike}, deviations add up to {deviation}{coordination}. A deviation is the share of employment over that of graduates, less one. Shares only: they do not see the total, and trigger no warning."
            )
        }
    }
}

/// The sections of the structure: code, name, share of employment, share of graduates, deviation.
pub fn structure_rows(structure: &StructureOutlook) -> Vec<[String; 5]> {
    structure
        .sections
        .iter()
        .map(|(code, name, employment, graduates, deviation)| {
            let deviation = deviation.map_or_else(|| NONE.to_owned(), ratio);
            [code.to_string(), name.clone(), percent(*employment), percent(*graduates), deviation]
        })
        .collect()
}

/// How a model fared against plainer ways, and which of them is published.
pub fn explain_acceptance(acceptance: &Acceptance, lang: Lang) -> String {
    let Acceptance { step, origins, model, naive, drift, accepted, .. } = acceptance;
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

/// The name of a method as people say it.
pub fn method_name(code: &str, lang: Lang) -> &str {
    let zh = match code {
        "naive" => "上年值",
        "drift" => "平均增量",
        "growth" => "平均增速",
        "line" => "十年直线",
        "ses" => "平滑水平",
        "holt" => "线性趋势",
        "damped" => "衰减趋势",
        "grid" => "指数平滑平均",
        "ets" => "状态空间指数平滑",
        "arima" => "ARIMA",
        "theta" => "Theta",
        "optimised-theta" => "优化 Theta",
        "dynamic theta" | "dynamic-theta" => "动态 Theta",
        "global" => "跨序列学习",
        "reversal" => "异常回落",
        "output regression" => "产出回归",
        "lagged output" => "滞后产出回归",
        "grey" => "灰色模型",
        "ours" => "本系统",
        "share" => "份额不变",
        "constant-staffing" => "职业构成不变",
        "last-gap" => "上年缺口",
        "balanced" => "视为平衡",
        "output-known" => "产出已知",
        "employment-known" => "用工已知",
        "graduates-known" => "毕业生已知",
        other => other,
    };
    lang.pick(zh, code)
}
