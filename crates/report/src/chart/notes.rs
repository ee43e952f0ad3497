//! What stands under a chart of an outlook: cut-offs and sources.
//!
//! A chart travels without its page, so that each says itself up to when its figures go, where they come from, and of
//! which vintage they are.

use talent_domain::Lang;
use talent_outlook::Meta;

/// Sources that are named at most.
const NAMED: usize = 3;

/// What stands under a chart of an outlook: up to when its figures go, and where they come from.
///
/// Two lines: the cut-off years of each group of figures, then sources and vintage. `simulated` says whether the
/// picture rests on simulated figures.
pub fn chart_notes(meta: &Meta, simulated: bool, lang: Lang) -> Vec<String> {
    let cutoffs: Vec<String> = meta
        .cutoffs
        .iter()
        .map(|cutoff| format!("{} {}", cutoff.name.get(lang), cutoff.year))
        .collect();
    let sources = sources(meta, simulated);
    let vintage = meta.vintage;
    match lang {
        Lang::Zh => vec![
            format!("数据截止：{}。", cutoffs.join("，")),
            format!("来源：{}。数据版本 {vintage}。", sources.join("、")),
        ],
        Lang::En => vec![
            format!("Data up to: {}.", cutoffs.join(", ")),
            format!("Source: {}. Vintage {vintage}.", sources.join(", ")),
        ],
    }
}

/// The publications that most figures come from, yearbooks of different years taken together; simulated ones only where
/// a picture rests on them.
/// A name ends before its first bracket and without the year of the edition; at most `NAMED` are given.
fn sources(meta: &Meta, simulated: bool) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for source in &meta.sources {
        let name = source.split('（').next().unwrap_or(source);
        let name = match name.trim_end_matches(|c: char| c.is_ascii_digit()) {
            span if span.ends_with('-') => name,
            yearbook => yearbook,
        };
        if !names.contains(&name) && (simulated || !name.starts_with("模拟")) {
            names.push(name);
        }
    }
    names.truncate(NAMED);
    names
}
