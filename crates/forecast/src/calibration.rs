//! Intervals from pooled errors at rolling origins (split conformal prediction), never from a
//! model's own formula: on annual series those cover far too little.
//!
//! The score of an error is `|y − ŷ| / s`, `s` being the mean absolute yearly change of the series
//! before the origin, both on the scale the series is modelled on. Scores of all series of the
//! panel are pooled by horizon. With `n` scores the interval of coverage `1 − α` is `ŷ ± q·s`,
//! where `q` is the `⌈(n+1)(1−α)⌉`-th smallest score; if that is more than `n`, no interval can be
//! given and none is.
//!
//! Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World" (2005); Lei et al.,
//! "Distribution-free predictive inference for regression", JASA 113 (2018).

use std::sync::Arc;

use crate::Scale;

/// Scaled errors at rolling origins, pooled over the series of a panel.
#[derive(Debug, Clone, Default)]
pub struct ErrorPool {
    /// Absolute scores by step, ascending.
    by_step: Vec<Vec<f64>>,
    /// Signed scores of the origins from which every step could be scored.
    paths: Vec<Vec<f64>>,
    /// Positions in `paths` with a sign, in ascending order of the signed sum.
    ranked: Vec<(usize, f64)>,
}

impl ErrorPool {
    /// From signed score paths, each beginning at step 1 and up to `horizon` long.
    pub fn new(horizon: usize, paths: impl IntoIterator<Item = Vec<f64>>) -> Self {
        let mut by_step = vec![Vec::new(); horizon];
        let mut whole = Vec::new();
        for path in paths {
            for (step, score) in path.iter().enumerate() {
                by_step[step].push(score.abs());
            }
            if path.len() == horizon {
                whole.push(path);
            }
        }
        for scores in &mut by_step {
            scores.sort_by(f64::total_cmp);
        }
        let sum = |&(path, sign): &(usize, f64)| sign * whole[path].iter().sum::<f64>();
        let mut ranked: Vec<(usize, f64)> =
            (0..whole.len()).flat_map(|path| [(path, 1.0), (path, -1.0)]).collect();
        ranked.sort_by(|a, b| sum(a).total_cmp(&sum(b)));
        Self { by_step, paths: whole, ranked }
    }

    /// The number of scores for a step, counted from 1.
    pub fn len(&self, step: usize) -> usize {
        self.by_step.get(step - 1).map_or(0, Vec::len)
    }

    /// Whether there is not one whole path.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// The score that a share `coverage` of the errors at `step` stays within, by the
    /// finite-sample rule. `None` if the pool is too small for that coverage.
    pub fn quantile(&self, step: usize, coverage: f64) -> Option<f64> {
        let scores = self.by_step.get(step - 1)?;
        // The subtraction keeps 0.95 × 20 from being rounded up to a rank of 20.
        let rank = ((scores.len() + 1) as f64 * coverage - 1e-9).ceil() as usize;
        (1..=scores.len()).contains(&rank).then(|| scores[rank - 1])
    }

    /// The whole path of signed scores at a rank from 0 (lowest) to 1 (highest). Every path stands
    /// there twice, as it is and mirrored, since the intervals are symmetric on the model's scale;
    /// they are ordered by their sum. `None` if the pool is empty.
    ///
    /// A uniform rank draws a path at random; ranks that depend on each other draw paths of several
    /// series that do, without changing the spread of any one.
    pub fn path(&self, rank: f64) -> Option<(&[f64], f64)> {
        let last = self.ranked.len().checked_sub(1)?;
        let (path, sign) = self.ranked[((rank * self.ranked.len() as f64) as usize).min(last)];
        Some((&self.paths[path], sign))
    }
}

/// A range that the value falls into with the stated probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

/// A forecast of one series with its spread.
#[derive(Debug, Clone)]
pub struct Forecast {
    centre: Vec<f64>,
    spread: f64,
    scale: Scale,
    pool: Arc<ErrorPool>,
}

impl Forecast {
    /// From a path on the model's scale, the size of a typical yearly change on that scale, and
    /// the pool of scores.
    pub fn new(centre: Vec<f64>, spread: f64, scale: Scale, pool: Arc<ErrorPool>) -> Self {
        Self { centre, spread, scale, pool }
    }

    /// The number of steps.
    pub fn horizon(&self) -> usize {
        self.centre.len()
    }

    /// The median path, in the unit of the data.
    pub fn median(&self) -> Vec<f64> {
        self.centre.iter().map(|&value| self.scale.invert(value)).collect()
    }

    /// The interval of a coverage such as 0.95 at a step counted from 1. `None` if the pool has too
    /// few errors to promise that coverage.
    pub fn interval(&self, step: usize, coverage: f64) -> Option<Interval> {
        let centre = *self.centre.get(step - 1)?;
        let reach = self.pool.quantile(step, coverage)? * self.spread;
        Some(Interval {
            lower: self.scale.invert(centre - reach),
            upper: self.scale.invert(centre + reach),
        })
    }

    /// The path at a rank from 0 to 1, in the unit of the data: see [`ErrorPool::path`]. The median
    /// path if the pool holds no errors.
    pub fn sample(&self, rank: f64) -> Vec<f64> {
        let Some((path, sign)) = self.pool.path(rank) else { return self.median() };
        let scores = self.centre.iter().zip(path);
        scores
            .map(|(centre, score)| self.scale.invert(centre + self.spread * sign * score))
            .collect()
    }

    /// The pool that the spread comes from.
    pub fn pool(&self) -> &ErrorPool {
        &self.pool
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(scores: usize) -> ErrorPool {
        ErrorPool::new(1, (1..=scores).map(|i| vec![i as f64]))
    }

    #[test]
    fn a_coverage_needs_its_number_of_scores() {
        for (coverage, needed) in [(0.80, 4), (0.90, 9), (0.95, 19)] {
            assert_eq!(pool(needed - 1).quantile(1, coverage), None, "{coverage}");
            assert_eq!(pool(needed).quantile(1, coverage), Some(needed as f64), "{coverage}");
        }
    }

    #[test]
    fn ranks_run_from_the_lowest_path_to_the_highest() {
        let pool = ErrorPool::new(2, [vec![1.0, 2.0], vec![-0.5, 0.1], vec![9.0]]);
        let sums: Vec<f64> = (0..4)
            .map(|i| pool.path((f64::from(i) + 0.5) / 4.0).unwrap())
            .map(|(path, sign)| sign * path.iter().sum::<f64>())
            .collect();
        assert_eq!(sums, [-3.0, -0.4, 0.4, 3.0]);
        assert!(ErrorPool::default().path(0.5).is_none());
    }

    #[test]
    fn intervals_nest_and_stay_in_the_domain() {
        let forecast = Forecast::new(vec![2.0_f64.ln()], 0.3, Scale::Log, Arc::new(pool(40)));
        let (narrow, wide) =
            (forecast.interval(1, 0.8).unwrap(), forecast.interval(1, 0.95).unwrap());
        assert!(0.0 < wide.lower && wide.lower < narrow.lower);
        assert!(narrow.upper < wide.upper);
    }
}
