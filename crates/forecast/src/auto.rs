//! Forecasting panels: members, their weights, intervals.
//!
//! [`Learned::from_panel`] looks at rolling origins all over the panel and keeps what they teach:
//! the weights of the members and pools of scores. [`Learned::forecast`] then forecasts one series
//! at a time, in a [`Room`] that each thread makes once; a panel of any size can be streamed through.
//! [`forecast_panel`] does both. The order of the series and the number of threads change nothing.

mod combination;
pub(crate) mod members;
mod network;
mod shipped;
mod training;
mod training_set;

pub use training_set::train_global;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::calibration::{ErrorPool, Forecast, Range, ScorePath, Step};
use crate::error::check_series;
use crate::oddity::{Oddity, mark_oddities, median};
use crate::{Candidate, FitError, Scale};
use combination::{GLOBAL, Lesson, MEMBERS, NAMES, Trial, Weights};
use members::{Frame, Members, NET_STEPS, Path, SHORTEST};
use network::{Activations, Ensemble, Quantiles};
use shipped::Shipped;
use training::{Rows, Schedule, retrain};
use training_set::error_weight;

/// What forecasts.
#[derive(Clone, Copy)]
pub enum Contest<'a> {
    /// The kernel's members and any further candidates, weighed by their errors.
    Auto(&'a [&'a dyn Candidate]),
    /// One candidate alone, run on the values as they are.
    One(&'a dyn Candidate),
}

impl std::fmt::Debug for Contest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (name, candidates) = match self {
            Self::Auto(extra) => ("Auto", *extra),
            Self::One(one) => ("One", std::slice::from_ref(one)),
        };
        let names: Vec<&str> = candidates.iter().map(|candidate| candidate.name()).collect();
        f.debug_tuple(name).field(&names).finish()
    }
}

/// Which values a forecast may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Domain {
    /// As the data suggest: shares if the whole panel lies within 0 and 1 and not only on them, not
    /// negative where a series never was, any value otherwise.
    #[default]
    FromData,
    /// From 0 to 1.
    Share,
    /// Any value.
    Any,
}

/// What to forecast with.
#[derive(Debug, Clone, Copy)]
pub struct PanelRequest<'a> {
    /// Years ahead, at least 1.
    pub horizon: usize,
    /// Who forecasts.
    pub contest: Contest<'a>,
    /// Which values are possible.
    pub domain: Domain,
}

impl PanelRequest<'static> {
    /// The kernel's own members, the domain from the data.
    pub fn auto(horizon: usize) -> Self {
        Self { horizon, contest: Contest::Auto(&[]), domain: Domain::FromData }
    }
}

/// The forecasts of a panel, in the order of its series.
#[derive(Debug)]
pub struct PanelForecast {
    /// One forecast a series, or why there is none.
    pub series: Vec<Result<SeriesForecast, FitError>>,
    /// How the members did at the rolling origins.
    pub backtest: BacktestSummary,
}

/// The forecast of one series of a panel.
#[derive(Debug, Clone)]
pub struct SeriesForecast {
    /// The forecast with its spread.
    pub forecast: Forecast,
    /// The weight of each member, the largest first; they add up to 1.
    pub weights: Vec<(String, f64)>,
    /// Years that stand out.
    pub oddities: Vec<Oddity>,
}

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

/// Years between origin and end at which a panel is looked at.
const BACKS: [usize; 12] = [1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 25, 30];
/// The fewest values before an origin.
const FEWEST_BEFORE: usize = 4;
/// A panel is looked at in about this many origins.
const ORIGINS: usize = 6000;
/// In a panel of more series than can be looked at in full, this many origins each.
const ORIGINS_EACH: usize = 3;
/// The weight of all origins of one series in the pool of scores.
const WEIGHT_OF_SERIES: f64 = 1.5;
/// The weight of an origin falls by this factor a year.
const RECENCY: f64 = 0.9;
/// A class of series speaks for itself from this many origins on.
const ORIGINS_OF_CLASS: usize = 400;
/// What an origin of another class counts in the pool of a class.
const OTHER_CLASS: f64 = 0.05;
/// Limits of the classes by length.
const LENGTHS: [usize; 2] = [9, 21];

