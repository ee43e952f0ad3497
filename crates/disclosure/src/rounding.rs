//! Rounding numbers so that given sums of them stay near.

use crate::{BASE, SMALL};

/// A number to be rounded.
#[derive(Debug, Clone)]
pub(crate) struct Number {
    /// The number, not negative.
    pub(crate) value: f64,
    /// Positions of the sums that it is part of.
    pub(crate) sums: Vec<usize>,
    /// What it has to be rounded to, where that is settled.
    pub(crate) settled: Option<f64>,
    /// Chance, of the unit interval.
    pub(crate) draw: f64,
}

/// Passes over all numbers, at most: nearly always a few suffice.
const PASSES: usize = 40;

/// What a number may be rounded to: the multiples of [`BASE`] beside it, and for a small one each of 0, 5 and 10, so that
/// none of these tells which small number it was.
fn choices(value: f64) -> Vec<f64> {
    let (below, above) = ((value / BASE).floor() * BASE, (value / BASE).ceil() * BASE);
    if value <= 0.0 {
        vec![0.0]
    } else if value < SMALL {
        vec![0.0, BASE, SMALL]
    } else if below < above {
        vec![below, above]
    } else {
        vec![value]
    }
}

/// Rounds up with the probability that leaves the number as it is in the mean.
fn unbiased(value: f64, draw: f64) -> f64 {
    let below = (value / BASE).floor() * BASE;
    if draw < (value - below) / BASE { below + BASE } else { below }
}

/// Rounds every number to one of its [`choices`]. The result has one entry per number, in the same order; `sums` is how
/// many sums there are.
///
/// Begins with an unbiased random rounding and then moves single numbers, in an order by chance, as long as that brings
/// the sums nearer: what falls is the sum of the squared errors of all sums and of all numbers that are not small.
/// Numbers that are settled stay.
pub(crate) fn round(numbers: &[Number], sums: usize) -> Vec<f64> {
    let mut errors = vec![0.0; sums];
    let mut rounded: Vec<f64> =
        numbers.iter().map(|n| n.settled.unwrap_or_else(|| unbiased(n.value, n.draw))).collect();
    for (number, rounded) in numbers.iter().zip(&rounded) {
        for &sum in &number.sums {
            errors[sum] += rounded - number.value;
        }
    }
    let mut order: Vec<usize> =
        (0..numbers.len()).filter(|&i| numbers[i].settled.is_none()).collect();
    order.sort_by(|&a, &b| numbers[a].draw.total_cmp(&numbers[b].draw));
    for _ in 0..PASSES {
        let mut moved = false;
        for &i in &order {
            let number = &numbers[i];
            // What a small number was must not show in what becomes of it.
            let error = if number.value < SMALL { 0.0 } else { rounded[i] - number.value };
            let own = if number.value < SMALL { 0.0 } else { 1.0 };
            let gain = |to: f64| {
                let change = to - rounded[i];
                let of_sums: f64 =
                    number.sums.iter().map(|&sum| change * (2.0 * errors[sum] + change)).sum();
                of_sums + own * change * (2.0 * error + change)
            };
            let best = choices(number.value)
                .into_iter()
                .map(|to| (gain(to), to))
                .min_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, to)) = best.filter(|(gain, _)| *gain < -1e-9) {
                for &sum in &number.sums {
                    errors[sum] += to - rounded[i];
                }
                rounded[i] = to;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    rounded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Numbers of a table with so many columns, with the sums of rows, of columns and of all.
    fn table(values: &[u8], columns: usize, draws: &[f64]) -> (Vec<Number>, usize) {
        let rows = values.len().div_ceil(columns);
        let number = |(i, (&value, &draw)): (usize, (&u8, &f64))| Number {
            value: f64::from(value),
            sums: vec![i / columns, rows + i % columns, rows + columns],
            settled: None,
            draw,
        };
        (values.iter().zip(draws).enumerate().map(number).collect(), rows + columns + 1)
    }

    proptest! {
        #[test]
        fn a_rounded_number_tells_no_small_one_apart(
            values in proptest::collection::vec(0_u8..60, 40),
            draws in proptest::collection::vec(0.0_f64..1.0, 40),
        ) {
            let (numbers, sums) = table(&values, 5, &draws);
            let rounded = round(&numbers, sums);
            for (number, rounded) in numbers.iter().zip(&rounded) {
                prop_assert!(rounded % BASE == 0.0 && *rounded >= 0.0);
                let far = if number.value < SMALL { 10.0 } else { BASE };
                prop_assert!((rounded - number.value).abs() < far, "{} to {rounded}", number.value);
                prop_assert!(number.value > 0.0 || *rounded == 0.0);
            }
            // The mean error of a cell is two persons; that of a sum of forty would be thirteen if each went by itself.
            let total: f64 = rounded.iter().sum::<f64>() - numbers.iter().map(|n| n.value).sum::<f64>();
            prop_assert!(total.abs() <= 2.0 * BASE, "all together are off by {total}");
        }
    }

    #[test]
    fn what_is_settled_stays() {
        let (mut numbers, sums) = table(&[3, 12, 17, 4], 2, &[0.9, 0.1, 0.5, 0.7]);
        numbers[1].settled = Some(15.0);
        numbers[3].settled = Some(10.0);
        let rounded = round(&numbers, sums);
        assert_eq!((rounded[1], rounded[3]), (15.0, 10.0));
    }
}
