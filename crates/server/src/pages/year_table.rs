//! Series side by side: a column per year, a row per series.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::Year;
use talent_report::figures::NONE;

/// A series as it is printed: its name and a figure for each of its years.
pub(super) struct PrintedSeries {
    name: &'static str,
    figures: BTreeMap<i32, String>,
}

impl PrintedSeries {
    /// A series of what was observed and what is to come. Where a year has both, the former counts.
    pub(super) fn new(
        name: &'static str,
        observed: impl Iterator<Item = (Year, String)>,
        to_come: impl Iterator<Item = (Year, String)>,
    ) -> Self {
        let figures = to_come.chain(observed).map(|(year, figure)| (year.number(), figure));
        Self { name, figures: figures.collect() }
    }
}

/// Every year of any series, and the figures of each in them.
pub(super) struct YearTable {
    pub(super) years: Vec<String>,
    pub(super) series: Vec<(&'static str, Vec<String>)>,
}

impl YearTable {
    pub(super) fn new(series: &[PrintedSeries]) -> Self {
        let years: BTreeSet<i32> =
            series.iter().flat_map(|one_series| one_series.figures.keys().copied()).collect();
        let figure = |figures: &BTreeMap<i32, String>, year: &i32| {
            figures.get(year).cloned().unwrap_or_else(|| NONE.to_owned())
        };
        let row = |PrintedSeries { name, figures }: &PrintedSeries| {
            (*name, years.iter().map(|year| figure(figures, year)).collect())
        };
        Self {
            series: series.iter().map(row).collect(),
            years: years.iter().map(i32::to_string).collect(),
        }
    }
}