/// The class of series of `n` values.
fn length_class(n: usize) -> usize {
    LENGTHS.iter().filter(|&&limit| n >= limit).count()
}
/// The share of the distance to the smoothed level that is left after a step.
const STEP_OF_RETURN: f64 = 0.5;
/// One standard deviation of a random walk's first step in mean absolute changes.
const WALK: f64 = 1.25;
/// No stated deviation of a first step is less, in mean absolute changes.
const LEAST_DEVIATION: f64 = 0.05;
/// The shipped networks are trained further on a panel from this many series on.
const SERIES_OF_REFIT: usize = 400;
const REFIT: Schedule = Schedule { epochs: 3, batch: 64, rate: 1e-3 };

/// What rolling origins taught about a panel.
#[derive(Debug)]
pub struct Learned {
    horizon: usize,
    weights: Weights,
    names: Vec<String>,
    most: f64,
    plain: bool,
    /// The shipped networks, or those trained further on this panel.
    ensemble: Cow<'static, Ensemble>,
    /// Typical yearly changes: of logarithms, and of values of series that have none.
    typical: (f64, f64),
    /// The change that parts calm series from lively ones.
    calm: f64,
    /// By class of length, then calm and lively.
    pools: Vec<Arc<ErrorPool>>,
    backtest: BacktestSummary,
}

/// Room for one series at a time; one a thread.
#[derive(Debug)]
pub struct Room {
    members: Members,
    activations: Activations,
    paths: Vec<f64>,
    steps: Vec<Step>,
}

/// A forecast that lies in a [`Room`].
#[derive(Debug)]
pub struct View<'a> {
    steps: &'a [Step],
    range: Range,
    pool: &'a Arc<ErrorPool>,
}

impl View<'_> {
    /// The median at a step counted from 1.
    pub fn median(&self, step: usize) -> f64 {
        self.range.value(self.steps[step - 1].centre)
    }

    /// The interval of a coverage such as 0.95 at a step counted from 1.
    pub fn interval(&self, step: usize, coverage: f64) -> crate::Interval {
        self.range.interval(self.steps[step - 1], self.pool.quantile(step, coverage))
    }

    /// The same, to be kept.
    pub fn to_forecast(&self) -> Forecast {
        Forecast::new(self.steps.to_vec(), self.range, Arc::clone(self.pool))
    }
}

/// Forecasts every series of `panel`. A series that cannot be forecast is an error in its place;
/// the others go on.
pub fn forecast_panel(panel: &[&[f64]], request: &PanelRequest<'_>) -> PanelForecast {
    let learned = Learned::from_panel(panel, request);
    let series = panel
        .par_iter()
        .enumerate()
        .map_init(|| learned.room(), |room, (i, y)| learned.series(i, y, request.contest, room))
        .collect();
    PanelForecast { series, backtest: learned.backtest }
}

/// What decides how one request runs, before anything is learned.
struct Setting<'a> {
    ensemble: &'a Ensemble,
    horizon: usize,
    contest: Contest<'a>,
    plain: bool,
}

impl Setting<'_> {
    fn members(&self) -> usize {
        match self.contest {
            Contest::Auto(extra) => MEMBERS + extra.len(),
            Contest::One(_) => 1,
        }
    }

    /// Puts the paths of all members, in units from the last value, and the stated deviations into
    /// the room. A candidate without a path stands at the mean of the kernel's own.
    fn look(&self, series: usize, y: &[f64], room: &mut Room) -> Frame {
        let horizon = self.horizon;
        match self.contest {
            Contest::Auto(extra) => {
                let frame = room.compute(self.ensemble, y, horizon, self.plain);
                for (k, candidate) in extra.iter().enumerate() {
                    let z: Vec<f64> = y.iter().map(|&value| frame.scale.apply(value)).collect();
                    let path = candidate.path(series, &z, horizon);
                    for h in 0..horizon {
                        let own = path.as_ref().and_then(|path| path.get(h)).copied();
                        let value = match own {
                            Some(z) if frame.unit > 0.0 => (z - frame.last) / frame.unit,
                            _ => room.mean_of_own(h, horizon),
                        };
                        room.paths[(MEMBERS + k) * horizon + h] = value.clamp(-40.0, 40.0);
                    }
                }
                frame
            }
            Contest::One(candidate) => {
                let frame = plain_frame(y, self.plain);
                let path = candidate.path(series, y, horizon);
                let unit = if frame.unit > 0.0 { frame.unit } else { 1.0 };
                for h in 0..horizon {
                    let value = path.as_ref().map_or(frame.last, |path| path[h]);
                    room.paths[h] = (value - frame.last) / unit;
                    let width = WALK * ((h + 1) as f64).sqrt();
                    room.steps[h] = Step { centre: 0.0, below: width, above: width };
                }
                frame
            }
        }
    }
}

