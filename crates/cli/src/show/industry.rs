//! One industry: its forecast, what makes its openings, and what there is to compare with.
//!
//! Employment is that of units, in persons. Planned projects are in the forecast; estimates of industry bodies and
//! other models stand beside it and nothing rests on them.

use talent_domain::Lang;
use talent_outlook::{
    BodyEstimate, Comparison, ForecastPoint, IndustryOutlook, Outlook, PlannedEvent,
};
use talent_report::figures::{
    centre_with_interval, interval, median_with_interval, or_none, percent, rough, whole,
};
use talent_report::{explain_hires, explain_industry, explain_structure};

use crate::table::{aligned, line};

/// Prints the industry as text; all industries together with the structure of employment.
///
/// Expansion, replacement and openings are sums over the years of the balance, each a mean of the draws with its
/// 80 % interval: means add up where medians would not.
pub(super) fn print(outlook: &Outlook, industry: &IndustryOutlook, lang: Lang) {
    line(&industry.name);
    line(&explain_industry(industry, lang));
    line(&forecast(industry, lang));
    for (name, range) in [
        (lang.pick("就业增长（均值）", "expansion (mean)"), industry.expansion),
        (lang.pick("退出补充（均值）", "replacement (mean)"), industry.replacement),
        (lang.pick("岗位空缺（均值）", "openings (mean)"), industry.openings),
    ] {
        if let Some(range) = range {
            line(&format!("{name} {}", centre_with_interval(&range, rough)));
        }
    }
    for event in &industry.events {
        line(&project(event, lang));
    }
    for estimate in &industry.body_estimates {
        line(&of_body(estimate, lang));
    }
    if let Some(hires) = &industry.hires {
        line(&explain_hires(hires, lang));
    }
    for model in &industry.comparisons {
        line(&comparison(model, lang));
    }
    if let (None, Some(structure)) = (&industry.code, &outlook.structure) {
        line(&explain_structure(structure, lang));
    }
}

/// Employment year by year, as a table.
fn forecast(industry: &IndustryOutlook, lang: Lang) -> String {
    let row = |point: &ForecastPoint| {
        vec![
            point.year.to_string(),
            or_none(point.range.median, rough),
            interval(point.range.p80, rough),
            interval(point.range.p95, rough),
        ]
    };
    let headings = [lang.pick("年份", "year"), lang.pick("从业人员", "employment"), "80%", "95%"];
    aligned(&headings, &industry.forecast.iter().map(row).collect::<Vec<_>>())
}

/// A planned project or closure: the posts added or lost, how likely it is, and the cell it is from.
fn project(event: &PlannedEvent, lang: Lang) -> String {
    format!(
        "{} {} {}：{}{}，{} {}（{}）",
        lang.pick("项目", "project"),
        event.year,
        event.name,
        if event.posts > 0.0 { "+" } else { "" },
        whole(event.posts),
        lang.pick("概率", "probability"),
        percent(event.probability),
        event.cell
    )
}

/// What an industry body expects of one year, in newcomers, beside our openings of a mean year.
fn of_body(estimate: &BodyEstimate, lang: Lang) -> String {
    let posts = estimate.occupation.as_deref().unwrap_or(lang.pick("全部岗位", "all posts"));
    let ours = estimate.ours.map_or_else(String::new, |ours| {
        format!(
            "；{} {}",
            lang.pick("本系统年均", "ours a year"),
            median_with_interval(&ours, rough)
        )
    });
    format!(
        "{} {} {posts}：{}（{}）{ours}",
        lang.pick("行业组织", "industry body"),
        estimate.year,
        whole(estimate.demand),
        interval((estimate.low, estimate.high), whole)
    )
}

/// What another model says of the last year, in persons employed.
fn comparison(comparison: &Comparison, lang: Lang) -> String {
    let end = comparison.path.last();
    let end = end.map(|point| format!("{} {}", point.year, rough(point.value)));
    format!(
        "{} {}：{}；{}",
        lang.pick("对照", "to compare"),
        comparison.name.get(lang),
        end.unwrap_or_default(),
        comparison.note.get(lang)
    )
}
