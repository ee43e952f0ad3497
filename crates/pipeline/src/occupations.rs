//! From industries to occupations to programmes: the staffing pattern (list C8), the links of
//! occupations (C9), their parameters (P1), workers (P5) and exits by age (P4). A section without a staffing pattern is
//! its own group of occupations, linked through the table of classes to industries (C5).

use talent_domain::{
    AgeRow, Codebook, EducationLevel, IndustryCode, ProgrammeCode, StaffingRow, Year,
};
use talent_market::{
    AgeBand, MarginError, Matrix, exit_rate_by_age, fit_margins, retirement_factor,
};

use crate::assumptions::{Assumptions, SectionAssumptions};
use crate::bridge::{Served, bridge_matrix, classes_of_section, is_of_level};
use crate::outlook::RunError;

/// The occupations of a city and what is taken of them.
#[derive(Debug, Clone)]
pub(crate) struct Occupations {
    /// What each is called; a section that is its own group has its name.
    pub(crate) names: Vec<String>,
    /// Sections to occupations.
    pub(crate) staffing: Matrix,
    /// What the workers by occupation (P5) were multiplied by to add up to those of the sections; none without.
    pub(crate) workers_scale: Option<f64>,
    /// What the shares are multiplied by each year; none where they stay.
    pub(crate) drift: Option<Vec<Vec<f64>>>,
    /// Exits a year.
    pub(crate) exit_rates: Vec<f64>,
    /// Openings filled from the level.
    pub(crate) level_shares: Vec<f64>,
    /// Occupations to programmes; the last column is "not offered here".
    pub(crate) bridge: Matrix,
    /// Whether an occupation is linked by a table that was taken in as published.
    pub(crate) published: Vec<bool>,
    /// By section, its share of private and self-employment.
    pub(crate) private: Vec<f64>,
}

impl Occupations {
    pub(crate) fn new(
        codes: &Codebook,
        level: EducationLevel,
        sections: &[IndustryCode],
        employed: &[f64],
        programmes: &[(ProgrammeCode, f64)],
        base: Year,
        assumptions: &Assumptions,
    ) -> Result<Self, RunError> {
        let assumed = sections
            .iter()
            .map(|code| {
                let of_section = assumptions.sections.get(code).copied();
                of_section.ok_or_else(|| RunError::NoAssumptions(code.clone()))
            })
            .collect::<Result<Vec<SectionAssumptions>, _>>()?;
        let named = named_occupations(&codes.staffing, sections);
        if !named.is_empty() && codes.occupation_classes.is_empty() {
            return Err(RunError::NoOccupationLinks);
        }
        let without =
            |section: &&IndustryCode| !codes.staffing.iter().any(|s| s.industry == **section);
        let own: Vec<&IndustryCode> = sections.iter().filter(without).collect();
        if !own.is_empty() && codes.bridge.is_empty() {
            return Err(RunError::NoBridge);
        }
        let described = named.iter().all(|name| codes.occupations.contains_key(*name));
        if assumptions.level != level && !(own.is_empty() && described) {
            return Err(RunError::OtherLevel { assumed: assumptions.level, asked: level });
        }
        let columns = named.len() + own.len();
        let place = |section: &IndustryCode, row: &StaffingRow| {
            (row.industry == *section)
                .then(|| named.iter().position(|name| *name == row.occupation))?
        };
        let mut rows = vec![vec![0.0; columns]; sections.len()];
        let mut drift = vec![vec![1.0; columns]; sections.len()];
        for (i, section) in sections.iter().enumerate() {
            if let Some(at) = own.iter().position(|code| *code == section) {
                rows[i][named.len() + at] = 1.0;
            }
            for row in &codes.staffing {
                let Some(at) = place(section, row) else { continue };
                rows[i][at] += row.share;
                drift[i][at] = row.drift;
            }
        }
        let mut workers_scale = None;
        if !codes.occupation_workers.is_empty() && !named.is_empty() {
            let own_share = |i: usize| employed.get(i).copied().unwrap_or(0.0);
            let persons: Vec<f64> = (0..sections.len()).map(own_share).collect();
            workers_scale = Some(fit_to_workers(codes, sections, &named, &persons, &mut rows)?);
        }
        let staffing = Matrix::new(rows)?;
        let drifts = drift.iter().flatten().any(|factor| *factor != 1.0);
        let of_section = |code: &IndustryCode| {
            let at = sections.iter().position(|section| section == code).unwrap_or(0);
            let exits = exits_by_age(&codes.ages, code).unwrap_or(assumed[at].exit_rate);
            (exits, assumed[at].level_share)
        };
        // An occupation without parameters of its own has the mean of the sections it works in.
        let mean_of_sections = |column: usize| {
            let parts: Vec<(f64, (f64, f64))> = sections
                .iter()
                .enumerate()
                .map(|(i, code)| (staffing.row(i)[column], of_section(code)))
                .collect();
            let weight: f64 = parts.iter().map(|(share, _)| share).sum();
            let mean = |read: fn(&(f64, f64)) -> f64| {
                parts.iter().map(|(share, of)| share * read(of)).sum::<f64>() / weight
            };
            (mean(|of| of.0), mean(|of| of.1))
        };
        let parameters: Vec<(f64, f64)> = named
            .iter()
            .enumerate()
            .map(|(column, name)| {
                let own = codes.occupations.get(*name);
                own.map_or_else(|| mean_of_sections(column), |o| (o.exit_rate, o.level_share))
            })
            .chain(own.iter().map(|code| of_section(code)))
            .collect();
        let served: Vec<Served> = named
            .iter()
            .map(|name| classes_of_occupation(codes, level, name, base))
            .chain(own.iter().map(|code| classes_of_section(codes, level, code)))
            .collect();
        let bridge = bridge_matrix(&served, programmes, assumptions.bridge_curriculum_weight)?;
        let name_of = |code: &&str| {
            let row = codes.staffing.iter().find(|row| row.occupation == **code);
            row.map_or_else(|| (*code).to_owned(), |row| row.name.clone())
        };
        let of_sections = own.iter().map(|code| codes.industry_name(code).to_owned());
        Ok(Self {
            workers_scale,
            names: named.iter().map(name_of).chain(of_sections).collect(),
            drift: drifts.then_some(drift),
            exit_rates: parameters.iter().map(|(exits, _)| *exits).collect(),
            level_shares: parameters.iter().map(|(_, share)| *share).collect(),
            published: (0..columns).map(|column| column < named.len()).collect(),
            private: assumed.iter().map(|section| section.private_share).collect(),
            staffing,
            bridge,
        })
    }

