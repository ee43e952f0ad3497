//! What rolling origins taught about a panel, and forecasting one series with it.

use std::borrow::Cow;

use super::backtest::{BacktestSummary, summarise};
use super::combination::{self, Weights};
use super::features::SHORTEST;
use super::frame::Frame;
use super::growth::Growth;
use super::limits::{largest_value, limit_rise};
use super::members::MEMBERS;
use super::network::Ensemble;
use super::pools::{Pools, scale_to_latest, scores};
use super::refit::refit;
use super::request::{Contest, Domain, PanelRequest};
use super::rolling::trials;
use super::room::Room;
use super::sample::{Sample, typical_changes};
use super::setting::{Look, Setting};
use super::shipped::Shipped;
use super::trial::Trial;
use super::view::View;
use crate::calibration::Range;
use crate::error::check_series;
use crate::median::median;
use crate::{FitError, Scale};

/// The shipped networks are trained further on a panel from this many series on.
const SERIES_OF_REFIT: usize = 400;

/// What rolling origins taught about a panel.
#[derive(Debug)]
pub struct Learned {
    pub(super) horizon: usize,
    pub(super) weights: Weights,
    pub(super) names: Vec<String>,
    /// The largest value that is possible.
    pub(super) most: f64,
    pub(super) plain: bool,
    /// The shipped networks, or those trained further on this panel.
    pub(super) ensemble: Cow<'static, Ensemble>,
    /// Typical yearly changes: of logarithms, and of values of series that have none.
    typical: (f64, f64),
    pools: Pools,
    pub(super) growth: Growth,
    pub(super) backtest: BacktestSummary,
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
        let PanelRequest { horizon, contest, domain } = *request;
        let shares = match domain {
            Domain::FromData => sample.is_of_shares(),
            Domain::Share => true,
            Domain::Any => false,
        };
        let plain = domain == Domain::Any;
        let setting = Setting { ensemble: &Shipped::get().ensemble, horizon, contest, plain };
        let (mut trials, series) = trials(sample, &setting);
        let ensemble = ensemble_for(contest, &mut trials, series);
        let weights = weights_for(&setting, &trials, series);
        let names = names_of(contest);
        let calm = calm_change(&trials);
        let mut scores = scores(&trials, &weights.of_members);
        let summary = summarise(&names, &weights, &trials, &scores, horizon);
        scale_to_latest(&trials, &mut scores, horizon);
        let pools = Pools::new(&trials, &scores, horizon, calm);
        Self {
            horizon,
            weights,
            names,
            most: if shares { 1.0 } else { f64::INFINITY },
            plain,
            ensemble,
            typical: typical_changes(sample.series.values().map(Vec::as_slice), calm),
            backtest: BacktestSummary { series, borrowed_share: pools.borrowed_share(), ..summary },
            pools,
            growth: Growth::of(sample.histories(), horizon),
        }
    }

    /// How the members did at the rolling origins.
    pub fn backtest(&self) -> &BacktestSummary {
        &self.backtest
    }

    /// Room for one thread.
    pub fn room(&self) -> Room {
        Room::new(self.horizon, self.weights.of_members.len())
    }

    /// Forecasts one series, which need not be one that was learned from. `index` is its position in
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
        let Look { frame, answered } = self.look(index, y, contest, room);
        if let Contest::One(candidate) = contest
            && !answered
        {
            return Err(candidate.refusal(y));
        }
        self.place_steps(y, &frame, room);
        let most = largest_value(self.most, self.horizon, y, &frame);
        let range = Range { scale: frame.scale, most };
        Ok(View { steps: &room.steps, range, pool: self.pools.get(frame.n, frame.relative) })
    }

    /// Turns the paths and stated deviations in the room into steps on the model's scale.
    fn place_steps(&self, y: &[f64], frame: &Frame, room: &mut Room) {
        let (unit, widening) = self.unit(frame);
        for h in 0..self.horizon {
            let members = self.weights.of_members.iter().enumerate();
            let centre: f64 = members.map(|(m, w)| w * room.paths[m * self.horizon + h]).sum();
            let centre = if frame.unit > 0.0 { frame.last + unit * centre } else { frame.last };
            let step = &mut room.steps[h];
            step.centre = limit_rise(centre, h + 1, y, frame);
            step.below *= unit * widening;
            step.above *= unit * widening;
        }
    }

    /// The typical yearly change of the panel on the scale of a series.
    pub(super) fn typical_of(&self, frame: &Frame) -> f64 {
        if frame.scale == Scale::Log { self.typical.0 } else { self.typical.1 }
    }

    /// The unit of a series, and how much wider its intervals are than its own changes say. One or
    /// two changes say little, so that the panel's typical change counts as two more; a series that
    /// never changed gets a tenth of it.
    fn unit(&self, frame: &Frame) -> (f64, f64) {
        let typical = self.typical_of(frame);
        let changes = (frame.n - 1) as f64;
        if frame.unit == 0.0 {
            let share = if frame.n < SHORTEST { 2.0 / (changes + 2.0) } else { 0.1 };
            return (share * typical, 1.0);
        }
        let mixed = (changes * frame.unit + 2.0 * typical) / (changes + 2.0);
        (frame.unit, if frame.n < SHORTEST { mixed / frame.unit } else { 1.0 })
    }
}

/// The shipped networks, or those trained further where a panel is large enough, whose answers then
/// stand in the trials. What the networks could learn is dropped.
fn ensemble_for(
    contest: Contest<'_>,
    trials: &mut [Trial],
    series: usize,
) -> Cow<'static, Ensemble> {
    let ensemble = if matches!(contest, Contest::Auto(_)) && series >= SERIES_OF_REFIT {
        Cow::Owned(refit(trials))
    } else {
        Cow::Borrowed(&Shipped::get().ensemble)
    };
    for trial in trials {
        trial.lesson = None;
    }
    ensemble
}

/// The weights that the trials teach; a candidate alone has all the weight.
fn weights_for(setting: &Setting<'_>, trials: &[Trial], series: usize) -> Weights {
    match setting.contest {
        Contest::Auto(_) => combination::learn(trials, series, setting.members()),
        Contest::One(_) => Weights { of_members: vec![1.0], gain: 0.0, trust: 1.0 },
    }
}

/// Names of the members in the order of their weights.
fn names_of(contest: Contest<'_>) -> Vec<String> {
    match contest {
        Contest::Auto(extra) => {
            let extra = extra.iter().map(|candidate| candidate.name());
            MEMBERS.iter().map(|member| member.name.en).chain(extra).map(str::to_owned).collect()
        }
        Contest::One(candidate) => vec![candidate.name().to_owned()],
    }
}

/// The relative change that parts calm series from lively ones: the middle one of the panel at its
/// newest origins, or the shipped one.
fn calm_change(trials: &[Trial]) -> f64 {
    let newest = trials.iter().filter(|trial| trial.back == 1);
    let changes: Vec<f64> = newest.map(|trial| trial.relative).collect();
    if changes.is_empty() { Shipped::get().typical_change } else { median(&changes) }
}