/// The frame of a series that is modelled as it is.
fn plain_frame(y: &[f64], plain: bool) -> Frame {
    let n = y.len();
    let changes = (n - 1).max(1) as f64;
    let unit = y.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum::<f64>() / changes;
    let size = y.iter().map(|value| value.abs()).sum::<f64>() / n as f64;
    let negative = plain || y.iter().any(|&value| value < 0.0);
    Frame {
        scale: if negative { Scale::Plain } else { Scale::NonNegative },
        n,
        last: y[n - 1],
        unit,
        relative: if unit > 0.0 { unit / size.max(unit) } else { 0.0 },
        in_changes: 1.0,
    }
}

impl Room {
    fn new(horizon: usize, members: usize) -> Self {
        let zero = Step { centre: 0.0, below: 0.0, above: 0.0 };
        Self {
            members: Members::new(horizon),
            activations: Activations::default(),
            paths: vec![0.0; horizon * members],
            steps: vec![zero; horizon],
        }
    }

    /// The kernel's own members.
    fn compute(&mut self, ensemble: &Ensemble, y: &[f64], horizon: usize, plain: bool) -> Frame {
        let frame = self.members.compute(y, plain);
        let (reversal, level) = (self.members.reversal(&frame), self.members.level(&frame));
        let base = self.members.net_base();
        let knows = frame.n >= SHORTEST && frame.unit > 0.0;
        let quantiles =
            knows.then(|| ensemble.quantiles(&self.members.inputs, &base, &mut self.activations));
        for h in 0..horizon {
            // Beyond its own steps the network goes on as the mean of the members does.
            let beyond = self.members.base(h) - base[h.min(NET_STEPS - 1)];
            let (global, step) = if let Some(quantiles) = &quantiles {
                global_step(quantiles, h)
            } else {
                let width = WALK * ((h + 1) as f64).sqrt();
                let step = Step { centre: 0.0, below: width, above: width };
                (base[h.min(NET_STEPS - 1)], step)
            };
            let global = global + beyond;
            self.steps[h] = step;
            let path = |path: Path| self.members.path(path)[h];
            let values = [
                0.0,
                path(Path::LogDrift),
                level * (1.0 - STEP_OF_RETURN.powi(h as i32 + 1)),
                path(Path::LogDamped),
                path(Path::LogTheta),
                path(Path::RawDynamicTheta),
                path(Path::RawGrid),
                global,
                reversal,
            ];
            for (m, value) in values.into_iter().enumerate() {
                self.paths[m * horizon + h] = value;
            }
        }
        frame
    }

    fn mean_of_own(&self, h: usize, horizon: usize) -> f64 {
        (0..MEMBERS).map(|m| self.paths[m * horizon + h]).sum::<f64>() / MEMBERS as f64
    }
}

/// The global member at a step counted from 0, and the standard deviations downwards and upwards
/// that its outer quantiles stand for. Beyond its own steps they widen as a random walk's.
fn global_step(quantiles: &Quantiles, h: usize) -> (f64, Step) {
    let last = h.min(NET_STEPS - 1);
    let [lowest, lower, _, centre, _, upper, uppermost] = quantiles[last];
    let root = ((h + 1) as f64).sqrt();
    let wider = root / ((last + 1) as f64).sqrt();
    let deviation = |outer: f64, inner: f64| {
        let mean = f64::midpoint((outer - centre).abs() / 1.96, (inner - centre).abs() / 1.2816);
        (wider * mean).max(LEAST_DEVIATION * root)
    };
    let (below, above) = (deviation(lowest, lower), deviation(uppermost, upper));
    (centre, Step { centre: 0.0, below, above })
}

