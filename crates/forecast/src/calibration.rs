//! Intervals from pooled errors at rolling origins (split conformal prediction), never from a
//! model's own formula: on annual series those cover far too little.
//!
//! The score of an error is its size in standard deviations as they were stated at the origin, one
//! number a step for errors above and one for errors below. Scores are pooled by step over all
//! series, those of series with several origins counting less each, together with a shipped pool
//! that counts as much as a few dozen series: a large panel speaks for itself, a single series
//! borrows. With total weight `W` the interval of coverage `1 − α` reaches to the score below which
//! lies a weight of `(W + 1)(1 − α)`, the finite-sample rule; beyond the largest score it is that.
//!
//! Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World" (2005); Lei, G'Sell,
//! Rinaldo, Tibshirani and Wasserman, "Distribution-free predictive inference for regression",
//! JASA 113 (2018); Romano, Patterson and Candès, "Conformalized quantile regression" (2019).

use std::sync::Arc;

use crate::Scale;

/// Signed scores from one origin, step by step, and how much they count.
#[derive(Debug, Clone)]
pub struct ScorePath {
    /// Errors in stated standard deviations; the first is that of step 1.
    pub scores: Vec<f64>,
    /// Weight, that of a series being 1.
    pub weight: f64,
}

/// Scores pooled over the series of a panel.
#[derive(Debug, Clone, Default)]
pub struct ErrorPool {
    /// Sizes of scores by step, ascending, each with the weight up to and with it.
    by_step: Vec<Vec<(f64, f64)>>,
    /// Scores of the origins from which every step was scored.
    paths: Vec<Vec<f64>>,
    /// Positions in `paths` with a sign, ascending by the signed sum, with the weight up to and with
    /// it.
    ranked: Vec<(usize, f64, f64)>,
    own: f64,
    borrowed: f64,
}

impl ErrorPool {
    /// From the panel's `own` score paths, each up to `horizon` long, and `borrowed` ones. A
    /// borrowed path that is shorter than the horizon stands for later steps by its last score, and
    /// all borrowed scores are multiplied by one number that brings them to the size of the panel's
    /// own, the more so the more of these there are.
    pub fn new(horizon: usize, own: &[ScorePath], borrowed: &[ScorePath]) -> Self {
        let mut by_step = vec![Vec::new(); horizon];
        let mut paths = Vec::new();
        let mut ranked = Vec::new();
        let mut take = |scores: Vec<f64>, weight: f64| {
            for (step, score) in scores.iter().enumerate() {
                by_step[step].push((score.abs(), weight));
            }
            if scores.len() == horizon {
                ranked.push((paths.len(), 1.0, weight));
                ranked.push((paths.len(), -1.0, weight));
                paths.push(scores);
            }
        };
        for path in own {
            take(path.scores.clone(), path.weight);
        }
        let size = relative_size(own, borrowed);
        for path in borrowed {
            let last = path.scores.last().copied().unwrap_or(0.0);
            let mut scores = path.scores.clone();
            scores.resize(horizon, last);
            for score in &mut scores {
                *score *= size;
            }
            take(scores, path.weight);
        }
        for scores in &mut by_step {
            scores.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let mut total = 0.0;
            for (_, weight) in scores {
                total += *weight;
                *weight = total;
            }
        }
        let sums: Vec<f64> = paths.iter().map(|path: &Vec<f64>| path.iter().sum()).collect();
        ranked.sort_by(|a, b| (a.1 * sums[a.0]).total_cmp(&(b.1 * sums[b.0])));
        let mut total = 0.0;
        for (_, _, weight) in &mut ranked {
            total += *weight;
            *weight = total;
        }
        let weight = |paths: &mut dyn Iterator<Item = f64>| paths.sum();
        Self {
            by_step,
            paths,
            ranked,
            own: weight(&mut own.iter().map(|path| path.weight)),
            borrowed: weight(&mut borrowed.iter().map(|path| path.weight)),
        }
    }

    /// The share of the weight that is borrowed.
    pub fn borrowed_share(&self) -> f64 {
        let total = self.own + self.borrowed;
        if total > 0.0 { self.borrowed / total } else { 0.0 }
    }

    /// The score that a share `coverage` of the errors at `step`, counted from 1, stays within, by
    /// the finite-sample rule; the largest score where the rule would ask for more.
    ///
    /// Zero for an empty pool.
    pub fn quantile(&self, step: usize, coverage: f64) -> f64 {
        let Some(scores) = self.by_step.get(step - 1) else { return 0.0 };
        let Some(&(largest, total)) = scores.last() else { return 0.0 };
        // The subtraction keeps 0.95 × 20 from being rounded up to a rank of 20.
        let wanted = (total + 1.0) * coverage - 1e-9;
        let at = scores.partition_point(|(_, weight)| *weight < wanted);
        scores.get(at).map_or(largest, |(score, _)| *score)
    }

