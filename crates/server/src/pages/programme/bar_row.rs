//! What a balance comes from, as figures with bars.

use talent_outlook::{BalanceOutlook, Range};
use talent_report::figures::{centre_with_interval, percent, whole};
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

/// What demand comes from, and the mean demand that the parts add up to; parts below half a person are left out.
pub(super) fn cause_bars(balance: &BalanceOutlook) -> Vec<BarRow> {
    let parts = cause_parts(balance.causes, ZH).into_iter();
    let parts = parts.filter(|(_, persons)| persons.abs() >= 0.5);
    let row = |name: &str, persons| (name.to_owned(), persons, whole(persons));
    let rows = parts.map(|(name, persons)| row(name, persons)).collect();
    with_total(rows, row(TOTAL, balance.causes.total()))
}

/// Local supply by cohort, and the mean supply that the cohorts add up to.
pub(super) fn cohort_bars(balance: &BalanceOutlook) -> Vec<BarRow> {
    let row = |name: String, range: &Range| {
        (name, range.centre().unwrap_or(0.0), centre_with_interval(range, whole))
    };
    let cohorts = balance.cohorts.iter().map(|cohort| {
        let stand = stand_name(cohort.stand, ZH);
        row(format!("{} 届（{stand}）", cohort.year), &cohort.entrants)
    });
    with_total(cohorts.collect(), row(TOTAL.to_owned(), &balance.supply))
}

/// What the parts add up to, as its row is called.
const TOTAL: &str = "合计（均值）";

/// The parts with their total below; nothing without parts.
fn with_total(mut parts: Vec<(String, f64, String)>, total: (String, f64, String)) -> Vec<BarRow> {
    if !parts.is_empty() {
        parts.push(total);
    }
    BarRow::against_largest(parts)
}
