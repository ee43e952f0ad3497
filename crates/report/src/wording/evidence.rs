//! What a signal saw, a function for each kind of signal.
//!
//! F1 and F2 hold a rate of the last three cohorts against a threshold, F3 the index ITA of supply and demand, F5 the
//! registered entrants against one teaching class, F7 the share of schools that offer the same programme. Rates, counts
//! and thresholds are those of the reading (`talent_warning::Reading`); only disclosure changes how they are written.

use talent_domain::Lang;
use talent_outlook::Evidence;
use talent_warning::{Reading, Signal};

use super::figures::{percent, persons, probability, ratio, shown, whole};
use crate::disclosure;

/// What a signal saw, in one sentence: the value, the counts behind it in persons or schools, the threshold, and the
/// probability of lying beyond it. Counts and rates are withheld as [`crate::disclosure`] says.
pub fn explain_evidence(evidence: &Evidence, lang: Lang) -> String {
    let reading = &evidence.reading;
    match reading.signal {
        Signal::F1 | Signal::F2 => explain_rate(reading, lang),
        Signal::F3 => explain_tightness(reading, lang),
        Signal::F5 => explain_entrants(reading, lang),
        Signal::F7 => explain_spread(reading, lang),
    }
}

/// F1 (placement) and F2 (matched jobs): a rate of the last three cohorts with its counts, the threshold, and the
/// probability that the true rate lies below it. A rate of a small count is written as the bound that it stays below.
fn explain_rate(reading: &Reading, lang: Lang) -> String {
    let counts = reading.counts.map_or_else(String::new, |counts| {
        format!("{}/{}", persons(counts.count), persons(counts.of))
    });
    // The value of a reading is the rate itself; where its counts are small, so is what it would give away.
    let rate = reading
        .counts
        .map(|counts| disclosure::rate(counts.count, counts.of))
        .filter(|rate| !rate.is_value())
        .map_or_else(|| percent(reading.value), |rate| shown(rate, percent));
    let chance = reading.probability.map(probability).unwrap_or_default();
    let threshold = percent(reading.threshold);
    match (reading.signal, lang) {
        (Signal::F1, Lang::Zh) => {
            format!("近三届直接就业率 {rate}（{counts}），真实水平低于 {threshold} 的概率 {chance}")
        }
        (Signal::F1, Lang::En) => format!(
            "placement of the last three classes {rate} ({counts}); probability {chance} that it is truly below {threshold}"
        ),
        (_, Lang::Zh) => {
            format!("近三届对口率 {rate}（{counts}），真实水平低于 {threshold} 的概率 {chance}")
        }
        (_, Lang::En) => format!(
            "matched jobs of the last three classes {rate} ({counts}); probability {chance} that the rate is truly below {threshold}"
        ),
    }
}

/// F3: the median of ITA against its threshold, and the probability that ITA exceeds it. Above 1, supply exceeds demand.
fn explain_tightness(reading: &Reading, lang: Lang) -> String {
    let (value, threshold) = (ratio(reading.value), ratio(reading.threshold));
    let chance = reading.probability.map(probability).unwrap_or_default();
    match lang {
        Lang::Zh => format!("供求指标 ITA 中位数 {value}，高于 {threshold} 的概率 {chance}"),
        Lang::En => {
            format!("median ITA {value}; probability {chance} that it exceeds {threshold}")
        }
    }
}

/// F5: registered entrants against one teaching class, persons.
fn explain_entrants(reading: &Reading, lang: Lang) -> String {
    let registered = persons(reading.value);
    let planned = reading.counts.map_or_else(String::new, |counts| persons(counts.of));
    let one_class = whole(reading.threshold);
    match lang {
        Lang::Zh => format!("报到 {registered} 人（计划 {planned} 人），一个班为 {one_class} 人"),
        Lang::En => {
            format!("{registered} registered of {planned} planned; one class is {one_class}")
        }
    }
}

/// F7: schools that offer the programme, of the schools of their kind.
fn explain_spread(reading: &Reading, lang: Lang) -> String {
    let [offering, schools] =
        reading.counts.map_or_else(Default::default, |counts| [counts.count, counts.of].map(whole));
    let (share, limit) = (percent(reading.value), percent(reading.threshold));
    match lang {
        Lang::Zh => {
            format!("全市 {schools} 所同类学校中 {offering} 所开设，占 {share}（上限 {limit}）")
        }
        Lang::En => {
            format!(
                "offered by {offering} of the city's {schools} schools, {share} (limit {limit})"
            )
        }
    }
}
