//! Measures of accuracy of one series, and [`Scorecard`], which gathers them over a panel.
//!
//! All take outcomes and forecasts of equal length. Hyndman and Koehler, "Another look at measures
//! of forecast accuracy", International Journal of Forecasting 22 (2006); Makridakis, Spiliotis and
//! Assimakopoulos, "The M4 competition", International Journal of Forecasting 36 (2020); Gneiting
//! and Raftery, "Strictly proper scoring rules, prediction, and estimation", JASA 102 (2007).

use crate::{Drift, Interval, Model, Naive};

/// Symmetric mean absolute percentage error in per cent, as in the M4 competition:
/// `200·mean(|y − ŷ| / (|y| + |ŷ|))`; a term with both zero counts as zero.
pub fn smape(actual: &[f64], forecast: &[f64]) -> f64 {
    mean(actual.iter().zip(forecast).map(|(y, f)| {
        let size = y.abs() + f.abs();
        if size == 0.0 { 0.0 } else { 200.0 * (y - f).abs() / size }
    }))
}

/// Mean absolute scaled error: the mean absolute error over the mean absolute yearly change of the
/// training part. Infinite or not a number if the training part never changes.
pub fn mase(actual: &[f64], forecast: &[f64], training: &[f64]) -> f64 {
    mean(actual.iter().zip(forecast).map(|(y, f)| (y - f).abs())) / mean_change(training)
}

/// Root mean squared scaled error: the root mean squared error over the root mean squared yearly
/// change of the training part.
pub fn rmsse(actual: &[f64], forecast: &[f64], training: &[f64]) -> f64 {
    let error = mean(actual.iter().zip(forecast).map(|(y, f)| (y - f).powi(2)));
    let change = mean(training.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)));
    (error / change).sqrt()
}

/// Weighted absolute percentage error as a fraction: `Σ|y − ŷ| / Σ|y|`.
pub fn wape(actual: &[f64], forecast: &[f64]) -> f64 {
    let error: f64 = actual.iter().zip(forecast).map(|(y, f)| (y - f).abs()).sum();
    error / actual.iter().map(|y| y.abs()).sum::<f64>()
}

/// The interval score of coverage `1 − α`: `(u − l) + (2/α)·(l − y)⁺ + (2/α)·(y − u)⁺`.
pub fn interval_score(actual: f64, interval: Interval, coverage: f64) -> f64 {
    let Interval { lower, upper } = interval;
    let miss = (lower - actual).max(0.0) + (actual - upper).max(0.0);
    upper - lower + 2.0 / (1.0 - coverage) * miss
}

/// Mean scaled interval score: the mean interval score over the mean absolute yearly change of the
/// training part.
pub fn msis(actual: &[f64], intervals: &[Interval], coverage: f64, training: &[f64]) -> f64 {
    let score = |(y, i): (&f64, &Interval)| interval_score(*y, *i, coverage);
    mean(actual.iter().zip(intervals).map(score)) / mean_change(training)
}

/// The pinball loss of a quantile at a level: `max(τ·(y − q), (τ − 1)·(y − q))`.
pub fn pinball(actual: f64, quantile: f64, level: f64) -> f64 {
    let error = actual - quantile;
    (level * error).max((level - 1.0) * error)
}

/// The continuous ranked probability score of draws: `mean|x − y| − ½·mean|x − x′|`. Zero draws give
/// NaN. `draws` is put in ascending order.
pub fn crps(actual: f64, draws: &mut [f64]) -> f64 {
    draws.sort_unstable_by(f64::total_cmp);
    let n = draws.len() as f64;
    let miss = mean(draws.iter().map(|x| (x - actual).abs()));
    // Σᵢ Σⱼ |xᵢ − xⱼ| of sorted values is 2·Σ (2i − n + 1)·x.
    let between: f64 =
        draws.iter().enumerate().map(|(i, x)| (2.0 * i as f64 - n + 1.0) * x).sum::<f64>();
    miss - between / (n * n)
}

