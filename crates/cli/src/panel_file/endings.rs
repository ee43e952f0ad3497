//! Which series of a panel end before the others, or have come to nothing.

use std::collections::BTreeMap;

use serde::Serialize;

use super::series::InputSeries;

/// Series that are named before the rest is only counted.
const NAMED: usize = 8;
/// Zeros at the end of a series that say that what it counted is no more.
const ZEROS: usize = 2;

/// When series end, counted over all of a panel.
#[derive(Debug, Default, Clone)]
pub(crate) struct Endings {
    by_last: BTreeMap<i64, Named>,
    by_first_zero: BTreeMap<i64, Named>,
}

/// Some series, the first of them by name.
#[derive(Debug, Default, Clone)]
struct Named {
    count: usize,
    names: Vec<String>,
}

/// Series that end in one year.
#[derive(Debug, Serialize)]
pub(crate) struct Ending {
    /// The year or step.
    pub(crate) time: i64,
    /// How many series.
    pub(crate) series: usize,
    /// The first of them.
    pub(crate) names: Vec<String>,
}

impl Endings {
    /// Takes note of a series.
    pub(super) fn add(&mut self, series: &InputSeries) {
        put(&mut self.by_last, series.last, &series.id);
        let zeros = series.values.iter().rev().take_while(|value| **value == 0.0).count();
        if zeros >= ZEROS && zeros < series.values.len() {
            put(&mut self.by_first_zero, series.last + 1 - zeros as i64, &series.id);
        }
    }

    /// The series that end before the newest year, the latest first.
    pub(crate) fn early(&self) -> Vec<Ending> {
        self.by_last.iter().rev().skip(1).map(ending).collect()
    }

    /// The series that are zero from a year on to their end, two years or more, by that year, the latest first.
    pub(crate) fn zeros(&self) -> Vec<Ending> {
        self.by_first_zero.iter().rev().map(ending).collect()
    }
}

fn put(by_time: &mut BTreeMap<i64, Named>, time: i64, name: &str) {
    let named = by_time.entry(time).or_default();
    named.count += 1;
    if named.names.len() < NAMED {
        named.names.push(name.to_owned());
    }
}

fn ending((time, named): (&i64, &Named)) -> Ending {
    Ending { time: *time, series: named.count, names: named.names.clone() }
}
