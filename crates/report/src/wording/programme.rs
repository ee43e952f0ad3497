//! How the figures of a programme came about.

use talent_domain::{Lang, Unit, Year};
use talent_outlook::{Driver, Explanation, ForecastPoint, ProgrammeOutlook};

use super::figures::{rough, whole};
use super::forecast::{explain_forecast, explain_history};
use crate::wording::block_name;

/// How the forecast of a programme's graduates came about, with what their own past alone would say.
///
/// Graduates of the coming years are students already at school, followed grade by grade; only later cohorts rest on a
/// forecast of entrants.
pub fn explain_programme(programme: &ProgrammeOutlook, lang: Lang) -> String {
    let chain = lang.pick(
        "毕业生按在校生逐级升学率推算",
        "Graduates follow the students at school, grade by grade",
    );
    let entrants = programme.entrants_explanation.as_ref().map_or_else(
        || lang.pick("。", ".").to_owned(),
        |explanation| explain_entrants(programme, explanation, lang),
    );
    let comparison =
        graduates_compared(programme).map_or_else(String::new, |c| explain_comparison(&c, lang));
    format!("{chain}{entrants}{comparison}")
}

/// How the cohorts that have not entered yet are forecast.
fn explain_entrants(programme: &ProgrammeOutlook, explanation: &Explanation, lang: Lang) -> String {
    let unit = Unit::Persons.symbol(lang);
    let entrants = explain_history(&programme.entrants, whole, unit, lang);
    let forecast = explain_forecast(explanation, lang);
    match lang {
        Lang::Zh => format!(
            "，尚未入学的各届按招生预测推算。招生：{entrants}{forecast}各校、各县（市、区）、各专业类与全市的招生预测加总一致。"
        ),
        Lang::En => format!(
            "; cohorts not yet entered follow the forecast of entrants. Entrants: {entrants}{forecast} Forecasts of \
             entrants add up over schools, counties, classes of programmes and the city."
        ),
    }
}

/// Graduates of one year to come, median persons, by two ways.
struct Comparison {
    year: Year,
    /// By past graduates alone.
    trend: f64,
    /// By the students at school; this is the one used.
    chained: f64,
}

/// The last year that both ways reach; `None` if there is none.
/// Both are medians in persons.
fn graduates_compared(programme: &ProgrammeOutlook) -> Option<Comparison> {
    let last: &ForecastPoint = programme.graduates_trend.last()?;
    let (year, trend) = (last.year, last.range.median?);
    let chained = programme.graduates_forecast.iter().find(|point| point.year == year)?;
    Some(Comparison { year, trend, chained: chained.range.median? })
}

/// Both ways beside each other, rounded, and which of them is used.
fn explain_comparison(comparison: &Comparison, lang: Lang) -> String {
    let Comparison { year, trend, chained } = *comparison;
    let [trend, chained] = [trend, chained].map(rough);
    match lang {
        Lang::Zh => format!(
            "对照：只按历年毕业生数外推，{year} 年 {trend} 人；按在校生推算 {chained} 人，采用后者。"
        ),
        Lang::En => format!(
            " To compare: by past graduates alone {trend} in {year}; by students at school {chained}, which is used."
        ),
    }
}

/// What the spread of a programme's gap comes from, in a sentence: the largest blocks with their share of the variance;
/// empty where nothing varies.
pub fn explain_drivers(drivers: &[Driver], lang: Lang) -> String {
    /// At most so many blocks are named.
    const NAMED: usize = 3;
    let parts: Vec<String> = drivers
        .iter()
        .take(NAMED)
        .map(|driver| format!("{} {:.0}%", block_name(driver.block, lang), 100.0 * driver.share))
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    match lang {
        Lang::Zh => format!("缺口区间的宽窄主要取决于：{}（占方差）。", parts.join("、")),
        Lang::En => format!(
            "The spread of the gap comes mainly from: {} (of its variance).",
            parts.join(", ")
        ),
    }
}
