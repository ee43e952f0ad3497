//! Shares of openings that secondary vocational graduates fill, by occupation group.
//!
//! A share of the newcomers, not of the stock: of those who came to work in 2019 for the first time, the fraction `V`
//! did so with a secondary vocational certificate. Without a table by occupation they are spread over the groups
//! outside farming as workers without tertiary education are: `κ = V·n/n̄`, `n` being such workers' share of a
//! group. `n` has the sections' shares of 2005 and those of three classes of occupations of 2015: `1 − n = a·b/(1 + a·b)`,
//! `a` of the section and `b` of the class.

use std::path::Path;

use anyhow::Result;

use super::staffing::Staffing;
use super::tables::Table;

/// Classes of occupations whose tertiary share is published; the others have `b = 1`.
const PUBLISHED: [&str; 3] = ["1", "2", "3"];
const ROUNDS: usize = 200;

/// The share of each group's openings, a fraction.
pub(super) fn by_group(sources: &Path, staffing: &Staffing) -> Result<Vec<f64>> {
    let without = without_tertiary(sources, staffing)?;
    let (workers, sum) = staffing
        .groups
        .iter()
        .zip(&without)
        .filter(|(group, _)| !group.code.starts_with('5'))
        .fold((0.0, 0.0), |(n, sum), (of, share)| (n + of.persons, sum + of.persons * share));
    let vocational = vocational_newcomers(sources)?;
    Ok(without.iter().map(|share| vocational * share * workers / sum).collect())
}

/// Of those who came to work for the first time, the fraction with a secondary vocational certificate.
///
/// Vocational graduates who do not study on; graduates of colleges and universities less those who study on; upper
/// secondary and lower secondary graduates who do not go on.
fn vocational_newcomers(sources: &Path) -> Result<f64> {
    let table = Table::read(sources, "education-2019.csv")?;
    let at = |row: &str| table.get("全国", row, "人数");
    let studying = at("voc")? * at("voc-on")? / 100.0;
    let vocational = at("voc")? - studying;
    let tertiary =
        at("tertiary")? + at("postgraduate")? - at("to-postgraduate")? - at("college-on")?;
    let general = (at("general")? - (at("to-tertiary")? - studying)).max(0.0);
    let junior = (at("junior")? - at("to-upper")?).max(0.0);
    Ok(vocational / (vocational + tertiary + general + junior))
}

/// The share of each group's workers without tertiary education.
fn without_tertiary(sources: &Path, staffing: &Staffing) -> Result<Vec<f64>> {
    let table = Table::read(sources, "education-of-employed.csv")?;
    let sections = &staffing.sections;
    let targets =
        sections.iter().map(|of| tertiary_of(&table, &of.code)).collect::<Result<Vec<_>>>()?;
    let of_classes = PUBLISHED
        .iter()
        .map(|class| Ok(table.get("全国", class, "大专及以上占比")? / 100.0))
        .collect::<Result<Vec<f64>>>()?;
    let class = |group: usize| class_of(&staffing.groups[group].code);
    let (mut a, mut b) = (vec![0.1; sections.len()], [1.0; PUBLISHED.len() + 1]);
    for _ in 0..ROUNDS {
        for (i, cells) in staffing.cells.iter().enumerate() {
            let of = |odds: f64| {
                cells.iter().enumerate().map(|(j, n)| (*n, odds * b[class(j)])).collect()
            };
            a[i] = odds_of_share(targets[i], of);
        }
        for k in 0..PUBLISHED.len() {
            let of = |odds: f64| {
                let rows = staffing.cells.iter().zip(&a);
                let cells = rows.flat_map(|(row, a)| row.iter().enumerate().map(move |c| (a, c)));
                cells
                    .filter(|(_, (j, _))| class(*j) == k)
                    .map(|(a, (_, n))| (*n, a * odds))
                    .collect()
            };
            b[k] = odds_of_share(of_classes[k], of);
        }
    }
    let share = |j: usize| {
        let rows = staffing.cells.iter().zip(&a);
        let weighted = rows.map(|(row, a)| (row[j], a * b[class(j)])).collect::<Vec<_>>();
        1.0 - share_of(&weighted)
    };
    Ok((0..staffing.groups.len()).map(share).collect())
}

/// The tertiary share of a section in cities and towns together.
fn tertiary_of(table: &Table, section: &str) -> Result<f64> {
    let at = |item: &str| table.find("全国", section, item).unwrap_or(0.0);
    let tertiary = at("大学专科") + at("大学本科") + at("研究生");
    Ok(tertiary / table.get("全国", section, "就业人口")?)
}

/// The position of a group's class in [`PUBLISHED`]; one more for all others.
fn class_of(group: &str) -> usize {
    PUBLISHED.iter().position(|class| group.starts_with(class)).unwrap_or(PUBLISHED.len())
}

/// The share that odds give among persons, weighted.
fn share_of(weighted: &[(f64, f64)]) -> f64 {
    let persons: f64 = weighted.iter().map(|(persons, _)| persons).sum();
    weighted.iter().map(|(persons, odds)| persons * odds / (1.0 + odds)).sum::<f64>() / persons
}

/// The odds at which `of` gives a share, by halving the logarithm.
fn odds_of_share(target: f64, of: impl Fn(f64) -> Vec<(f64, f64)>) -> f64 {
    let (mut low, mut high) = (-15.0_f64, 15.0_f64);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if share_of(&of(middle.exp())) < target {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_give_the_share_that_is_asked_for() {
        let of = |odds: f64| vec![(30.0, odds), (10.0, 4.0 * odds)];
        let odds = odds_of_share(0.3, of);
        assert!((share_of(&of(odds)) - 0.3).abs() < 1e-9);
    }
}