    /// The whole path of signed scores at a rank from 0 (lowest) to 1 (highest). Every path stands
    /// there twice, as it is and mirrored, since scores count the same above and below; they are
    /// ordered by their sum. `None` if the pool is empty.
    ///
    /// A uniform rank draws a path at random; ranks that depend on each other draw paths of several
    /// series that do, without changing the spread of any one. Ranks are spread about the middle by
    /// `(W + 1)/W`, the finite-sample rule of [`quantile`](Self::quantile), so that drawn paths
    /// reach as far as intervals do; beyond the last path it is that.
    pub fn path(&self, rank: f64) -> Option<(&[f64], f64)> {
        let total = self.ranked.last()?.2;
        let spread = 0.5 * total + (rank - 0.5) * (total + 2.0);
        let at = self.ranked.partition_point(|(_, _, weight)| *weight <= spread);
        let (path, sign, _) = self.ranked[at.min(self.ranked.len() - 1)];
        Some((&self.paths[path], sign))
    }
}

/// The size of the panel's own scores over that of the borrowed ones at the same steps: a ratio of
/// mean logarithms of `|score| + ½`, drawn towards 1 as if ten series more had shown that.
fn relative_size(own: &[ScorePath], borrowed: &[ScorePath]) -> f64 {
    const SERIES_OF_ONE: f64 = 10.0;
    let log_size = |paths: &mut dyn Iterator<Item = &ScorePath>, step: usize| {
        let (mut sum, mut weight) = (0.0, 0.0);
        for path in paths {
            if let Some(score) = path.scores.get(step) {
                sum += path.weight * (score.abs() + 0.5).ln();
                weight += path.weight;
            }
        }
        (sum, weight)
    };
    let steps = borrowed.iter().map(|path| path.scores.len()).max().unwrap_or(0);
    let (mut sum, mut weight) = (0.0, 0.0);
    for step in 0..steps {
        let ours = log_size(&mut own.iter(), step);
        let theirs = log_size(&mut borrowed.iter(), step);
        if ours.1 > 0.0 && theirs.1 > 0.0 {
            sum += ours.1 * (ours.0 / ours.1 - theirs.0 / theirs.1);
            weight += ours.1;
        }
    }
    let series: f64 = own.iter().map(|path| path.weight).sum();
    if weight > 0.0 { (sum / weight * series / (series + SERIES_OF_ONE)).exp() } else { 1.0 }
}

/// A range that the value falls into with the stated probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

/// Where a step is expected, on the scale that the series is modelled on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The median.
    pub centre: f64,
    /// One stated standard deviation downwards.
    pub below: f64,
    /// One stated standard deviation upwards.
    pub above: f64,
}

/// From the scale of the model back to values of the series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The scale.
    pub scale: Scale,
    /// No value exceeds this.
    pub most: f64,
}

impl Range {
    /// The value at a point of the scale.
    pub fn value(self, z: f64) -> f64 {
        self.scale.invert(z).min(self.most)
    }

    /// The interval of a coverage at the last of `steps`. It reaches as far to either side as that of
    /// any step before: what is further off is not known better.
    pub fn interval(self, steps: &[Step], pool: &ErrorPool, coverage: f64) -> Option<Interval> {
        let centre = steps.last()?.centre;
        let (mut below, mut above) = (0.0_f64, 0.0_f64);
        for (h, step) in steps.iter().enumerate() {
            let score = pool.quantile(h + 1, coverage);
            below = below.max(score * step.below);
            above = above.max(score * step.above);
        }
        Some(Interval { lower: self.value(centre - below), upper: self.value(centre + above) })
    }
}

/// A forecast of one series with its spread.
#[derive(Debug, Clone)]
pub struct Forecast {
    steps: Vec<Step>,
    range: Range,
    pool: Arc<ErrorPool>,
}

impl Forecast {
    /// From the steps on the model's scale and the pool of scores.
    pub fn new(steps: Vec<Step>, range: Range, pool: Arc<ErrorPool>) -> Self {
        Self { steps, range, pool }
    }

    /// The number of steps.
    pub fn horizon(&self) -> usize {
        self.steps.len()
    }

    /// The median path, in the unit of the data.
    pub fn median(&self) -> Vec<f64> {
        self.steps.iter().map(|step| self.range.value(step.centre)).collect()
    }

    /// The interval of a coverage such as 0.95 at a step counted from 1. `None` beyond the horizon.
    pub fn interval(&self, step: usize, coverage: f64) -> Option<Interval> {
        self.range.interval(self.steps.get(..step)?, &self.pool, coverage)
    }

