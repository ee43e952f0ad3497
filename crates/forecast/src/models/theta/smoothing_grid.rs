//! The grid of smoothing weights, several of which run side by side, and smoothing by least squares.

/// Weights that run side by side.
pub(super) const LANES: usize = 4;
/// Number of smoothing weights: 0.05, 0.10, …, 1.00.
pub(super) const ALPHAS: usize = 20;

/// Simple exponential smoothing with its exact starting level: `(α, ℓ₀)` of the least squares.
pub(super) fn least_squares_level(x: &(impl Iterator<Item = f64> + Clone)) -> (f64, f64) {
    let (mut best, mut chosen) = (f64::INFINITY, (1.0, 0.0));
    for block in 0..ALPHAS / LANES {
        let alpha: [f64; LANES] = std::array::from_fn(|k| alpha_at(block * LANES + k));
        let (mut level, mut unit) = ([0.0; LANES], [1.0; LANES]);
        let (mut rr, mut ru, mut uu) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        for value in x.clone() {
            for k in 0..LANES {
                let error = value - level[k];
                rr[k] += error * error;
                ru[k] += error * unit[k];
                uu[k] += unit[k] * unit[k];
                level[k] += alpha[k] * error;
                unit[k] -= alpha[k] * unit[k];
            }
        }
        for k in 0..LANES {
            let start = ru[k] / uu[k];
            let sse = rr[k] - ru[k] * start;
            if sse < best {
                (best, chosen) = (sse, (alpha[k], start));
            }
        }
    }
    chosen
}

/// The smoothing weight at a position of the grid.
pub(super) fn alpha_at(i: usize) -> f64 {
    (i + 1) as f64 / ALPHAS as f64
}
