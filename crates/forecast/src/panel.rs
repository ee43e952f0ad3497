//! Forecasting a whole panel: candidates weighed by their errors over all series, intervals from
//! the errors of the weighted mean.

use std::sync::Arc;

use rayon::prelude::*;

use crate::calibration::{ErrorPool, Forecast};
use crate::error::check_series;
use crate::oddity::{Oddity, mark_oddities, median};
use crate::{Candidate, FitError, Method, Scale};

/// What to forecast with.
#[derive(Clone, Copy)]
pub struct PanelRequest<'a> {
    /// Years ahead, at least 1.
    pub horizon: usize,
    /// The candidates to average. One candidate alone is used as it is.
    pub candidates: &'a [&'a dyn Candidate],
}

impl std::fmt::Debug for PanelRequest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.candidates.iter().map(|candidate| candidate.name()).collect();
        f.debug_struct("PanelRequest")
            .field("horizon", &self.horizon)
            .field("candidates", &names)
            .finish()
    }
}

/// The forecasts of a panel, in the order of its series.
#[derive(Debug)]
pub struct PanelForecast {
    /// One forecast a series, or why there is none.
    pub series: Vec<Result<SeriesForecast, FitError>>,
    /// How the candidates did at the rolling origins.
    pub backtest: BacktestSummary,
}

/// The forecast of one series of a panel.
#[derive(Debug, Clone)]
pub struct SeriesForecast {
    /// The forecast with its spread.
    pub forecast: Forecast,
    /// The weight of each candidate that took part, in the order of the request; they add up to 1.
    pub weights: Vec<(String, f64)>,
    /// Years that stand out.
    pub oddities: Vec<Oddity>,
}

/// Errors at rolling origins, on data that the forecast had not seen.
#[derive(Debug, Clone, Default)]
pub struct BacktestSummary {
    /// Origins scored, over all series.
    pub origins: usize,
    /// Each candidate, then naive and drift if they are not among them.
    pub methods: Vec<MethodScore>,
    /// Mean scaled absolute error of the weighted mean, with weights from other series only.
    pub combination_error: f64,
    /// Share of outcomes inside the 80 % interval by step, the interval made from other series.
    pub coverage80: Vec<Option<f64>>,
    /// The same for 95 %.
    pub coverage95: Vec<Option<f64>>,
}

/// How one method did.
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

/// Series are put into this many groups; what is learned for one group comes from the others.
const FOLDS: usize = 20;
/// The fewest values before an origin.
const SHORTEST_PAST: usize = 4;
/// Whole-horizon origins wanted from a long enough series.
const WHOLE_ORIGINS: usize = 4;

/// Forecasts every series of `panel`. A series that cannot be forecast is an error in its place;
/// the others go on. The result does not depend on the number of threads.
pub fn forecast_panel(panel: &[&[f64]], request: &PanelRequest<'_>) -> PanelForecast {
    let references = [Method::Naive, Method::Drift];
    let mut members: Vec<&dyn Candidate> = request.candidates.to_vec();
    let weighed = members.len();
    for reference in &references {
        if !members.iter().any(|member| member.name() == reference.name()) {
            members.push(reference);
        }
    }
    let scaled: Vec<Result<ScaledSeries, FitError>> =
        panel.iter().map(|y| ScaledSeries::new(y)).collect();
    let floor =
        0.1 * median(&scaled.iter().flatten().map(|s| s.spread(s.z.len())).collect::<Vec<_>>());
    let trials: Vec<Vec<Trial>> = scaled
        .par_iter()
        .enumerate()
        .map(|(i, series)| match series {
            Ok(series) => series.trials(i, &members, request.horizon, floor),
            Err(_) => Vec::new(),
        })
        .collect();

    let folds = FOLDS.min(panel.len()).max(1);
    let fold_weights: Vec<Vec<f64>> = (0..folds)
        .map(|fold| weights(&trials, weighed, |i| folds == 1 || i % folds != fold))
        .collect();
    let scores: Vec<Vec<Vec<f64>>> = trials
        .iter()
        .enumerate()
        .map(|(i, origins)| {
            origins.iter().filter_map(|trial| trial.combined(&fold_weights[i % folds])).collect()
        })
        .collect();
    let pool = Arc::new(ErrorPool::new(request.horizon, scores.iter().flatten().cloned()));
    let all_weights = weights(&trials, weighed, |_| true);

    let series = scaled
        .into_par_iter()
        .enumerate()
        .map(|(i, series)| {
            let series = series?;
            series.forecast(i, &members[..weighed], &all_weights, request.horizon, floor, &pool)
        })
        .collect();
    let backtest = summarise(&members, &all_weights, &trials, &scores, request.horizon, folds);
    PanelForecast { series, backtest }
}

/// A series on the scale that it is modelled on.
struct ScaledSeries {
    z: Vec<f64>,
    scale: Scale,
    oddities: Vec<Oddity>,
}

