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
    // What is beyond a threshold must not read like the threshold itself.
    let value = if value == threshold {
        told_apart(reading.value, reading.threshold, value)
    } else {
        value
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

/// A figure that reads like its threshold, `text`, with as many decimals as tell them apart; as it is where they are the same.
/// Fractions are per cent where `text` is.
fn told_apart(value: f64, threshold: f64, text: String) -> String {
    let (factor, unit) = if text.ends_with('%') { (100.0, "%") } else { (1.0, "") };
    let written = |digits: usize| {
        [value, threshold].map(|figure| format!("{:.digits$}{unit}", factor * figure))
    };
    let apart = (1..=6).map(written).find(|[value, threshold]| value != threshold);
    match apart {
        Some([value, _]) if !text.starts_with(['<', '>']) => value,
        _ => text,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_just_below_a_threshold_does_not_read_like_it() {
        let told = |value, threshold, text: &str| told_apart(value, threshold, text.to_owned());
        assert_eq!(told(0.1473, 0.15, "15%"), "14.7%");
        assert_eq!(told(0.149_96, 0.15, "15%"), "14.996%");
        assert_eq!(told(0.15, 0.15, "15%"), "15%");
        assert_eq!(told(1.496, 1.5, "1.50"), "1.496");
    }
}
