//! Starts that have lost most of their highest value, and how far they come back.
//!
//! A start has fallen where its last value is less than a quarter of its highest, `y(n) < H/4`. How far it
//! comes back is told less by `H` than by what it was lately:
//!
//! ```text
//! K(h) = the highest of the h + 1 newest values
//! M(h) = max(K(h), y(n)·(K(4)/y(n))^(min(h, 4)/4))
//! ŷ(h) ≤ min(H·exp(R(h)), M(h)·exp(B(h)))
//! ```
//!
//! `M` is what it was as many years ago, or would have been had it fallen evenly for four years. `R` is
//! found from the fallen starts of the panel as it is from all starts, `B` from how far these rose above `M`;
//! either is drawn up to what 1 in 40 of the shipped series exceed, as many as an interval of 95 % leaves
//! above it. A start that fell in each of the last four years or more has fallen steadily, as a programme
//! does that is run down, and counts by itself. Zeros at the end are one fall, and `M` is counted from the
//! value before them.

use super::shipped::{shipped_return, shipped_return_to_highest};
use super::{drawn, length_group};

/// A last value of less than this share of the highest has fallen.
const LITTLE: f64 = 0.25;
/// So many falls one after the other are steady.
const FALLS: usize = 4;
/// Fallen steadily, or not.
const WAYS: usize = 2;

/// A start that has fallen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fallen<'a> {
    /// The number of values.
    n: usize,
    highest: f64,
    /// The values up to the last one above zero.
    open: &'a [f64],
    pub(super) steadily: bool,
}

impl<'a> Fallen<'a> {
    /// The start at the end of `past`, if it has fallen from its `highest` value, which is not zero; `open`
    /// is the number of values up to the last one above zero.
    pub(super) fn of(past: &'a [f64], open: usize, highest: f64) -> Option<Self> {
        let n = past.len();
        if past[n - 1] >= LITTLE * highest {
            return None;
        }
        let falls = FALLS - usize::from(open < n);
        let open = &past[..open];
        let newest = open.len().checked_sub(falls + 1).map(|first| &open[first..]);
        let steadily = newest.is_some_and(|newest| newest.windows(2).all(|pair| pair[1] < pair[0]));
        Some(Self { n, highest, open, steadily })
    }

    /// `M(h)`, the first being that of one year; never falls.
    pub(super) fn lately(self) -> impl Iterator<Item = f64> {
        let newest = self.open.iter().rev().copied();
        let last = self.open[self.open.len() - 1];
        let before = newest.clone().take(FALLS + 1).fold(last, f64::max);
        let highest = newest.chain(std::iter::repeat(0.0)).scan(0.0, |highest: &mut f64, value| {
            *highest = highest.max(value);
            Some(*highest)
        });
        highest.enumerate().skip(1).map(move |(h, highest)| {
            let share = h.min(FALLS) as f64 / FALLS as f64;
            highest.max(last * (before / last).powf(share))
        })
    }
}

/// How far fallen starts came back in some number of years.
#[derive(Debug, Clone, Copy, Default)]
struct Return {
    /// The largest `ln(y/H)`, at least zero.
    to_highest: f64,
    /// The largest `ln(y/M)`, at least zero.
    to_lately: f64,
    /// Series that had such a start.
    series: f64,
    /// The number of the last series that was counted.
    latest: usize,
}

/// How far the fallen starts of a panel came back, by the way they fell and step.
#[derive(Debug)]
pub(super) struct Returns {
    horizon: usize,
    seen: Vec<Return>,
}

impl Returns {
    pub(super) fn new(horizon: usize) -> Self {
        Self { horizon, seen: vec![Return::default(); WAYS * horizon] }
    }

    /// Holds what followed a start against what it was; `series` is the number of its series, from 1 on.
    pub(super) fn follow(&mut self, start: Fallen<'_>, later: &[f64], series: usize) {
        let steps = &mut self.seen[usize::from(start.steadily) * self.horizon..][..self.horizon];
        for ((seen, value), lately) in steps.iter_mut().zip(later).zip(start.lately()) {
            seen.to_highest = seen.to_highest.max((value / start.highest).ln());
            seen.to_lately = seen.to_lately.max((value / lately).ln());
            seen.series += if seen.latest == series { 0.0 } else { 1.0 };
            seen.latest = series;
        }
    }

    /// What was seen a step before was seen at each step after.
    pub(super) fn carry_on(&mut self) {
        for steps in self.seen.chunks_exact_mut(self.horizon.max(1)) {
            for h in 1..steps.len() {
                steps[h].to_highest = steps[h].to_highest.max(steps[h - 1].to_highest);
                steps[h].to_lately = steps[h].to_lately.max(steps[h - 1].to_lately);
            }
        }
    }