/// Signed scaled errors from one origin, a path for each member that could forecast.
struct Trial {
    paths: Vec<Option<Vec<f64>>>,
}

impl ScaledSeries {
    fn new(y: &[f64]) -> Result<Self, FitError> {
        check_series(y, 1)?;
        let scale = Scale::of(y);
        Ok(Self {
            z: y.iter().map(|&value| scale.apply(value)).collect(),
            scale,
            oddities: mark_oddities(y),
        })
    }

    /// Mean absolute change of the first `n` values.
    fn spread(&self, n: usize) -> f64 {
        let changes = n.saturating_sub(1);
        if changes == 0 {
            return 0.0;
        }
        self.z[..n].windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum::<f64>() / changes as f64
    }

    fn trials(
        &self,
        index: usize,
        members: &[&dyn Candidate],
        horizon: usize,
        floor: f64,
    ) -> Vec<Trial> {
        let n = self.z.len();
        let first = SHORTEST_PAST.max(n.saturating_sub(horizon - 1 + WHOLE_ORIGINS)).max(n / 3);
        (first..n)
            .map(|origin| {
                let (past, future) = self.z.split_at(origin);
                let steps = horizon.min(future.len());
                let spread = self.spread(origin).max(floor);
                let score = |path: Vec<f64>| {
                    let errors = future.iter().zip(path).take(steps);
                    errors.map(|(y, f)| if spread > 0.0 { (y - f) / spread } else { 0.0 }).collect()
                };
                let paths = members
                    .iter()
                    .map(|member| member.path(index, past, steps).map(score))
                    .collect();
                Trial { paths }
            })
            .collect()
    }

    fn forecast(
        self,
        index: usize,
        members: &[&dyn Candidate],
        weights: &[f64],
        horizon: usize,
        floor: f64,
        pool: &Arc<ErrorPool>,
    ) -> Result<SeriesForecast, FitError> {
        let paths: Vec<Option<Vec<f64>>> =
            members.iter().map(|member| member.path(index, &self.z, horizon)).collect();
        let centre = mean_path(&paths, weights).ok_or(FitError::NoCandidate)?;
        let total: f64 =
            paths.iter().zip(weights).filter(|(path, _)| path.is_some()).map(|(_, w)| w).sum();
        let weights = paths
            .iter()
            .zip(members)
            .zip(weights)
            .filter(|((path, _), _)| path.is_some())
            .map(|((_, member), weight)| (member.name().to_owned(), weight / total))
            .collect();
        let spread = self.spread(self.z.len()).max(floor);
        let forecast = Forecast::new(centre, spread, self.scale, Arc::clone(pool));
        Ok(SeriesForecast { forecast, weights, oddities: self.oddities })
    }
}

impl Trial {
    fn combined(&self, weights: &[f64]) -> Option<Vec<f64>> {
        mean_path(&self.paths[..weights.len()], weights)
    }
}

/// The weighted mean of the paths there are. Errors against one outcome average as paths do.
fn mean_path(paths: &[Option<Vec<f64>>], weights: &[f64]) -> Option<Vec<f64>> {
    let present: Vec<(&Vec<f64>, f64)> = paths
        .iter()
        .zip(weights)
        .filter_map(|(path, &weight)| Some((path.as_ref()?, weight)))
        .collect();
    let total: f64 = present.iter().map(|(_, weight)| weight).sum();
    let steps = present.first()?.0.len();
    Some(
        (0..steps)
            .map(|step| present.iter().map(|(path, w)| path[step] * w).sum::<f64>() / total)
            .collect(),
    )
}

/// Weights inverse to the mean squared error over the chosen series.
///
/// Bates and Granger, "The combination of forecasts", Operational Research Quarterly 20 (1969),
/// with the correlations between the errors left out. Scores beyond 20 count as 20, so that one
/// broken series does not choose for all. Equal weights where nothing could be scored.
fn weights(trials: &[Vec<Trial>], members: usize, chosen: impl Fn(usize) -> bool) -> Vec<f64> {
    const LARGEST: f64 = 20.0;
    let mut squares = vec![(0.0, 0.0); members];
    for (_, origins) in trials.iter().enumerate().filter(|(i, _)| chosen(*i)) {
        for trial in origins {
            for (sum, path) in squares.iter_mut().zip(&trial.paths) {
                for score in path.iter().flatten() {
                    sum.0 += score.abs().min(LARGEST).powi(2);
                    sum.1 += 1.0;
                }
            }
        }
    }
    let inverse: Vec<f64> = squares
        .iter()
        .map(|&(sum, count)| if count > 0.0 && sum > 0.0 { count / sum } else { f64::NAN })
        .collect();
    let total: f64 = inverse.iter().filter(|w| w.is_finite()).sum();
    let known = inverse.iter().filter(|w| w.is_finite()).count();
    if known == 0 {
        return vec![1.0 / members as f64; members];
    }
    let mean = total / known as f64;
    let raw: Vec<f64> = inverse.iter().map(|&w| if w.is_finite() { w } else { mean }).collect();
    let sum: f64 = raw.iter().sum();
    raw.into_iter().map(|w| w / sum).collect()
}

