//! A table so large that its rows are looked at in several stretches, with a few rows among them of which something is to
//! be said.

use std::fmt::Write as _;

use talent_domain::Codebook;
use talent_ingest::{Checked, InputFile, Unlikely, check_files};

const ROWS: u32 = 70_000;
/// Rows of the sheet, counted from 1.
const WITH_COMMA: u32 = 20_001;
const WITHOUT_INDUSTRY: u32 = 33_000;
const OF_ANOTHER_NAME: u32 = 69_999;

fn code(region: u32) -> u32 {
    (11 + region / 99) * 10_000 + (1 + region % 99) * 100
}

fn persons(row: u32) -> u32 {
    1_000 + row % 977
}

fn checked() -> Result<Checked, std::fmt::Error> {
    let years = 25;
    let regions = ROWS / years;
    let mut table = "地区代码,行业代码,行业名称,年份,从业人员(人),来源\n".to_owned();
    for row in 2..ROWS + 2 {
        let (region, year) = (code((row - 2) / years), 1995 + (row - 2) % years);
        let number = match row {
            WITH_COMMA => format!("\"{},{:03}\"", persons(row) / 1_000, persons(row) % 1_000),
            _ => persons(row).to_string(),
        };
        let industry = if row == WITHOUT_INDUSTRY { "Z" } else { "B" };
        let name = if row == OF_ANOTHER_NAME { "制造业" } else { "采矿业" };
        writeln!(table, "{region},{industry},{name},{year},{number},年鉴{year}")?;
    }
    let mut listed = "地区代码,地区名称\n".to_owned();
    for region in 0..regions {
        writeln!(listed, "{},地区{region}", code(region))?;
    }
    let industries = "行业代码,行业名称\nB,采矿业\nC,制造业\n";
    let files = [("C3.csv", industries), ("C4.csv", &listed), ("T4.csv", &table)];
    let files = files.map(|(name, text)| InputFile { name, bytes: text.as_bytes() });
    Ok(check_files(&files, &Codebook::default(), &[], Unlikely::Confirmed))
}

#[test]
fn every_row_is_kept_in_its_place_and_the_odd_ones_are_said() {
    let checked = checked().unwrap();
    let said: Vec<(&str, String)> = checked
        .findings
        .iter()
        .map(|finding| (finding.problem.code(), finding.location.address().unwrap_or_default()))
        .collect();
    let at = |column: &str, row: u32| format!("{column}{row}");
    let expected = [
        ("C02", at("E", WITH_COMMA)),
        ("C05", at("B", WITHOUT_INDUSTRY)),
        ("C07", at("C", OF_ANOTHER_NAME)),
    ];
    assert_eq!(said, expected);
    let kept: Vec<u32> = (2..ROWS + 2).filter(|row| *row != WITHOUT_INDUSTRY).collect();
    assert_eq!(checked.observations.len(), kept.len());
    for (observation, row) in checked.observations.iter().zip(kept) {
        let year = 1995 + (row as i32 - 2) % 25;
        assert_eq!(observation.provenance.cell.address(), format!("E{row}"));
        assert_eq!((observation.value, observation.year.number()), (f64::from(persons(row)), year));
        assert_eq!(*observation.provenance.source, *format!("年鉴{year}"));
    }
}
