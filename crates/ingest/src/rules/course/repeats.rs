//! T02: figures that repeat themselves were carried over from the year before.

use std::collections::BTreeMap;

use talent_domain::{Measure, SchoolCode, Year};

use super::{Course, Entry, Ground, is_amount, is_count};
use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::CourseProblem;
use crate::rules::table::{Table, table_of};

/// The figures of a school in a table and year beside those of the year before.
#[derive(Default)]
struct Compared<'c, 'a> {
    first: Option<&'c Entry<'a>>,
    all: usize,
    same: usize,
}

/// Looks for a year of a school in which all figures are those of the year before, and for figures that stay the same for years.
pub(super) fn check_repeats(course: &Course<'_>, ground: Ground<'_>, findings: &mut Findings) {
    let fewest = ground.rules.threshold("T02", "figures");
    let mut schools: BTreeMap<(&SchoolCode, Table, Year), Compared<'_, '_>> = BTreeMap::new();
    for place in course.places() {
        for (before, now) in
            place.series().flat_map(|series| series.iter().zip(series.iter().skip(1)))
        {
            let (Some(school), Some(table)) = (now.of.key.school.code(), table_of(now.of.measure))
            else {
                continue;
            };
            let is_pair = before.of.year + 1 == now.of.year && now.is_new;
            let is_something = before.of.value > 0.0 || now.of.value > 0.0;
            if !(is_pair && is_something && matches!(table, Table::T1 | Table::T2)) {
                continue;
            }
            let compared = schools.entry((school, table, now.of.year)).or_default();
            compared.first.get_or_insert(now);
            compared.all += 1;
            compared.same += usize::from(before.of.value == now.of.value);
        }
    }
    for ((school, _, year), compared) in schools {
        if let Some(first) = compared.first
            && compared.same == compared.all
            && compared.all as f64 >= fewest
        {
            let problem = CourseProblem::SameYear {
                school: ground.codebook.school_name(school).to_owned(),
                year: year.number(),
                figures: compared.all,
            };
            findings.push(Finding::at(first.of.provenance.cell.clone(), problem));
        }
    }
    let limits = ["years", "persons"].map(|key| ground.rules.threshold("T02", key));
    for series in course.places().flat_map(|place| place.series()) {
        check_series(series, limits, findings);
    }
}

/// Says at its last figure that a series stays the same for so many years, of so many persons.
fn check_series(series: &[Entry<'_>], [years, persons]: [f64; 2], findings: &mut Findings) {
    let is_run_on =
        |a: &Entry<'_>, b: &Entry<'_>| a.of.value == b.of.value && a.of.year + 1 == b.of.year;
    for run in series.chunk_by(is_run_on).filter(|run| run.len() as f64 >= years) {
        let Some(last) = run.last() else { continue };
        let measure = last.of.measure;
        // Plans are round, and classes are filled up to them.
        let may_stay = matches!(
            measure,
            Measure::PlannedIntake
                | Measure::Admitted
                | Measure::ProgrammeTeachers
                | Measure::DualQualifiedTeachers
                | Measure::EquipmentValue
                | Measure::SecondarySchools
                | Measure::AboveScaleFirms
        );
        let is_large = last.of.value >= if is_count(measure) { persons } else { f64::MIN_POSITIVE };
        let is_told = is_large && last.is_new && !is_rounded(last.of.value);
        if is_amount(measure) && !may_stay && is_told {
            let problem = CourseProblem::SameFigure {
                figure: measure,
                value: last.of.value,
                years: run.len(),
            };
            findings.push(Finding::at(last.of.provenance.cell.clone(), problem));
        }
    }
}

/// Whether a figure has two digits before its zeros at most: of rounded figures several are the same by chance.
fn is_rounded(value: f64) -> bool {
    let mut rest = value;
    while rest >= 100.0 && rest % 10.0 == 0.0 {
        rest /= 10.0;
    }
    rest < 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_figures_are_told() {
        for value in [400.0, 5_600.0, 90.0, 1_000_000.0] {
            assert!(is_rounded(value), "{value}");
        }
        for value in [412.0, 5_610.0, 101.0] {
            assert!(!is_rounded(value), "{value}");
        }
    }
}
