//! Employment quality as one number with its spread: the index, its rank with an interval, and weights from comparisons.
//!
//! Six parts stand between fixed goalposts, so that scores of different years can be held against each other (a yearly
//! least and greatest would move the scale with the year):
//!
//! ```text
//! z_k = clamp((v_k − lo_k)/(hi_k − lo_k), 0, 1)
//! EQI = 100·Σ w_k·z_k                          weights renormalised over the parts that are known
//! EQI_geo = 100·exp(Σ w_k·ln max(z_k, 0.01))   beside it: one very bad part is not made up for
//! ```
//!
//! With less than a set part of the weights known there is no index ([`Composition::index`]). A rank comes from draws of
//! weights and of every part ([`ranks`]). [`Comparisons`] proposes weights by the analytic hierarchy process.
//!
//! Slices in, numbers out: what the parts are counted from is the caller's.

mod ahp;
mod composition;
mod evidence;
mod rank;

pub use ahp::{Comparisons, ComparisonsError, Proposal};
pub use composition::{Composition, CompositionError, Goalpost, Index, PARTS, Part};
pub use evidence::Evidence;
pub use rank::{Rank, Ranking, ranks, share_below};