    /// The path at a rank from 0 to 1, in the unit of the data: see [`ErrorPool::path`]. The median
    /// path if the pool holds no errors.
    pub fn sample(&self, rank: f64) -> Vec<f64> {
        let Some((path, sign)) = self.pool.path(rank) else { return self.median() };
        let scores = self.steps.iter().zip(path);
        scores
            .map(|(step, score)| {
                let score = sign * score;
                let width = if score > 0.0 { step.above } else { step.below };
                self.range.value(step.centre + score * width)
            })
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

    fn paths(scores: &[&[f64]]) -> Vec<ScorePath> {
        scores.iter().map(|s| ScorePath { scores: s.to_vec(), weight: 1.0 }).collect()
    }

    fn pool(scores: usize) -> ErrorPool {
        let own: Vec<ScorePath> =
            (1..=scores).map(|i| ScorePath { scores: vec![i as f64], weight: 1.0 }).collect();
        ErrorPool::new(1, &own, &[])
    }

    #[test]
    fn the_finite_sample_rule_takes_the_right_score() {
        for (coverage, needed) in [(0.80, 4), (0.90, 9), (0.95, 19)] {
            assert_eq!(pool(needed).quantile(1, coverage), needed as f64, "{coverage}");
            assert_eq!(pool(2 * needed + 1).quantile(1, coverage), 2.0 * needed as f64);
        }
        assert_eq!(ErrorPool::default().quantile(1, 0.8), 0.0);
    }

    #[test]
    fn a_small_panel_borrows_and_a_large_one_does_not() {
        let borrowed: Vec<ScorePath> =
            (0..50).map(|_| ScorePath { scores: vec![2.0], weight: 1.0 }).collect();
        let own = |n: usize| -> Vec<ScorePath> {
            (0..n).map(|_| ScorePath { scores: vec![1.0, 1.0], weight: 1.0 }).collect()
        };
        let (few, many) = (own(5), own(5000));
        let few = ErrorPool::new(2, &few, &borrowed);
        let many = ErrorPool::new(2, &many, &borrowed);
        // The borrowed scores come down towards the size of the few.
        assert!(few.quantile(2, 0.8) > 1.5 && few.quantile(2, 0.8) < 2.0);
        assert_eq!(many.quantile(2, 0.8), 1.0);
        assert!(few.borrowed_share() > 0.9 && many.borrowed_share() < 0.01);
    }

    #[test]
    fn ranks_run_from_the_lowest_path_to_the_highest() {
        let own = paths(&[&[1.0, 2.0], &[-0.5, 0.1], &[9.0]]);
        let pool = ErrorPool::new(2, &own, &[]);
        let sums: Vec<f64> = (0..4)
            .map(|i| pool.path((f64::from(i) + 0.5) / 4.0).unwrap())
            .map(|(path, sign)| sign * path.iter().sum::<f64>())
            .collect();
        assert_eq!(sums, [-3.0, -0.4, 0.4, 3.0]);
        assert!(ErrorPool::default().path(0.5).is_none());
    }

    #[test]
    fn drawn_paths_reach_as_far_as_intervals() {
        let draws = 100_000;
        for scores in [9, 19, 39] {
            let pool = pool(scores);
            let sizes: Vec<f64> = (0..draws)
                .map(|i| pool.path((f64::from(i) + 0.5) / f64::from(draws)).unwrap().0[0])
                .collect();
            for coverage in [0.5, 0.8, 0.95] {
                let reach = pool.quantile(1, coverage);
                let within = sizes.iter().filter(|size| **size <= reach).count();
                let rank = f64::min(reach / (scores as f64 + 1.0), 1.0);
                let expected = if reach < scores as f64 { rank } else { 1.0 };
                assert!((within as f64 / f64::from(draws) - expected).abs() < 1e-3, "{scores}");
            }
        }
    }

    #[test]
    fn intervals_nest_and_stay_in_the_domain() {
        let step = Step { centre: 0.9_f64.ln(), below: 0.3, above: 0.3 };
        let range = Range { scale: Scale::Log, most: 1.0 };
        let forecast = Forecast::new(vec![step], range, Arc::new(pool(40)));
        let (narrow, wide) =
            (forecast.interval(1, 0.8).unwrap(), forecast.interval(1, 0.95).unwrap());
        assert!(0.0 < wide.lower && wide.lower < narrow.lower);
        assert!(narrow.upper <= wide.upper && wide.upper <= 1.0);
        assert!(forecast.interval(2, 0.8).is_none());
    }

    #[test]
    fn an_interval_further_off_is_no_narrower() {
        let step = |below| Step { centre: 5.0, below, above: 1.0 };
        let own = paths(&[&[2.0, 1.0], &[2.0, 1.0], &[2.0, 1.0], &[2.0, 1.0]]);
        let pool = Arc::new(ErrorPool::new(2, &own, &[]));
        let range = Range { scale: Scale::Plain, most: f64::INFINITY };
        let forecast = Forecast::new(vec![step(1.0), step(1.5)], range, pool);
        assert_eq!(forecast.interval(2, 0.8), Some(Interval { lower: 3.0, upper: 7.0 }));
    }
}
