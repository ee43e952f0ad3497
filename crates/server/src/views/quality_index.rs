//! The employment-quality index, as programmes and schools show it.

use serde::Serialize;
use talent_outlook::QualityIndex;
use utoipa::ToSchema;

/// The index of a programme, or of a programme at a school, with its rank among all of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct QualityIndexView {
    /// 就业质量指数, from 0 to 100.
    pub(crate) value: f64,
    /// Its geometric twin: low where one part is very bad.
    pub(crate) geometric: f64,
    /// The part of the weights that is known, a fraction.
    pub(crate) known: f64,
    /// The rank, the best being 1.
    pub(crate) rank: usize,
    /// The lowest number of the interval that the rank lies in with a probability of 90 %.
    pub(crate) rank_best: usize,
    /// Its highest number.
    pub(crate) rank_worst: usize,
    /// How many are rated.
    pub(crate) rated: usize,
    /// Scores from 0 to 1 of placement, match, pay, satisfaction, stability and retention; null where one is not known.
    pub(crate) scores: [Option<f64>; 6],
}

impl QualityIndexView {
    pub(super) fn new(found: &QualityIndex) -> Self {
        Self {
            value: found.index.value,
            geometric: found.index.geometric,
            known: found.index.known,
            rank: found.rank.rank,
            rank_best: found.rank.best,
            rank_worst: found.rank.worst,
            rated: found.rank.of,
            scores: found.scores,
        }
    }
}
