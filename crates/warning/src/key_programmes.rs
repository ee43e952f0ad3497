//! The verdict on the number of key programmes.

use crate::policy::{KeyPolicy, KeyWeights};

/// Whether there are as many key programmes as there should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyVerdict {
    /// Fewer than the fewest.
    TooFew,
    /// As many as there should be.
    Fitting,
    /// More than the most.
    TooMany,
}

impl KeyVerdict {
    fn of(count: usize, [fewest, most]: [u32; 2]) -> Self {
        if count < fewest as usize {
            Self::TooFew
        } else if count > most as usize {
            Self::TooMany
        } else {
            Self::Fitting
        }
    }
}

/// The parts of a score, from 0 to 1: demand, quality, industry, resources, scale; none if not known.
pub type KeyParts = [Option<f64>; 5];

impl KeyPolicy {
    /// The weights in the order of the parts.
    fn weights_in_order(&self) -> [f64; 5] {
        let KeyWeights { demand, quality, industry, resources, scale } = self.weights;
        [demand, quality, industry, resources, scale]
    }

    /// The part of the weights that is known.
    pub fn known(&self, parts: KeyParts) -> f64 {
        self.weights_in_order()
            .into_iter()
            .zip(parts)
            .filter(|(_, part)| part.is_some())
            .map(|(w, _)| w)
            .sum()
    }

    /// The score of a programme at a school from 0 to 100: its parts that are known, weighed.
    pub fn score(&self, parts: KeyParts) -> f64 {
        100.0 * self.weighed(parts, |part| part)
    }

    /// The standard deviation of a score: by weights that are as sure as `concentration` persons who were asked, with
    /// `Var(Σ w·x) = (Σ w·x² − (Σ w·x)²)/(c + 1)` for `w` ~ Dirichlet(c·w̄), and by the quality index, whose standard deviation
    /// is `quality` of 1.
    pub fn deviation(&self, parts: KeyParts, quality: f64) -> f64 {
        let mean = self.weighed(parts, |part| part);
        let by_weights =
            (self.weighed(parts, |part| part * part) - mean * mean) / (self.concentration + 1.0);
        let known = self.known(parts);
        let share = if known > 0.0 { self.weights.quality / known } else { 0.0 };
        100.0 * (by_weights.max(0.0) + (share * quality).powi(2)).sqrt()
    }

    /// Whether two scores are nearer than one standard deviation of their difference: the same weights hold for both.
    pub fn is_near(
        &self,
        (a, quality_a): (KeyParts, f64),
        (b, quality_b): (KeyParts, f64),
    ) -> bool {
        let mut between: KeyParts = [None; 5];
        for (between, (a, b)) in between.iter_mut().zip(a.into_iter().zip(b)) {
            *between = a.zip(b).map(|(a, b)| a - b);
        }
        let difference = 100.0 * self.weighed(between, |part| part);
        difference.abs() < self.deviation(between, quality_a.hypot(quality_b))
    }

    fn weighed(&self, parts: KeyParts, of: impl Fn(f64) -> f64) -> f64 {
        let known = self.known(parts);
        let weights = self.weights_in_order().into_iter().zip(parts);
        let sum: f64 = weights.filter_map(|(weight, part)| Some(weight * of(part?))).sum();
        if known > 0.0 { sum / known } else { 0.0 }
    }

    /// The verdict on a school that has so many key programmes of the city's level or above.
    pub fn school_verdict(&self, count: usize) -> KeyVerdict {
        KeyVerdict::of(count, self.per_school)
    }

    /// The verdict on a city that has so many key programmes of the province's level.
    pub fn city_verdict(&self, provincial: usize) -> KeyVerdict {
        KeyVerdict::of(provincial, self.provincial)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_weighed_by_what_is_known_and_near_scores_are_ties() {
        let policy = KeyPolicy::default();
        let all = |value: f64| [Some(value); 5];
        assert!((policy.score(all(0.5)) - 50.0).abs() < 1e-9);
        // Equal parts leave nothing to weights.
        assert!(policy.deviation(all(0.5), 0.0) < 1e-6);
        let unknown = [Some(1.0), Some(0.0), None, None, None];
        assert!((policy.score(unknown) - 100.0 * 0.30 / 0.55).abs() < 1e-9);
        // Var(w) = w(1 − w)/(c + 1) where one part is 1 and the other 0.
        let share: f64 = 0.30 / 0.55;
        let expected = 100.0 * (share * (1.0 - share) / 41.0).sqrt();
        assert!((policy.deviation(unknown, 0.0) - expected).abs() < 1e-9);
        // One better in everything is better by any weights; not by an index that may be anything.
        assert!(!policy.is_near((all(0.6), 0.0), (all(0.5), 0.0)));
        assert!(policy.is_near((all(0.6), 0.5), (all(0.5), 0.0)));
    }

    #[test]
    fn both_ends_of_the_range_fit() {
        use KeyVerdict::{Fitting, TooFew, TooMany};
        let policy = KeyPolicy::default();
        let school: Vec<KeyVerdict> = (0..5).map(|count| policy.school_verdict(count)).collect();
        assert_eq!(school, [TooFew, TooFew, Fitting, Fitting, TooMany]);
        let city = [14, 15, 20, 21].map(|count| policy.city_verdict(count));
        assert_eq!(city, [TooFew, Fitting, Fitting, TooMany]);
    }
}
