//! Exits by occupation group, from the ages of the employed and the share of women by section.
//!
//! Level: of all who work outside farming, each year as many leave for good as work at one year of age in mid-life,
//! `r = n̄(30–54)/N`: everybody who works then stops some day. Sexes: working lives differ by what the statutory
//! retirement ages differ, `(1 − f)/L + f/(L − d) = r`, `f` being the women's share. A section has the mean of both,
//! `(1 − f_i)/L + f_i/(L − d)`.

use std::path::Path;

use anyhow::{Context, Result};

use super::staffing::Staffing;
use super::tables::Table;

/// The last bands of ages below 60, from which farmers are taken off evenly: all who work at 60 and over count as
/// farmers.
const BELOW_SIXTY: [u32; 7] = [25, 30, 35, 40, 45, 50, 55];
const MID_LIFE: [u32; 5] = [30, 35, 40, 45, 50];
const YEARS_PER_BAND: f64 = 5.0;
/// Years by which women retire earlier: 60 against the mean of 55 (15 of 45) and 50 (30 of 45), as in list P2.
const EARLIER: f64 = 60.0 - (15.0 * 55.0 + 30.0 * 50.0) / 45.0;
/// No rate is set below this.
const LEAST: f64 = 0.02;

/// The share of each group's workers who leave each year.
pub(super) fn by_group(sources: &Path, staffing: &Staffing) -> Result<Vec<f64>> {
    let women = staffing
        .sections
        .iter()
        .map(|section| share_of_women(sources, &section.code))
        .collect::<Result<Vec<f64>>>()?;
    let (workers, weighted) = staffing
        .sections
        .iter()
        .zip(&women)
        .filter(|(section, _)| section.code != "A")
        .fold((0.0, 0.0), |(n, w), (of, share)| (n + of.persons, w + of.persons * share));
    let (others, farmers) = rates(sources, staffing)?;
    let life = working_life(others, weighted / workers);
    let of_section = |(section, share): (&super::tables::Named, &f64)| {
        let rate = (1.0 - share) / life + share / (life - EARLIER);
        if section.code == "A" { farmers } else { rate }
    };
    let rates: Vec<f64> = staffing.sections.iter().zip(&women).map(of_section).collect();
    Ok(staffing.mean_by_group(&rates).into_iter().map(|rate| rate.max(LEAST)).collect())
}

/// Yearly exits of those outside farming, and of farmers, as fractions.
fn rates(sources: &Path, staffing: &Staffing) -> Result<(f64, f64)> {
    let ages = Table::read(sources, "census-2020-ages.csv")?;
    let at = |from: u32| ages.get("全国", &from.to_string(), "就业人口");
    let sum = |bands: &[u32]| bands.iter().map(|from| at(*from)).sum::<Result<f64>>();
    let all = sum(&[15, 20, 25, 30, 35, 40, 45, 50, 55])? + sum(&[60, 65, 70, 75])?;
    let groups = staffing.groups.iter().filter(|group| group.code.starts_with('5'));
    let farmers: f64 = groups.map(|group| group.persons).sum();
    let of_band = (farmers - sum(&[60, 65, 70, 75])?) / BELOW_SIXTY.len() as f64;
    let bands = MID_LIFE.len() as f64;
    let others = (sum(&MID_LIFE)? - bands * of_band) / (bands * YEARS_PER_BAND);
    Ok((others / (all - farmers), of_band / YEARS_PER_BAND / farmers))
}

/// Women among the workers of a section, legal units and individual households together.
fn share_of_women(sources: &Path, section: &str) -> Result<f64> {
    let census = Table::read(sources, "economic-census-2023.csv")?;
    let both = |of_legal: &str, of_households: &str| -> Result<f64> {
        let households = census.find("全国", section, of_households).unwrap_or(0.0);
        Ok(census.get("全国", section, of_legal)? + households)
    };
    let women = both("法人单位女性从业人员", "个体经营户女性从业人员")?;
    let all = both("法人单位从业人员", "个体经营户从业人员")?;
    (all > 0.0).then(|| women / all).context("a section without workers")
}

/// The men's working life `L` in years: the solution of `(1 − f)/L + f/(L − d) = r`, the larger root of
/// `r·L² − (r·d + 1)·L + (1 − f)·d = 0`.
fn working_life(rate: f64, women: f64) -> f64 {
    let middle = rate * EARLIER + 1.0;
    let root = (middle.powi(2) - 4.0 * rate * (1.0 - women) * EARLIER).sqrt();
    (middle + root) / (2.0 * rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_working_life_solves_its_equation() {
        let life = working_life(0.03, 0.4);
        assert!((0.6 / life + 0.4 / (life - EARLIER) - 0.03).abs() < 1e-12);
        assert!(life > EARLIER);
    }
}
