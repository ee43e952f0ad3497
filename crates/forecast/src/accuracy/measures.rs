//! Measures of accuracy of one series: outcomes and forecasts of equal length in, one number out.

use crate::Interval;

/// Symmetric mean absolute percentage error in per cent, as in the M4 competition:
/// `200·mean(|y − ŷ| / (|y| + |ŷ|))`; a term with both zero counts as zero.
pub fn smape(actual: &[f64], forecast: &[f64]) -> f64 {
    mean(actual.iter().zip(forecast).map(|(y, f)| {
        let size = y.abs() + f.abs();
        if size == 0.0 { 0.0 } else { 200.0 * (y - f).abs() / size }
    }))
}

/// Mean absolute scaled error: the mean absolute error over the mean absolute yearly change of the
/// training part. Infinite or not a number if the training part never changes.
pub fn mase(actual: &[f64], forecast: &[f64], training: &[f64]) -> f64 {
    mean(actual.iter().zip(forecast).map(|(y, f)| (y - f).abs())) / mean_change(training)
}

/// Root mean squared scaled error: the root mean squared error over the root mean squared yearly
/// change of the training part.
pub fn rmsse(actual: &[f64], forecast: &[f64], training: &[f64]) -> f64 {
    let error = mean(actual.iter().zip(forecast).map(|(y, f)| (y - f).powi(2)));
    let change = mean(training.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)));
    (error / change).sqrt()
}

/// Weighted absolute percentage error as a fraction: `Σ|y − ŷ| / Σ|y|`.
pub fn wape(actual: &[f64], forecast: &[f64]) -> f64 {
    let error: f64 = actual.iter().zip(forecast).map(|(y, f)| (y - f).abs()).sum();
    error / actual.iter().map(|y| y.abs()).sum::<f64>()
}

/// The interval score of coverage `1 − α`: `(u − l) + (2/α)·(l − y)⁺ + (2/α)·(y − u)⁺`.
pub fn interval_score(actual: f64, interval: Interval, coverage: f64) -> f64 {
    let Interval { lower, upper } = interval;
    let miss = (lower - actual).max(0.0) + (actual - upper).max(0.0);
    upper - lower + 2.0 / (1.0 - coverage) * miss
}

/// Mean scaled interval score: the mean interval score over the mean absolute yearly change of the
/// training part.
pub fn msis(actual: &[f64], intervals: &[Interval], coverage: f64, training: &[f64]) -> f64 {
    let score = |(y, i): (&f64, &Interval)| interval_score(*y, *i, coverage);
    mean(actual.iter().zip(intervals).map(score)) / mean_change(training)
}

/// The pinball loss of a quantile at a level: `max(τ·(y − q), (τ − 1)·(y − q))`.
pub fn pinball(actual: f64, quantile: f64, level: f64) -> f64 {
    let error = actual - quantile;
    (level * error).max((level - 1.0) * error)
}

/// The continuous ranked probability score of draws: `mean|x − y| − ½·mean|x − x′|`. Zero draws give
/// NaN. `draws` is put in ascending order.
pub fn crps(actual: f64, draws: &mut [f64]) -> f64 {
    draws.sort_unstable_by(f64::total_cmp);
    let n = draws.len() as f64;
    let miss = mean(draws.iter().map(|x| (x - actual).abs()));
    // Σᵢ Σⱼ |xᵢ − xⱼ| of sorted values is 2·Σ (2i − n + 1)·x.
    let between: f64 =
        draws.iter().enumerate().map(|(i, x)| (2.0 * i as f64 - n + 1.0) * x).sum::<f64>();
    miss - between / (n * n)
}

/// The continuous ranked probability score of a few quantiles, each standing for the levels nearest
/// to it: `2·Σ w·pinball`. `quantiles` are level and value, ascending.
pub fn crps_of_quantiles(actual: f64, quantiles: &[(f64, f64)]) -> f64 {
    let edge = |i: usize| match i {
        0 => 0.0,
        i if i == quantiles.len() => 1.0,
        i => f64::midpoint(quantiles[i - 1].0, quantiles[i].0),
    };
    let part = |(i, &(level, value)): (usize, &(f64, f64))| {
        (edge(i + 1) - edge(i)) * pinball(actual, value, level)
    };
    2.0 * quantiles.iter().enumerate().map(part).sum::<f64>()
}

/// The mean; NaN of nothing.
pub(super) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

/// The mean absolute yearly change of the training part.
pub(super) fn mean_change(training: &[f64]) -> f64 {
    mean(training.windows(2).map(|pair| (pair[1] - pair[0]).abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_hold() {
        assert_eq!(smape(&[100.0, 0.0], &[50.0, 0.0]), 100.0 * 50.0 / 150.0);
        assert_eq!(mase(&[5.0], &[3.0], &[1.0, 2.0, 4.0]), 2.0 / 1.5);
        assert_eq!(wape(&[100.0, 300.0], &[90.0, 330.0]), 0.1);
        assert!((rmsse(&[5.0], &[3.0], &[1.0, 2.0, 4.0]) - 2.0 / 2.5_f64.sqrt()).abs() < 1e-12);
        let interval = Interval { lower: 1.0, upper: 3.0 };
        assert_eq!(interval_score(2.0, interval, 0.95), 2.0);
        assert!((interval_score(4.0, interval, 0.95) - 42.0).abs() < 1e-9);
        assert!((msis(&[4.0], &[interval], 0.95, &[1.0, 3.0]) - 21.0).abs() < 1e-9);
        assert_eq!((pinball(4.0, 3.0, 0.9), pinball(2.0, 3.0, 0.9)), (0.9, 1.0 - 0.9));
    }

    #[test]
    fn crps_is_the_integral_of_the_squared_difference() {
        let mut draws = [3.0, 1.0, 2.0, 4.0, 4.0];
        // ∫(F(x) − 1{x ≥ y})² dx by hand for y = 2.5.
        let expected = 0.04 * 1.0 + 0.16 * 0.5 + 0.36 * 0.5 + 0.16 * 1.0;
        assert!((crps(2.5, &mut draws) - expected).abs() < 1e-12);
        assert_eq!(crps(2.0, &mut [5.0]), 3.0);
        // Many quantiles are nearly the distribution: uniform on 0..1, y = ½ has 1/12.
        let quantiles: Vec<(f64, f64)> =
            (0..1000).map(|i| (f64::from(i) + 0.5) / 1000.0).map(|q| (q, q)).collect();
        assert!((crps_of_quantiles(0.5, &quantiles) - 1.0 / 12.0).abs() < 1e-5);
    }
}
