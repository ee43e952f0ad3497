//! Looking at one series by what was learned, each member held to what histories have done.

use super::features::SHORTEST;
use super::frame::Frame;
use super::learned::Learned;
use super::request::Contest;
use super::room::Room;
use super::setting::{Look, Setting};
use crate::Scale;

/// After very few values, changes up to this many times the panel's typical one are usual.
const USUAL: f64 = 3.0;
/// As many usual changes are counted beside a series' own.
const CHANGES_OF_USUAL: f64 = 8.0;

impl Learned {
    /// How a series is looked at with the networks that were learned.
    fn setting<'a>(&'a self, contest: Contest<'a>) -> Setting<'a> {
        let Self { ensemble, horizon, plain, .. } = self;
        Setting { ensemble, horizon: *horizon, contest, plain: *plain }
    }

    /// Looks at a series with the networks that were learned, and holds the path of every member to
    /// what histories have done.
    pub(super) fn look(
        &self,
        index: usize,
        y: &[f64],
        contest: Contest<'_>,
        room: &mut Room,
    ) -> Look {
        let look = self.setting(contest).look(index, y, room);
        if matches!(contest, Contest::Auto(_)) {
            self.calm_short(&look.frame, room);
        }
        self.bound_steps(y, &look.frame, room);
        look
    }

    /// Draws the paths after very few values towards the last one, where these changed by more than is
    /// usual: a jump seen once or twice is not a trend. For `c` changes of mean size `s` and the
    /// panel's typical change `t` a path keeps the share `min(1, (c + 8·3t/s)/(c + 8))` of itself.
    fn calm_short(&self, frame: &Frame, room: &mut Room) {
        if frame.n >= SHORTEST || frame.unit <= 0.0 {
            return;
        }
        let changes = (frame.n - 1) as f64;
        let usual = USUAL * self.typical_of(frame) / frame.unit;
        let share = (changes + CHANGES_OF_USUAL * usual) / (changes + CHANGES_OF_USUAL);
        for value in &mut room.paths {
            *value *= share.min(1.0);
        }
    }

    /// Puts the bounds of each step into the room and cuts the paths of the members there.
    fn bound_steps(&self, y: &[f64], frame: &Frame, room: &mut Room) {
        if frame.scale == Scale::Plain {
            return;
        }
        for (h, (lowest, highest)) in self.growth.bounds(y).enumerate() {
            let step = &mut room.steps[h];
            (step.lowest, step.highest) = (frame.scale.apply(lowest), frame.scale.apply(highest));
            if frame.unit > 0.0 {
                for u in room.paths[h..].iter_mut().step_by(self.horizon) {
                    *u = (step.bounded(frame.last + frame.unit * *u) - frame.last) / frame.unit;
                }
            }
        }
    }
}