/// The continuous ranked probability score of a few quantiles, each standing for the levels nearest
/// to it: `2·Σ w·pinball`. `quantiles` are level and value, ascending.
pub fn crps_of_quantiles(actual: f64, quantiles: &[(f64, f64)]) -> f64 {
    let edge = |i: usize| match i {
        0 => 0.0,
        i if i == quantiles.len() => 1.0,
        i => f64::midpoint(quantiles[i - 1].0, quantiles[i].0),
    };
    let part = |(i, &(level, value)): (usize, &(f64, f64))| {
        (edge(i + 1) - edge(i)) * pinball(actual, value, level)
    };
    2.0 * quantiles.iter().enumerate().map(part).sum::<f64>()
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

fn mean_change(training: &[f64]) -> f64 {
    mean(training.windows(2).map(|pair| (pair[1] - pair[0]).abs()))
}

/// A forecast to be scored: the path, and intervals by coverage.
#[derive(Debug, Clone, Default)]
pub struct Scored {
    /// Means or medians, step by step.
    pub path: Vec<f64>,
    /// Coverage such as 0.95, with an interval a step.
    pub intervals: Vec<(f64, Vec<Interval>)>,
}

/// Scores gathered over the series of a panel, with those of the last value and of the drift on the
/// same series.
#[derive(Debug, Clone, Default)]
pub struct Scorecard {
    ours: Sums,
    naive: Sums,
    drift: Sums,
    /// Series whose training part never changes: no scaled error can be formed.
    unscaled: usize,
    levels: Vec<Level>,
}

#[derive(Debug, Clone, Default)]
struct Sums {
    series: f64,
    scaled: f64,
    smape: f64,
    mase: f64,
    squared: f64,
    error: f64,
    size: f64,
    crps: f64,
    mase_by_step: Vec<(f64, f64)>,
}

#[derive(Debug, Clone)]
struct Level {
    coverage: f64,
    /// Inside and all, by step.
    inside: Vec<(f64, f64)>,
    msis: f64,
    pinball: f64,
    count: f64,
    scaled: f64,
    naive_msis: f64,
}

/// What a [`Scorecard`] says of one forecaster.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// In per cent.
    pub smape: f64,
    /// Mean over series.
    pub mase: f64,
    /// Mean over series.
    pub rmsse: f64,
    /// A fraction.
    pub wape: f64,
    /// Mean of sMAPE and MASE, each over that of the last value.
    pub owa: f64,
    /// Mean CRPS by the quantiles there are, over the mean absolute yearly change; NaN without
    /// intervals.
    pub scaled_crps: f64,
}

/// How the intervals of one coverage held.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelScores {
    /// As promised.
    pub coverage: f64,
    /// Share of outcomes inside.
    pub inside: f64,
    /// The same by step.
    pub by_step: Vec<f64>,
    /// Mean scaled interval score.
    pub msis: f64,
    /// The same over that of the last value with the interval of a random walk,
    /// `y(n) ± z·σ·√h`, σ the root mean squared yearly change.
    pub msis_to_naive: f64,
    /// Mean pinball loss of the two ends, over the mean absolute yearly change.
    pub pinball: f64,
}

impl Scorecard {
    /// Adds one series: its training part, the outcomes, and what was forecast for them. Outcomes
    /// beyond the forecast, or forecasts beyond the outcomes, are left out.
    pub fn add(&mut self, training: &[f64], actual: &[f64], forecast: &Scored) {
        let steps = actual.len().min(forecast.path.len());
        let (Ok(naive), Ok(drift)) = (Naive.fit(training), Drift.fit(training)) else { return };
        let actual = &actual[..steps];
        if steps == 0 {
            return;
        }
        let change = mean_change(training);
        let scaled = change > 0.0;
        self.unscaled += usize::from(!scaled);
        self.ours.add(training, actual, &forecast.path[..steps]);
        self.naive.add(training, actual, &naive.path(steps));
        self.drift.add(training, actual, &drift.path(steps));
        for (coverage, intervals) in &forecast.intervals {
            let found = self.levels.iter().position(|l| (l.coverage - coverage).abs() < 1e-9);
            let at = found.unwrap_or_else(|| {
                self.levels.push(Level {
                    coverage: *coverage,
                    inside: Vec::new(),
                    msis: 0.0,
                    pinball: 0.0,
                    count: 0.0,
                    scaled: 0.0,
                    naive_msis: 0.0,
                });
                self.levels.len() - 1
            });
            self.levels[at].add(training, actual, intervals, change);
        }
        if scaled && !forecast.intervals.is_empty() {
            self.ours.crps += mean((0..steps).map(|h| {
                let mut quantiles = vec![(0.5, forecast.path[h])];
                for (coverage, intervals) in &forecast.intervals {
                    if let Some(interval) = intervals.get(h) {
                        let tail = (1.0 - coverage) / 2.0;
                        quantiles.push((tail, interval.lower));
                        quantiles.push((1.0 - tail, interval.upper));
                    }
                }
                quantiles.sort_by(|a, b| a.0.total_cmp(&b.0));
                crps_of_quantiles(actual[h], &quantiles)
            })) / change;
        }
    }