fn summarise(
    members: &[&dyn Candidate],
    weights: &[f64],
    trials: &[Vec<Trial>],
    scores: &[Vec<Vec<f64>>],
    horizon: usize,
    folds: usize,
) -> BacktestSummary {
    let methods = members
        .iter()
        .enumerate()
        .map(|(m, member)| MethodScore {
            name: member.name().to_owned(),
            error: mean_size(trials.iter().flatten().filter_map(|trial| trial.paths[m].as_ref())),
            weight: weights.get(m).copied().unwrap_or(0.0),
        })
        .collect();
    BacktestSummary {
        origins: trials.iter().map(Vec::len).sum(),
        methods,
        combination_error: mean_size(scores.iter().flatten()),
        coverage80: coverage(scores, horizon, folds, 0.80),
        coverage95: coverage(scores, horizon, folds, 0.95),
    }
}

fn mean_size<'a>(paths: impl Iterator<Item = &'a Vec<f64>>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for score in paths.flatten() {
        sum += score.abs();
        count += 1.0;
    }
    sum / count
}

/// The share of scores inside the interval that the other folds would have given.
fn coverage(
    scores: &[Vec<Vec<f64>>],
    horizon: usize,
    folds: usize,
    coverage: f64,
) -> Vec<Option<f64>> {
    let mut inside = vec![(0.0, 0.0); horizon];
    for fold in 0..folds {
        let others = scores.iter().enumerate().filter(|(i, _)| i % folds != fold);
        let pool = ErrorPool::new(horizon, others.flat_map(|(_, origins)| origins.iter().cloned()));
        for origin in scores.iter().skip(fold).step_by(folds).flatten() {
            for (step, score) in origin.iter().enumerate() {
                if let Some(q) = pool.quantile(step + 1, coverage) {
                    inside[step].0 += f64::from(score.abs() <= q);
                    inside[step].1 += 1.0;
                }
            }
        }
    }
    inside.into_iter().map(|(hits, all)| (all > 0.0).then(|| hits / all)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<&'static dyn Candidate> {
        Method::ALL.iter().map(|method| method as &dyn Candidate).collect()
    }

    /// A small panel of wandering series, the same every time.
    fn panel() -> Vec<Vec<f64>> {
        let mut state = 1_u64;
        let mut noise = move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
        };
        (0..12)
            .map(|_| {
                let mut level = 1000.0;
                (0..17)
                    .map(|_| {
                        level *= 1.0 + 0.08 * noise();
                        level
                    })
                    .collect()
            })
            .collect()
    }

    fn forecast(panel: &[Vec<f64>]) -> PanelForecast {
        let slices: Vec<&[f64]> = panel.iter().map(Vec::as_slice).collect();
        forecast_panel(&slices, &PanelRequest { horizon: 3, candidates: &all() })
    }

    #[test]
    fn threads_change_nothing() {
        let median = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| forecast(&panel()))
                .series
                .iter()
                .map(|s| {
                    let s = s.as_ref().unwrap();
                    (s.forecast.median(), s.forecast.interval(2, 0.95))
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(median(1), median(2));
    }

    #[test]
    fn one_bad_series_does_not_sink_the_panel() {
        let mut panel = panel();
        panel.push(vec![1.0, f64::NAN]);
        panel.push(Vec::new());
        panel.push(vec![7.0]);
        panel.push(vec![0.0; 10]);
        let result = forecast(&panel).series;
        assert_eq!(result[12].as_ref().unwrap_err(), &FitError::NotFinite { position: 2 });
        assert_eq!(result[13].as_ref().unwrap_err(), &FitError::TooShort { got: 0, needed: 1 });
        let lone = result[14].as_ref().unwrap().forecast.median();
        assert!(lone.iter().all(|value| (value - 7.0).abs() < 1e-12), "{lone:?}");
        assert_eq!(result[15].as_ref().unwrap().forecast.median(), [0.0; 3]);
        assert!(result[..12].iter().all(Result::is_ok));
    }

    #[test]
    fn weights_add_up_and_intervals_widen() {
        let result = forecast(&panel());
        for series in result.series.iter().flatten() {
            let total: f64 = series.weights.iter().map(|(_, weight)| weight).sum();
            assert!((total - 1.0).abs() < 1e-12);
            let width = |step| {
                let interval = series.forecast.interval(step, 0.8).unwrap();
                interval.upper - interval.lower
            };
            assert!(width(3) > width(1));
        }
    }

    #[test]
    fn a_single_series_gets_no_interval_that_its_errors_cannot_promise() {
        let one = vec![panel().remove(0)];
        let result = forecast(&one);
        let forecast = &result.series[0].as_ref().unwrap().forecast;
        assert!(forecast.pool().len(1) < 19);
        assert_eq!(forecast.interval(1, 0.95), None);
        assert!(forecast.interval(1, 0.8).is_some());
    }
}
