//! Which block is behind how much of the spread of a figure.

/// The shares of the variance of a figure that its blocks are behind, from its draws and, for each
/// block, the same draws with that block held at its mean: `max(V − V(held), 0)` over the sum of those.
/// Interactions are left out. Zeros where nothing varies.
pub fn variance_shares(draws: &[f64], held: &[Vec<f64>]) -> Vec<f64> {
    let variance = |draws: &[f64]| {
        let n = draws.len() as f64;
        let mean = draws.iter().sum::<f64>() / n;
        draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n
    };
    let whole = variance(draws);
    let saved: Vec<f64> = held.iter().map(|held| (whole - variance(held)).max(0.0)).collect();
    let total: f64 = saved.iter().sum();
    saved.into_iter().map(|part| if total > 0.0 { part / total } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;
    use rand_distr::{Distribution, StandardNormal};

    use super::*;

    /// A product of independent factors: the analytic shares of its variance are nearly CV².
    #[test]
    fn the_shares_of_a_product_are_those_of_its_squared_variations() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let deviations = [0.08, 0.10, 0.05];
        let factors: Vec<[f64; 3]> = (0..20_000)
            .map(|_| {
                deviations.map(|sd| {
                    let z: f64 = StandardNormal.sample(&mut rng);
                    1.0 + sd * z
                })
            })
            .collect();
        let product = |held: Option<usize>| -> Vec<f64> {
            let product =
                |f: &[f64; 3]| (0..3).filter(|k| held != Some(*k)).map(|k| f[k]).product();
            factors.iter().map(product).collect()
        };
        let held: Vec<Vec<f64>> = (0..3).map(|k| product(Some(k))).collect();
        let shares = variance_shares(&product(None), &held);
        let total: f64 = deviations.iter().map(|sd| sd * sd).sum();
        for (share, sd) in shares.iter().zip(deviations) {
            assert!((share - sd * sd / total).abs() < 0.02, "{shares:?}");
        }
        assert_eq!(variance_shares(&[2.0; 4], &[vec![2.0; 4]]), [0.0]);
    }
}
