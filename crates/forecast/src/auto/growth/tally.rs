//! The largest rises and falls of a panel, counted start by start.

use super::fallen::{Fallen, Returns};
use super::{GROUPS, Start, length_group};

/// The fewest values of a past that may stand for a longer one.
const SETTLED: usize = 4;

/// What was seen from the starts of one group at one step.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Far {
    /// The largest `ln(y/H)`, at least zero.
    pub(super) rise: f64,
    /// The largest `ln(L/y)`, at least zero; infinite where a value fell to zero.
    pub(super) fall: f64,
    /// Series that had such a start.
    pub(super) series: f64,
    /// The number of the last series that was counted.
    latest: usize,
}

/// Rises and falls by group and step.
#[derive(Debug)]
pub(super) struct Tally {
    horizon: usize,
    far: Vec<Far>,
    pub(super) returns: Returns,
    /// Series taken.
    taken: usize,
}

impl Tally {
    pub(super) fn new(groups: usize, horizon: usize) -> Self {
        let far = vec![Far::default(); groups * horizon];
        Self { horizon, far, returns: Returns::new(horizon), taken: 0 }
    }

    /// Takes every start of a series and what followed; `place` gives the group of a start. A series
    /// that is negative somewhere is left out.
    pub(super) fn take(&mut self, y: &[f64], place: impl Fn(Start) -> usize) {
        self.taken += 1;
        if y.iter().any(|value| *value < 0.0) {
            return;
        }
        let mut start = Start { n: 0, highest: 0.0, lowest: f64::INFINITY };
        let mut open = 0;
        for (t, value) in y.iter().enumerate() {
            let (highest, lowest) = (start.highest.max(*value), start.lowest.min(*value));
            start = Start { n: t + 1, highest, lowest };
            if highest > 0.0 {
                let (past, later) = y.split_at(t + 1);
                open = if *value > 0.0 { t + 1 } else { open };
                self.follow(start, place(start), later);
                if let Some(fallen) = Fallen::of(past, open, highest) {
                    self.returns.follow(fallen, later, self.taken);
                }
            }
        }
    }

    /// Holds what followed a start against its highest and lowest value.
    fn follow(&mut self, start: Start, place: usize, later: &[f64]) {
        let steps = &mut self.far[place * self.horizon..][..self.horizon];
        for (far, value) in steps.iter_mut().zip(later) {
            far.rise = far.rise.max((value / start.highest).ln());
            // Zero to zero is no fall.
            far.fall =
                far.fall.max(if start.lowest > *value { (start.lowest / value).ln() } else { 0.0 });
            far.series += if far.latest == self.taken { 0.0 } else { 1.0 };
            far.latest = self.taken;
        }
    }

    /// Where no series had a start of a length and so many years after it, those of the next shorter
    /// length stand for it; what was seen beyond shorter pasts lies further off, if anything. First
    /// years stand for none but themselves: a beginning tells nothing of what comes later.
    pub(super) fn fill(&mut self) {
        self.returns.carry_on();
        let places = 0..self.far.len() / self.horizon.max(1);
        for place in places.filter(|place| place % GROUPS > length_group(SETTLED)) {
            for step in place * self.horizon..(place + 1) * self.horizon {
                if self.far[step].series == 0.0 {
                    self.far[step] = self.far[step - self.horizon];
                }
            }
        }
    }

    /// By group and step, counted from 1; what was seen a step before was seen at each step after.
    pub(super) fn far(&self) -> impl Iterator<Item = (usize, usize, Far)> {
        self.far.chunks_exact(self.horizon.max(1)).enumerate().flat_map(|(place, steps)| {
            steps.iter().enumerate().scan((0.0_f64, 0.0_f64), move |(rise, fall), (h, far)| {
                *rise = rise.max(far.rise);
                *fall = fall.max(far.fall);
                Some((place, h + 1, Far { rise: *rise, fall: *fall, ..*far }))
            })
        })
    }
}
