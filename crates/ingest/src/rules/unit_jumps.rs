//! T04: a figure far from the others of its series is probably in a wrong unit.

use std::collections::BTreeMap;

use talent_domain::{Measure, Observation, SeriesKey};

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::FigureProblem;

/// 万 against one is 10,000, 亿 against 万 too; real changes of such series stay below this.
const SUSPICIOUS: f64 = 10.0;
/// Fewer figures do not say what is usual.
const FEWEST: usize = 4;

/// A figure ten or more times (or a tenth or less) of what is usual for its series, the upper median, looks
/// like a wrong unit. `known` are the figures already in the store.
pub(super) fn check_unit_jumps(
    observations: &[Observation],
    known: &[Observation],
    findings: &mut Findings,
) {
    let mut series: BTreeMap<(&SeriesKey, Measure), Vec<f64>> = BTreeMap::new();
    for observation in known.iter().chain(observations).filter(|o| is_smooth(o.measure)) {
        series.entry((&observation.key, observation.measure)).or_default().push(observation.value);
    }
    for values in series.values_mut() {
        values.sort_by(f64::total_cmp);
    }
    for observation in observations.iter().filter(|o| is_smooth(o.measure)) {
        let values = &series[&(&observation.key, observation.measure)];
        let (value, usual) = (observation.value, values[values.len() / 2]);
        if values.len() >= FEWEST && is_jump(value, usual) {
            let cell = observation.provenance.cell.clone();
            findings.push(Finding::at(cell, FigureProblem::UnitJump { value, usual }));
        }
    }
}

/// Whether figures of this measure change little from year to year.
fn is_smooth(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Employment | Measure::ValueAdded | Measure::Gdp | Measure::SecondaryStudents
    )
}

fn is_jump(value: f64, usual: f64) -> bool {
    usual > 0.0 && value > 0.0 && !(1.0 / SUSPICIOUS..SUSPICIOUS).contains(&(value / usual))
}