    /// Number of series.
    pub fn series(&self) -> usize {
        self.ours.series as usize
    }

    /// Series left out of the scaled measures, since their training part never changes.
    pub fn unscaled(&self) -> usize {
        self.unscaled
    }

    /// The scores of the forecasts.
    pub fn scores(&self) -> Scores {
        let mut scores = self.of(&self.ours);
        if self.levels.is_empty() {
            scores.scaled_crps = f64::NAN;
        }
        scores
    }

    /// The scores of the last value on the same series.
    pub fn naive(&self) -> Scores {
        Scores { scaled_crps: f64::NAN, ..self.of(&self.naive) }
    }

    /// The scores of the drift on the same series.
    pub fn drift(&self) -> Scores {
        Scores { scaled_crps: f64::NAN, ..self.of(&self.drift) }
    }

    fn of(&self, sums: &Sums) -> Scores {
        let smape = sums.smape / sums.series;
        let mase = sums.mase / sums.scaled;
        let naive = (self.naive.smape / self.naive.series, self.naive.mase / self.naive.scaled);
        Scores {
            smape,
            mase,
            rmsse: sums.squared / sums.scaled,
            wape: sums.error / sums.size,
            owa: f64::midpoint(smape / naive.0, mase / naive.1),
            scaled_crps: sums.crps / sums.scaled,
        }
    }

    /// Mean absolute scaled errors by step: the forecasts', then the last value's.
    pub fn mase_by_step(&self) -> Vec<(f64, f64)> {
        let of = |sums: &Sums| -> Vec<f64> {
            sums.mase_by_step.iter().map(|(sum, count)| sum / count).collect()
        };
        of(&self.ours).into_iter().zip(of(&self.naive)).collect()
    }

    /// How the intervals held, by coverage.
    pub fn levels(&self) -> Vec<LevelScores> {
        let mut levels: Vec<LevelScores> = self
            .levels
            .iter()
            .map(|level| {
                let (inside, all) = level
                    .inside
                    .iter()
                    .fold((0.0, 0.0), |sum, step| (sum.0 + step.0, sum.1 + step.1));
                LevelScores {
                    coverage: level.coverage,
                    inside: inside / all,
                    by_step: level.inside.iter().map(|(inside, all)| inside / all).collect(),
                    msis: level.msis / level.scaled,
                    msis_to_naive: level.msis / level.naive_msis,
                    pinball: level.pinball / level.scaled,
                }
            })
            .collect();
        levels.sort_by(|a, b| a.coverage.total_cmp(&b.coverage));
        levels
    }
}

impl Sums {
    fn add(&mut self, training: &[f64], actual: &[f64], path: &[f64]) {
        self.series += 1.0;
        self.smape += smape(actual, path);
        self.error += actual.iter().zip(path).map(|(y, f)| (y - f).abs()).sum::<f64>();
        self.size += actual.iter().map(|y| y.abs()).sum::<f64>();
        let change = mean_change(training);
        if change > 0.0 {
            self.scaled += 1.0;
            self.mase += mase(actual, path, training);
            self.squared += rmsse(actual, path, training);
            self.mase_by_step.resize(self.mase_by_step.len().max(actual.len()), (0.0, 0.0));
            for ((sum, y), f) in self.mase_by_step.iter_mut().zip(actual).zip(path) {
                sum.0 += (y - f).abs() / change;
                sum.1 += 1.0;
            }
        }
    }
}

impl Level {
    fn add(&mut self, training: &[f64], actual: &[f64], intervals: &[Interval], change: f64) {
        let steps = actual.len().min(intervals.len());
        self.inside.resize(self.inside.len().max(steps), (0.0, 0.0));
        for ((inside, y), interval) in self.inside.iter_mut().zip(actual).zip(intervals) {
            inside.0 += f64::from(interval.lower <= *y && *y <= interval.upper);
            inside.1 += 1.0;
        }
        self.count += 1.0;
        if change <= 0.0 || change.is_nan() || steps == 0 {
            return;
        }
        self.scaled += 1.0;
        self.msis += msis(&actual[..steps], &intervals[..steps], self.coverage, training);
        let tail = (1.0 - self.coverage) / 2.0;
        self.pinball += mean(actual.iter().zip(intervals).map(|(y, interval)| {
            f64::midpoint(
                pinball(*y, interval.lower, tail),
                pinball(*y, interval.upper, 1.0 - tail),
            )
        })) / change;
        let last = training[training.len() - 1];
        let sigma = mean(training.windows(2).map(|pair| (pair[1] - pair[0]).powi(2))).sqrt();
        let z = normal_quantile(1.0 - tail);
        let walk: Vec<Interval> = (1..=steps)
            .map(|h| z * sigma * (h as f64).sqrt())
            .map(|reach| Interval { lower: last - reach, upper: last + reach })
            .collect();
        self.naive_msis += msis(&actual[..steps], &walk, self.coverage, training);
    }
}

