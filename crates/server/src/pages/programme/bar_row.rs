//! What a balance comes from, as figures with bars.

use talent_outlook::BalanceOutlook;
use talent_report::figures::{percent, rough, with_interval};
use talent_report::{block_name, cause_parts, stand_name};

use crate::pages::frame::ZH;

/// A figure with a bar.
pub(super) struct BarRow {
    pub(super) name: String,
    pub(super) figure: String,
    /// Per cent, for the bar.
    pub(super) width: u32,
    /// Whether it is below zero.
    pub(super) below: bool,
}

impl BarRow {
    /// Rows of names, values and figures as printed; a bar is as long as its value against `whole`.
    fn all(whole: f64, parts: impl IntoIterator<Item = (String, f64, String)>) -> Vec<Self> {
        let row = |(name, value, figure): (String, f64, String)| Self {
            name,
            figure,
            width: (100.0 * value.abs() / whole).round() as u32,
            below: value < 0.0,
        };
        parts.into_iter().map(row).collect()
    }

    /// The same against the largest of them, one at the least.
    fn against_largest(parts: Vec<(String, f64, String)>) -> Vec<Self> {
        let largest = parts.iter().map(|(_, value, _)| value.abs()).fold(1.0, f64::max);
        Self::all(largest, parts)
    }
}

/// What the spread of the gap comes from; parts below half a per cent are left out.
pub(super) fn driver_bars(balance: &BalanceOutlook) -> Vec<BarRow> {
    let drivers = balance.drivers.iter().filter(|driver| driver.share >= 0.005);
    let bars = drivers.map(|driver| {
        (block_name(driver.block, ZH).to_owned(), driver.share, percent(driver.share))
    });
    BarRow::all(1.0, bars)
}

/// What demand comes from; parts below half a person are left out.
pub(super) fn cause_bars(balance: &BalanceOutlook) -> Vec<BarRow> {
    let parts =
        cause_parts(balance.causes, ZH).into_iter().filter(|(_, persons)| persons.abs() >= 0.5);
    BarRow::against_largest(
        parts.map(|(name, persons)| (name.to_owned(), persons, rough(persons))).collect(),
    )
}

/// Local supply by cohort.
pub(super) fn cohort_bars(balance: &BalanceOutlook) -> Vec<BarRow> {
    let cohorts = balance.cohorts.iter().map(|cohort| {
        let name = format!("{} 届（{}）", cohort.year, stand_name(cohort.stand, ZH));
        let median = cohort.entrants.median.unwrap_or(0.0);
        (name, median, with_interval(&cohort.entrants, rough))
    });
    BarRow::against_largest(cohorts.collect())
}