/// What is kept of a panel to learn from: all its series, or as many as rolling origins are looked
/// at, chosen by their values alone. A panel can pass through it that fits into no memory.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    /// By digest, then place in the panel.
    series: BTreeMap<(u64, usize), Vec<f64>>,
    /// Series offered that have origins to look at.
    eligible: usize,
    offered: usize,
    outside_shares: bool,
    inside_shares: bool,
}

impl Sample {
    /// Offers the next series of the panel.
    pub fn offer(&mut self, y: &[f64]) {
        let index = self.offered;
        self.offered += 1;
        if check_series(y, 1).is_err() {
            return;
        }
        self.outside_shares |= y.iter().any(|value| !(0.0..=1.0).contains(value));
        self.inside_shares |= y.iter().any(|value| *value > 0.0 && *value < 1.0);
        if y.len() <= FEWEST_BEFORE {
            return;
        }
        self.eligible += 1;
        self.series.insert((digest(y), index), y.to_vec());
        if self.series.len() > ORIGINS / ORIGINS_EACH {
            self.series.pop_last();
        }
    }

    /// Whether the whole panel lies within 0 and 1, and not only on them.
    pub fn is_of_shares(&self) -> bool {
        self.inside_shares && !self.outside_shares
    }
}

impl Learned {
    /// Learns from the rolling origins of a panel.
    pub fn from_panel(panel: &[&[f64]], request: &PanelRequest<'_>) -> Self {
        let mut sample = Sample::default();
        for y in panel {
            sample.offer(y);
        }
        Self::from_sample(&sample, request)
    }

    /// Learns from what was kept of a panel.
    pub fn from_sample(sample: &Sample, request: &PanelRequest<'_>) -> Self {
        let share = match request.domain {
            Domain::FromData => sample.is_of_shares(),
            Domain::Share => true,
            Domain::Any => false,
        };
        let setting = Setting {
            ensemble: &Shipped::get().ensemble,
            horizon: request.horizon,
            contest: request.contest,
            plain: request.domain == Domain::Any,
        };
        let auto = matches!(request.contest, Contest::Auto(_));
        let (mut trials, series) = trials(sample, &setting);
        let ensemble = if auto && series >= SERIES_OF_REFIT {
            Cow::Owned(refit(&mut trials))
        } else {
            Cow::Borrowed(&Shipped::get().ensemble)
        };
        for trial in &mut trials {
            trial.lesson = None;
        }
        let weights = if auto {
            combination::learn(&trials, series, setting.members())
        } else {
            Weights { of_members: vec![1.0], gain: 0.0, trust: 1.0 }
        };
        let names: Vec<String> = match request.contest {
            Contest::Auto(extra) => {
                let extra = extra.iter().map(|candidate| candidate.name());
                NAMES.into_iter().chain(extra).map(str::to_owned).collect()
            }
            Contest::One(one) => vec![one.name().to_owned()],
        };
        let changes: Vec<f64> =
            trials.iter().filter(|t| t.back == 1).map(|trial| trial.relative).collect();
        let calm =
            if changes.is_empty() { Shipped::get().typical_change } else { median(&changes) };
        let mut learned = Self {
            horizon: request.horizon,
            weights,
            names,
            most: if share { 1.0 } else { f64::INFINITY },
            plain: setting.plain,
            ensemble,
            typical: typical_changes(sample.series.values().map(Vec::as_slice), calm),
            calm,
            pools: Vec::new(),
            backtest: BacktestSummary::default(),
        };
        let mut scores = learned.scores(&trials);
        learned.backtest = learned.summarise(&trials, &scores, series);
        scale_to_latest(&trials, &mut scores, request.horizon);
        learned.pools = learned.class_pools(&trials, &scores);
        learned.backtest.borrowed_share =
            learned.pools.iter().map(|pool| pool.borrowed_share()).fold(1.0, f64::min);
        learned
    }

    /// How the members did at the rolling origins.
    pub fn backtest(&self) -> &BacktestSummary {
        &self.backtest
    }

