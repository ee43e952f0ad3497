//! Differences of a series, how many it needs, and back from them.

/// The 5 % point of the KPSS statistic for a level.
const KPSS_POINT: f64 = 0.463;

/// `Δ^d y`.
pub(super) fn difference(y: &[f64], d: usize) -> Vec<f64> {
    (0..d).fold(y.to_vec(), |w, _| w.windows(2).map(|pair| pair[1] - pair[0]).collect())
}

/// Differences until the KPSS test no longer rejects a level, at most 2. A series that no longer
/// varies needs no more.
pub(super) fn differences_needed(y: &[f64]) -> usize {
    (0..2).find(|&d| kpss(&difference(y, d)) <= KPSS_POINT).unwrap_or(2)
}

/// `n⁻²·Σ S(t)²/λ²`, `λ²` with Bartlett weights over `⌊3·√n/13⌋` lags.
fn kpss(w: &[f64]) -> f64 {
    let n = w.len() as f64;
    let mean = w.iter().sum::<f64>() / n;
    let e: Vec<f64> = w.iter().map(|value| value - mean).collect();
    let lags = (3.0 * n.sqrt() / 13.0) as usize;
    let covariance = |lag: usize| e.iter().zip(&e[lag..]).map(|(a, b)| a * b).sum::<f64>() / n;
    let long_run = covariance(0)
        + (1..=lags)
            .map(|lag| 2.0 * (1.0 - lag as f64 / (lags + 1) as f64) * covariance(lag))
            .sum::<f64>();
    let (mut sum, mut squares) = (0.0, 0.0);
    for value in e {
        sum += value;
        squares += sum * sum;
    }
    if long_run > 1e-12 * mean.abs().max(1e-300).powi(2) {
        squares / (n * n * long_run)
    } else {
        0.0
    }
}

/// One-step forecasts of the series from those of its differences; the first `d` values stand for
/// themselves.
pub(super) fn undo(y: &[f64], expected: &[f64], d: usize) -> Vec<f64> {
    let ahead = expected.iter().enumerate().map(|(t, change)| match d {
        0 => *change,
        1 => y[t] + change,
        _ => 2.0 * y[t + 1] - y[t] + change,
    });
    y[..d].iter().copied().chain(ahead).collect()
}
