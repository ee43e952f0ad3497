//! Measures of accuracy. All take forecasts and outcomes of equal length.

/// Symmetric mean absolute percentage error in per cent, as in the M4 competition:
/// `200·mean(|y − ŷ| / (|y| + |ŷ|))`; a term with both zero counts as zero.
pub fn smape(actual: &[f64], forecast: &[f64]) -> f64 {
    mean(actual.iter().zip(forecast).map(|(y, f)| {
        let size = y.abs() + f.abs();
        if size == 0.0 { 0.0 } else { 200.0 * (y - f).abs() / size }
    }))
}

/// Mean absolute scaled error: the mean absolute error over the mean absolute yearly change of the
/// training part. Infinite if the training part never changes.
///
/// Hyndman and Koehler, "Another look at measures of forecast accuracy", International Journal of
/// Forecasting 22 (2006).
pub fn mase(actual: &[f64], forecast: &[f64], training: &[f64]) -> f64 {
    let change = mean(training.windows(2).map(|pair| (pair[1] - pair[0]).abs()));
    mean(actual.iter().zip(forecast).map(|(y, f)| (y - f).abs())) / change
}

/// Weighted absolute percentage error as a fraction: `Σ|y − ŷ| / Σ|y|`.
pub fn wape(actual: &[f64], forecast: &[f64]) -> f64 {
    let error: f64 = actual.iter().zip(forecast).map(|(y, f)| (y - f).abs()).sum();
    error / actual.iter().map(|y| y.abs()).sum::<f64>()
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_hold() {
        assert_eq!(smape(&[100.0, 0.0], &[50.0, 0.0]), 100.0 * 50.0 / 150.0);
        assert_eq!(mase(&[5.0], &[3.0], &[1.0, 2.0, 4.0]), 2.0 / 1.5);
        assert_eq!(wape(&[100.0, 300.0], &[90.0, 330.0]), 0.1);
    }
}
