//! What a figure is held against: thresholds, the certainty asked for, and the margin.

use crate::policy::Policy;

/// Which side of a threshold is adverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Figures below the threshold.
    Below,
    /// Figures above the threshold.
    Above,
}

impl Direction {
    /// Whether a figure lies on the adverse side of a threshold. The threshold itself does not.
    pub fn is_beyond(self, value: f64, threshold: f64) -> bool {
        match self {
            Self::Below => value < threshold,
            Self::Above => value > threshold,
        }
    }
}

/// A threshold, and how certain it must be that the figure lies beyond it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// The threshold, in the unit of the signal.
    pub threshold: f64,
    /// The probability from which the figure counts as beyond; one for a figure that was counted.
    pub probability: f64,
}

impl Limit {
    /// The limit of a figure that was counted rather than estimated.
    pub fn counted(threshold: f64) -> Self {
        Self { threshold, probability: 1.0 }
    }
}

/// How far a figure must clear its threshold before a level may fall.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Margin {
    /// By so much, in the unit of the signal.
    Absolute(f64),
    /// By this fraction of the threshold.
    Relative(f64),
    /// By so much in the probability that the figure lies beyond the threshold.
    Probability(f64),
}

impl Margin {
    /// Whether a figure lies beyond its threshold or within the margin of it. `probability` is that of its lying
    /// beyond the threshold of `limit`.
    pub(crate) fn is_near(
        self,
        direction: Direction,
        limit: Limit,
        value: f64,
        probability: f64,
    ) -> bool {
        let Limit { threshold, probability: enough } = limit;
        let eased = match (self, direction) {
            (Self::Absolute(margin), Direction::Below) => threshold + margin,
            (Self::Absolute(margin), Direction::Above) => threshold - margin,
            (Self::Relative(margin), Direction::Below) => threshold * (1.0 + margin),
            (Self::Relative(margin), Direction::Above) => threshold * (1.0 - margin),
            (Self::Probability(margin), _) => return probability > enough - margin,
        };
        direction.is_beyond(value, eased)
    }
}

/// Everything that a policy says of one signal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// From where the signal is adverse.
    pub adverse: Limit,
    /// From where it is severe; `None` if the signal has no severe standing.
    pub severe: Option<Limit>,
    /// A counted figure is adverse too if its share of what it is counted out of lies beyond this; `None` if the
    /// share does not matter.
    pub share: Option<f64>,
    /// How far the signal must clear its threshold.
    pub margin: Margin,
    /// Persons that a rate must rest on to count for the whole subject; `None` if the signal asks for no number.
    pub least_persons: Option<f64>,
}

impl Limits {
    /// The limits of a rate of two cohorts, whose thresholds are of their years and not of the policy.
    pub(crate) fn of_two_cohorts(probability: f64, policy: &Policy) -> Self {
        Self {
            adverse: Limit { threshold: 0.0, probability },
            severe: None,
            share: None,
            margin: Margin::Probability(policy.margin.probability),
            least_persons: None,
        }
    }

    /// The limits of a counted figure with one threshold.
    pub(crate) fn of_count(threshold: f64, policy: &Policy) -> Self {
        Self {
            adverse: Limit::counted(threshold),
            severe: None,
            share: None,
            margin: Margin::Relative(policy.margin.rate),
            least_persons: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit { threshold: 0.5, probability: 0.8 };

    #[test]
    fn a_threshold_itself_is_not_beyond() {
        assert!(!Direction::Below.is_beyond(0.5, 0.5) && Direction::Below.is_beyond(0.49, 0.5));
        assert!(!Direction::Above.is_beyond(0.5, 0.5) && Direction::Above.is_beyond(0.51, 0.5));
    }

    #[test]
    fn a_margin_lies_on_the_good_side_of_the_threshold() {
        let near = |margin: Margin, direction, value| margin.is_near(direction, LIMIT, value, 0.0);
        let absolute = [0.54, 0.56].map(|v| near(Margin::Absolute(0.05), Direction::Below, v));
        assert_eq!(absolute, [true, false]);
        let absolute = [0.46, 0.44].map(|v| near(Margin::Absolute(0.05), Direction::Above, v));
        assert_eq!(absolute, [true, false]);
        let relative = [0.59, 0.61].map(|v| near(Margin::Relative(0.2), Direction::Below, v));
        assert_eq!(relative, [true, false]);
        let relative = [0.41, 0.39].map(|v| near(Margin::Relative(0.2), Direction::Above, v));
        assert_eq!(relative, [true, false]);
    }

    #[test]
    fn a_margin_of_probability_does_not_look_at_the_figure() {
        let near = |probability| {
            Margin::Probability(0.1).is_near(Direction::Above, LIMIT, 0.0, probability)
        };
        assert_eq!([0.71, 0.69].map(near), [true, false]);
    }
}
