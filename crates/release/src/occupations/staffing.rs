//! The staffing pattern: which occupations the workers of a section are in (C8), fitted to the workers of each
//! occupation in the city (P5).

use talent_domain::{Codebook, IndustryCode, Origins, StaffingRow, TemplateCode};
use talent_market::{MarginError, Matrix, fit_margins};

use super::OccupationInputs;
use crate::ReleaseError;

/// Sections to occupations: those of staffing patterns come first, then each section without a pattern as a group
/// of its own.
pub(super) struct Pattern<'a> {
    /// Occupations of staffing patterns, by code.
    pub(super) named: Vec<&'a str>,
    /// Sections without a pattern.
    pub(super) own: Vec<&'a IndustryCode>,
    /// Sections (rows) to occupations (columns): shares of a section's workers.
    pub(super) staffing: Matrix,
    /// By section and occupation, what the shares are multiplied by each year; none where they
    /// stay.
    pub(super) drift: Option<Vec<Vec<f64>>>,
    /// What the workers by occupation were multiplied by; none without P5.
    pub(super) workers_scale: Option<f64>,
    sections: &'a [IndustryCode],
}

impl<'a> Pattern<'a> {
    /// Fails where a pattern's occupations have no links (C9), or workers by occupation (P5) are
    /// missing or cannot be met.
    pub(super) fn new(inputs: &OccupationInputs<'a>) -> Result<Self, ReleaseError> {
        let OccupationInputs { codes, sections, .. } = *inputs;
        let named = named_occupations(&codes.staffing, sections);
        if !named.is_empty() && codes.occupation_classes.is_empty() {
            return Err(ReleaseError::NoOccupationLinks);
        }
        let has_pattern =
            |section: &IndustryCode| codes.staffing.iter().any(|row| row.industry == *section);
        let own: Vec<&IndustryCode> =
            sections.iter().filter(|section| !has_pattern(section)).collect();
        let (mut shares, drift) = shares_and_drift(codes, sections, &named, &own);
        let mut workers_scale = None;
        if !codes.occupation_workers.is_empty() && !named.is_empty() {
            workers_scale = Some(fit_to_workers(inputs, &named, &mut shares)?);
        }
        let drifts = drift.iter().flatten().any(|factor| *factor != 1.0);
        Ok(Self {
            named,
            own,
            staffing: Matrix::new(shares)?,
            drift: drifts.then_some(drift),
            workers_scale,
            sections,
        })
    }

    /// What each occupation is called; a section that is its own group has its name.
    pub(super) fn names(&self, codes: &Codebook) -> Vec<String> {
        let name_of = |code: &&str| {
            let row = codes.staffing.iter().find(|row| row.occupation == **code);
            row.map_or_else(|| (*code).to_owned(), |row| row.name.clone())
        };
        let of_sections = self.own.iter().map(|code| codes.industry_name(code).to_owned());
        self.named.iter().map(name_of).chain(of_sections).collect()
    }

    /// The list rows that the staffing, the workers and the parameters of a column were taken from.
    pub(super) fn rows(&self, codes: &Codebook, column: usize) -> Origins {
        let mut origins = Origins::default();
        let Some(name) = self.named.get(column) else {
            let section = self.own[column - self.named.len()];
            let ages = position_where(&codes.ages, |row| {
                row.industry.is_none() || row.industry.as_ref() == Some(section)
            });
            origins.add_rows(TemplateCode::P4, ages);
            return origins;
        };
        let is_staffed =
            |row: &StaffingRow| row.occupation == *name && self.sections.contains(&row.industry);
        origins.add_rows(TemplateCode::C8, position_where(&codes.staffing, is_staffed));
        let workers = position_where(&codes.occupation_workers, |row| row.occupation == **name);
        origins.add_rows(TemplateCode::P5, workers);
        let parameters = codes.occupations.keys().position(|code| code == name);
        origins.add_rows(TemplateCode::P1, parameters);
        if parameters.is_none() {
            let works_in = |section: &IndustryCode| {
                let of_both = |row: &StaffingRow| is_staffed(row) && row.industry == *section;
                codes.staffing.iter().any(of_both)
            };
            let ages =
                position_where(&codes.ages, |row| row.industry.as_ref().is_none_or(works_in));
            origins.add_rows(TemplateCode::P4, ages);
        }
        origins
    }
}

