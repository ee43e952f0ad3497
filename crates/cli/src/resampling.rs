//! Intervals by drawing whole blocks (cities, programmes) with replacement.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The 5 % and 95 % quantiles of a statistic of `count` positions drawn with replacement, so many times. The same every time.
pub(crate) fn ends(count: usize, times: usize, statistic: impl Fn(&[usize]) -> f64) -> [f64; 2] {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut draw = || rng.random_range(0..count.max(1));
    let mut found: Vec<f64> = (0..times)
        .map(|_| statistic(&(0..count).map(|_| draw()).collect::<Vec<_>>()))
        .filter(|value| value.is_finite())
        .collect();
    found.sort_by(f64::total_cmp);
    let at = |part: f64| {
        let last = found.len().checked_sub(1)?;
        found.get((part * last as f64).round() as usize).copied()
    };
    [0.05, 0.95].map(|part| at(part).unwrap_or(f64::NAN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_equal_values_is_certain_and_that_of_others_is_not() {
        let of = |values: [f64; 4]| {
            ends(4, 400, |drawn| drawn.iter().map(|at| values[*at]).sum::<f64>() / 4.0)
        };
        assert_eq!(of([2.0; 4]), [2.0, 2.0]);
        let [low, high] = of([0.0, 1.0, 2.0, 3.0]);
        assert!(low < 1.0 && high > 2.0, "{low} {high}");
    }
}
