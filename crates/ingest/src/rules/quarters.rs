//! X07: quarters are those of the quarter alone, and those to come are empty.

use std::collections::BTreeMap;

use talent_domain::{CellRef, Measure, Observation, SeriesKey, Year};

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::FigureProblem;

/// The fewest quarters that show a sum that goes on.
const FEWEST: usize = 3;
/// Sums of even quarters end at so many times the first as there are quarters; this part of it is enough.
const OF_EVEN: f64 = 0.8;

/// Figures of one year by quarter with their cells, the known ones alone.
type Quarters<'a> = BTreeMap<usize, (f64, &'a CellRef)>;

/// Quarters that rise as sums from the year's beginning do, and zeros at a year's end.
pub(super) fn check_quarters(observations: &[Observation], findings: &mut Findings) {
    let quarter = |o: &Observation| Measure::SUBSIDISED_HIRES.iter().position(|m| *m == o.measure);
    let mut years: BTreeMap<(&SeriesKey, Year), Quarters<'_>> = BTreeMap::new();
    for observation in observations {
        let Some(quarter) = quarter(observation) else { continue };
        let year = years.entry((&observation.key, observation.year)).or_default();
        year.insert(quarter, (observation.value, &observation.provenance.cell));
    }
    for quarters in years.into_values() {
        let hires: Vec<f64> = quarters.values().map(|(hires, _)| *hires).collect();
        let Some((last, cell)) = quarters.values().next_back().copied() else { continue };
        if are_cumulated(&hires) {
            let problem = FigureProblem::Cumulated { first: hires[0], last, quarters: hires.len() };
            findings.push(Finding::at(cell.clone(), problem));
        } else if last == 0.0 && hires.iter().any(|hires| *hires > 0.0) {
            findings.push(Finding::at(cell.clone(), FigureProblem::NobodyAtTheEnd));
        }
    }
}

fn are_cumulated(hires: &[f64]) -> bool {
    let rise = hires.windows(2).all(|pair| pair[1] > pair[0]);
    let [first, .., last] = hires else { return false };
    hires.len() >= FEWEST && rise && *last >= OF_EVEN * hires.len() as f64 * first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_that_go_on_are_told_from_quarters_that_grow() {
        assert!(are_cumulated(&[576.0, 1206.0, 1854.0, 2304.0]));
        assert!(are_cumulated(&[100.0, 190.0, 300.0]));
        assert!(!are_cumulated(&[100.0, 120.0, 140.0, 180.0]));
        assert!(!are_cumulated(&[352.0, 737.0]));
        assert!(!are_cumulated(&[10.0, 300.0, 200.0, 350.0]));
    }
}