    /// The highest value at each step after a start.
    pub(super) fn highest(&self, start: Fallen<'_>) -> impl Iterator<Item = f64> {
        let group = length_group(start.n);
        let steps = &self.seen[usize::from(start.steadily) * self.horizon..][..self.horizon];
        steps.iter().zip(start.lately()).enumerate().map(move |(step, (seen, lately))| {
            let shipped = shipped_return_to_highest(group, step + 1);
            let to_highest = drawn(seen.to_highest, shipped, seen.series);
            let to_lately = drawn(seen.to_lately, shipped_return(start.steadily), seen.series);
            (start.highest * to_highest.exp()).min(lately * to_lately.exp())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUN_DOWN: [f64; 10] = [130.0, 118.0, 101.0, 88.0, 71.0, 55.0, 40.0, 24.0, 11.0, 3.0];
    const CLOSED: [f64; 10] = [40.0, 33.0, 25.0, 14.0, 9.0, 4.0, 1.0, 0.0, 0.0, 0.0];

    fn fallen(past: &[f64]) -> Option<Fallen<'_>> {
        let open = past.iter().rposition(|value| *value > 0.0).unwrap() + 1;
        Fallen::of(past, open, past.iter().copied().fold(0.0, f64::max))
    }

    fn lately(past: &[f64], steps: usize) -> Vec<f64> {
        fallen(past).unwrap().lately().take(steps).collect()
    }

    fn highest(panel: &[&[f64]], past: &[f64], horizon: usize) -> Vec<f64> {
        let mut returns = Returns::new(horizon);
        for (series, y) in panel.iter().enumerate() {
            for n in 1..y.len() {
                if let Some(start) = fallen(&y[..n]) {
                    returns.follow(start, &y[n..], series + 1);
                }
            }
        }
        returns.carry_on();
        returns.highest(fallen(past).unwrap()).collect()
    }

    #[test]
    fn most_of_the_highest_is_lost_where_less_than_a_quarter_is_left() {
        assert!(fallen(&[100.0, 25.0]).is_none());
        assert!(fallen(&[100.0, 24.0]).is_some_and(|start| !start.steadily));
        assert!(fallen(&RUN_DOWN).is_some_and(|start| start.steadily));
        assert!(fallen(&CLOSED).is_some_and(|start| start.steadily));
        // Three falls, and none of them a closure.
        assert!(fallen(&[90.0, 60.0, 30.0, 10.0]).is_some_and(|start| !start.steadily));
        assert!(fallen(&[90.0, 60.0, 30.0, 10.0, 0.0]).is_some_and(|start| start.steadily));
    }

    #[test]
    fn what_it_was_lately_goes_back_as_far_as_the_forecast_goes_ahead() {
        assert_eq!(lately(&RUN_DOWN, 5), [11.0, 24.0, 40.0, 55.0, 71.0]);
        // From the value before it closed.
        assert_eq!(lately(&CLOSED, 5), [4.0, 9.0, 14.0, 25.0, 33.0]);
        // A fall that slows counts as if it had been even: 16 times in four years is twice a year.
        let slowed = lately(&[160.0, 40.0, 20.0, 11.0, 10.0], 4);
        let even = [20.0, 40.0, 80.0, 160.0];
        assert!(slowed.iter().zip(even).all(|(m, even)| (m - even).abs() < 1e-9), "{slowed:?}");
    }

    #[test]
    fn what_is_run_down_does_not_come_back_further_unless_others_did() {
        let alone = highest(&[], &RUN_DOWN, 3);
        assert!(alone.iter().zip([11.0, 24.0, 40.0]).all(|(a, m)| (a - m).abs() < 1e-9));
        // Steadily to a fifth, then to twice what it was a year ago.
        let other = [100.0, 80.0, 60.0, 40.0, 20.0, 80.0];
        let beside = highest(&[&other], &RUN_DOWN, 3);
        assert!(beside.iter().zip([22.0, 48.0, 80.0]).all(|(a, m)| (a - m).abs() < 1e-9));
    }

    #[test]
    fn after_one_large_fall_the_highest_value_and_what_was_shipped_hold() {
        let mut past = [1000.0; 17];
        past[16] = 200.0;
        let far = highest(&[], &past, 6);
        assert!((far[0] - 1000.0).abs() < 1e-9 && (far[5] - 1000.0 * 0.78_f64.exp()).abs() < 1e-9);
    }
}
