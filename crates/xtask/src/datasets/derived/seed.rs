//! The seed of the staffing pattern: which occupations the sections employ in a country that publishes it, under our
//! own crosswalk to the groups of the census.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};

use super::tables::{Named, Table};

/// Part of a section's workers that is spread over all possible groups as the whole country's are: what the pattern
/// of another country lacks stays possible.
const AS_THE_COUNTRY: f64 = 0.01;

/// Groups with their weights.
type Weighted = Vec<(String, f64)>;

/// From occupations of the other country to groups.
struct Crosswalk {
    /// By section (empty: any) and the beginning of a code.
    groups: BTreeMap<(String, String), Weighted>,
}

impl Crosswalk {
    fn read(folder: &Path) -> Result<Self> {
        let mut groups: BTreeMap<(String, String), Weighted> = BTreeMap::new();
        for row in Table::read(folder, "crosswalk-occupations.csv")?.rows() {
            let key = (row[1].to_owned(), row[0].to_owned());
            groups.entry(key).or_default().push((row[2].to_owned(), row[3].parse()?));
        }
        Ok(Self { groups })
    }

    /// The groups of an occupation: the longest beginning counts, one for the section before one for all.
    fn groups(&self, section: &str, occupation: &str) -> Result<&Weighted> {
        let of = |section: &str| {
            let beginnings = (2..=occupation.len()).rev().map(|end| &occupation[..end]);
            let mut keys = beginnings.map(|code| (section.to_owned(), code.to_owned()));
            keys.find_map(|key| self.groups.get(&key))
        };
        of(section).or_else(|| of("")).with_context(|| format!("no group for {occupation}"))
    }
}

/// Persons by section (rows) and group (columns); zero where a group cannot be in a section.
///
/// `persons·((1 − η)·pattern + η·share of the group in the country)`, `η` being [`AS_THE_COUNTRY`].
pub(super) fn seed(folder: &Path, sections: &[Named], groups: &[Named]) -> Result<Vec<Vec<f64>>> {
    let patterns = patterns(folder, groups)?;
    let possible = possible_sections(folder)?;
    let all: f64 = groups.iter().map(|group| group.persons).sum();
    let row = |section: &Named| -> Result<Vec<f64>> {
        let pattern = patterns.get(&section.code).context("a section without a pattern")?;
        let cell = |(group, share): (&Named, &f64)| {
            let barred =
                possible.get(&group.code).is_some_and(|codes| !codes.contains(&section.code));
            let blended = (1.0 - AS_THE_COUNTRY) * share + AS_THE_COUNTRY * group.persons / all;
            if barred { 0.0 } else { section.persons * blended }
        };
        Ok(groups.iter().zip(pattern).map(cell).collect())
    };
    sections.iter().map(row).collect()
}

/// By group, the letters of the sections that it can be in; a group that is not named can be in all.
fn possible_sections(folder: &Path) -> Result<BTreeMap<String, String>> {
    let table = Table::read(folder, "occupation-sections.csv")?;
    Ok(table.rows().iter().map(|row| (row[0].to_owned(), row[1].to_owned())).collect())
}

/// By section, the share of each group among its workers as the other country's industries employ them.
fn patterns(folder: &Path, groups: &[Named]) -> Result<BTreeMap<String, Vec<f64>>> {
    let crosswalk = Crosswalk::read(folder)?;
    let staffing = Table::read(folder, "us-staffing-2025.csv")?;
    let mut patterns: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for row in Table::read(folder, "crosswalk-sections.csv")?.rows() {
        let (section, industry, weight) = (&row[0], &row[1], row[2].parse::<f64>()?);
        let pattern = patterns.entry(section.to_owned()).or_insert_with(|| vec![0.0; groups.len()]);
        for (occupation, share) in shares_of(&staffing, industry)? {
            for (group, part) in crosswalk.groups(section, occupation)? {
                let column = groups.iter().position(|of| of.code == *group);
                pattern[column.with_context(|| format!("no group {group}"))?] +=
                    weight * share * part;
            }
        }
    }
    Ok(patterns)
}

/// The occupations of an industry with their shares, brought to one.
fn shares_of<'a>(staffing: &'a Table, industry: &str) -> Result<Vec<(&'a str, f64)>> {
    let rows = staffing.rows().iter().filter(|row| &row[0] == industry);
    let shares: Vec<(&str, f64)> =
        rows.map(|row| Ok((&row[1], row[2].parse()?))).collect::<Result<_>>()?;
    let sum: f64 = shares.iter().map(|(_, share)| share).sum();
    Ok(shares.into_iter().map(|(occupation, share)| (occupation, share / sum)).collect())
}
