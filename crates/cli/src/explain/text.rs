//! What stands behind a forecast as text: sentences, then a table each for methods, past and forecast.
//!
//! Figures have at most six significant digits, and a true minus sign.

use talent_domain::Lang;
use talent_report::method_name;

use super::report::{ForecastRow, Member, OUTLIER, PastRow, Report};
use crate::table::{aligned, line};

/// Methods of a lower weight are not shown.
const LEAST_WEIGHT: f64 = 0.005;

/// Prints the report.
/// Everything goes to standard output; there is at least one step of forecast.
pub(super) fn print(report: &Report, lang: Lang) {
    line(&report.series_id);
    line(report.explanation.trim());
    for table in [
        methods(&report.methods, &report.forecast, lang),
        past(&report.past, lang),
        forecast(&report.forecast, lang),
    ] {
        line("");
        line(&table);
    }
}

/// The weight of each method, and its forecast of the first and the last step.
/// Weights are whole per cent; the headings of the two forecasts are their steps or years.
fn methods(methods: &[Member], forecast: &[ForecastRow], lang: Lang) -> String {
    let last = forecast.len() - 1;
    let row = |member: &Member| {
        vec![
            method_name(&member.name, lang).to_owned(),
            format!("{:.0}%", 100.0 * member.weight),
            short(member.path[0]),
            short(member.path[last]),
        ]
    };
    let shown = methods.iter().filter(|member| member.weight >= LEAST_WEIGHT);
    let rows: Vec<Vec<String>> = shown.map(row).collect();
    let times = (forecast[0].time.to_string(), forecast[last].time.to_string());
    let headings = [lang.pick("方法", "method"), lang.pick("权重", "weight"), &times.0, &times.1];
    aligned(&headings, &rows)
}

/// Every value beside what was forecast of it one step before.
fn past(past: &[PastRow], lang: Lang) -> String {
    let optional = |value: Option<f64>| value.map_or_else(String::new, short);
    let row = |row: &PastRow| {
        let odd = match row.odd {
            Some(OUTLIER) => lang.pick("疑似异常值", "outlier?"),
            Some(_) => lang.pick("与前后年份不衔接", "level shift?"),
            None => "",
        };
        vec![
            row.time.to_string(),
            short(row.value),
            optional(row.fitted),
            optional(row.residual),
            odd.to_owned(),
        ]
    };
    let headings = match lang {
        Lang::Zh => ["时间", "数值", "当时提前一步的预测", "残差", "标记"],
        Lang::En => ["time", "value", "forecast one step before", "residual", "mark"],
    };
    aligned(&headings, &past.iter().map(row).collect::<Vec<_>>())
}

/// The forecast of every step with its intervals.
fn forecast(forecast: &[ForecastRow], lang: Lang) -> String {
    let row = |row: &ForecastRow| {
        vec![
            row.time.to_string(),
            short(row.median),
            format!("{} – {}", short(row.lo80), short(row.hi80)),
            format!("{} – {}", short(row.lo95), short(row.hi95)),
        ]
    };
    let headings = [lang.pick("时间", "time"), lang.pick("预测", "forecast"), "80%", "95%"];
    aligned(&headings, &forecast.iter().map(row).collect::<Vec<_>>())
}

/// At most six significant digits.
fn short(value: f64) -> String {
    let digits = if value == 0.0 { 0 } else { 5 - value.abs().log10().floor() as i32 };
    let text = format!("{:.*}", usize::try_from(digits.clamp(0, 9)).unwrap_or(0), value);
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.replace('-', "−")
}
