//! Rolling origins: what the members said at each, and the outcomes after it.

use rayon::prelude::*;

use super::frame::Frame;
use super::inputs::NET_STEPS;
use super::request::Contest;
use super::room::Room;
use super::sample::{FEWEST_BEFORE, ORIGINS, ORIGINS_EACH, Sample};
use super::setting::Setting;
use super::trial::{Lesson, Trial};

/// Years between origin and end at which a panel is looked at.
const BACKS: [usize; 12] = [1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 25, 30];
/// The weight of all origins of one series in the pool of scores.
const WEIGHT_OF_SERIES: f64 = 1.5;
/// The weight of an origin falls by this factor with every year.
const RECENCY: f64 = 0.9;

/// A series of the panel that is looked at.
struct Past<'a> {
    /// Its position in the panel.
    index: usize,
    digest: u64,
    y: &'a [f64],
}

/// Looks at rolling origins of the panel; returns the trials and the number of series they are of.
pub(super) fn trials(sample: &Sample, setting: &Setting<'_>) -> (Vec<Trial>, usize) {
    let in_full = sample.eligible * BACKS.len() <= ORIGINS;
    let each = if in_full { BACKS.len() + 1 } else { ORIGINS_EACH };
    let chosen: Vec<_> = sample.series.iter().collect();
    let origins: Vec<Vec<Trial>> = chosen
        .par_iter()
        .map_init(
            || Room::new(setting.horizon, setting.members()),
            |room, ((digest, index), y)| {
                origins_of(&Past { index: *index, digest: *digest, y }, each, setting, room)
            },
        )
        .collect();
    let series = origins.iter().filter(|trials| !trials.is_empty()).count();
    (origins.into_iter().flatten().collect(), series)
}

/// The trials of one series at `each` origins at most.
fn origins_of(past: &Past<'_>, each: usize, setting: &Setting<'_>, room: &mut Room) -> Vec<Trial> {
    let backs = backs(past, each, setting.horizon);
    let recency = |back: usize| RECENCY.powi(back as i32);
    let total: f64 = backs.iter().copied().map(recency).sum();
    let shared = WEIGHT_OF_SERIES * backs.len() as f64 / backs.len().max(2) as f64;
    let mut trials = Vec::with_capacity(backs.len());
    trials.extend(backs.into_iter().filter_map(|back| {
        let trial = trial(past, back, setting, room)?;
        Some(Trial { weight: shared * recency(back) / total, ..trial })
    }));
    trials
}

/// Years between the end of a series and its origins, ascending if all are looked at.
fn backs(Past { digest, y, .. }: &Past<'_>, each: usize, horizon: usize) -> Vec<usize> {
    let n = y.len();
    let least = FEWEST_BEFORE.max((n / 3).min(8));
    let mut backs: Vec<usize> = BACKS
        .into_iter()
        .chain((horizon > 10).then_some(horizon))
        .filter(|back| n >= back + least)
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
    backs
}

/// The trial at the origin `back` years before the end, its weight still open; `None` where nothing
/// had changed until then.
fn trial(
    Past { index, digest, y }: &Past<'_>,
    back: usize,
    setting: &Setting<'_>,
    room: &mut Room,
) -> Option<Trial> {
    let horizon = setting.horizon;
    let (past, future) = y.split_at(y.len() - back);
    let frame = setting.look(*index, past, room).frame;
    if frame.unit == 0.0 {
        return None;
    }
    let steps = horizon.min(back);
    let outcomes = future[..steps].iter().map(|&value| frame.in_units(value)).collect();
    let paths = (0..setting.members())
        .flat_map(|m| room.paths[m * horizon..][..steps].iter().copied())
        .collect();
    let lesson = matches!(setting.contest, Contest::Auto(_)).then(|| lesson(future, &frame, room));
    Some(Trial {
        lesson,
        back,
        past: past.len(),
        half: (digest & 1) as usize,
        weight: 0.0,
        relative: frame.relative,
        log_unit: frame.log_unit(),
        in_changes: frame.in_changes,
        outcomes,
        paths,
        below: room.steps[..steps].iter().map(|step| step.below).collect(),
        above: room.steps[..steps].iter().map(|step| step.above).collect(),
    })
}

/// What the networks can learn from the values that followed.
fn lesson(future: &[f64], frame: &Frame, room: &Room) -> Lesson {
    let base = room.features.net_base();
    let target = (future.len() >= NET_STEPS)
        .then(|| std::array::from_fn(|h| frame.in_units(future[h]) - base[h]));
    Lesson { inputs: room.features.inputs.clone(), base, target }
}
