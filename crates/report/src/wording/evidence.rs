//! What a signal saw: the sentence of the catalogue of signals with its figures filled in.

use talent_domain::Lang;
use talent_outlook::{Evidence, StatutoryRecord};
use talent_warning::FigureUnit;

use super::figures::{percent, probability, ratio, whole};
use super::quality_index::index_figure;

/// What a signal saw, in one sentence: the value, the counts behind it in persons or schools, the threshold, and the
/// probability of lying beyond it. Where these figures may not be shown it only says so.
///
/// The sentence has the slots `{value}`, `{threshold}`, `{count}`, `{of}` and `{chance}`; a slot that a sentence lacks
/// is passed over.
pub fn explain_evidence(evidence: &Evidence, lang: Lang) -> String {
    let reading = &evidence.reading;
    if evidence.withheld {
        return lang
            .pick(
                "公开数字经过取整，按其算出的结果与实际判断不一致，或人数太少，不列数值",
                "not shown to the public: rounded figures would give another result than the reported ones, or are of too few persons",
            )
            .to_owned();
    }
    let counted = |number: Option<f64>| number.map_or_else(String::new, whole);
    let (value, threshold) = match reading.signal.unit() {
        FigureUnit::ShareOfPersons => (percent(reading.value), percent(reading.threshold)),
        FigureUnit::Chance => (probability(reading.value), probability(reading.threshold)),
        FigureUnit::StudentsPerTeacher => {
            (format!("{:.1}", reading.value), whole(reading.threshold))
        }
        FigureUnit::ShareOfSchools | FigureUnit::ShareOfTeachers => {
            (percent(reading.value), percent(reading.threshold))
        }
        FigureUnit::Points => (index_figure(reading.value), index_figure(reading.threshold)),
        FigureUnit::Ratio => (ratio(reading.value), ratio(reading.threshold)),
        FigureUnit::Persons | FigureUnit::YuanPerStudent => {
            (whole(reading.value), whole(reading.threshold))
        }
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