    /// Of one opening in each section, the part that falls to each programme at the level: `π·κ·B`, a row a
    /// section.
    pub(crate) fn to_programmes(&self) -> Vec<Vec<f64>> {
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

    /// Each programme's part of its demand that rests on published links, weighted by `openings` of the
    /// occupations.
    pub(crate) fn published_share(&self, openings: &[f64], programme: usize) -> f64 {
        let (mut known, mut all) = (0.0, 0.0);
        for (o, persons) in openings.iter().enumerate() {
            let part = persons * self.level_shares[o] * self.bridge.row(o)[programme];
            all += part;
            known += if self.published[o] { part } else { 0.0 };
        }
        if all > 0.0 { known / all } else { 0.0 }
    }
}

/// Fits the staffing patterns (C8), which come from a wider region, to the workers of each occupation in the
/// city (P5) and the workers of each section; the scale of the former is returned. Sections without a pattern
/// take no part.
fn fit_to_workers(
    codes: &Codebook,
    sections: &[IndustryCode],
    named: &[&str],
    employed: &[f64],
    rows: &mut [Vec<f64>],
) -> Result<f64, RunError> {
    let workers_of = |code: &&str| {
        let row = codes.occupation_workers.iter().find(|row| row.occupation == **code);
        row.map(|row| row.workers).ok_or_else(|| RunError::NoWorkers((*code).to_owned()))
    };
    let totals = named.iter().map(workers_of).collect::<Result<Vec<f64>, _>>()?;
    if let Some(row) =
        codes.occupation_workers.iter().find(|row| !named.contains(&row.occupation.as_str()))
    {
        return Err(RunError::UnknownOccupation(format!("{} {}", row.occupation, row.name)));
    }
    let with_pattern: Vec<usize> = (0..rows.len())
        .filter(|&i| rows[i][..named.len()].iter().any(|share| *share > 0.0))
        .collect();
    let persons: Vec<f64> = with_pattern.iter().map(|&i| employed[i]).collect();
    let seed: Vec<Vec<f64>> = with_pattern
        .iter()
        .map(|&i| rows[i][..named.len()].iter().map(|share| share * employed[i]).collect())
        .collect();
    let fitted = fit_margins(&seed, &persons, &totals).map_err(|error| {
        let section = |row: usize| codes.industry_name(&sections[with_pattern[row - 1]]).to_owned();
        let place = match error {
            MarginError::EmptyRow { row, .. } | MarginError::Infeasible { row, .. } => section(row),
            MarginError::EmptyColumn { column, .. } => named[column - 1].to_owned(),
            _ => String::new(),
        };
        RunError::Workers { place, error }
    })?;
    for ((&i, cells), persons) in with_pattern.iter().zip(&fitted.cells).zip(&persons) {
        for (share, cell) in rows[i].iter_mut().zip(cells).filter(|_| *persons > 0.0) {
            *share = cell / persons;
        }
    }
    Ok(fitted.column_scale)
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

/// Classes of the level that an occupation is linked to in a year, with their weights.
fn classes_of_occupation(
    codes: &Codebook,
    level: EducationLevel,
    occupation: &str,
    year: Year,
) -> Served {
    codes
        .occupation_classes
        .iter()
        .filter(|row| row.occupation == occupation && row.holds_in(year.number()))
        .filter(|row| is_of_level(&row.class, level))
        .map(|row| (row.class.clone(), row.weight))
        .collect()
}

/// A section's exit rate from its ages; `None` where they are not known.
fn exits_by_age(ages: &[AgeRow], section: &IndustryCode) -> Option<f64> {
    let bands = |of: Option<&IndustryCode>| -> Vec<AgeBand> {
        let mut bands: Vec<AgeBand> = ages
            .iter()
            .filter(|row| row.industry.as_ref() == of)
            .map(|row| AgeBand { from: row.ages.0, workers: row.workers, exits: row.exits })
            .collect();
        bands.sort_by_key(|band| band.from);
        bands
    };
    exit_rate_by_age(&bands(Some(section)), &bands(None))
}

/// What exits are multiplied by in each year after `base`, as the statutory ages of list P2 rise.
pub(crate) fn exit_factors(
    codes: &Codebook,
    base: Year,
    horizon: i32,
    assumptions: &Assumptions,
) -> Vec<f64> {
    (1..=horizon)
        .map(|step| {
            let year = (base + step).number();
            let rises: Vec<(f64, f64)> = codes
                .retirement
                .iter()
                .filter(|row| row.year == year)
                .filter_map(|row| {
                    let before = codes
                        .retirement
                        .iter()
                        .find(|past| past.group == row.group && past.year == year - 1)?;
                    Some((row.share, row.age - before.age))
                })
                .collect();
            retirement_factor(assumptions.retirement_share_of_exits, &rises)
        })
        .collect()
}
