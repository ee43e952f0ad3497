//! The rank of each subject, with how far it may lie elsewhere.

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution as _, Gamma};
use serde::{Deserialize, Serialize};

use crate::composition::{Composition, Index, PARTS};
use crate::evidence::Evidence;

/// How ranks are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranking {
    /// Draws of weights and values.
    pub draws: usize,
    /// How sure the weights are: they are drawn from Dirichlet(`concentration`·w), as if so many persons had been asked.
    pub concentration: f64,
    /// The part of the draws that the interval holds, a fraction.
    pub coverage: f64,
    /// Of the generator.
    pub seed: u64,
}

/// The rank of a subject among those that are rated, the best being the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rank {
    /// By the index as it stands.
    pub rank: usize,
    /// The lowest number of the interval.
    pub best: usize,
    /// The highest.
    pub worst: usize,
    /// How many are rated.
    pub of: usize,
}

/// The index of each subject and its rank; `None` for those of which too little is known. Equal ones share the better rank.
///
/// In every draw all subjects are weighed by the same weights, so that the interval tells both how sure the weights are and
/// how well each subject is known.
pub fn ranks(
    composition: &Composition,
    subjects: &[[Option<Evidence>; PARTS]],
    ranking: Ranking,
) -> Vec<Option<(Index, Rank)>> {
    let index = |subject: &[Option<Evidence>; PARTS]| {
        composition.index(subject.map(|part| part.map(Evidence::value)))
    };
    let indices: Vec<Option<Index>> = subjects.iter().map(index).collect();
    let rated: Vec<usize> = (0..subjects.len()).filter(|s| indices[*s].is_some()).collect();
    let mut drawn = vec![Vec::with_capacity(ranking.draws); rated.len()];
    let mut rng = ChaCha8Rng::seed_from_u64(ranking.seed);
    for _ in 0..ranking.draws {
        let weights = draw_weights(composition.weights(), ranking.concentration, &mut rng);
        let values: Vec<f64> = rated
            .iter()
            .map(|&subject| {
                let values = subjects[subject].map(|part| part.map(|part| part.draw(&mut rng)));
                composition.weighed(values, weights).map_or(0.0, |index| index.value)
            })
            .collect();
        for (ranks, rank) in drawn.iter_mut().zip(places(&values)) {
            ranks.push(rank);
        }
    }
    let values: Vec<f64> =
        rated.iter().filter_map(|subject| Some(indices[*subject]?.value)).collect();
    let mut found = vec![None; subjects.len()];
    for ((&subject, rank), mut ranks) in rated.iter().zip(places(&values)).zip(drawn) {
        ranks.sort_unstable();
        let outside = (1.0 - ranking.coverage) / 2.0;
        let at = |part: f64| {
            let position = (part * ranks.len() as f64) as usize;
            ranks.get(position.min(ranks.len().saturating_sub(1))).copied().unwrap_or(rank)
        };
        let (best, worst) = (at(outside).min(rank), at(1.0 - outside).max(rank));
        found[subject] =
            indices[subject].map(|index| (index, Rank { rank, best, worst, of: rated.len() }));
    }
    found
}

/// The part of `draws` draws of a subject's values in which its index is below `edge`, by the weights as they stand; `None`
/// where too little of it is known.
pub fn share_below(
    composition: &Composition,
    subject: &[Option<Evidence>; PARTS],
    edge: f64,
    draws: usize,
    seed: u64,
) -> Option<f64> {
    composition.index(subject.map(|part| part.map(Evidence::value)))?;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let is_below = |_: &usize| {
        let values = subject.map(|part| part.map(|part| part.draw(&mut rng)));
        composition.index(values).is_some_and(|index| index.value < edge)
    };
    let below = (0..draws).filter(is_below).count();
    (draws > 0).then(|| below as f64 / draws as f64)
}

