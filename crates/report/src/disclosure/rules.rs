//! The rules for one count, one rate, one mean, and the parts of one total.

use super::shown::Shown;

/// Counts of persons from one up to, but not including, this are withheld.
pub const SMALLEST_COUNT: f64 = 5.0;

/// Rates and means of fewer persons are withheld.
pub const SMALLEST_BASE: f64 = 10.0;

/// Whether a count is one that could point to somebody. Means of draws can be fractions.
/// Zero points to nobody.
fn is_small(count: f64) -> bool {
    count > 0.0 && count < SMALLEST_COUNT
}

/// What may be shown of a count of persons that no shown total contains.
///
/// Zero is shown, as it tells of no person. Counts that a shown total contains go through `parts_of_total` instead.
pub fn count(persons: f64) -> Shown {
    if is_small(persons) { Shown::Below(SMALLEST_COUNT) } else { Shown::Value(persons) }
}

/// What may be shown of the rate `persons / base`, a fraction: nothing of fewer than [`SMALLEST_BASE`] persons; where
/// the numerator is small, the bound that the rate stays below.
///
/// The bound is `SMALLEST_COUNT / base`.
pub fn rate(persons: f64, base: f64) -> Shown {
    if base < SMALLEST_BASE {
        Shown::Withheld
    } else if is_small(persons) {
        Shown::Below(SMALLEST_COUNT / base)
    } else {
        Shown::Value(persons / base)
    }
}

/// What may be shown of a mean over answers of persons, such as starting pay in yuan per month: nothing unless at least
/// `SMALLEST_BASE` answers are known to stand behind it.
///
/// `answers` is the number of persons who answered; the mean keeps its unit.
pub fn mean(value: Option<f64>, answers: Option<f64>) -> Shown {
    let enough = answers.is_some_and(|answers| answers >= SMALLEST_BASE);
    value.filter(|_| enough).map_or(Shown::Withheld, Shown::Value)
}

/// What may be shown of counts that add up to a total shown elsewhere; `None` is a part that is not known. Where just
/// one part is too small, the next smallest is withheld too: the one could be had by subtraction.
///
/// The result has one entry for each part, in the same order. Two small parts protect each other, since only their sum
/// follows from the total. Zeros stay shown and are no companion.
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
///
/// The result has one entry for each part, in the same order.
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
