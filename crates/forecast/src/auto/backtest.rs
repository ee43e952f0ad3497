//! What rolling origins say of the forecasts: errors of the members, coverage of the intervals.

use std::collections::BTreeMap;

use super::Learned;
use super::combination::Trial;

/// Errors at rolling origins, on data that the forecast had not seen.
#[derive(Debug, Clone, Default)]
pub struct BacktestSummary {
    /// Origins scored, over all series looked at.
    pub origins: usize,
    /// Series that had origins to be scored at.
    pub series: usize,
    /// Each member, then naive and drift if they are not among them.
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

impl Learned {
    pub(super) fn summarise(
        &self,
        trials: &[Trial],
        scores: &[Vec<f64>],
        series: usize,
    ) -> BacktestSummary {
        let mean = |errors: &mut dyn Iterator<Item = f64>| {
            let (sum, count) = errors.fold((0.0, 0.0), |(s, n), e| (s + e.abs(), n + 1.0));
            sum / count
        };
        let mut methods: Vec<MethodScore> = self
            .names
            .iter()
            .zip(&self.weights.of_members)
            .enumerate()
            .map(|(m, (name, &weight))| {
                let mut errors = trials.iter().flat_map(|trial| {
                    trial.came.iter().zip(trial.path(m)).map(|(came, path)| came - path)
                });
                MethodScore { name: name.clone(), error: mean(&mut errors), weight }
            })
            .collect();
        if !methods.iter().any(|method| method.name == "naive") {
            let mut errors = trials.iter().flat_map(|trial| trial.came.iter().copied());
            methods.push(MethodScore {
                name: "naive".to_owned(),
                error: mean(&mut errors),
                weight: 0.0,
            });
        }
        let within = self.coverage(trials, scores);
        let share = |hits: &(f64, f64, f64), level: usize| {
            (hits.2 > 0.0).then(|| [hits.0, hits.1][level] / hits.2)
        };
        let mut by_step = vec![(0.0, 0.0, 0.0); self.horizon];
        let mut by_origin: BTreeMap<usize, (f64, f64, f64)> = BTreeMap::new();
        for (trial, within) in trials.iter().zip(&within) {
            for (step, (in80, in95)) in within.iter().enumerate() {
                for hits in [&mut by_step[step], by_origin.entry(trial.back).or_default()] {
                    hits.0 += f64::from(*in80);
                    hits.1 += f64::from(*in95);
                    hits.2 += 1.0;
                }
            }
        }
        BacktestSummary {
            origins: trials.len(),
            series,
            methods,
            combination_error: mean(
                &mut trials
                    .iter()
                    .flat_map(|trial| trial.errors(&self.weights.of_members).collect::<Vec<_>>()),
            ),
            gain: self.weights.gain,
            trust: self.weights.trust,
            coverage80: by_step.iter().map(|hits| share(hits, 0)).collect(),
            coverage95: by_step.iter().map(|hits| share(hits, 1)).collect(),
            coverage_by_origin: by_origin
                .into_iter()
                .map(|(back, hits)| OriginCoverage {
                    back,
                    outcomes: hits.2 as usize,
                    within80: hits.0 / hits.2,
                    within95: hits.1 / hits.2,
                })
                .collect(),
            borrowed_share: 0.0,
        }
    }

    /// Whether each score lies within the 80 and 95 % intervals made from the other half of the
    /// series.
    fn coverage(&self, trials: &[Trial], scores: &[Vec<f64>]) -> Vec<Vec<(bool, bool)>> {
        let pools = [1, 0].map(|half| {
            let half = trials.iter().zip(scores).filter(|(trial, _)| trial.half == half);
            self.pool(1, half.map(|(trial, scores)| (trial, scores, 1.0)))
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
}
