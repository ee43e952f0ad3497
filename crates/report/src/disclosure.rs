//! What figure about persons may be shown to readers outside the schools: the one place that decides it.
//!
//! Whatever leaves the program (documents, pages, the API, the command line, traces, charts) asks here before it writes
//! a number about students or graduates. The rules, in persons:
//!
//! - A count of one to four is not shown, only that it is below five ([`count`]).
//! - Of fewer than ten persons no rate and no mean is shown ([`rate`], [`mean`]), pay included: a mean of so few tells
//!   about single persons. A rate whose numerator is small is shown as the bound that it stays below.
//! - A withheld part must not follow from a total by subtraction: where it is the only small part, the next smallest is
//!   withheld with it ([`parts_of_total`], and year by year [`series_of_parts`]).
//! - What is expected of a year to come is treated like a count of that year ([`count`]).
//!
//! Withholding a single cell and then its complement is primary and secondary suppression as in the handbook on
//! statistical disclosure control of Eurostat (Hundepool and others, 2012, chapter 4). Employment by industry is
//! published by the statistics office and is not covered.

mod series;
mod sizes;
mod traced;

pub use series::{
    ShownHistory, history_of_group, history_of_programme, points_shown, series_of_parts,
};
pub use sizes::{sizes_of_groups, sizes_of_programmes, sizes_of_sites};
pub use traced::{TracedFigure, shown_of_trace};

/// Counts of persons from one up to, but not including, this are withheld.
pub const SMALLEST_COUNT: f64 = 5.0;

/// Rates and means of fewer persons are withheld.
pub const SMALLEST_BASE: f64 = 10.0;

/// What may be shown of a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shown {
    /// The figure itself.
    Value(f64),
    /// Only that it lies below this bound, in the figure's own unit.
    Below(f64),
    /// Nothing: the figure is not known, or it would give another away.
    Withheld,
}

impl Shown {
    /// The figure itself, if it may be shown. Where not, no rate or share of it may be shown either: it would give
    /// the figure away.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            Self::Below(_) | Self::Withheld => None,
        }
    }

    /// Whether the figure itself is shown.
    pub fn is_value(self) -> bool {
        self.value().is_some()
    }
}

fn is_small(count: f64) -> bool {
    count > 0.0 && count < SMALLEST_COUNT
}

/// What may be shown of a count of persons that no shown total contains.
pub fn count(persons: f64) -> Shown {
    if is_small(persons) { Shown::Below(SMALLEST_COUNT) } else { Shown::Value(persons) }
}

/// What may be shown of the rate `persons / base`, a fraction: nothing of fewer than [`SMALLEST_BASE`] persons; where
/// the numerator is small, the bound that the rate stays below.
pub fn rate(persons: f64, base: f64) -> Shown {
    if base < SMALLEST_BASE {
        Shown::Withheld
    } else if is_small(persons) {
        Shown::Below(SMALLEST_COUNT / base)
    } else {
        Shown::Value(persons / base)
    }
}

/// What may be shown of a mean over answers of persons, such as starting pay in yuan a month: nothing unless at least
/// [`SMALLEST_BASE`] answers are known to stand behind it.
pub fn mean(value: Option<f64>, answers: Option<f64>) -> Shown {
    let enough = answers.is_some_and(|answers| answers >= SMALLEST_BASE);
    value.filter(|_| enough).map_or(Shown::Withheld, Shown::Value)
}

/// What may be shown of counts that add up to a total shown elsewhere; `None` is a part that is not known. Where just
/// one part is too small, the next smallest is withheld too: the one could be had by subtraction.
pub fn parts_of_total(parts: &[Option<f64>]) -> Vec<Shown> {
    let known = || parts.iter().enumerate().filter_map(|(i, part)| Some((i, (*part)?)));
    let is_alone = known().filter(|(_, persons)| is_small(*persons)).count() == 1;
    let companion = known()
        .filter(|(_, persons)| is_alone && *persons >= SMALLEST_COUNT)
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(i, _)| i);
    let shown = |(i, part): (usize, &Option<f64>)| {
        part.filter(|_| companion != Some(i)).map_or(Shown::Withheld, count)
    };
    parts.iter().enumerate().map(shown).collect()
}

/// What may be shown of counts that add up to `total`, as that is shown itself. Where the total is withheld and every
/// part could be shown, the smallest part is withheld: otherwise the parts would add up to the total.
pub fn parts_beside(total: Shown, parts: &[Option<f64>]) -> Vec<Shown> {
    let mut shown = parts_of_total(parts);
    if !total.is_value() && shown.iter().all(|part| part.is_value()) {
        let sizes = parts.iter().enumerate().filter_map(|(i, part)| Some((i, (*part)?)));
        let least = sizes.filter(|(_, size)| *size > 0.0).min_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((i, _)) = least {
            shown[i] = Shown::Withheld;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use Shown::{Below, Value, Withheld};

    #[test]
    fn counts_from_one_to_four_are_withheld() {
        assert_eq!(
            [0.0, 1.0, 4.0, 5.0].map(count),
            [Value(0.0), Below(5.0), Below(5.0), Value(5.0)]
        );
    }

    #[test]
    fn a_rate_needs_ten_persons_and_hides_a_small_numerator() {
        assert_eq!(rate(3.0, 9.0), Withheld);
        assert_eq!(rate(3.0, 40.0), Below(0.125));
        assert_eq!(rate(0.0, 40.0), Value(0.0));
        assert_eq!(rate(30.0, 40.0), Value(0.75));
    }

    #[test]
    fn mean_pay_needs_ten_answers_everywhere() {
        assert_eq!(mean(Some(3000.0), Some(8.0)), Withheld);
        assert_eq!(mean(Some(3000.0), Some(9.0)), Withheld);
        assert_eq!(mean(Some(3000.0), Some(10.0)), Value(3000.0));
        assert_eq!(mean(Some(3000.0), None), Withheld);
        assert_eq!(mean(None, Some(50.0)), Withheld);
    }

    #[test]
    fn no_small_part_follows_from_a_total() {
        let shown =
            |parts: &[f64]| parts_of_total(&parts.iter().copied().map(Some).collect::<Vec<_>>());
        assert_eq!(shown(&[3.0, 40.0, 12.0]), [Below(5.0), Value(40.0), Withheld]);
        assert_eq!(shown(&[3.0, 4.0, 12.0]), [Below(5.0), Below(5.0), Value(12.0)]);
        assert_eq!(shown(&[0.0, 40.0]), [Value(0.0), Value(40.0)]);
        assert_eq!(parts_of_total(&[None, Some(40.0)]), [Withheld, Value(40.0)]);
    }

    #[test]
    fn the_parts_of_a_withheld_total_do_not_add_up_to_it() {
        let parts = [Some(0.0), Some(7.0), Some(9.0)];
        assert_eq!(parts_beside(Withheld, &parts), [Value(0.0), Withheld, Value(9.0)]);
        assert_eq!(parts_beside(Value(16.0), &parts), [Value(0.0), Value(7.0), Value(9.0)]);
        assert_eq!(parts_beside(Below(5.0), &[Some(3.0)]), [Below(5.0)]);
    }
}
