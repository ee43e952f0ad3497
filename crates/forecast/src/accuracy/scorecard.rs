//! Scores gathered over the series of a panel.

use super::measures::{crps_of_quantiles, mase, mean, mean_change, msis, pinball, rmsse, smape};
use crate::{Drift, Interval, Model, Naive};

/// A forecast to be scored: the path, and intervals by coverage.
#[derive(Debug, Clone, Default)]
pub struct Scored {
    /// Means or medians, step by step.
    pub path: Vec<f64>,
    /// Coverage such as 0.95, with an interval for each step; none where none was stated.
    pub intervals: Vec<(f64, Vec<Option<Interval>>)>,
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

#[derive(Debug, Clone, Default)]
struct Level {
    coverage: f64,
    /// Outcomes inside, and all outcomes, by step.
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
        if steps == 0 {
            return;
        }
        let (actual, path) = (&actual[..steps], &forecast.path[..steps]);
        let change = mean_change(training);
        let scaled = change > 0.0;
        self.unscaled += usize::from(!scaled);
        self.ours.add(training, actual, path);
        self.naive.add(training, actual, &naive.path(steps));
        self.drift.add(training, actual, &drift.path(steps));
        for (coverage, intervals) in &forecast.intervals {
            self.level(*coverage).add(training, actual, intervals, change);
        }
        if scaled && !forecast.intervals.is_empty() {
            self.ours.crps += mean_crps(actual, path, &forecast.intervals) / change;
        }
    }

    /// The sums of a coverage, begun if there are none.
    fn level(&mut self, coverage: f64) -> &mut Level {
        let known = self.levels.iter().position(|l| (l.coverage - coverage).abs() < 1e-9);
        let position = known.unwrap_or_else(|| {
            self.levels.push(Level { coverage, ..Level::default() });
            self.levels.len() - 1
        });
        &mut self.levels[position]
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
        let mut scores = self.scores_of(&self.ours);
        if self.levels.is_empty() {
            scores.scaled_crps = f64::NAN;
        }
        scores
    }

    /// The scores of the last value on the same series.
    pub fn naive(&self) -> Scores {
        Scores { scaled_crps: f64::NAN, ..self.scores_of(&self.naive) }
    }

    /// The scores of the drift on the same series.
    pub fn drift(&self) -> Scores {
        Scores { scaled_crps: f64::NAN, ..self.scores_of(&self.drift) }
    }

    fn scores_of(&self, sums: &Sums) -> Scores {
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
        let means = |sums: &Sums| -> Vec<f64> {
            sums.mase_by_step.iter().map(|(sum, count)| sum / count).collect()
        };
        means(&self.ours).into_iter().zip(means(&self.naive)).collect()
    }

    /// How the intervals held, by coverage.
    pub fn levels(&self) -> Vec<LevelScores> {
        let mut levels: Vec<LevelScores> = self.levels.iter().map(Level::scores).collect();
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
    fn add(
        &mut self,
        training: &[f64],
        actual: &[f64],
        intervals: &[Option<Interval>],
        change: f64,
    ) {
        let steps = actual.len().min(intervals.len());
        self.inside.resize(self.inside.len().max(steps), (0.0, 0.0));
        for ((inside, y), interval) in self.inside.iter_mut().zip(actual).zip(intervals) {
            let Some(interval) = interval else { continue };
            inside.0 += f64::from(interval.lower <= *y && *y <= interval.upper);
            inside.1 += 1.0;
        }
        self.count += 1.0;
        let tail = (1.0 - self.coverage) / 2.0;
        let stated = actual.iter().zip(intervals).zip(walk(training, steps, tail));
        let stated = stated.filter_map(|((y, interval), walk)| Some((*y, (*interval)?, walk)));
        let (actual, (intervals, walk)): (Vec<f64>, (Vec<Interval>, Vec<Interval>)) =
            stated.map(|(y, interval, walk)| (y, (interval, walk))).unzip();
        if change <= 0.0 || change.is_nan() || actual.is_empty() {
            return;
        }
        self.scaled += 1.0;
        self.msis += msis(&actual, &intervals, self.coverage, training);
        self.pinball += mean(actual.iter().zip(&intervals).map(|(y, interval)| {
            f64::midpoint(
                pinball(*y, interval.lower, tail),
                pinball(*y, interval.upper, 1.0 - tail),
            )
        })) / change;
        self.naive_msis += msis(&actual, &walk, self.coverage, training);
    }

    /// The means of what was added.
    fn scores(&self) -> LevelScores {
        let sums = self.inside.iter();
        let (inside, outcomes) =
            sums.fold((0.0, 0.0), |sum, step| (sum.0 + step.0, sum.1 + step.1));
        LevelScores {
            coverage: self.coverage,
            inside: inside / outcomes,
            by_step: self.inside.iter().map(|(inside, outcomes)| inside / outcomes).collect(),
            msis: self.msis / self.scaled,
            msis_to_naive: self.msis / self.naive_msis,
            pinball: self.pinball / self.scaled,
        }
    }
}

/// The intervals of a random walk after `training`, each leaving out a share of `tail` on either side.
fn walk(training: &[f64], steps: usize, tail: f64) -> Vec<Interval> {
    let last = training[training.len() - 1];
    let sigma = mean(training.windows(2).map(|pair| (pair[1] - pair[0]).powi(2))).sqrt();
    let z = normal_quantile(1.0 - tail);
    (1..=steps)
        .map(|h| z * sigma * (h as f64).sqrt())
        .map(|reach| Interval { lower: last - reach, upper: last + reach })
        .collect()
}

/// The mean over the steps of the score of the quantiles that a path and its intervals state.
fn mean_crps(actual: &[f64], path: &[f64], intervals: &[(f64, Vec<Option<Interval>>)]) -> f64 {
    mean(path.iter().zip(actual).enumerate().map(|(h, (&median, &actual))| {
        let mut quantiles = vec![(0.5, median)];
        for (coverage, intervals) in intervals {
            if let Some(interval) = intervals.get(h).copied().flatten() {
                let tail = (1.0 - coverage) / 2.0;
                quantiles.push((tail, interval.lower));
                quantiles.push((1.0 - tail, interval.upper));
            }
        }
        quantiles.sort_by(|a, b| a.0.total_cmp(&b.0));
        crps_of_quantiles(actual, &quantiles)
    }))
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
        let intervals = vec![(0.95, vec![Some(interval); 3])];
        card.add(&training, &[15.0, 16.0, 19.0], &Scored { path, intervals });
        card.add(&[5.0; 4], &[5.0; 3], &Scored { path: vec![5.0; 3], intervals: Vec::new() });
        assert_eq!((card.series(), card.unscaled()), (2, 1));
        assert!((card.scores().owa - 1.0).abs() < 1e-12);
        assert!(card.drift().owa < 0.5);
        let level = &card.levels()[0];
        assert!((level.inside - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(level.by_step, [1.0, 1.0, 0.0]);
    }

    #[test]
    fn a_step_without_an_interval_leaves_those_of_the_others_in_place() {
        let mut card = Scorecard::default();
        let intervals = vec![(0.8, vec![None, Some(Interval { lower: 990.0, upper: 1010.0 })])];
        let scored = Scored { path: vec![10.0, 1000.0], intervals };
        card.add(&[1.0, 2.0, 4.0, 5.0], &[10.0, 1000.0], &scored);
        let level = &card.levels()[0];
        assert_eq!(level.inside, 1.0);
        // The width alone, over the mean change of 4/3.
        assert!((level.msis - 15.0).abs() < 1e-12);
    }
}
