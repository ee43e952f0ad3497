//! X02 in tables of industries: the total of employment is the sum of its sections.

use std::collections::BTreeMap;

use talent_domain::{CellRef, IndustryCode, Level, Measure, Observation, RegionCode, Year};

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::FigureProblem;

/// The employment of one region in one year.
struct Employment<'a> {
    total: (f64, &'a CellRef),
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
    let of_employment = || observations.iter().filter(|o| o.measure == Measure::Employment);
    let totals = of_employment().filter(|o| o.key.industry == Level::Total).map(|of| {
        let total = (of.value, &of.provenance.cell);
        ((&of.key.region, of.year), Employment { total, sum: 0.0, sections: 0 })
    });
    let mut years: BTreeMap<(&RegionCode, Year), Employment<'_>> = totals.collect();
    if years.is_empty() {
        return;
    }
    for section in of_employment() {
        let key = (&section.key.region, section.year);
        let is_section = section.key.industry.code().is_some_and(IndustryCode::is_section);
        if let Some(year) = years.get_mut(&key).filter(|_| is_section) {
            year.sum += section.value;
            year.sections += 1;
        }
    }
    for Employment { total: (stated, cell), sum, sections } in years.into_values() {
        if sections >= 2
            && (sections >= COMPLETE || sum > stated)
            && (stated - sum).abs() > ROUNDING.max(0.005 * stated)
        {
            let problem = FigureProblem::TotalDiffers { stated, sum };
            findings.push(Finding::at(cell.clone(), problem));
        }
    }
}