    /// Room for one thread.
    pub fn room(&self) -> Room {
        Room::new(self.horizon, self.weights.of_members.len())
    }

    /// Forecasts one series with its explanation.
    pub fn series(
        &self,
        index: usize,
        y: &[f64],
        contest: Contest<'_>,
        room: &mut Room,
    ) -> Result<SeriesForecast, FitError> {
        let forecast = self.forecast(index, y, contest, room)?.to_forecast();
        let mut weights: Vec<(String, f64)> =
            self.names.iter().cloned().zip(self.weights.of_members.iter().copied()).collect();
        weights.sort_by(|a, b| b.1.total_cmp(&a.1));
        Ok(SeriesForecast { forecast, weights, oddities: mark_oddities(y) })
    }

    /// Forecasts one series, which need not be one that was learned from. `index` is its place in
    /// the panel, for candidates that ask for it. Nothing is allocated where the kernel's own
    /// members forecast alone.
    pub fn forecast<'a>(
        &'a self,
        index: usize,
        y: &[f64],
        contest: Contest<'_>,
        room: &'a mut Room,
    ) -> Result<View<'a>, FitError> {
        check_series(y, 1)?;
        let Self { ensemble, horizon, plain, .. } = self;
        let (horizon, plain) = (*horizon, *plain);
        let setting = Setting { ensemble, horizon, contest, plain };
        if let Contest::One(candidate) = contest
            && candidate.path(index, y, 1).is_none()
        {
            return Err(candidate.refusal(y));
        }
        let frame = setting.look(index, y, room);
        let (unit, widening) = self.unit(&frame);
        for h in 0..horizon {
            let members = self.weights.of_members.iter().enumerate();
            let centre: f64 = members.map(|(m, w)| w * room.paths[m * horizon + h]).sum();
            let step = &mut room.steps[h];
            step.centre = if frame.unit > 0.0 { frame.last + unit * centre } else { frame.last };
            step.below *= unit * widening;
            step.above *= unit * widening;
        }
        let pool = &self.pools[self.class(frame.n, frame.relative)];
        Ok(View { steps: &room.steps, range: Range { scale: frame.scale, most: self.most }, pool })
    }

    /// The unit of a series, and how much wider its intervals are than its own changes say. One or
    /// two changes say little, so that the panel's typical change counts as two more; a series that
    /// never changed gets a tenth of it.
    fn unit(&self, frame: &Frame) -> (f64, f64) {
        let typical = if frame.scale == Scale::Log { self.typical.0 } else { self.typical.1 };
        let changes = (frame.n - 1) as f64;
        if frame.unit == 0.0 {
            let share = if frame.n < SHORTEST { 2.0 / (changes + 2.0) } else { 0.1 };
            return (share * typical, 1.0);
        }
        let mixed = (changes * frame.unit + 2.0 * typical) / (changes + 2.0);
        (frame.unit, if frame.n < SHORTEST { mixed / frame.unit } else { 1.0 })
    }

    fn class(&self, n: usize, relative: f64) -> usize {
        2 * length_class(n) + usize::from(relative > self.calm)
    }

    /// Signed scores of the combination at every trial.
    fn scores(&self, trials: &[Trial]) -> Vec<Vec<f64>> {
        let score = |trial: &Trial| {
            let errors = trial.errors(&self.weights.of_members).enumerate();
            errors.map(|(h, e)| e / if e > 0.0 { trial.above[h] } else { trial.below[h] }).collect()
        };
        trials.par_iter().map(score).collect()
    }

    /// The pool of a class of length from trials with their scores and how much more or less they
    /// count there.
    fn pool<'a>(
        &self,
        length: usize,
        trials: impl Iterator<Item = (&'a Trial, &'a Vec<f64>, f64)>,
    ) -> ErrorPool {
        let own: Vec<ScorePath> = trials
            .map(|(trial, scores, times)| ScorePath {
                scores: scores.clone(),
                weight: times * trial.weight,
            })
            .collect();
        ErrorPool::new(self.horizon, &own, &Shipped::get().pool(length))
    }

    fn class_pools(&self, trials: &[Trial], scores: &[Vec<f64>]) -> Vec<Arc<ErrorPool>> {
        let classes = 2 * (LENGTHS.len() + 1);
        let of = |trial: &Trial| self.class(trial.past, trial.relative);
        (0..classes)
            .into_par_iter()
            .map(|class| {
                let own = trials.iter().filter(|trial| of(trial) == class).count();
                let other = if own < ORIGINS_OF_CLASS { 1.0 } else { OTHER_CLASS };
                let weighed = trials.iter().zip(scores).map(|(trial, scores)| {
                    (trial, scores, if of(trial) == class { 1.0 } else { other })
                });
                Arc::new(self.pool(class / 2, weighed))
            })
            .collect()
    }

    fn summarise(&self, trials: &[Trial], scores: &[Vec<f64>], series: usize) -> BacktestSummary {
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

/// Median changes over the series of the panel: of logarithms, and of values where there are none.
/// `calm` where the panel has none.
fn typical_changes<'a>(panel: impl Iterator<Item = &'a [f64]>, calm: f64) -> (f64, f64) {
    let (mut logs, mut plain) = (Vec::new(), Vec::new());
    for y in panel.filter(|y| y.len() > 1) {
        let scale = Scale::of(y);
        let change = y
            .windows(2)
            .map(|pair| (scale.apply(pair[1]) - scale.apply(pair[0])).abs())
            .sum::<f64>()
            / (y.len() - 1) as f64;
        if change > 0.0 {
            if scale == Scale::Log { &mut logs } else { &mut plain }.push(change);
        }
    }
    let typical = |changes: &[f64], otherwise| {
        if changes.is_empty() { otherwise } else { median(changes) }
    };
    (typical(&logs, calm), typical(&plain, 0.0))
}

