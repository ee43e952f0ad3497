//! What a signal saw: the sentence of the catalogue of signals with its figures filled in, as disclosure allows.

use talent_domain::Lang;
use talent_outlook::{Evidence, StatutoryRecord};
use talent_warning::{FigureUnit, Reading};

use super::figures::{percent, persons, probability, ratio, shown, whole};
use crate::disclosure::{self, Shown};

/// What a signal saw, in one sentence: the value, the counts behind it in persons or schools, the threshold, and the
/// probability of lying beyond it. Counts and rates are withheld as [`crate::disclosure`] says.
///
/// The sentence has the slots `{value}`, `{threshold}`, `{count}`, `{of}` and `{chance}`; a slot that a sentence lacks
/// is passed over.
pub fn explain_evidence(evidence: &Evidence, lang: Lang) -> String {
    let reading = &evidence.reading;
    let unit = reading.signal.unit();
    let counted = |number: Option<f64>| {
        number.map_or_else(String::new, |number| match unit {
            FigureUnit::ShareOfSchools | FigureUnit::ShareOfTeachers => whole(number),
            FigureUnit::ShareOfPersons
            | FigureUnit::Ratio
            | FigureUnit::Persons
            | FigureUnit::StudentsPerTeacher
            | FigureUnit::YuanPerStudent => persons(number),
        })
    };
    let (value, threshold) = match unit {
        FigureUnit::ShareOfPersons => (rate_of_persons(reading), percent(reading.threshold)),
        FigureUnit::StudentsPerTeacher => (students_per_teacher(reading), whole(reading.threshold)),
        FigureUnit::YuanPerStudent => (whole(reading.value), whole(reading.threshold)),
        FigureUnit::ShareOfSchools | FigureUnit::ShareOfTeachers => {
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

/// Published rules that are met, each with its clause, the level that it suggests, its number and its source. Clauses and
/// sources are quoted as printed in either language.
pub fn explain_statutory(rules: &[StatutoryRecord], lang: Lang) -> Vec<String> {
    rules.iter().map(|rule| statutory_text(rule, lang)).collect()
}

fn statutory_text(rule: &StatutoryRecord, lang: Lang) -> String {
    let level = rule.level.map(|level| match lang {
        Lang::Zh => format!("建议{}，", level.name(lang)),
        Lang::En => format!("suggests {}, ", level.name(lang)),
    });
    let level = level.unwrap_or_default();
    match lang {
        Lang::Zh => format!("{}（{level}{}，{}）", rule.clause, rule.rule, rule.source),
        Lang::En => format!("{} ({level}{}, {})", rule.clause, rule.rule, rule.source),
    }
}

/// Students per teacher; of a small number of students it is written as the bound that it stays below, since it would
/// give the number away.
fn students_per_teacher(reading: &Reading) -> String {
    let form = |value: f64| format!("{value:.1}");
    let withheld = reading.counts.map(|counts| (disclosure::count(counts.count), counts.of));
    match withheld.filter(|(students, _)| !students.is_value()) {
        Some((Shown::Below(bound), of)) if of > 0.0 => shown(Shown::Below(bound / of), form),
        Some((students, _)) => shown(students, form),
        None => form(reading.value),
    }
}

/// A rate of persons; that of a small count is written as the bound that it stays below, since the rate would give the
/// count away.
fn rate_of_persons(reading: &Reading) -> String {
    let rate = reading.counts.map(|counts| disclosure::rate(counts.count, counts.of));
    let withheld = rate.filter(|rate| !rate.is_value());
    withheld.map_or_else(|| percent(reading.value), |rate| shown(rate, percent))
}