/// The quantile of the standard normal distribution, to about 1e-9, by Newton's method on a series
/// for its integral.
fn normal_quantile(level: f64) -> f64 {
    let density = |z: f64| (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt();
    let mut z = 0.0;
    for _ in 0..60 {
        // Φ(z) = ½ + φ(z)·(z + z³/3 + z⁵/15 + …)
        let (mut term, mut sum) = (z, z);
        for k in 1..200 {
            term *= z * z / f64::from(2 * k + 1);
            sum += term;
        }
        let step = (0.5 + density(z) * sum - level) / density(z).max(1e-12);
        z -= step.clamp(-0.5, 0.5);
    }
    z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_hold() {
        assert_eq!(smape(&[100.0, 0.0], &[50.0, 0.0]), 100.0 * 50.0 / 150.0);
        assert_eq!(mase(&[5.0], &[3.0], &[1.0, 2.0, 4.0]), 2.0 / 1.5);
        assert_eq!(wape(&[100.0, 300.0], &[90.0, 330.0]), 0.1);
        assert!((rmsse(&[5.0], &[3.0], &[1.0, 2.0, 4.0]) - 2.0 / 2.5_f64.sqrt()).abs() < 1e-12);
        let interval = Interval { lower: 1.0, upper: 3.0 };
        assert_eq!(interval_score(2.0, interval, 0.95), 2.0);
        assert!((interval_score(4.0, interval, 0.95) - 42.0).abs() < 1e-9);
        assert!((msis(&[4.0], &[interval], 0.95, &[1.0, 3.0]) - 21.0).abs() < 1e-9);
        assert_eq!((pinball(4.0, 3.0, 0.9), pinball(2.0, 3.0, 0.9)), (0.9, 1.0 - 0.9));
    }

    #[test]
    fn crps_is_the_integral_of_the_squared_difference() {
        let mut draws = [3.0, 1.0, 2.0, 4.0, 4.0];
        // ∫(F(x) − 1{x ≥ y})² dx by hand for y = 2.5.
        let expected = 0.04 * 1.0 + 0.16 * 0.5 + 0.36 * 0.5 + 0.16 * 1.0;
        assert!((crps(2.5, &mut draws) - expected).abs() < 1e-12);
        assert_eq!(crps(2.0, &mut [5.0]), 3.0);
        // Many quantiles are nearly the distribution: uniform on 0..1, y = ½ has 1/12.
        let quantiles: Vec<(f64, f64)> =
            (0..1000).map(|i| (f64::from(i) + 0.5) / 1000.0).map(|q| (q, q)).collect();
        assert!((crps_of_quantiles(0.5, &quantiles) - 1.0 / 12.0).abs() < 1e-5);
    }

    #[test]
    fn the_normal_quantile_is_the_table_s() {
        for (level, z) in [(0.975, 1.959_963_985), (0.9, 1.281_551_566), (0.5, 0.0)] {
            assert!((normal_quantile(level) - z).abs() < 1e-8);
        }
    }

    #[test]
    fn the_last_value_scores_one_and_its_drift_what_it_should() {
        let mut card = Scorecard::default();
        let training = [10.0, 12.0, 11.0, 14.0];
        let path = vec![14.0; 3];
        let interval = Interval { lower: 10.0, upper: 18.0 };
        let intervals = vec![(0.95, vec![interval; 3])];
        card.add(&training, &[15.0, 16.0, 19.0], &Scored { path, intervals });
        card.add(&[5.0; 4], &[5.0; 3], &Scored { path: vec![5.0; 3], intervals: Vec::new() });
        assert_eq!((card.series(), card.unscaled()), (2, 1));
        assert!((card.scores().owa - 1.0).abs() < 1e-12);
        assert!(card.drift().owa < 0.5);
        let level = &card.levels()[0];
        assert!((level.inside - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(level.by_step, [1.0, 1.0, 0.0]);
    }
}
