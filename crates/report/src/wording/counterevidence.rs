//! What speaks against a surplus, in sentences.

use talent_domain::Lang;
use talent_outlook::CounterEvidence;

use super::figures::percent;

/// At most so many occupations are named.
const NAMED: usize = 3;

/// What speaks against calling a programme or class a surplus: a sentence for the occupations that employers lack, one
/// for the outcomes of its graduates; nothing where nothing does.
pub fn explain_counterevidence(found: &[CounterEvidence], lang: Lang) -> Vec<String> {
    let outcomes = found.iter().filter_map(|evidence| outcomes_sentence(evidence, lang));
    lacked_sentence(found, lang).into_iter().chain(outcomes).collect()
}

/// The occupations on the list, with quarter and rank.
fn lacked_sentence(found: &[CounterEvidence], lang: Lang) -> Option<String> {
    let named: Vec<String> = found
        .iter()
        .filter_map(|evidence| match evidence {
            CounterEvidence::Lacked { occupation, quarter, rank, .. } => Some(match lang {
                Lang::Zh => format!("“{occupation}”（{}第 {rank} 位）", quarter.name(lang)),
                Lang::En => format!("{occupation} (rank {rank} in {quarter})"),
            }),
            CounterEvidence::Outcomes { .. } => None,
        })
        .collect();
    let more = if named.len() > NAMED { lang.pick("等", " and others") } else { "" };
    let shown = named[..named.len().min(NAMED)].join(lang.pick("、", ", "));
    (!named.is_empty()).then(|| match lang {
        Lang::Zh => format!("对应职业{shown}{more}在全国最缺工职业排行上，过剩判断须结合本地情况核实。"),
        Lang::En => format!(
            "Of the occupations that it leads to, {shown}{more} stand on the national list of those lacked most: check the surplus against what is known locally."
        ),
    })
}

/// Good outcomes, and what the judgement is about all the same.
fn outcomes_sentence(evidence: &CounterEvidence, lang: Lang) -> Option<String> {
    let CounterEvidence::Outcomes { placement, matched, cohorts } = evidence else { return None };
    let (placement, matched) = (percent(*placement), percent(*matched));
    Some(match lang {
        Lang::Zh => format!(
            "近 {cohorts} 届合计直接就业率 {placement}、对口率 {matched}，毕业生目前就业良好；过剩判断针对今后几年供给与需求之差，压缩招生前请先核实。"
        ),
        Lang::En => format!(
            "Placement {placement} and match {matched} of the last {cohorts} cohorts together: graduates do well now. The surplus is about supply and demand in the years to come; verify it before shrinking intake."
        ),
    })
}

#[cfg(test)]
mod tests {
    use talent_domain::{ListRow, Quarter, TemplateCode};

    use super::*;

    #[test]
    fn occupations_and_outcomes_are_a_sentence_each() {
        let row = ListRow { list: TemplateCode::C11, row: 0 };
        let quarter = Quarter { year: 2022, quarter: 4 };
        let lacked = |occupation: &str, rank| CounterEvidence::Lacked {
            occupation: occupation.to_owned(),
            quarter,
            rank,
            row,
        };
        let mut found: Vec<CounterEvidence> = ["营销员", "快递员", "保洁员", "保安员"]
            .into_iter()
            .zip(1..)
            .map(|(o, r)| lacked(o, r))
            .collect();
        found.push(CounterEvidence::Outcomes { placement: 0.96, matched: 0.82, cohorts: 3 });
        let told = explain_counterevidence(&found, Lang::Zh);
        assert_eq!(
            told[0],
            "对应职业“营销员”（2022 年四季度第 1 位）、“快递员”（2022 年四季度第 2 位）、“保洁员”（2022 年四季度第 3 位）等在全国最缺工职业排行上，过剩判断须结合本地情况核实。"
        );
        assert!(told[1].starts_with("近 3 届合计直接就业率 96.0%、对口率 82.0%"), "{}", told[1]);
        assert_eq!((told.len(), explain_counterevidence(&[], Lang::En).len()), (2, 0));
    }
}
