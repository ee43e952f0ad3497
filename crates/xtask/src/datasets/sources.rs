//! The real data sets that the simulated one rests on.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::YEARS;
use super::catalogue::PROGRAMMES;

/// Names of programmes by their codes.
pub(super) type Names = BTreeMap<String, String>;

/// Secondary vocational students of the city by year.
pub(super) fn students(path: &Path) -> Result<BTreeMap<i32, i64>> {
    let mut totals = BTreeMap::new();
    for record in reader(path)?.records() {
        let record = record?;
        if record.get(2) == Some("secondary-students") {
            totals.insert(record[1].parse()?, record[4].parse()?);
        }
    }
    for year in YEARS {
        ensure!(totals.contains_key(&year), "no number of students for {year}");
    }
    Ok(totals)
}

/// The names in the catalogue, which holds every programme that is simulated.
pub(super) fn programme_names(path: &Path) -> Result<Names> {
    let mut names = Names::new();
    for record in reader(path)?.records() {
        let record = record?;
        if record.len() > 1 {
            names.insert(record[0].to_owned(), record[1].to_owned());
        }
    }
    for programme in PROGRAMMES {
        ensure!(names.contains_key(programme.code), "{} is not in the catalogue", programme.code);
    }
    Ok(names)
}

fn reader(path: &Path) -> Result<csv::Reader<std::fs::File>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(path)
        .with_context(|| format!("reading {}", path.display()))
}
