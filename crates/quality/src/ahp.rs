//! Weights from comparisons of two at a time: the analytic hierarchy process.
//!
//! Saaty, *The Analytic Hierarchy Process* (1980): weights are the principal eigenvector of the matrix of judgements; the
//! consistency ratio is `CR = (λ − n)/((n − 1)·RI)`, with the mean index `RI` of random matrices of the size.

/// Judgements of how many times as important one part is as another.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparisons {
    /// `n` rows of `n`.
    matrix: Vec<Vec<f64>>,
}

/// Judgements that make no weights.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ComparisonsError {
    /// Not as many judgements as pairs.
    #[error(
        "{parts} 项应有 {wanted} 个两两比较，现有 {given} 个 ({wanted} comparisons of {parts} parts are wanted, {given} are given)"
    )]
    Number {
        /// Parts.
        parts: usize,
        /// Pairs of them.
        wanted: usize,
        /// Judgements that are given.
        given: usize,
    },
    /// Fewer than two parts, or more than ratios are known for.
    #[error("应有 2 到 {most} 项，现有 {parts} 项 (2 to {most} parts are wanted, not {parts})")]
    Parts {
        /// Parts.
        parts: usize,
        /// The most.
        most: usize,
    },
    /// A judgement outside Saaty's scale.
    #[error(
        "第 {number} 个比较为 {value}，应在 1/9 到 9 之间 (comparison {number} is {value}, not from 1/9 to 9)"
    )]
    Scale {
        /// Counted from 1.
        number: usize,
        /// The judgement.
        value: f64,
    },
}

/// Weights that judgements come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// They add up to 1.
    pub weights: Vec<f64>,
    /// The principal eigenvalue.
    pub eigenvalue: f64,
    /// The consistency ratio; judgements of 0.10 and more contradict each other and should be made again.
    pub consistency_ratio: f64,
}

/// The mean consistency index of random matrices of 1, 2, 3 … parts (Saaty 1980).
const RANDOM: [f64; 10] = [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49];
/// Powers of the matrix that are tried; the weights of judgements on Saaty's scale settle long before.
const POWERS: usize = 1_000;
const SETTLED: f64 = 1e-13;

impl Comparisons {
    /// From the judgements above the diagonal, row by row: first against second, first against third, …, second against
    /// third, …
    ///
    /// # Errors
    ///
    /// Another number of judgements than there are pairs, and judgements that are not from 1/9 to 9.
    pub fn new(parts: usize, above: &[f64]) -> Result<Self, ComparisonsError> {
        if !(2..=RANDOM.len()).contains(&parts) {
            return Err(ComparisonsError::Parts { parts, most: RANDOM.len() });
        }
        let wanted = parts * (parts - 1) / 2;
        if above.len() != wanted {
            return Err(ComparisonsError::Number { parts, wanted, given: above.len() });
        }
        let is_outside = |value: &f64| !(1.0 / 9.0 - 1e-9..=9.0 + 1e-9).contains(value);
        if let Some(position) = above.iter().position(is_outside) {
            let value = above[position];
            return Err(ComparisonsError::Scale { number: position + 1, value });
        }
        let mut matrix = vec![vec![1.0; parts]; parts];
        let pairs = (0..parts).flat_map(|i| (i + 1..parts).map(move |j| (i, j)));
        for ((i, j), value) in pairs.zip(above) {
            matrix[i][j] = *value;
            matrix[j][i] = 1.0 / value;
        }
        Ok(Self { matrix })
    }

    /// The weights, by the power method.
    pub fn proposal(&self) -> Proposal {
        let parts = self.matrix.len();
        let mut weights = vec![1.0 / parts as f64; parts];
        let mut eigenvalue = parts as f64;
        for _ in 0..POWERS {
            let product = |row: &Vec<f64>| row.iter().zip(&weights).map(|(a, w)| a * w).sum();
            let next: Vec<f64> = self.matrix.iter().map(product).collect();
            // The weights add up to 1.
            let sum: f64 = next.iter().sum();
            let change = (sum - eigenvalue).abs();
            eigenvalue = sum;
            let next: Vec<f64> = next.into_iter().map(|weight| weight / sum).collect();
            let moved: f64 = next.iter().zip(&weights).map(|(a, b)| (a - b).abs()).sum();
            weights = next;
            if moved + change < SETTLED {
                break;
            }
        }
        let random = RANDOM[parts - 1];
        let index = (eigenvalue - parts as f64) / (parts - 1) as f64;
        let consistency_ratio = if random > 0.0 { (index / random).max(0.0) } else { 0.0 };
        Proposal { weights, eigenvalue, consistency_ratio }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn consistent_judgements_give_their_weights() {
        let proposal = Comparisons::new(3, &[2.0, 4.0, 2.0]).unwrap().proposal();
        let expected = [4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0];
        assert!(proposal.weights.iter().zip(expected).all(|(got, want)| (got - want).abs() < 1e-9));
        assert!(proposal.consistency_ratio < 1e-9);
    }

    #[test]
    fn judgements_that_contradict_each_other_are_told() {
        // 3 times the second and 5 times of that would be 15 times the third, not 7.
        let mild = Comparisons::new(3, &[3.0, 7.0, 5.0]).unwrap().proposal();
        assert!((mild.eigenvalue - 3.0649).abs() < 5e-4, "{}", mild.eigenvalue);
        assert!((mild.consistency_ratio - 0.0559).abs() < 5e-4, "{}", mild.consistency_ratio);
        // Each beats the next, and the last the first.
        let circle = Comparisons::new(3, &[5.0, 0.2, 5.0]).unwrap().proposal();
        assert!(circle.consistency_ratio > 1.0);
        assert!(circle.weights.iter().all(|weight| (weight - 1.0 / 3.0).abs() < 1e-9));
    }

    #[test]
    fn wrong_judgements_are_refused() {
        let error = |parts, above: &[f64]| Comparisons::new(parts, above).unwrap_err();
        assert_eq!(error(3, &[1.0]), ComparisonsError::Number { parts: 3, wanted: 3, given: 1 });
        assert_eq!(error(1, &[]), ComparisonsError::Parts { parts: 1, most: 10 });
        assert_eq!(error(2, &[10.0]), ComparisonsError::Scale { number: 1, value: 10.0 });
        assert!(matches!(error(2, &[f64::NAN]), ComparisonsError::Scale { .. }));
    }

    proptest! {
        #[test]
        fn weights_add_up_to_one_and_are_positive(
            above in prop::collection::vec(1.0 / 9.0..9.0_f64, 15),
        ) {
            let proposal = Comparisons::new(6, &above).unwrap().proposal();
            prop_assert!((proposal.weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(proposal.weights.iter().all(|weight| *weight > 0.0));
            prop_assert!(proposal.eigenvalue >= 6.0 - 1e-9);
        }
    }
}
