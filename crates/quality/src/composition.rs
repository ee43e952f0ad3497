//! The index: parts between goalposts, weighed.

use serde::{Deserialize, Serialize};

use crate::Evidence;

/// How many parts there are.
pub const PARTS: usize = 6;

/// A part of employment quality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// 直接就业率: direct jobs of those who have or look for one, a fraction.
    Placement,
    /// 对口率: matched of surveyed direct jobs, a fraction.
    Match,
    /// Mean starting pay over the median starting pay of the city, a ratio.
    Pay,
    /// 满意率: satisfied of those asked, a fraction.
    Satisfaction,
    /// Those still in the same job after half a year of those followed, a fraction.
    Stability,
    /// 本市留存率: jobs in the city of direct jobs, a fraction.
    Local,
}

impl Part {
    /// Every part; figures of parts stand in this order.
    pub const ALL: [Self; PARTS] =
        [Self::Placement, Self::Match, Self::Pay, Self::Satisfaction, Self::Stability, Self::Local];

    /// The key in policies and in the API.
    pub fn code(self) -> &'static str {
        match self {
            Self::Placement => "placement",
            Self::Match => "matching",
            Self::Pay => "pay",
            Self::Satisfaction => "satisfaction",
            Self::Stability => "stability",
            Self::Local => "local",
        }
    }
}

/// What a part counts, and between which values: `low` scores 0, `high` scores 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goalpost {
    /// Of all weights, a fraction.
    pub weight: f64,
    /// The value that scores 0.
    pub low: f64,
    /// The value that scores 1.
    pub high: f64,
}

impl Goalpost {
    /// The score of a value, from 0 to 1.
    fn score(self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

/// Weights or goalposts that make no index.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CompositionError {
    /// A weight that is negative or no number.
    #[error("{}.weight = {weight}：不应为负 (must not be negative)", part.code())]
    Weight {
        /// The part.
        part: Part,
        /// Its weight.
        weight: f64,
    },
    /// Weights that do not add up to 1.
    #[error("各项 weight 之和为 {sum}，应为 1 (the weights add up to {sum}, not to 1)")]
    Sum {
        /// What they add up to.
        sum: f64,
    },
    /// Goalposts that do not rise.
    #[error("{}：应为 low < high (low < high)", part.code())]
    Goalposts {
        /// The part.
        part: Part,
    },
}

/// What the index is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Composition {
    goalposts: [Goalpost; PARTS],
    /// The least part of the weights that must be known.
    least_weight: f64,
}

/// The index of one subject.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// From 0 to 100.
    pub value: f64,
    /// The geometric twin, from 1 to 100: low where one part is very bad.
    pub geometric: f64,
    /// The part of the weights that is known.
    pub known: f64,
}

/// No score is taken for less in the geometric twin.
const LEAST_SCORE: f64 = 0.01;
/// Weights are written with few digits.
const ROUNDING: f64 = 1e-6;

impl Composition {
    /// From the goalposts of every part, in the order of [`Part::ALL`]. Subjects of which less than `least_weight` is known
    /// are not rated.
    ///
    /// # Errors
    ///
    /// Weights that are negative or do not add up to 1, and goalposts that do not rise.
    pub fn new(goalposts: [Goalpost; PARTS], least_weight: f64) -> Result<Self, CompositionError> {
        for (part, goalpost) in Part::ALL.into_iter().zip(goalposts) {
            if !(goalpost.weight >= 0.0 && goalpost.weight.is_finite()) {
                return Err(CompositionError::Weight { part, weight: goalpost.weight });
            }
            if !(goalpost.low < goalpost.high && (goalpost.high - goalpost.low).is_finite()) {
                return Err(CompositionError::Goalposts { part });
            }
        }
        let sum: f64 = goalposts.iter().map(|goalpost| goalpost.weight).sum();
        if (sum - 1.0).abs() > ROUNDING {
            return Err(CompositionError::Sum { sum });
        }
        Ok(Self { goalposts, least_weight })
    }

    /// The weights, in the order of [`Part::ALL`].
    pub fn weights(&self) -> [f64; PARTS] {
        self.goalposts.map(|goalpost| goalpost.weight)
    }

    /// The score of a part's value, from 0 to 1.
    pub fn score(&self, part: Part, value: f64) -> f64 {
        self.goalposts[part as usize].score(value)
    }

    /// The standard deviation of the index, from 0 to 100, by what is known of each part, parts being independent; weights
    /// stand as they are. Nought where nothing is known.
    pub fn deviation(&self, known: [Option<Evidence>; PARTS]) -> f64 {
        let parts = self.goalposts.iter().zip(known);
        let parts = parts.filter_map(|(post, known)| Some((post, known?)));
        let (weight, variance) = parts.fold((0.0, 0.0), |(weight, variance), (post, known)| {
            let of_score = post.weight * known.deviation() / (post.high - post.low);
            (weight + post.weight, variance + of_score * of_score)
        });
        if weight > 0.0 { 100.0 * variance.sqrt() / weight } else { 0.0 }
    }

