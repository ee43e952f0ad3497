//! T4: private and self-employment of the city by section, its published total divided.
//!
//! The province's figures of 2006 say how it differs from the country, the country's figures of 2023 how the
//! sections have grown since: `x_i ∝ province_2006 · country_2023/country_2006`. Sections that the yearbook of 2006
//! does not print share what it leaves, as the country's are divided in 2023.

use std::path::Path;

use anyhow::{Context, Result};

use super::staffing::{Staffing, apportion};
use super::tables::Table;
use super::writer;

/// Sections that the yearbook of 2006 prints.
const PRINTED: [&str; 7] = ["C", "E", "F", "G", "H", "L", "O"];
/// Sections whose legal units are hardly ever private firms: only individual households count.
const HOUSEHOLDS_ONLY: [&str; 7] = ["A", "D", "J", "N", "P", "Q", "S"];
const MEASURE: &str = "城镇私营企业和个体就业人数";
const SOURCE: &str = "第五次全国经济普查公报（第二号）表2-3；中国统计年鉴2007 表5-12（全国、山西）、2009；本市合计：中国城市统计年鉴2019";
const NOTE: &str = "全国2023年行业构成，按山西2006年与全国2006年之差调整，合到本市2018年合计";
/// The year of the city's total.
const YEAR: &str = "2018";

/// Writes private and self-employment by section, persons.
pub(super) fn write(sources: &Path, folder: &Path, staffing: &Staffing) -> Result<()> {
    let weights = weights(sources, staffing)?;
    let parts = apportion(total(folder)?, &weights);
    let headings =
        "地区代码,行业代码,行业名称,年份,私营和个体从业人员(人),来源,状态,可信度,数据性质,备注";
    let path = folder.join("T4-private-employment-2018.csv");
    let mut out = writer(&path, "T4 产业产出与用工", headings)?;
    for (section, persons) in staffing.sections.iter().zip(parts) {
        let head = ["141000", &section.code, &section.name, YEAR, &persons.to_string()];
        out.write_record(head.into_iter().chain([SOURCE, "推算", "C", "真实", NOTE]))?;
    }
    Ok(out.flush()?)
}

/// The city's published total, persons.
fn total(folder: &Path) -> Result<u64> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(folder.join("T0-macro-education.csv"))?;
    for record in reader.records() {
        let record = record?;
        if record.get(2) == Some("private-employment") && record.get(1) == Some(YEAR) {
            return Ok(record[4].parse()?);
        }
    }
    anyhow::bail!("no private employment of {YEAR}")
}

/// By section, in no particular unit.
fn weights(sources: &Path, staffing: &Staffing) -> Result<Vec<f64>> {
    let past = Table::read(sources, "private-employment.csv")?;
    let codes = || staffing.sections.iter().map(|section| section.code.as_str());
    let now = codes().map(|code| now(sources, code)).collect::<Result<Vec<f64>>>()?;
    let rest_of = |region: &str| -> Result<f64> {
        let printed =
            PRINTED.iter().map(|code| past.get(region, code, MEASURE)).sum::<Result<f64>>()?;
        Ok(past.get(region, "合计", MEASURE)? - printed)
    };
    let of_rest = rest_of("山西")? / rest_of("全国")?;
    let weight = |(code, now): (&str, &f64)| -> Result<f64> {
        let relative = if PRINTED.contains(&code) {
            past.get("山西", code, MEASURE)? / past.get("全国", code, MEASURE)?
        } else {
            of_rest
        };
        Ok(relative * now)
    };
    codes().zip(&now).map(weight).collect()
}

/// Individual households of the country in 2023 and its legal units less urban units of 2008, in ten thousand
/// persons.
fn now(sources: &Path, section: &str) -> Result<f64> {
    let census = Table::read(sources, "economic-census-2023.csv")?;
    let units = Table::read(sources, "unit-employment-2008.csv")?;
    let households = census.find("全国", section, "个体经营户从业人员").unwrap_or(0.0);
    if HOUSEHOLDS_ONLY.contains(&section) {
        return Ok(households);
    }
    let legal = census.get("全国", section, "法人单位从业人员").context("legal units")?;
    Ok(households + (legal - units.get("全国", section, "城镇单位就业人员")?).max(0.0))
}
