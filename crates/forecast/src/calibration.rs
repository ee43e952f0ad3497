//! Intervals from pooled errors at rolling origins (split conformal prediction), never from a
//! model's own formula: on annual series those cover far too little.
//!
//! The score of an error is its size in standard deviations as they were stated at the origin, one
//! number for errors above and one for errors below at each step. Scores are pooled by step over all
//! series, those of series with several origins counting less each, together with a shipped pool
//! that counts as much as a few dozen series: a large panel speaks for itself, a single series
//! borrows. With total weight `W` the interval of coverage `1 − α` reaches to the score below which
//! lies a weight of `(W + 1)(1 − α)`, the finite-sample rule; beyond the largest score it is that.
//!
//! Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World" (2005); Lei, G'Sell,
//! Rinaldo, Tibshirani and Wasserman, "Distribution-free predictive inference for regression",
//! JASA 113 (2018); Romano, Patterson and Candès, "Conformalized quantile regression" (2019).

mod forecast;
mod pool;
#[cfg(test)]
mod tests;

pub use forecast::{Forecast, Interval, Range, Step};
pub use pool::{ErrorPool, ScorePath};
