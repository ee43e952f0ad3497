//! Rules that need more than one cell. A new rule is a file here, a call in this file, and a variant in the
//! group of `problem/` that it belongs to; its thresholds stand in the catalogue.

mod course;
mod declared_school;
mod destinations;
mod duplicates;
mod fractions;
mod lost_codes;
mod other_level;
mod parts;
mod quarters;
mod revisions;
mod section_totals;
mod sexes;
mod table;
mod total_rows;
mod years_to_come;

use talent_domain::{Codebook, Measure, Observation};

pub(crate) use declared_school::check_declared_school;
pub(crate) use fractions::check_fractions;
pub(crate) use lost_codes::lost_codes;
pub(crate) use other_level::of_other_level;
pub(crate) use sexes::check_sexes;
pub(crate) use total_rows::{check_total_rows, is_total};

use crate::catalogue::Rules;
use crate::finding::Finding;
use crate::findings::Findings;
use crate::row::Row;

/// Rules within one row.
pub(crate) fn check_row(row: &Row, rules: &Rules, findings: &mut Vec<Finding>) {
    findings.extend(destinations::check_destinations(row));
    parts::check_parts(row, rules, findings);
    parts::check_breakdowns(row, findings);
    parts::check_samples(row, findings);
}

/// The rules within one row, over its figures alone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowRules {
    over_plan: f64,
}

impl RowRules {
    /// Those of a workspace.
    pub(crate) fn of(rules: &Rules) -> Self {
        Self { over_plan: parts::over_plan(rules) }
    }

    /// Whether [`check_row`] looks at any of these measures.
    pub(crate) fn look_at(measures: &[Measure]) -> bool {
        measures.iter().any(|measure| parts::is_of_parts(*measure))
    }

    /// Whether [`check_row`] has nothing to say of a row with these figures.
    pub(crate) fn are_kept(self, figure: &impl Fn(Measure) -> Option<f64>) -> bool {
        destinations::other_sum(figure).is_none()
            && parts::exceeding(figure, self.over_plan).next().is_none()
            && parts::unfit(figure).next().is_none()
            && parts::without_sample(figure).next().is_none()
    }
}

/// Rules over the figures of all files.
pub(crate) fn check_figures(observations: &[Observation], findings: &mut Findings) {
    duplicates::check_duplicates(observations, findings);
    section_totals::check_section_totals(observations, findings);
    quarters::check_quarters(observations, findings);
}

/// Rules over figures that may be right although they look wrong. `known` are the figures already in
/// the store.
pub(crate) fn check_unlikely(
    observations: &[Observation],
    known: &[Observation],
    this_year: i32,
    (codebook, rules): (&Codebook, &Rules),
    findings: &mut Findings,
) {
    course::check_course(
        observations,
        known,
        course::Ground { codebook, rules, this_year },
        findings,
    );
    years_to_come::check_years_to_come(observations, this_year, findings);
}

/// What the figures change of those in the store.
pub(crate) fn check_revisions(
    observations: &[Observation],
    known: &[Observation],
    findings: &mut Findings,
) {
    revisions::check_revisions(observations, known, findings);
}
