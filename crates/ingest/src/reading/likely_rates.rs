//! Counts of graduates that may be percentages, which nobody can tell by the heading.

use talent_domain::{Measure, Observation};

use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::problem::HeadingProblem;
use crate::sheet::Sheet;
use crate::table::Binding;

/// Figures that schools give as rates as often as as counts.
const OFTEN_RATES: [Measure; 4] =
    [Measure::DirectJobs, Measure::FurtherStudy, Measure::MatchedJobs, Measure::LocalJobs];

/// Says of columns without a word for persons that they were read as counts, where all their figures could be
/// percentages although there are more than a hundred graduates.
pub(super) fn likely_rates(sheet: &Sheet, binding: &Binding, read: &[Observation]) -> Vec<Finding> {
    let graduates: Vec<&Observation> =
        read.iter().filter(|figure| figure.measure == Measure::Graduates).collect();
    let could_be_rate = |measure: Measure| {
        let mut figures = read.iter().filter(|figure| figure.measure == measure).peekable();
        let is_some = figures.peek().is_some();
        is_some && figures.all(|figure| (20.0..=100.0).contains(&figure.value))
    };
    let is_many = graduates.len() > 1 && graduates.iter().all(|figure| figure.value > 100.0);
    let of_persons = |column: usize| {
        let rows = sheet.first()..=binding.last_heading_row;
        rows.rev().any(|row| {
            matches!(sheet.cell(row, column).value, CellValue::Text(text) if text.contains('人'))
        })
    };
    let unclear = binding.columns.iter().filter(|bound| match bound.spec.kind {
        Kind::Figure(measure) => OFTEN_RATES.contains(&measure) && could_be_rate(measure),
        _ => false,
    });
    let unclear = unclear.filter(|bound| is_many && !of_persons(bound.column));
    let finding = |column: usize, heading: &str| {
        let problem = HeadingProblem::MaybeRate { heading: heading.to_owned() };
        sheet.cell(binding.last_heading_row, column).finding(problem)
    };
    unclear.map(|bound| finding(bound.column, bound.spec.heading)).collect()
}
