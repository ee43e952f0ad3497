//! Drawing a row of shares around itself.

use rand::Rng;
use rand_distr::{Beta, Distribution};

/// The least shape of a beta distribution here: from two on no mass is near zero, so that little knowledge
/// makes a share uncertain, but never nothing.
const LEAST_SHAPE: f64 = 2.0;

/// Draws a row of shares around itself, worth `persons`: halved again and again, each half by a beta
/// distribution of the persons it is worth. Where every shape is above two this is the Dirichlet
/// distribution; below, a split is as wide as a beta distribution with its smaller shape at two.
///
/// Every share keeps its mean and the row its sum. Zeros stay zero, and so does an empty row. With no
/// persons nothing is drawn.
///
/// ```
/// use rand::SeedableRng;
/// let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
/// let mut row = [0.5, 0.3, 0.2];
/// talent_market::draw_shares(&mut row, 20.0, &mut rng);
/// assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
/// ```
pub fn draw_shares(row: &mut [f64], persons: f64, rng: &mut impl Rng) {
    let sum: f64 = row.iter().sum();
    if sum > 0.0 && persons > 0.0 {
        split(row, sum, 1.0, persons / sum, rng);
    }
}

/// Multiplies a part of a row by `factor` times what its own splits give. `sum` is that of the part, `worth`
/// the persons of a share of one.
fn split(part: &mut [f64], sum: f64, factor: f64, worth: f64, rng: &mut impl Rng) {
    let (cut, left) = halve(part, sum);
    let right = sum - left;
    if cut == 0 || cut == part.len() {
        for share in part.iter_mut() {
            *share *= factor;
        }
        return;
    }
    let p = left / sum;
    let persons = (worth * sum).max(LEAST_SHAPE / p.min(1.0 - p));
    let drawn = Beta::new(p * persons, (1.0 - p) * persons).map_or(p, |beta| beta.sample(rng));
    let (first, second) = part.split_at_mut(cut);
    split(first, left, factor * drawn / p, worth, rng);
    split(second, right, factor * (1.0 - drawn) / (1.0 - p), worth, rng);
}

/// Where a part is cut so that its halves are as even as can be, and the sum before the cut; zero or the
/// length where only one share is not zero.
fn halve(part: &[f64], sum: f64) -> (usize, f64) {
    let (mut before, mut best) = (0.0, (0, 0.0));
    for (cut, share) in part.iter().enumerate() {
        before += share;
        let is_cut = before > 0.0 && part[cut + 1..].iter().any(|share| *share > 0.0);
        if is_cut && (best.0 == 0 || (before - sum / 2.0).abs() < (best.1 - sum / 2.0).abs()) {
            best = (cut + 1, before);
        }
        if before >= sum / 2.0 && best.0 > 0 {
            break;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// Mean and least of the draws of a row.
    fn drawn(row: &[f64], persons: f64) -> (Vec<f64>, f64) {
        const DRAWS: usize = 20_000;
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let (mut mean, mut least) = (vec![0.0; row.len()], f64::INFINITY);
        for _ in 0..DRAWS {
            let mut draw = row.to_vec();
            draw_shares(&mut draw, persons, &mut rng);
            for (i, share) in draw.iter().enumerate() {
                mean[i] += share / DRAWS as f64;
                least = least.min(if row[i] > 0.0 { share / row[i] } else { f64::INFINITY });
            }
        }
        (mean, least)
    }

    #[test]
    fn little_knowledge_moves_no_mean_and_makes_nothing_of_no_share() {
        let row = [0.6, 0.0, 0.25, 0.1, 0.04, 0.01];
        for persons in [0.5, 2.0, 20.0, 1000.0] {
            let (mean, least) = drawn(&row, persons);
            for (mean, share) in mean.iter().zip(row) {
                assert!((mean - share).abs() <= 0.03 * share + 1e-12, "{persons}: {mean} {share}");
            }
            assert!(least > 1e-4, "{persons}: {least}");
        }
    }

    proptest! {
        #[test]
        fn a_row_keeps_its_sum_and_its_zeros(
            row in prop::collection::vec(prop_oneof![Just(0.0), 0.0..1.0_f64], 1..12),
            persons in 0.1..500.0_f64, seed in any::<u64>(),
        ) {
            let mut draw = row.clone();
            draw_shares(&mut draw, persons, &mut ChaCha8Rng::seed_from_u64(seed));
            prop_assert!((draw.iter().sum::<f64>() - row.iter().sum::<f64>()).abs() < 1e-9);
            for (drawn, share) in draw.iter().zip(&row) {
                prop_assert!(*drawn >= 0.0 && (*share > 0.0 || *drawn == 0.0));
            }
        }
    }
}
