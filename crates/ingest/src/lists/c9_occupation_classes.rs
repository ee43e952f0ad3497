//! C9: occupations to programme classes, for some years.

use std::collections::BTreeMap;

use talent_domain::{Codebook, OccupationClassRow};

use super::entry::Entry;
use super::list::List;
use super::shares::sum_problem;
use crate::finding::Finding;
use crate::findings::Findings;

pub(super) const LIST: List =
    List::new(|codebook| codebook.occupation_classes.clear(), take).checked_by(check_links);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let Some(class) = entry.row.class.clone() else { return false };
    let new = OccupationClassRow {
        from: year(entry, "起用年份"),
        until: year(entry, "停用年份"),
        occupation: entry.text("职业代码"),
        class,
        weight: entry.number("权重"),
        cell: entry.cell.clone(),
    };
    let twice = codebook.occupation_classes.iter().any(|old| overlap(old, &new));
    codebook.occupation_classes.push(new);
    twice
}

/// The year under a heading, if it is one that a list may name.
fn year(entry: &mut Entry<'_>, heading: &'static str) -> Option<i32> {
    let year = entry.row.number(heading)?;
    entry.is_year(heading, year).then_some(year as i32)
}

/// Whether two links are of the same occupation and class, and hold in the same year.
fn overlap(old: &OccupationClassRow, new: &OccupationClassRow) -> bool {
    (&old.occupation, &old.class) == (&new.occupation, &new.class)
        && old.from.unwrap_or(i32::MIN) < new.until.unwrap_or(i32::MAX)
        && new.from.unwrap_or(i32::MIN) < old.until.unwrap_or(i32::MAX)
}

/// The links of an occupation must add up in every year: looked at whenever one begins or ends.
fn check_links(codebook: &mut Codebook, findings: &mut Findings) {
    let mut by_occupation: BTreeMap<&str, Vec<&OccupationClassRow>> = BTreeMap::new();
    for row in &codebook.occupation_classes {
        by_occupation.entry(&row.occupation).or_default().push(row);
    }
    for (occupation, rows) in by_occupation {
        for year in turning_years(&rows) {
            let held: Vec<_> = rows.iter().filter(|row| row.holds_in(year)).collect();
            let Some(first) = held.first() else { continue };
            let sum = held.iter().map(|row| row.weight).sum();
            let problem = sum_problem(&format!("职业 {occupation}（{year} 年）"), sum);
            findings.extend(problem.map(|problem| Finding::at(first.cell.clone(), problem)));
        }
    }
}

/// The years in which a link begins or has ended, and one before all of them.
fn turning_years(rows: &[&OccupationClassRow]) -> Vec<i32> {
    let mut years: Vec<i32> = rows.iter().flat_map(|row| [row.from, row.until]).flatten().collect();
    years.push(years.iter().copied().min().map_or(2000, |first| first - 1));
    years.sort_unstable();
    years.dedup();
    years
}
