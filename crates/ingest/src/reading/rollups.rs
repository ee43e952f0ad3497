//! Subtotals between the rows, held against the rows that they are of.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use talent_domain::{CellRef, Level, Measure, Observation, SchoolCode, Unit, Year};

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::FigureProblem;
use crate::rules::is_total;

/// A figure of a subtotal.
pub(super) struct Rollup {
    pub(super) measure: Measure,
    /// The year, if the row or the table states one.
    pub(super) year: Option<Year>,
    pub(super) value: f64,
    pub(super) cell: CellRef,
}

/// Holds subtotals against the rows above them up to the subtotal before, the rows below them, and the rows of the
/// same school or of the whole sheet. A subtotal that is none of these sums is reported, one without such rows is not.
pub(super) fn check_rollups(rollups: &[Rollup], read: &[Observation], findings: &mut Findings) {
    if rollups.is_empty() {
        return;
    }
    let rows = Rows::of(rollups, read);
    for rollup in rollups.iter().filter(|rollup| adds_up(rollup.measure)) {
        let sums = rows.sums(rollup);
        let Some(first) = sums.first() else { continue };
        let fits = |sum: &f64| (sum - rollup.value).abs() <= 0.5_f64.max(1e-6 * rollup.value.abs());
        if !sums.iter().any(fits) {
            let problem = FigureProblem::TotalDiffers { stated: rollup.value, sum: *first };
            findings.push(Finding::at(rollup.cell.clone(), problem));
        }
    }
}

/// Whether figures of a measure add up.
fn adds_up(measure: Measure) -> bool {
    matches!(measure.unit(), Unit::Persons | Unit::Count | Unit::HundredMillionYuan)
}

/// The rows of a sheet that hold figures and are no total.
struct Rows<'a> {
    by_row: BTreeMap<u32, Vec<&'a Observation>>,
    /// Rows of totals and subtotals.
    ends: BTreeSet<u32>,
    of_all: BTreeMap<(Option<&'a SchoolCode>, Measure, Year), f64>,
}

impl<'a> Rows<'a> {
    fn of(rollups: &[Rollup], read: &'a [Observation]) -> Self {
        let mut rows = Self {
            by_row: BTreeMap::new(),
            ends: rollups.iter().map(|rollup| rollup.cell.row).collect(),
            of_all: BTreeMap::new(),
        };
        for observation in read {
            let row = observation.provenance.cell.row;
            // The industry of employment may be the total, and its rows no total over schools.
            if is_total(observation) && observation.key.industry == Level::Total {
                rows.ends.insert(row);
                continue;
            }
            rows.by_row.entry(row).or_default().push(observation);
            for school in [observation.key.school.code(), None] {
                let key = (school, observation.measure, observation.year);
                *rows.of_all.entry(key).or_default() += observation.value;
            }
        }
        rows
    }

    /// The sums that a subtotal may be, the likeliest first.
    fn sums(&self, rollup: &Rollup) -> Vec<f64> {
        let row = rollup.cell.row;
        let is_its = |observation: &&&Observation| {
            observation.measure == rollup.measure
                && rollup.year.is_none_or(|year| observation.year == year)
        };
        let before =
            self.ends.range(..row).next_back().map_or(Bound::Unbounded, |r| Bound::Excluded(*r));
        let beyond = (Bound::Excluded(row), Bound::Unbounded);
        let after =
            self.ends.range(beyond).next().map_or(Bound::Unbounded, |r| Bound::Excluded(*r));
        let above: Vec<&&Observation> = self
            .by_row
            .range((before, Bound::Excluded(row)))
            .flat_map(|(_, row)| row)
            .filter(is_its)
            .collect();
        let below: Vec<&&Observation> = self
            .by_row
            .range((Bound::Excluded(row), after))
            .flat_map(|(_, row)| row)
            .filter(is_its)
            .collect();
        let mut sums = Vec::new();
        for (run, nearest) in [(&above, above.last()), (&below, below.first())] {
            let Some(nearest) = nearest else { continue };
            let school = nearest.key.school.code();
            sums.push(run.iter().map(|observation| observation.value).sum());
            let of_school = run.iter().filter(|other| other.key.school.code() == school);
            sums.push(of_school.map(|observation| observation.value).sum());
            for school in [school, None] {
                let key = (school, rollup.measure, nearest.year);
                sums.extend(self.of_all.get(&key));
            }
        }
        sums
    }
}