/// The rank of each value, the greatest being the first.
fn places(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
    let mut places = vec![0; values.len()];
    let mut place = 0;
    for (position, &subject) in order.iter().enumerate() {
        let is_equal = position > 0 && values[order[position - 1]] == values[subject];
        if !is_equal {
            place = position + 1;
        }
        places[subject] = place;
    }
    places
}

/// Weights from Dirichlet(concentration·w): independent gammas over their sum.
fn draw_weights(weights: [f64; PARTS], concentration: f64, rng: &mut ChaCha8Rng) -> [f64; PARTS] {
    let drawn = weights.map(|weight| {
        Gamma::new(concentration * weight, 1.0).map_or(0.0, |gamma| gamma.sample(rng))
    });
    let sum: f64 = drawn.iter().sum();
    if sum > 0.0 { drawn.map(|weight| weight / sum) } else { weights }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::composition::tests::composition;

    const RANKING: Ranking =
        Ranking { draws: 400, concentration: 40.0, coverage: 0.9, seed: 20_260_101 };

    fn subject(level: f64, persons: f64) -> [Option<Evidence>; PARTS] {
        let share = |share: f64| Some(Evidence::share(share * persons, persons, 0.5, 0.0));
        let pay = Some(Evidence::Mean { mean: 0.8 + 0.5 * level, error: 0.25 / persons.sqrt() });
        let [placement, matched] = [0.60 + 0.38 * level, 0.40 + 0.50 * level].map(share);
        let [satisfied, stable] = [0.5 + 0.45 * level; 2].map(share);
        [placement, matched, pay, satisfied, stable, share(0.2 + 0.65 * level)]
    }

    #[test]
    fn ranks_are_sure_where_much_is_known_and_wide_where_little_is() {
        let levels = [0.9, 0.7, 0.5, 0.3, 0.1];
        let of = |persons: f64| {
            let subjects: Vec<_> = levels.iter().map(|level| subject(*level, persons)).collect();
            ranks(&composition(), &subjects, RANKING).into_iter().map(|r| r.unwrap().1).collect()
        };
        let (many, few): (Vec<Rank>, Vec<Rank>) = (of(5000.0), of(12.0));
        for (position, rank) in many.iter().enumerate() {
            let place = position + 1;
            assert_eq!(*rank, Rank { rank: place, best: place, worst: place, of: 5 });
        }
        assert!(few.iter().all(|rank| (1..=5).contains(&rank.rank)));
        assert!(few[2].best < 3 && few[2].worst > 3, "{few:?}");
    }

    #[test]
    fn those_that_are_not_rated_take_no_rank() {
        let mut unknown = subject(0.9, 50.0);
        unknown[0] = None;
        unknown[1] = None;
        let ranked =
            ranks(&composition(), &[subject(0.5, 50.0), unknown, subject(0.7, 50.0)], RANKING);
        let place = |subject: usize| ranked[subject].map(|(_, rank)| (rank.rank, rank.of));
        assert_eq!((place(0), place(1), place(2)), (Some((2, 2)), None, Some((1, 2))));
        assert!(ranks(&composition(), &[], RANKING).is_empty());
    }

    #[test]
    fn an_index_far_from_an_edge_is_surely_on_its_side() {
        let below = |level, persons, edge| {
            share_below(&composition(), &subject(level, persons), edge, 400, 1).unwrap()
        };
        assert_eq!((below(0.2, 2000.0, 50.0), below(0.8, 2000.0, 50.0)), (1.0, 0.0));
        let unsure = below(0.5, 20.0, 50.0);
        assert!((0.2..0.8).contains(&unsure), "{unsure}");
        assert_eq!(share_below(&composition(), &[None; PARTS], 50.0, 400, 1), None);
    }

    #[test]
    fn equal_ones_share_the_better_rank() {
        assert_eq!(places(&[1.0, 3.0, 3.0, 0.5]), [3, 1, 1, 4]);
    }
}
