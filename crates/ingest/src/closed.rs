//! Periods that are closed: figures of theirs change only for a reason that is given.

use std::collections::BTreeMap;

use talent_domain::{Measure, Observation, SeriesKey, TemplateCode, Year};

use crate::answer::Answer;
use crate::checked::Checked;
use crate::finding::Finding;
use crate::problem::SourceProblem;
use crate::templates::Template;

/// The table that figures of a measure are collected by: T1 to T7 by their columns, T0 for all others.
pub fn table_of(measure: Measure) -> TemplateCode {
    use TemplateCode::{T0, T1, T2, T3, T4, T5, T6, T7};
    let holds = |table: &TemplateCode| Template::of(*table).measures().any(|own| own == measure);
    [T1, T2, T3, T4, T5, T6, T7].into_iter().find(holds).unwrap_or(T0)
}

/// Adds a finding for every figure that would change in a closed period, or that is new there: an error, or a caution
/// where it is a correction, with the reason.
///
/// `known` are the figures in force.
pub fn check_closed(
    checked: &mut Checked,
    known: &[Observation],
    closed: &[(TemplateCode, Year)],
    correction: Option<&str>,
) {
    if closed.is_empty() {
        return;
    }
    let is_closed = |o: &Observation| {
        let table = table_of(o.measure);
        closed.contains(&(table, o.year)).then_some(table)
    };
    let before: BTreeMap<(&SeriesKey, Measure, Year), f64> = known
        .iter()
        .filter(|o| is_closed(o).is_some())
        .map(|o| ((&o.key, o.measure, o.year), o.value))
        .collect();
    let mut found = Vec::new();
    for o in &checked.observations {
        let Some(table) = is_closed(o) else { continue };
        let before = before.get(&(&o.key, o.measure, o.year)).copied();
        if before == Some(o.value) {
            continue;
        }
        let (year, measure, after) = (o.year, o.measure, o.value);
        let problem = if correction.is_some() {
            SourceProblem::Corrected { table, year, measure, before, after }
        } else {
            SourceProblem::Closed { table, year, measure, before, after }
        };
        let explanation = correction.map(str::to_owned);
        let finding = Finding::at(o.provenance.cell.clone(), problem);
        found.push(finding.answered(Answer { explanation, ..Answer::default() }));
    }
    checked.findings.extend(found);
}
