//! A rate with its uncertainty.

use rand::Rng;
use rand_distr::{Beta, Distribution};

/// A rate with its uncertainty: a beta distribution with this mean, worth this many persons.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateDraw {
    /// Mean, a fraction.
    pub mean: f64,
    /// Persons it rests on: the larger, the narrower.
    pub persons: f64,
}

impl RateDraw {
    /// The share that `persons` persons will show: the rate is uncertain, and so is what each of them
    /// does. A beta distribution with the mean and the variance of the beta-binomial share,
    /// `θ(1 − θ)·(κ + n)/(n·(κ + 1))`.
    ///
    /// ```
    /// let rate = talent_market::RateDraw { mean: 0.9, persons: 99.0 };
    /// assert_eq!(rate.among(99.0).persons, 49.0);
    /// ```
    #[must_use]
    pub fn among(self, persons: f64) -> Self {
        /// A single person either does or does not: a beta distribution worth almost no persons.
        const LEAST: f64 = 0.01;
        let (n, kappa) = (persons, self.persons);
        if n <= 0.0 || kappa <= 0.0 {
            return self;
        }
        Self { persons: (n * (kappa + 1.0) / (kappa + n) - 1.0).max(LEAST), ..self }
    }

    /// A draw of the rate. A mean of exactly 0 or 1, or no persons behind it, is drawn as it is.
    pub fn draw(self, rng: &mut impl Rng) -> f64 {
        Beta::new(self.mean * self.persons, (1.0 - self.mean) * self.persons)
            .map_or(self.mean, |beta| beta.sample(rng))
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    #[test]
    fn certain_rates_are_drawn_as_they_are() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        for mean in [0.0, 1.0] {
            assert_eq!(RateDraw { mean, persons: 50.0 }.draw(&mut rng), mean);
        }
        assert_eq!(RateDraw { mean: 0.4, persons: 0.0 }.draw(&mut rng), 0.4);
    }

    #[test]
    fn drawn_rates_centre_on_their_mean() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let rate = RateDraw { mean: 0.3, persons: 40.0 };
        let mean = (0..4000).map(|_| rate.draw(&mut rng)).sum::<f64>() / 4000.0;
        assert!((mean - 0.3).abs() < 0.01, "{mean}");
    }
}
