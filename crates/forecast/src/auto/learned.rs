//! What rolling origins taught about a panel, and forecasting one series with it.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;

use super::backtest::BacktestSummary;
use super::combination::{self, NAMES, Trial, Weights};
use super::members::{Frame, SHORTEST};
use super::network::Ensemble;
use super::rolling::{refit, scale_to_latest, trials};
use super::room::{Look, Room, Setting};
use super::sample::{Sample, typical_changes};
use super::shipped::Shipped;
use super::{Contest, Domain, PanelRequest, SeriesForecast};
use crate::calibration::{ErrorPool, Forecast, Interval, Range, ScorePath, Step};
use crate::error::check_series;
use crate::oddity::{Oddity, mark_oddities, median};
use crate::{FitError, Scale};

/// A class of series speaks for itself from this many origins on.
const ORIGINS_OF_CLASS: usize = 400;
/// A score beyond this counts as this much: an error of a thousand stated deviations says that the
/// deviation was stated wrongly, not that the next error will be as large.
pub(super) const FARTHEST_SCORE: f64 = 12.0;
/// A forecast that more than doubles the last value is held against the largest rises of the past.
const LOOKED_AT: f64 = std::f64::consts::LN_2;
/// It rises by at most this many times the largest rise over as many years.
const LARGEST_RISE: f64 = 8.0;

/// No end of an interval lies further above the last value than this many times the largest change over
/// as many years; shorter series than this have seen too little to be held to it.
const LARGEST_REACH: f64 = 40.0;
const FEWEST_OF_REACH: usize = 5;

/// What an origin of another class counts in the pool of a class.
const OTHER_CLASS: f64 = 0.05;
/// The shipped networks are trained further on a panel from this many series on.
const SERIES_OF_REFIT: usize = 400;
/// Limits of the classes by length.
pub(super) const LENGTHS: [usize; 2] = [9, 21];

/// The class of series of `n` values.
pub(super) fn length_class(n: usize) -> usize {
    LENGTHS.iter().filter(|&&limit| n >= limit).count()
}

/// The largest change of `y` over `h` years as `of` measures it, or over as many years as there are,
/// carried on in proportion.
fn largest_change(y: &[f64], h: usize, of: impl Fn(f64) -> f64) -> f64 {
    let over = h.min(y.len() - 1).max(1);
    let later = y.get(over..).unwrap_or_default();
    let changes = y.iter().zip(later).map(|(from, to)| of(to - from));
    changes.fold(0.0, f64::max) * h as f64 / over as f64
}

/// What rolling origins taught about a panel.
#[derive(Debug)]
pub struct Learned {
    pub(super) horizon: usize,
    pub(super) weights: Weights,
    pub(super) names: Vec<String>,
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
    pub(super) backtest: BacktestSummary,
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
    pub fn interval(&self, step: usize, coverage: f64) -> Interval {
        let steps = &self.steps[..step.min(self.steps.len())];
        let nothing = Interval { lower: f64::NEG_INFINITY, upper: f64::INFINITY };
        self.range.interval(steps, self.pool, coverage).unwrap_or(nothing)
    }

    /// The same, to be kept.
    pub fn to_forecast(&self) -> Forecast {
        Forecast::new(self.steps.to_vec(), self.range, Arc::clone(self.pool))
    }
}

/// What stands behind the forecast of one series.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The members' own forecasts, the heaviest first.
    pub members: Vec<MemberPath>,
    /// Forecasts one step ahead at the time: the first is that of the second value, made from the
    /// first. The weights are those that the whole panel taught.
    pub fitted: Vec<f64>,
    /// Years that stand out.
    pub oddities: Vec<Oddity>,
}

/// What one member says.
#[derive(Debug, Clone)]
pub struct MemberPath {
    /// Its name.
    pub name: String,
    /// Its weight in the mean.
    pub weight: f64,
    /// Its forecast, in the unit of the data.
    pub path: Vec<f64>,
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
        let Look { frame, answered } = setting.look(index, y, room);
        if let Contest::One(candidate) = contest
            && !answered
        {
            return Err(candidate.refusal(y));
        }
        let (unit, widening) = self.unit(&frame);
        for h in 0..horizon {
            let members = self.weights.of_members.iter().enumerate();
            let centre: f64 = members.map(|(m, w)| w * room.paths[m * horizon + h]).sum();
            let step = &mut room.steps[h];
            step.centre = if frame.unit > 0.0 { frame.last + unit * centre } else { frame.last };
            if frame.scale == Scale::Log && step.centre > frame.last + LOOKED_AT {
                // Growth by a steady percentage goes on; the rates of a great inflation do not.
                let rise = largest_change(y, h + 1, |change| change);
                step.centre = step.centre.min((y[y.len() - 1] + LARGEST_RISE * rise).ln());
            }
            step.below *= unit * widening;
            step.above *= unit * widening;
        }
        let pool = &self.pools[self.class(frame.n, frame.relative)];
        let mut most = self.most;
        if frame.scale == Scale::Log && frame.unit > 0.0 && y.len() >= FEWEST_OF_REACH {
            let reach = LARGEST_REACH * largest_change(y, horizon, f64::abs);
            most = most.min(y[y.len() - 1] + reach);
        }
        Ok(View { steps: &room.steps, range: Range { scale: frame.scale, most }, pool })
    }

    /// What stands behind the forecast of one series.
    pub fn explain(
        &self,
        index: usize,
        y: &[f64],
        contest: Contest<'_>,
        room: &mut Room,
    ) -> Result<Explained, FitError> {
        check_series(y, 1)?;
        let mut fitted = Vec::with_capacity(y.len() - 1);
        for t in 1..y.len() {
            fitted.push(self.forecast(index, &y[..t], contest, room)?.median(1));
        }
        let Self { ensemble, horizon, plain, .. } = self;
        let setting = Setting { ensemble, horizon: *horizon, contest, plain: *plain };
        let frame = setting.look(index, y, room).frame;
        let range = Range { scale: frame.scale, most: self.most };
        let mut members: Vec<MemberPath> = self
            .names
            .iter()
            .zip(&self.weights.of_members)
            .enumerate()
            .map(|(m, (name, &weight))| {
                let path = room.paths[m * horizon..][..*horizon].iter();
                let path = path.map(|u| range.value(frame.last + frame.unit * u)).collect();
                MemberPath { name: name.clone(), weight, path }
            })
            .collect();
        members.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        Ok(Explained { members, fitted, oddities: mark_oddities(y) })
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
            let size =
                |(h, e): (usize, f64)| e / if e > 0.0 { trial.above[h] } else { trial.below[h] };
            errors.map(size).map(|s| s.clamp(-FARTHEST_SCORE, FARTHEST_SCORE)).collect()
        };
        trials.par_iter().map(score).collect()
    }

    /// The pool of a class of length from trials with their scores and how much more or less they
    /// count there.
    pub(super) fn pool<'a>(
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
}
