//! The members' paths of one series, and the scratch that they are computed in.

use super::Contest;
use super::combination::MEMBERS;
use super::members::{Frame, Members, NET_STEPS, Path, SHORTEST};
use super::network::{Activations, Ensemble, Quantiles};
use crate::Scale;
use crate::calibration::Step;

/// The share of the distance to the smoothed level that is left after a step.
const STEP_OF_RETURN: f64 = 0.5;
/// One standard deviation of a random walk's first step in mean absolute changes.
const WALK: f64 = 1.25;
/// No stated deviation of a first step is less, in mean absolute changes.
const LEAST_DEVIATION: f64 = 0.05;

/// Room for one series at a time; one a thread.
#[derive(Debug)]
pub struct Room {
    pub(super) members: Members,
    activations: Activations,
    pub(super) paths: Vec<f64>,
    pub(super) steps: Vec<Step>,
}

/// What was seen of one series.
pub(super) struct Look {
    pub(super) frame: Frame,
    /// Whether the one candidate of a contest had a path; the kernel's own members always do.
    pub(super) answered: bool,
}

/// What decides how one request runs, before anything is learned.
pub(super) struct Setting<'a> {
    pub(super) ensemble: &'a Ensemble,
    pub(super) horizon: usize,
    pub(super) contest: Contest<'a>,
    pub(super) plain: bool,
}

impl Setting<'_> {
    pub(super) fn members(&self) -> usize {
        match self.contest {
            Contest::Auto(extra) => MEMBERS + extra.len(),
            Contest::One(_) => 1,
        }
    }

    /// Puts the paths of all members, in units from the last value, and the stated deviations into
    /// the room. A candidate without a path stands at the mean of the kernel's own, or alone at the last
    /// value.
    pub(super) fn look(&self, series: usize, y: &[f64], room: &mut Room) -> Look {
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
                Look { frame, answered: true }
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
                Look { frame, answered: path.is_some() }
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
    pub(super) fn new(horizon: usize, members: usize) -> Self {
        let zero = Step { centre: 0.0, below: 0.0, above: 0.0 };
        Self {
            members: Members::new(horizon),
            activations: Activations::default(),
            paths: vec![0.0; horizon * members],
            steps: vec![zero; horizon],
        }
    }

    /// The kernel's own members.
    pub(super) fn compute(
        &mut self,
        ensemble: &Ensemble,
        y: &[f64],
        horizon: usize,
        plain: bool,
    ) -> Frame {
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
                path(Path::RawDrift),
                level * (1.0 - STEP_OF_RETURN.powi(h as i32 + 1)),
                path(Path::LogDamped),
                path(Path::LogTheta),
                path(Path::RawDynamicTheta),
                path(Path::RawGrid),
                global,
                reversal,
                path(Path::LogDrift),
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
pub(super) fn global_step(quantiles: &Quantiles, h: usize) -> (f64, Step) {
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
