//! What decides how one request runs, and looking at one series by it.

use super::frame::Frame;
use super::global::walk_step;
use super::members::MEMBERS;
use super::network::Ensemble;
use super::request::Contest;
use super::room::Room;
use crate::Candidate;

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
    /// Whether values are modelled as they are, whatever their sign.
    pub(super) plain: bool,
}

impl Setting<'_> {
    /// Number of paths that are weighed.
    pub(super) fn members(&self) -> usize {
        match self.contest {
            Contest::Auto(extra) => MEMBERS.len() + extra.len(),
            Contest::One(_) => 1,
        }
    }

    /// Puts the paths of all members, in units from the last value, and the stated deviations into
    /// the room. `series` is the position in the panel. A candidate without a path stands at the mean
    /// of the kernel's own, or alone at the last value.
    pub(super) fn look(&self, series: usize, y: &[f64], room: &mut Room) -> Look {
        match self.contest {
            Contest::Auto(extra) => {
                let frame = room.compute(self.ensemble, y, self.horizon, self.plain);
                for (k, candidate) in extra.iter().enumerate() {
                    let position = MEMBERS.len() + k;
                    self.add_candidate(*candidate, (series, y), position, &frame, room);
                }
                Look { frame, answered: true }
            }
            Contest::One(candidate) => self.look_alone(candidate, series, y, room),
        }
    }

    /// Puts the path of a further candidate into the room.
    fn add_candidate(
        &self,
        candidate: &dyn Candidate,
        (series, y): (usize, &[f64]),
        position: usize,
        frame: &Frame,
        room: &mut Room,
    ) {
        let z: Vec<f64> = y.iter().map(|&value| frame.scale.apply(value)).collect();
        let path = candidate.path(series, &z, self.horizon);
        for h in 0..self.horizon {
            let said = path.as_ref().and_then(|path| path.get(h)).copied();
            let value = match said {
                Some(z) if frame.unit > 0.0 => (z - frame.last) / frame.unit,
                _ => room.mean_of_own(h, self.horizon),
            };
            room.paths[position * self.horizon + h] = value.clamp(-40.0, 40.0);
        }
    }

    /// Puts the path of the only candidate into the room, with the deviations of a random walk.
    fn look_alone(
        &self,
        candidate: &dyn Candidate,
        series: usize,
        y: &[f64],
        room: &mut Room,
    ) -> Look {
        let frame = Frame::of_values(y, self.plain);
        let path = candidate.path(series, y, self.horizon);
        let unit = if frame.unit > 0.0 { frame.unit } else { 1.0 };
        for h in 0..self.horizon {
            let value = path.as_ref().map_or(frame.last, |path| path[h]);
            room.paths[h] = (value - frame.last) / unit;
            room.steps[h] = walk_step(h);
        }
        Look { frame, answered: path.is_some() }
    }
}
