//! From industries to occupations to classes of programmes: the staffing pattern (C8), the links of occupations (C9), their
//! parameters (P1), workers (P5) and exits by age (P4). A section without a staffing pattern is its own group of
//! occupations, linked through the table of classes to industries (C5).

mod links;
mod parameters;
mod staffing;

use std::collections::BTreeSet;

use talent_domain::{Codebook, EducationLevel, IndustryCode, Origins, ProgrammeClass, Year};
use talent_market::Matrix;

use crate::assumptions::SectionAssumptions;
use crate::{Assumptions, ReleaseError};
use links::{Served, bridge_matrix, classes_of, classes_of_occupation, classes_of_section};
use staffing::Pattern;

pub(crate) use parameters::{exit_factors, retirement_rows};

/// What the occupations of a city are worked out from.
#[derive(Debug, Clone, Copy)]
pub struct OccupationInputs<'a> {
    /// The lists C5, C8, C9, P1, P4 and P5.
    pub codes: &'a Codebook,
    /// The level of education that is looked at.
    pub level: EducationLevel,
    /// Sections in the order of employment.
    pub sections: &'a [IndustryCode],
    /// Workers of each section, persons.
    pub employed: &'a [f64],
    /// Classes of the programmes that are or were offered.
    pub offered: &'a BTreeSet<ProgrammeClass>,
    /// The year whose links hold.
    pub base: Year,
    /// What is assumed of sections.
    pub assumptions: &'a Assumptions,
}

/// The occupations of a city and what is taken from their openings.
#[derive(Debug, Clone)]
pub struct Occupations {
    /// What each is called; a section that is its own group has its name.
    pub names: Vec<String>,
    /// Sections (rows) to occupations (columns): shares of a section's workers.
    pub staffing: Matrix,
    /// What the workers by occupation (P5) were multiplied by to add up to those of the sections; none without P5.
    pub workers_scale: Option<f64>,
    /// By section and occupation, what the shares are multiplied by each year; none where they
    /// stay.
    pub drift: Option<Vec<Vec<f64>>>,
    /// Share of the workers of each occupation who leave the labour force each year.
    pub exit_rates: Vec<f64>,
    /// Share of the openings of each occupation filled from the level.
    pub level_shares: Vec<f64>,
    /// The classes of programmes, in the order of the bridge's columns.
    pub classes: Vec<ProgrammeClass>,
    /// Occupations (rows) to classes (columns); the last column is work that no class prepares for.
    pub bridge: Matrix,
    /// Whether an occupation is linked by a table that was taken in as published.
    pub published: Vec<bool>,
    /// By occupation, the list rows that its staffing, workers and parameters were taken from.
    rows: Vec<Origins>,
    /// By occupation, its links to programme classes.
    served: Vec<Served>,
}

impl Occupations {
    /// Joins the lists; the error names the list or the row that is missing.
    pub fn new(inputs: &OccupationInputs<'_>) -> Result<Self, ReleaseError> {
        let OccupationInputs { codes, level, sections, assumptions, .. } = *inputs;
        let assumed = assumptions_of(sections, assumptions)?;
        let pattern = Pattern::new(inputs)?;
        check_lists(inputs, &pattern)?;
        let parameters = parameters::parameters(codes, sections, &assumed, &pattern);
        let of_occupations =
            pattern.named.iter().map(|name| classes_of_occupation(codes, level, name, inputs.base));
        let of_sections = pattern.own.iter().map(|code| classes_of_section(codes, level, code));
        let served: Vec<Served> = of_occupations.chain(of_sections).collect();
        let classes = classes_of(&served, inputs.offered.iter().cloned());
        let bridge = bridge_matrix(&served, &classes)?;
        let rows = (0..served.len()).map(|column| pattern.rows(codes, column)).collect();
        Ok(Self {
            workers_scale: pattern.workers_scale,
            names: pattern.names(codes),
            exit_rates: parameters.iter().map(|of| of.exit_rate).collect(),
            level_shares: parameters.iter().map(|of| of.level_share).collect(),
            published: (0..served.len()).map(|column| column < pattern.named.len()).collect(),
            drift: pattern.drift,
            staffing: pattern.staffing,
            bridge,
            classes,
            rows,
            served,
        })
    }

    /// Of one opening in each section, the part that falls to the work of each class at the level: `π·κ·B`, one row
    /// per section.
    pub fn to_classes(&self) -> Vec<Vec<f64>> {
        self.staffing
            .rows()
            .map(|row| {
                let at_level: Vec<f64> = row
                    .iter()
                    .zip(&self.level_shares)
                    .map(|(share, level)| share * level)
                    .collect();
                self.bridge.spread(&at_level)
            })
            .collect()
    }

    /// The part of a class's demand that rests on published links, a fraction; occupations are
    /// weighted by `openings`, persons.
    pub fn published_share(&self, openings: &[f64], class: usize) -> f64 {
        let (mut known, mut whole) = (0.0, 0.0);
        for (occupation, persons) in openings.iter().enumerate() {
            let bridged = self.bridge.row(occupation)[class];
            let part = persons * self.level_shares[occupation] * bridged;
            whole += part;
            known += if self.published[occupation] { part } else { 0.0 };
        }
        if whole > 0.0 { known / whole } else { 0.0 }
    }

    /// The list rows that the demand of a class goes through: of occupations that it serves, their staffing,
    /// workers and parameters, and its links.
    pub fn origins(&self, class: usize) -> Origins {
        let mut origins = Origins::default();
        for (column, rows) in self.rows.iter().enumerate() {
            if self.bridge.row(column)[class] <= 0.0 {
                continue;
            }
            origins.absorb(rows);
            let links = self.served[column].get(&self.classes[class]);
            origins.add_list_rows(links.into_iter().flat_map(|link| link.rows.iter().copied()));
        }
        origins
    }
}

/// What is assumed of each section; the error names one without assumptions.
fn assumptions_of(
    sections: &[IndustryCode],
    assumptions: &Assumptions,
) -> Result<Vec<SectionAssumptions>, ReleaseError> {
    let of_section = |code: &IndustryCode| {
        let found = assumptions.sections.get(code).copied();
        found.ok_or_else(|| ReleaseError::NoAssumptions(code.clone()))
    };
    sections.iter().map(of_section).collect()
}

/// Whether the lists link every occupation, and the shares of openings are of the level asked for.
fn check_lists(inputs: &OccupationInputs<'_>, pattern: &Pattern<'_>) -> Result<(), ReleaseError> {
    let OccupationInputs { codes, level, assumptions, .. } = *inputs;
    if !pattern.own.is_empty() && codes.bridge.is_empty() {
        return Err(ReleaseError::NoBridge);
    }
    let described = pattern.named.iter().all(|name| codes.occupations.contains_key(*name));
    let needs_assumed = !(pattern.own.is_empty() && described);
    if assumptions.level != level && needs_assumed {
        return Err(ReleaseError::OtherLevel { assumed: assumptions.level, asked: level });
    }
    Ok(())
}
