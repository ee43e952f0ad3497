//! X02 in tables of schools: total rows are the sum of the rows beside them.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Codebook, Level, Measure, Observation, ProgrammeCode, SchoolCode, Unit, Year};

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::{FigureProblem, RowProblem};

/// Whether a figure is the total over programmes or schools.
pub(crate) fn is_total(observation: &Observation) -> bool {
    observation.key.programme == Level::Total || observation.key.school == Level::Total
}

/// Holds the total rows (合计) of a sheet against its rows of programmes, if it has some: there they sum up
/// the sheet, which may be of one school. A school that gives its total alone is named once.
pub(crate) fn check_total_rows(read: &[Observation], codebook: &Codebook, findings: &mut Findings) {
    let mut reported: BTreeSet<(&SchoolCode, Year)> = BTreeSet::new();
    let mut sums: BTreeMap<Part<'_>, f64> = BTreeMap::new();
    for part in read.iter().filter(|observation| !is_total(observation)) {
        reported.extend(part.key.school.code().map(|school| (school, part.year)));
        for (programme, school) in [(true, false), (false, true), (false, false)] {
            *sums.entry(Part::of(part, programme, school)).or_default() += part.value;
        }
    }
    if sums.is_empty() {
        return;
    }
    let mut alone: BTreeSet<(&SchoolCode, Year)> = BTreeSet::new();
    let of_persons = |total: &&Observation| total.measure.unit() == Unit::Persons;
    for total in read.iter().filter(|observation| is_total(observation)).filter(of_persons) {
        if let (Level::Code(school), Level::Total) = (&total.key.school, &total.key.programme)
            && !reported.contains(&(school, total.year))
        {
            if alone.insert((school, total.year)) {
                let name = codebook.schools.get(school).map(|entry| entry.name.clone());
                let problem = RowProblem::TotalAlone { school: name.unwrap_or(school.to_string()) };
                findings.push(Finding::at(total.provenance.cell.clone(), problem));
            }
            continue;
        }
        let sum = sums.get(&Part::of(total, true, true)).copied().unwrap_or(0.0);
        if (sum - total.value).abs() > 0.5 {
            let problem = FigureProblem::TotalDiffers { stated: total.value, sum };
            findings.push(Finding::at(total.provenance.cell.clone(), problem));
        }
    }
}

/// What figures are added up by; `None` is all programmes, or all schools.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Part<'a> {
    measure: Measure,
    year: Year,
    programme: Option<&'a ProgrammeCode>,
    school: Option<&'a SchoolCode>,
}

impl<'a> Part<'a> {
    /// What a figure is part of, with its programme and its school or without.
    fn of(observation: &'a Observation, programme: bool, school: bool) -> Self {
        let key = &observation.key;
        Self {
            measure: observation.measure,
            year: observation.year,
            programme: key.programme.code().filter(|_| programme),
            school: key.school.code().filter(|_| school),
        }
    }
}