/// Looks at rolling origins of the panel; returns the trials and the number of series they are of.
fn trials(sample: &Sample, setting: &Setting<'_>) -> (Vec<Trial>, usize) {
    let in_full = sample.eligible * BACKS.len() <= ORIGINS;
    let each = if in_full { BACKS.len() + 1 } else { ORIGINS_EACH };
    let chosen: Vec<_> = sample.series.iter().collect();
    let origins: Vec<Vec<Trial>> = chosen
        .par_iter()
        .map_init(
            || Room::new(setting.horizon, setting.members()),
            |room, ((digest, i), y)| origins_of(y, *digest, each, setting, *i, room),
        )
        .collect();
    let series = origins.iter().filter(|trials| !trials.is_empty()).count();
    (origins.into_iter().flatten().collect(), series)
}

fn origins_of(
    y: &[f64],
    digest: u64,
    each: usize,
    setting: &Setting<'_>,
    index: usize,
    room: &mut Room,
) -> Vec<Trial> {
    let (n, horizon) = (y.len(), setting.horizon);
    let least = FEWEST_BEFORE.max((n / 3).min(8));
    let mut backs: Vec<usize> = BACKS
        .into_iter()
        .chain((horizon > 10).then_some(horizon))
        .filter(|b| n >= b + least)
        .collect();
    backs.sort_unstable();
    backs.dedup();
    let available = backs.len();
    if available > each {
        // Every third or fourth, beginning anywhere.
        let first = (digest >> 8) as usize % available;
        let chosen = (0..each).map(|k| backs[(first + k * available / each) % available]);
        backs = chosen.collect();
    }
    let recency = |back: usize| RECENCY.powi(back as i32);
    let all: f64 = backs.iter().copied().map(recency).sum();
    let shared = WEIGHT_OF_SERIES * backs.len() as f64 / backs.len().max(2) as f64;
    let mut trials = Vec::with_capacity(backs.len());
    for back in backs {
        let (past, future) = y.split_at(n - back);
        let frame = setting.look(index, past, room);
        if frame.unit == 0.0 {
            continue;
        }
        let steps = horizon.min(back);
        let came = future[..steps].iter().map(|&value| frame.in_units(value)).collect();
        let paths = (0..setting.members())
            .flat_map(|m| room.paths[m * horizon..][..steps].iter().copied())
            .collect();
        let lesson = matches!(setting.contest, Contest::Auto(_)).then(|| {
            let base = room.members.net_base();
            let target = (back >= NET_STEPS)
                .then(|| std::array::from_fn(|h| frame.in_units(future[h]) - base[h]));
            Lesson { inputs: room.members.inputs.clone(), base, target }
        });
        trials.push(Trial {
            lesson,
            back,
            past: past.len(),
            half: (digest & 1) as usize,
            weight: shared * recency(back) / all,
            relative: frame.relative,
            log_unit: frame.log_unit(),
            in_changes: frame.in_changes,
            came,
            paths,
            below: room.steps[..steps].iter().map(|step| step.below).collect(),
            above: room.steps[..steps].iter().map(|step| step.above).collect(),
        });
    }
    trials
}

