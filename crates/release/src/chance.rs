//! Ranks and widths: how draws of several series are taken together.

use statrs::function::erf::erf;
use talent_forecast::{FitError, SeriesForecast};

/// Standard deviations of the forecast by step, as parts of its median: those of a normal distribution with
/// the same 80 % interval.
///
/// That interval is `2·1.2816 = 2.563` standard deviations wide. Zero where the median is not
/// positive; empty where the series cannot be forecast.
pub(crate) fn relative_widths(series: &Result<SeriesForecast, FitError>) -> Vec<f64> {
    const WIDTH_OF_80: f64 = 2.563;
    let Ok(series) = series else { return Vec::new() };
    let steps = series.forecast.median().into_iter().enumerate();
    steps
        .map(|(step, median)| {
            let ends = series.forecast.interval(step + 1, 0.8).filter(|_| median > 0.0);
            ends.map_or(0.0, |ends| (ends.upper - ends.lower) / WIDTH_OF_80 / median)
        })
        .collect()
}

/// The standard normal distribution function, `Φ(z) = (1 + erf(z/√2))/2`.
pub(crate) fn normal_cdf(z: f64) -> f64 {
    0.5 * (1.0 + erf(z / std::f64::consts::SQRT_2))
}
