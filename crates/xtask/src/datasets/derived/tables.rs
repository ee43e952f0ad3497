//! Reading the source tables: one figure per row, found by region, row and item.

use std::path::Path;

use anyhow::{Context, Result};
use csv::StringRecord;

/// A file of figures.
pub(super) struct Table {
    name: String,
    rows: Vec<StringRecord>,
}

/// What a row of a table stands for: a section, an occupation group.
pub(super) struct Named {
    /// Its code.
    pub(super) code: String,
    /// Its name.
    pub(super) name: String,
    /// Its persons, in the unit of the table.
    pub(super) persons: f64,
}

impl Table {
    /// Reads a file of `folder`, its headings left out.
    pub(super) fn read(folder: &Path, name: &str) -> Result<Self> {
        let path = folder.join(name);
        let mut reader =
            csv::Reader::from_path(&path).with_context(|| format!("reading {}", path.display()))?;
        let rows = reader.records().collect::<Result<_, _>>()?;
        Ok(Self { name: name.to_owned(), rows })
    }

    /// The rows as they stand.
    pub(super) fn rows(&self) -> &[StringRecord] {
        &self.rows
    }

    /// The sum of the figures of a row and an item over the regions whose name begins so; `None` where there is none.
    pub(super) fn find(&self, region: &str, row: &str, item: &str) -> Option<f64> {
        let is_meant = |record: &&StringRecord| {
            record[0].starts_with(region) && &record[2] == row && &record[4] == item
        };
        let figures = self.rows.iter().filter(is_meant);
        figures.filter_map(|record| record[5].parse::<f64>().ok()).reduce(|sum, value| sum + value)
    }

    /// The same figure, which must be there.
    pub(super) fn get(&self, region: &str, row: &str, item: &str) -> Result<f64> {
        self.find(region, row, item)
            .with_context(|| format!("{}: no figure of {region} {row} {item}", self.name))
    }

    /// The rows whose code is as asked, with their figures.
    pub(super) fn named(&self, is_meant: impl Fn(&str) -> bool) -> Result<Vec<Named>> {
        let meant = self.rows.iter().filter(|record| is_meant(&record[2]));
        let read = |record: &StringRecord| {
            let persons = record[5].parse().with_context(|| self.name.clone())?;
            Ok(Named { code: record[2].to_owned(), name: record[3].to_owned(), persons })
        };
        meant.map(read).collect()
    }
}
