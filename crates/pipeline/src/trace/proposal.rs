//! Back from what is proposed for a programme at a school: its seats, opening or withdrawing it, choosing it as a key programme.

use talent_domain::{Lang, Origins};
use talent_outlook::{CriterionRead, Outlook};

use super::{Sources, TraceLine};

/// The figures and list rows behind what is proposed for a programme at a school, by the id of its warning: those of its seats and
/// of the balance that the plan weighs, criterion by criterion those of opening or withdrawing it, and those of its score as
/// a key programme. Empty where nothing is proposed, as for the public.
pub fn trace_proposal(
    sources: Sources<'_>,
    outlook: &Outlook,
    id: &str,
    lang: Lang,
) -> Vec<TraceLine> {
    let mut parts: Vec<(&Origins, String)> = Vec::new();
    let named = |zh: &'static str, en: &'static str| lang.pick(zh, en).to_owned();
    if let Some(place) = outlook.plan.as_ref().and_then(|plan| plan.place(id)) {
        parts.push((&place.origins, named("招生计划：入学与计划", "plan: entrants and quota")));
        if let Some(programme) = outlook.programme(place.programme.as_str()) {
            parts.push((&programme.supply_origins, named("招生计划：供给", "plan: supply")));
            parts.push((&programme.demand_origins, named("招生计划：需求", "plan: demand")));
        }
    }
    if let Some(adjustments) = &outlook.adjustments {
        if let Some(key) = adjustments.keys.candidates.iter().find(|key| key.id() == id) {
            parts.push((&key.origins, named("重点专业得分", "score as a key programme")));
        }
        if let Some(exit) = adjustments.exits.iter().find(|exit| exit.id() == id) {
            let used_for = named("退出：在校生与教师", "withdrawal: students and teachers");
            parts.push((&exit.origins, used_for));
            parts.extend(criteria(&exit.criteria, named("退出：", "withdrawal: "), lang));
        }
        if let Some(entry) = adjustments.entries.iter().find(|entry| entry.id() == id) {
            parts.extend(criteria(&entry.criteria, named("准入：", "opening: "), lang));
        }
    }
    parts.iter().flat_map(|(origins, used_for)| sources.lines(origins, used_for, lang)).collect()
}

/// What criteria were read from, each named after what it decides.
fn criteria(
    criteria: &[CriterionRead],
    of: String,
    lang: Lang,
) -> impl Iterator<Item = (&Origins, String)> {
    let named = move |read: &CriterionRead| format!("{of}{}", read.criterion.name(lang));
    criteria.iter().map(move |read| (&read.origins, named(read)))
}
