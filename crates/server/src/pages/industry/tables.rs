//! What others plan and expect for an industry.

use talent_outlook::IndustryOutlook;
use talent_report::figures::{NONE, interval, median_with_interval, percent, rough, whole};

/// Projects and closures: year, name, posts, probability, cell.
pub(super) fn event_rows(industry: &IndustryOutlook) -> Vec<[String; 5]> {
    industry
        .events
        .iter()
        .map(|e| {
            let posts = format!("{}{}", if e.posts > 0.0 { "+" } else { "" }, whole(e.posts));
            [e.year.to_string(), e.name.clone(), posts, percent(e.probability), e.cell.clone()]
        })
        .collect()
}

/// Estimates of industry bodies: year, occupation, theirs, ours, remark.
pub(super) fn body_rows(industry: &IndustryOutlook) -> Vec<[String; 5]> {
    industry
        .body_estimates
        .iter()
        .map(|e| {
            let span = interval((e.low, e.high), whole);
            let ours =
                e.ours.map_or_else(|| NONE.to_owned(), |ours| median_with_interval(&ours, rough));
            let occupation = e.occupation.clone().unwrap_or_else(|| "全部岗位".to_owned());
            [
                e.year.to_string(),
                occupation,
                format!("{}（{span}）", whole(e.demand)),
                ours,
                e.remark.clone(),
            ]
        })
        .collect()
}

/// Named models: name, end of the path, what to know of it.
pub(super) fn comparison_rows(industry: &IndustryOutlook) -> Vec<(String, String, String)> {
    industry
        .comparisons
        .iter()
        .map(|c| {
            let last = c.path.last();
            let end =
                last.map_or_else(String::new, |p| format!("{} 年 {}", p.year, rough(p.value)));
            (c.name.zh.clone(), end, c.note.zh.clone())
        })
        .collect()
}
