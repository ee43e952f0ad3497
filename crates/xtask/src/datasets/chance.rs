//! Chance, and whole persons out of shares.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Noise between −1 and 1, small values more often.
pub(super) fn noise(rng: &mut ChaCha8Rng) -> f64 {
    rng.random::<f64>() + rng.random::<f64>() - 1.0
}

/// How many of `persons` a rate with noise comes to, no more than all of them.
pub(super) fn share_of(persons: i64, rate: f64, rng: &mut ChaCha8Rng) -> i64 {
    ((persons as f64 * (rate + 0.03 * noise(rng))).round() as i64).clamp(0, persons)
}

/// Whole persons in proportion to `weights`, adding up to `total` (largest remainder).
pub(super) fn apportion(total: i64, weights: &[f64]) -> Vec<i64> {
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights.iter().map(|w| total as f64 * w / sum).collect();
    let mut whole: Vec<i64> = exact.iter().map(|v| v.floor() as i64).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    let rest = total - whole.iter().sum::<i64>();
    for &i in order.iter().take(rest as usize) {
        whole[i] += 1;
    }
    whole
}
