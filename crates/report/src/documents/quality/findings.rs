//! What headings say: how the newest cohort moved against the one before.

use talent_outlook::{Audience, CohortDestinations, DestinationsOutlook, Outlook};

use super::cohorts::{Count, Rate, fraction, late_note};
use crate::document::{Span, Table};
use crate::wording::figures::moved;

/// Rates that differ by less than this are about the same.
pub(super) const RATE_WITHIN: f64 = 0.005;
/// Counts and pay that differ by less than this, as a fraction, are about the same.
const SHARE_WITHIN: f64 = 0.01;

/// Rounding moves sums of the public by up to so many persons.
const ROUNDED: f64 = 15.0;
const SAME: &str = "基本持平";

/// A figure of a cohort, how its change is measured and how it is said.
#[derive(Clone, Copy)]
pub(super) enum Moving {
    /// By its difference.
    Rate(Rate),
    /// By a fraction.
    Amount(Count),
    /// The same, of persons.
    Number(Count),
}

impl Moving {
    fn of(self, cohort: &CohortDestinations) -> Option<f64> {
        match self {
            Self::Rate(of) => fraction(of(cohort)),
            Self::Amount(of) | Self::Number(of) => of(cohort),
        }
    }

    /// Whether rounding for the public alone may have moved it as far as it moved.
    pub(super) fn may_be_rounding(
        self,
        outlook: &Outlook,
        [before, now]: [&CohortDestinations; 2],
    ) -> bool {
        let (Some(newest), Some(former)) = (self.of(now), self.of(before)) else { return false };
        let persons = match self {
            Self::Rate(_) => (newest - former).abs() * now.graduates.min(before.graduates),
            Self::Number(_) => (newest - former).abs(),
            Self::Amount(_) => return false,
        };
        is_within_rounding(outlook, persons)
    }

    /// Whether two cohorts are about the same by it.
    pub(super) fn is_about_the_same(self, [before, now]: [&CohortDestinations; 2]) -> bool {
        self.of(before)
            .zip(self.of(now))
            .is_some_and(|(before, now)| self.word(now, before) == SAME)
    }

    fn word(self, now: f64, before: f64) -> &'static str {
        let [grows, rises] = [["增加", "减少", SAME], ["上升", "下降", SAME]];
        let by_fraction = now / before.max(1.0) - 1.0;
        match self {
            Self::Rate(_) => moved(now - before, RATE_WITHIN, rises),
            Self::Amount(_) => moved(by_fraction, SHARE_WITHIN, rises),
            Self::Number(_) => moved(by_fraction, SHARE_WITHIN, grows),
        }
    }
}

/// Whether a move of so many persons may be that of rounding: counts for the public are rounded.
pub(super) fn is_within_rounding(outlook: &Outlook, persons: f64) -> bool {
    outlook.meta.audience == Audience::Public && persons < ROUNDED
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

/// What is said of a change that is hardly one, as headings say it.
pub(super) fn about_the_same() -> Vec<Span> {
    vec!["，与上届".into(), SAME.into()]
}

/// A heading with what is found below it, each figure by its name; the heading alone where the two cohorts cannot be
/// compared.
pub(super) fn headed(
    heading: &str,
    outlook: &Outlook,
    city: &DestinationsOutlook,
    moves: &[(&str, Moving)],
) -> String {
    let [.., before, now] = city.cohorts.as_slice() else { return heading.to_owned() };
    if now.year != before.year + 1 || !late_note(outlook, city).is_empty() {
        return heading.to_owned();
    }
    let said = moves.iter().filter_map(|(name, moving)| {
        let word = moving.word(moving.of(now)?, moving.of(before)?);
        let is_unclear = word != SAME && moving.may_be_rounding(outlook, [before, now]);
        (!is_unclear).then(|| format!("{name}{word}"))
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() { heading.to_owned() } else { format!("{heading}：{}", said.join("，")) }
}

#[cfg(test)]
mod tests {
    use super::super::cohorts::known_pay;
    use super::*;

    #[test]
    fn what_moves_little_is_about_the_same() {
        let rate = Moving::Rate(CohortDestinations::settled);
        let [number, amount] = [Moving::Number, Moving::Amount].map(|of| of(known_pay));
        assert_eq!(rate.word(0.974, 0.970), "基本持平");
        assert_eq!(rate.word(0.976, 0.970), "上升");
        assert_eq!(number.word(990.0, 1001.0), "减少");
        assert_eq!(amount.word(995.0, 1000.0), "基本持平");
    }
}
