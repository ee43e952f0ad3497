//! Exits and shares of openings by occupation (P1), by age (P4) and as statutory retirement ages rise (P2).

use talent_domain::{AgeRow, Codebook, IndustryCode, RetirementRow, Year};
use talent_market::{AgeBand, exit_rate_by_age, retirement_factor};

use super::staffing::{Pattern, position_where};
use crate::Assumptions;
use crate::assumptions::SectionAssumptions;

/// What is taken from the openings of an occupation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parameters {
    /// Share of its workers who leave the labour force each year.
    pub(super) exit_rate: f64,
    /// Share of its openings filled from the level.
    pub(super) level_share: f64,
}

/// Parameters in the order of the pattern's columns. An occupation without parameters of its own (P1) has the mean
/// of the sections that it works in.
///
/// `assumed` is by section; it is used where ages (P4) give no exit rate of the section.
pub(super) fn parameters(
    codes: &Codebook,
    sections: &[IndustryCode],
    assumed: &[SectionAssumptions],
    pattern: &Pattern<'_>,
) -> Vec<Parameters> {
    let of_sections: Vec<Parameters> = sections
        .iter()
        .zip(assumed)
        .map(|(code, assumed)| Parameters {
            exit_rate: exits_by_age(&codes.ages, code).unwrap_or(assumed.exit_rate),
            level_share: assumed.level_share,
        })
        .collect();
    let of_section = |code: &IndustryCode| {
        of_sections[sections.iter().position(|section| section == code).unwrap_or(0)]
    };
    let mean_of_sections = |column: usize| {
        let shares: Vec<f64> =
            (0..sections.len()).map(|i| pattern.staffing.row(i)[column]).collect();
        let weight: f64 = shares.iter().sum();
        let mean = |read: fn(&Parameters) -> f64| {
            let weighted = shares.iter().zip(&of_sections).map(|(share, of)| share * read(of));
            weighted.sum::<f64>() / weight
        };
        Parameters { exit_rate: mean(|of| of.exit_rate), level_share: mean(|of| of.level_share) }
    };
    let of_occupation = |(column, name): (usize, &&str)| {
        codes.occupations.get(*name).map_or_else(
            || mean_of_sections(column),
            |entry| Parameters { exit_rate: entry.exit_rate, level_share: entry.level_share },
        )
    };
    let named = pattern.named.iter().enumerate().map(of_occupation);
    named.chain(pattern.own.iter().map(|code| of_section(code))).collect()
}

/// A section's exit rate from its ages; `None` where they are not known.
fn exits_by_age(ages: &[AgeRow], section: &IndustryCode) -> Option<f64> {
    let bands = |industry: Option<&IndustryCode>| -> Vec<AgeBand> {
        let mut bands: Vec<AgeBand> = ages
            .iter()
            .filter(|row| row.industry.as_ref() == industry)
            .map(|row| AgeBand { from: row.ages.0, workers: row.workers, exits: row.exits })
            .collect();
        bands.sort_by_key(|band| band.from);
        bands
    };
    exit_rate_by_age(&bands(Some(section)), &bands(None))
}

/// What exits are multiplied by in each year after `base`, as the statutory ages of list P2 rise.
///
/// One factor per year of the horizon, from each group's share and the years by which its age has
/// risen on the year before.
pub(crate) fn exit_factors(
    codes: &Codebook,
    base: Year,
    horizon: i32,
    assumptions: &Assumptions,
) -> Vec<f64> {
    (1..=horizon)
        .map(|step| {
            let year = (base + step).number();
            let of_year = codes.retirement.iter().filter(|row| row.year == year);
            let rises: Vec<(f64, f64)> = of_year
                .filter_map(|row| Some((row.share, row.age - year_before(codes, row)?.age)))
                .collect();
            retirement_factor(assumptions.retirement_share_of_exits, &rises)
        })
        .collect()
}

/// The row of the same group in the year before; `None` where the list begins.
fn year_before<'a>(codes: &'a Codebook, row: &RetirementRow) -> Option<&'a RetirementRow> {
    codes.retirement.iter().find(|past| past.group == row.group && past.year == row.year - 1)
}

/// Positions of the rows of P2 that [`exit_factors`] takes its rises from.
pub(crate) fn retirement_rows(codes: &Codebook, base: Year, horizon: i32) -> Vec<usize> {
    let years = base.number()..=base.number() + horizon;
    position_where(&codes.retirement, |row| years.contains(&row.year))
}
