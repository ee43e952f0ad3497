//! X02 in tables of industries: the total of employment is the sum of its sections.

use std::collections::BTreeMap;

use talent_domain::{CellRef, Level, Measure, Observation, RegionCode, Year};

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::FigureProblem;

/// The employment of one region in one year.
#[derive(Default)]
struct Employment<'a> {
    total: Option<(f64, &'a CellRef)>,
    /// The sum over the sections that are given.
    sum: f64,
    sections: usize,
}

/// A stated total of employment must be the sum of its sections, but for rounding. Where only some sections are given, as
/// in a table of a few of interest, it is at least their sum.
pub(super) fn check_section_totals(observations: &[Observation], findings: &mut Findings) {
    /// Sections are rounded to 0.01 万人 each: 50 persons off at most, nineteen times.
    const ROUNDING: f64 = 1_000.0;
    /// The fewest that a classification had whose table is complete (GB/T 4754-1994, as yearbooks printed it).
    const COMPLETE: usize = 15;
    let mut years: BTreeMap<(&RegionCode, Year), Employment<'_>> = BTreeMap::new();
    for observation in observations.iter().filter(|o| o.measure == Measure::Employment) {
        let key = (&observation.key.region, observation.year);
        let year = years.entry(key).or_default();
        match &observation.key.industry {
            Level::Total => year.total = Some((observation.value, &observation.provenance.cell)),
            Level::Code(code) if code.is_section() => {
                year.sum += observation.value;
                year.sections += 1;
            }
            Level::Code(_) => {}
        }
    }
    for Employment { total, sum, sections } in years.into_values() {
        if let Some((stated, cell)) = total
            && sections >= 2
            && (sections >= COMPLETE || sum > stated)
            && (stated - sum).abs() > ROUNDING.max(0.005 * stated)
        {
            let problem = FigureProblem::TotalDiffers { stated, sum };
            findings.push(Finding::at(cell.clone(), problem));
        }
    }
}
