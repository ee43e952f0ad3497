//! What rolling origins say of the forecasts: errors of the members, coverage of the intervals.

use std::collections::BTreeMap;

use super::combination::Weights;
use super::pools::pool;
use super::trial::Trial;
use crate::models::naive;

/// Errors at rolling origins, on data that the forecast had not seen.
#[derive(Debug, Clone, Default)]
pub struct BacktestSummary {
    /// Origins scored, over all series looked at.
    pub origins: usize,
    /// Series that had origins to be scored at.
    pub series: usize,
    /// Each member, then the last value if it is not among them.
    pub methods: Vec<MethodScore>,
    /// Mean scaled absolute error of the combination.
    pub combination_error: f64,
    /// The share of the naive error that the weights save, each error counting half as in sMAPE and
    /// half as in MASE.
    pub gain: f64,
    /// How far the weights follow the errors rather than stay put: 0 to 1.
    pub trust: f64,
    /// Share of outcomes inside the 80 % interval by step, the interval made from other series.
    pub coverage80: Vec<Option<f64>>,
    /// The same for 95 %.
    pub coverage95: Vec<Option<f64>>,
    /// The same two by years between the origin and the end of the series.
    pub coverage_by_origin: Vec<OriginCoverage>,
    /// The share of the pool of errors that is borrowed from the shipped one.
    pub borrowed_share: f64,
}

/// How well the intervals made at one origin held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OriginCoverage {
    /// Years between the origin and the end of the series.
    pub back: usize,
    /// Outcomes.
    pub outcomes: usize,
    /// Share inside the 80 % interval.
    pub within80: f64,
    /// Share inside the 95 % interval.
    pub within95: f64,
}

/// How one member did.
#[derive(Debug, Clone)]
pub struct MethodScore {
    /// Its name.
    pub name: String,
    /// Mean of `|y − ŷ| / s` over origins and steps, `s` the mean absolute yearly change before the
    /// origin (a scaled error as in MASE, on the model's scale).
    pub error: f64,
    /// Its weight in the mean; zero if it is only a reference.
    pub weight: f64,
}

/// Outcomes counted, and how many of them lay inside either interval.
#[derive(Debug, Clone, Copy, Default)]
struct Hits {
    within80: f64,
    within95: f64,
    outcomes: f64,
}

impl Hits {
    fn add(&mut self, (within80, within95): (bool, bool)) {
        self.within80 += f64::from(within80);
        self.within95 += f64::from(within95);
        self.outcomes += 1.0;
    }

    /// A share of the outcomes; `None` where there are none.
    fn share(&self, within: f64) -> Option<f64> {
        (self.outcomes > 0.0).then(|| within / self.outcomes)
    }
}

impl From<(usize, Hits)> for OriginCoverage {
    fn from((back, hits): (usize, Hits)) -> Self {
        Self {
            back,
            outcomes: hits.outcomes as usize,
            within80: hits.within80 / hits.outcomes,
            within95: hits.within95 / hits.outcomes,
        }
    }
}

/// Sums up the trials with their `scores`, the members having these `names` and `weights`. The number
/// of series and the borrowed share are left to the caller.
pub(super) fn summarise(
    names: &[String],
    weights: &Weights,
    trials: &[Trial],
    scores: &[Vec<f64>],
    horizon: usize,
) -> BacktestSummary {
    let within = coverage(trials, scores, horizon);
    let mut by_step = vec![Hits::default(); horizon];
    let mut by_origin: BTreeMap<usize, Hits> = BTreeMap::new();
    for (trial, within) in trials.iter().zip(&within) {
        let origin = by_origin.entry(trial.back).or_default();
        for (step, inside) in by_step.iter_mut().zip(within) {
            step.add(*inside);
            origin.add(*inside);
        }
    }
    BacktestSummary {
        origins: trials.len(),
        series: 0,
        methods: method_scores(names, &weights.of_members, trials),
        combination_error: mean_size(
            trials.iter().flat_map(|trial| trial.errors(&weights.of_members)),
        ),
        gain: weights.gain,
        trust: weights.trust,
        coverage80: by_step.iter().map(|hits| hits.share(hits.within80)).collect(),
        coverage95: by_step.iter().map(|hits| hits.share(hits.within95)).collect(),
        coverage_by_origin: by_origin.into_iter().map(OriginCoverage::from).collect(),
        borrowed_share: 0.0,
    }
}

/// The error of each member, and of the last value if it is not among them.
fn method_scores(names: &[String], weights: &[f64], trials: &[Trial]) -> Vec<MethodScore> {
    let mut methods: Vec<MethodScore> = names
        .iter()
        .zip(weights)
        .enumerate()
        .map(|(m, (name, &weight))| {
            let errors = trials.iter().flat_map(|trial| {
                trial.outcomes.iter().zip(trial.path(m)).map(|(outcome, path)| outcome - path)
            });
            MethodScore { name: name.clone(), error: mean_size(errors), weight }
        })
        .collect();
    let last_value = naive::NAME.en;
    if !methods.iter().any(|method| method.name == last_value) {
        // Outcomes are counted from the last value.
        let error = mean_size(trials.iter().flat_map(|trial| trial.outcomes.iter().copied()));
        methods.push(MethodScore { name: last_value.to_owned(), error, weight: 0.0 });
    }
    methods
}

/// The mean absolute error.
fn mean_size(errors: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = errors.fold((0.0, 0.0), |(s, n), e| (s + e.abs(), n + 1.0));
    sum / count
}

/// Whether each score lies within the 80 and 95 % intervals made from the other half of the
/// series.
fn coverage(trials: &[Trial], scores: &[Vec<f64>], horizon: usize) -> Vec<Vec<(bool, bool)>> {
    let pools = [1, 0].map(|half| {
        let half = trials.iter().zip(scores).filter(|(trial, _)| trial.half == half);
        pool(horizon, 1, half.map(|(trial, scores)| (trial, scores, 1.0)))
    });
    trials
        .iter()
        .zip(scores)
        .map(|(trial, scores)| {
            let pool = &pools[trial.half];
            let inside = |h: usize, score: &f64, coverage: f64| {
                score.abs() <= pool.quantile(h + 1, coverage)
            };
            scores
                .iter()
                .enumerate()
                .map(|(h, s)| (inside(h, s, 0.8), inside(h, s, 0.95)))
                .collect()
        })
        .collect()
}
