//! What headings say: how the newest cohort moved against the one before.

use talent_outlook::{Audience, CohortDestinations, DestinationsOutlook, Outlook};

use super::cohorts::{known_pay, late_note};
use crate::document::{Span, Table};
use crate::wording::figures::known_rate;

/// Rates that differ by less than this are about the same.
const RATE_WITHIN: f64 = 0.005;
/// Counts and pay that differ by less than this, as a fraction, are about the same.
const SHARE_WITHIN: f64 = 0.01;

/// Rounding moves sums of the public by up to so many persons.
const ROUNDED: f64 = 15.0;
const SAME: &str = "基本持平";

/// A figure of a cohort; none where it is not known.
type Known = fn(&CohortDestinations) -> Option<f64>;

/// How a figure moved.
pub(super) struct Move {
    /// What it is called in a heading.
    name: &'static str,
    of: Known,
    kind: MoveKind,
}

/// How a change is measured and said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MoveKind {
    /// By its difference.
    Rate,
    /// By a fraction.
    Amount,
    /// The same, of persons.
    Number,
}

/// A rate with its name.
pub(super) fn rate(name: &'static str, of: Known) -> Move {
    Move { name, of, kind: MoveKind::Rate }
}

/// An amount with its name.
pub(super) fn amount(name: &'static str, of: Known) -> Move {
    Move { name, of, kind: MoveKind::Amount }
}

/// A number of persons with its name.
pub(super) fn number(name: &'static str, of: Known) -> Move {
    Move { name, of, kind: MoveKind::Number }
}

pub(super) fn settled(cohort: &CohortDestinations) -> Option<f64> {
    fraction(cohort.settled())
}

pub(super) fn onward(cohort: &CohortDestinations) -> Option<f64> {
    fraction(cohort.onward())
}

pub(super) fn matching(cohort: &CohortDestinations) -> Option<f64> {
    fraction(cohort.matching())
}

pub(super) fn retention(cohort: &CohortDestinations) -> Option<f64> {
    fraction(cohort.retention())
}

pub(super) fn pay(cohort: &CohortDestinations) -> Option<f64> {
    known_pay(cohort)
}

fn fraction(parts: Option<(f64, f64)>) -> Option<f64> {
    parts.and_then(|(count, of)| known_rate(count, of))
}

/// `，比上届增加…人` of a cell that is a change in `unit`; `，与上届持平` where nothing moved, nothing where it is not known.
pub(super) fn changed(
    table: &Table,
    id: &'static str,
    (row, column): (usize, usize),
    unit: &'static str,
) -> Vec<Span> {
    let cell = table.rows.get(row).and_then(|row| row.get(column));
    let Some(cell) = cell.filter(|cell| cell.figure.is_some_and(|figure| figure.value.is_some()))
    else {
        return Vec::new();
    };
    if cell.change() == "持平" {
        return vec!["，与上届持平".into()];
    }
    vec!["，比上届".into(), Span::Change { table: id, row, column }, unit.into()]
}

/// A heading with what is found below it; the heading alone where the two cohorts cannot be compared.
pub(super) fn headed(
    heading: &str,
    outlook: &Outlook,
    city: &DestinationsOutlook,
    moves: &[Move],
) -> String {
    let [.., before, now] = city.cohorts.as_slice() else { return heading.to_owned() };
    if now.year != before.year + 1 || !late_note(outlook, city).is_empty() {
        return heading.to_owned();
    }
    let said = moves.iter().filter_map(|moved| {
        let (newest, former) = ((moved.of)(now)?, (moved.of)(before)?);
        // Counts for the public are rounded: what a few persons move is not spoken of.
        let persons = match moved.kind {
            MoveKind::Rate => (newest - former).abs() * now.graduates.min(before.graduates),
            MoveKind::Number => (newest - former).abs(),
            MoveKind::Amount => f64::INFINITY,
        };
        let word = word(newest, former, moved.kind);
        if outlook.meta.audience == Audience::Public && word != SAME && persons < ROUNDED {
            return None;
        }
        Some(format!("{}{word}", moved.name))
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() { heading.to_owned() } else { format!("{heading}：{}", said.join("，")) }
}

fn word(now: f64, before: f64, kind: MoveKind) -> &'static str {
    let (moved, within) = match kind {
        MoveKind::Rate => (now - before, RATE_WITHIN),
        MoveKind::Amount | MoveKind::Number => (now / before.max(1.0) - 1.0, SHARE_WITHIN),
    };
    let [up, down] =
        if kind == MoveKind::Number { ["增加", "减少"] } else { ["上升", "下降"] };
    match moved {
        moved if moved >= within => up,
        moved if moved <= -within => down,
        _ => SAME,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_little_is_about_the_same() {
        assert_eq!(word(0.974, 0.970, MoveKind::Rate), "基本持平");
        assert_eq!(word(0.976, 0.970, MoveKind::Rate), "上升");
        assert_eq!(word(990.0, 1001.0, MoveKind::Number), "减少");
        assert_eq!(word(995.0, 1000.0, MoveKind::Amount), "基本持平");
    }
}
