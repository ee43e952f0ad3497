//! How documents speak of a warning: its level, its kinds, what set it off. Documents are Chinese only.

use talent_domain::Lang;
use talent_outlook::WarningRecord;
use talent_warning::WarningLevel;

use super::counterevidence::explain_counterevidence;
use super::evidence::{explain_evidence, explain_statutory};

/// The Chinese name of a level.
pub(crate) fn level_name(level: WarningLevel) -> String {
    level.name(Lang::Zh).to_owned()
}

/// The level of a warning, with 未报 where it is held for want of a report and with what revised figures would give.
pub fn current_level(warning: &WarningRecord, lang: Lang) -> String {
    let level = warning.assessment.level_name(lang);
    let (open, close) = (lang.pick("（", " ("), lang.pick("）", ")"));
    match revised_text(warning, lang) {
        Some(revised) => format!("{level}{open}{revised}{close}"),
        None => level,
    }
}

/// What the figures of today would give where a level was published on earlier figures of the same year and is kept; none
/// where they give the same.
pub fn revised_text(warning: &WarningRecord, lang: Lang) -> Option<String> {
    let level = warning.assessment.revised?.name(lang);
    Some(format!("{}{level}", lang.pick("修订后应为", "revised: would be ")))
}

/// The kinds of a warning's adverse signals, each once.
/// In the order of the signals; a warning without adverse signals has none.
pub(crate) fn kinds(warning: &WarningRecord) -> Vec<&'static str> {
    let mut kinds: Vec<&'static str> = Vec::new();
    for evidence in warning.evidence.iter().filter(|e| e.reading.standing.is_adverse()) {
        let kind = evidence.reading.signal.family().name(Lang::Zh);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// What set a warning off: each adverse signal with its name and what it saw; the rule where no signal is adverse. What
/// speaks against a surplus follows.
pub(crate) fn triggers(warning: &WarningRecord) -> String {
    let adverse: Vec<String> = warning
        .evidence
        .iter()
        .filter(|evidence| evidence.reading.standing.is_adverse())
        .map(|evidence| {
            let name = evidence.reading.signal.name(Lang::Zh);
            format!("{name}：{}", explain_evidence(evidence, Lang::Zh))
        })
        .collect();
    let seen = if adverse.is_empty() {
        warning.assessment.rule.name(Lang::Zh).to_owned()
    } else {
        adverse.join("；")
    };
    let against = explain_counterevidence(&warning.counterevidence, Lang::Zh).concat();
    if against.is_empty() { seen } else { format!("{seen}。{against}") }
}

/// What set a warning off in short: the first signal with its figures, and how many others; the rule where none is adverse.
pub(crate) fn first_trigger(warning: &WarningRecord) -> String {
    let adverse = warning.evidence.iter().filter(|e| e.reading.standing.is_adverse());
    let mut adverse = adverse.map(|evidence| (evidence.reading.signal.name(Lang::Zh), evidence));
    let Some((name, first)) = adverse.next() else {
        return warning.assessment.rule.name(Lang::Zh).to_owned();
    };
    let others = match adverse.count() {
        0 => String::new(),
        others => format!("；另有 {others} 项"),
    };
    format!("{name}：{}{others}", explain_evidence(first, Lang::Zh))
}

/// The published rules that a warning meets, with their clauses; empty where it meets none.
pub(crate) fn statutory(warning: &WarningRecord) -> String {
    explain_statutory(&warning.statutory, Lang::Zh).join("；")
}

/// How many releases in a row, up to the last, a warning has had its level.
pub(crate) fn releases_in_a_row(warning: &WarningRecord) -> usize {
    let level = warning.assessment.level;
    let history = &warning.assessment.history;
    history.iter().rev().take_while(|(_, past)| *past == level).count()
}