/// Multiplies the scores of each step by how much larger those of the newest outcomes are than all,
/// the geometric mean over the steps being kept: the errors one year ahead grow in some panels
/// towards their end while those of later steps do not. `ln f = n/(n + 50)·ln(newest/all)` for `n`
/// outcomes of the last two years.
fn scale_to_latest(trials: &[Trial], scores: &mut [Vec<f64>], horizon: usize) {
    const NEWEST: usize = 2;
    const OUTCOMES_OF_ONE: f64 = 50.0;
    const LARGEST: f64 = 4.0;
    let mut factors: Vec<f64> = (0..horizon)
        .map(|h| {
            let (mut all, mut weight, mut newest, mut outcomes) = (0.0, 0.0, 0.0, 0.0);
            for (trial, scores) in trials.iter().zip(&*scores) {
                let Some(score) = scores.get(h) else { continue };
                let size = score.abs().min(LARGEST);
                all += trial.weight * size;
                weight += trial.weight;
                if trial.back < h + 1 + NEWEST {
                    newest += size;
                    outcomes += 1.0;
                }
            }
            if all > 0.0 && newest > 0.0 {
                (newest / outcomes * weight / all).ln() * outcomes / (outcomes + OUTCOMES_OF_ONE)
            } else {
                0.0
            }
        })
        .collect();
    let mean = factors.iter().sum::<f64>() / horizon as f64;
    for factor in &mut factors {
        *factor = (*factor - mean).exp();
    }
    for (score, factor) in scores.iter_mut().flat_map(|path| path.iter_mut().zip(&factors)) {
        *score *= factor;
    }
}

/// Trains the shipped networks further on the panel: each on one half of the series, while the
/// trials of a half are answered by the networks that did not see it.
fn refit(trials: &mut [Trial]) -> Ensemble {
    let (mut rows, mut halves) = (Rows::default(), [Vec::new(), Vec::new()]);
    for trial in &*trials {
        let Some(Lesson { inputs, target: Some(target), .. }) = &trial.lesson else { continue };
        halves[trial.half].push(rows.len());
        rows.inputs.extend_from_slice(inputs);
        rows.targets.extend(target.iter().map(|value| *value as f32));
        rows.weights.push(error_weight(trial.log_unit, trial.in_changes));
    }
    let mut networks = Shipped::get().ensemble.networks.clone();
    networks
        .par_iter_mut()
        .enumerate()
        .for_each(|(i, network)| retrain(network, &rows, &halves[i % 2], REFIT));
    let of_half = |half: usize| Ensemble {
        networks: networks.iter().skip(half).step_by(2).cloned().collect(),
    };
    let halves = [of_half(0), of_half(1)];
    trials.par_iter_mut().for_each_init(Activations::default, |room, trial| {
        let Some(lesson) = &trial.lesson else { return };
        if trial.past < SHORTEST {
            return;
        }
        let quantiles = halves[1 - trial.half].quantiles(&lesson.inputs, &lesson.base, room);
        let steps = trial.came.len();
        for h in 0..steps.min(NET_STEPS) {
            let (global, step) = global_step(&quantiles, h);
            trial.paths[GLOBAL * steps + h] = global;
            (trial.below[h], trial.above[h]) = (step.below, step.above);
        }
    });
    Ensemble { networks }
}

/// A number that depends on the values of a series and nothing else: the FNV-1a hash.
fn digest(y: &[f64]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in y.iter().flat_map(|value| value.to_bits().to_le_bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // The low bits of FNV are the worst mixed.
    hash ^ (hash >> 32)
}