    /// The index of these values, in the order of [`Part::ALL`]; `None` where too little is known.
    ///
    /// ```
    /// use talent_quality::{Composition, Goalpost};
    ///
    /// let goalpost = |weight, low, high| Goalpost { weight, low, high };
    /// let composition = Composition::new(
    ///     [
    ///         goalpost(0.25, 0.60, 0.98),
    ///         goalpost(0.20, 0.40, 0.90),
    ///         goalpost(0.15, 0.80, 1.30),
    ///         goalpost(0.15, 0.50, 0.95),
    ///         goalpost(0.15, 0.50, 0.95),
    ///         goalpost(0.10, 0.20, 0.85),
    ///     ],
    ///     0.7,
    /// )?;
    /// let index = composition.index([0.93, 0.76, 1.05, 0.80, 0.78, 0.70].map(Some)).unwrap();
    /// assert_eq!(format!("{:.2} {:.2}", index.value, index.geometric), "70.64 69.55");
    /// # Ok::<(), talent_quality::CompositionError>(())
    /// ```
    pub fn index(&self, values: [Option<f64>; PARTS]) -> Option<Index> {
        self.weighed(values, self.weights())
    }

    /// The index by other weights, which are as many parts of a whole.
    pub(crate) fn weighed(
        &self,
        values: [Option<f64>; PARTS],
        weights: [f64; PARTS],
    ) -> Option<Index> {
        let (mut known, mut sum, mut logs) = (0.0, 0.0, 0.0);
        // Whether a subject is rated does not depend on the weights that are drawn.
        let mut stated = 0.0;
        for ((value, weight), goalpost) in values.into_iter().zip(weights).zip(self.goalposts) {
            let Some(value) = value else { continue };
            let score = goalpost.score(value);
            known += weight;
            stated += goalpost.weight;
            sum += weight * score;
            logs += weight * score.max(LEAST_SCORE).ln();
        }
        (stated + ROUNDING >= self.least_weight && known > 0.0).then(|| Index {
            value: 100.0 * sum / known,
            geometric: 100.0 * (logs / known).exp(),
            known: stated,
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(crate) fn composition() -> Composition {
        let goalpost = |weight, low, high| Goalpost { weight, low, high };
        let goalposts = [
            goalpost(0.25, 0.60, 0.98),
            goalpost(0.20, 0.40, 0.90),
            goalpost(0.15, 0.80, 1.30),
            goalpost(0.15, 0.50, 0.95),
            goalpost(0.15, 0.50, 0.95),
            goalpost(0.10, 0.20, 0.85),
        ];
        Composition::new(goalposts, 0.7).unwrap()
    }

    fn printed(values: [f64; PARTS]) -> String {
        let index = composition().index(values.map(Some)).unwrap();
        format!("{:.2} {:.2}", index.value, index.geometric)
    }

    #[test]
    fn a_good_and_a_bad_programme_worked_by_hand() {
        assert_eq!(printed([0.93, 0.76, 1.05, 0.80, 0.78, 0.70]), "70.64 69.55");
        assert_eq!(printed([0.72, 0.45, 0.88, 0.66, 0.60, 0.75]), "29.42 24.15");
    }

    #[test]
    fn without_enough_of_the_weights_there_is_no_index() {
        let with = |known: &[usize]| {
            let mut values = [None; PARTS];
            for part in known {
                values[*part] = Some(0.9);
            }
            composition().index(values)
        };
        // 0.25 + 0.20 + 0.15 + 0.10 is just enough.
        assert_eq!(with(&[0, 1, 2, 5]).map(|index| (index.known * 100.0).round()), Some(70.0));
        assert_eq!(with(&[0, 1, 3]), None);
        assert_eq!(with(&[]), None);
    }

    #[test]
    fn a_missing_part_counts_neither_for_nor_against() {
        let all = composition().index([0.79, 0.65, 1.05, 0.725, 0.725, 0.525].map(Some)).unwrap();
        let mut values = [0.79, 0.65, 1.05, 0.725, 0.725, 0.525].map(Some);
        values[3] = None;
        let without = composition().index(values).unwrap();
        assert!((all.value - 50.0).abs() < 1e-9 && (without.value - 50.0).abs() < 1e-9);
        assert!((without.geometric - 50.0).abs() < 1e-9);
    }

    #[test]
    fn weights_and_goalposts_are_checked() {
        let change = |part: usize, goalpost: Goalpost| {
            let mut goalposts = composition().goalposts;
            goalposts[part] = goalpost;
            Composition::new(goalposts, 0.7).unwrap_err()
        };
        let wide = Goalpost { weight: 0.3, low: 0.6, high: 0.98 };
        assert_eq!(change(0, wide), CompositionError::Sum { sum: 1.05 });
        let turned = Goalpost { weight: 0.25, low: 0.98, high: 0.6 };
        assert_eq!(change(0, turned), CompositionError::Goalposts { part: Part::Placement });
        let negative = Goalpost { weight: -0.25, low: 0.6, high: 0.98 };
        assert!(change(0, negative).to_string().starts_with("placement.weight"));
    }

    proptest! {
        #[test]
        fn a_better_part_is_no_worse_index_and_one_bad_part_hurts_the_twin_more(
            values in prop::array::uniform6(0.0..1.5_f64),
            part in 0..PARTS,
            more in 0.0..0.5_f64,
        ) {
            let before = composition().index(values.map(Some)).unwrap();
            let mut better = values;
            better[part] += more;
            let after = composition().index(better.map(Some)).unwrap();
            prop_assert!(after.value >= before.value - 1e-9);
            prop_assert!(after.geometric >= before.geometric - 1e-9);
            prop_assert!((0.0..=100.0 + 1e-9).contains(&before.value));
            // The geometric mean of scores of at least 0.01 is no greater than their mean, but for that floor.
            prop_assert!(before.geometric <= before.value + 1.0 + 1e-9);
        }
    }
}