/// Positions of the rows of a list for which something holds.
pub(super) fn position_where<T>(list: &[T], holds: impl Fn(&T) -> bool) -> Vec<usize> {
    list.iter().enumerate().filter(|(_, row)| holds(row)).map(|(position, _)| position).collect()
}

/// Shares of occupations by section, and what they are multiplied by each year.
///
/// Both by section (rows) and occupation (columns), the sections without a pattern last.
fn shares_and_drift(
    codes: &Codebook,
    sections: &[IndustryCode],
    named: &[&str],
    own: &[&IndustryCode],
) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
    let columns = named.len() + own.len();
    let mut shares = vec![vec![0.0; columns]; sections.len()];
    let mut drift = vec![vec![1.0; columns]; sections.len()];
    for (i, section) in sections.iter().enumerate() {
        if let Some(position) = own.iter().position(|code| *code == section) {
            shares[i][named.len() + position] = 1.0;
        }
        for row in codes.staffing.iter().filter(|row| row.industry == *section) {
            let Some(column) = named.iter().position(|name| *name == row.occupation) else {
                continue;
            };
            shares[i][column] += row.share;
            drift[i][column] = row.drift;
        }
    }
    (shares, drift)
}

/// Occupations of the sections' staffing patterns, in the order of the list.
fn named_occupations<'a>(staffing: &'a [StaffingRow], sections: &[IndustryCode]) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for row in staffing.iter().filter(|row| sections.contains(&row.industry)) {
        if !names.contains(&row.occupation.as_str()) {
            names.push(&row.occupation);
        }
    }
    names
}

/// Fits the staffing patterns (C8), which come from a wider region, to the workers of each occupation in the
/// city (P5) and the workers of each section; the scale of the former is returned. Sections without a pattern
/// take no part.
fn fit_to_workers(
    inputs: &OccupationInputs<'_>,
    named: &[&str],
    shares: &mut [Vec<f64>],
) -> Result<f64, ReleaseError> {
    let OccupationInputs { codes, sections, employed, .. } = *inputs;
    let totals = workers_by_occupation(codes, named)?;
    let with_pattern: Vec<usize> = (0..shares.len())
        .filter(|&i| shares[i][..named.len()].iter().any(|share| *share > 0.0))
        .collect();
    let workers = |i: usize| employed.get(i).copied().unwrap_or(0.0);
    let persons: Vec<f64> = with_pattern.iter().map(|&i| workers(i)).collect();
    let seed: Vec<Vec<f64>> = with_pattern
        .iter()
        .map(|&i| shares[i][..named.len()].iter().map(|share| share * workers(i)).collect())
        .collect();
    let fitted = fit_margins(&seed, &persons, &totals).map_err(|error| {
        let section = |row: usize| codes.industry_name(&sections[with_pattern[row - 1]]).to_owned();
        let place = match error {
            MarginError::EmptyRow { row, .. } | MarginError::Infeasible { row, .. } => section(row),
            MarginError::EmptyColumn { column, .. } => named[column - 1].to_owned(),
            _ => String::new(),
        };
        ReleaseError::Workers { place, error }
    })?;
    for ((&i, cells), persons) in with_pattern.iter().zip(&fitted.cells).zip(&persons) {
        for (share, cell) in shares[i].iter_mut().zip(cells).filter(|_| *persons > 0.0) {
            *share = cell / persons;
        }
    }
    Ok(fitted.column_scale)
}

/// The workers of each occupation (P5); every occupation of the patterns has to be there, and no other.
///
/// Persons, in the order of `named`.
fn workers_by_occupation(codes: &Codebook, named: &[&str]) -> Result<Vec<f64>, ReleaseError> {
    let workers_of = |code: &&str| {
        let row = codes.occupation_workers.iter().find(|row| row.occupation == **code);
        row.map(|row| row.workers).ok_or_else(|| ReleaseError::NoWorkers((*code).to_owned()))
    };
    let totals = named.iter().map(workers_of).collect::<Result<Vec<f64>, _>>()?;
    let unknown =
        codes.occupation_workers.iter().find(|row| !named.contains(&row.occupation.as_str()));
    match unknown {
        Some(row) => {
            Err(ReleaseError::UnknownOccupation(format!("{} {}", row.occupation, row.name)))
        }
        None => Ok(totals),
    }
}
