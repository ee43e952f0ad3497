//! How far values may go: no further than histories have gone from such a start.
//!
//! A start is the past of a series up to a year: `n` values, the highest of them `H`, the lowest `L`.
//! What came `h` years later, `y`, lies `ln(y/H)` above it and `ln(L/y)` below it. The largest of
//! either over all starts of the panel with about as many values and of about the same size is what the
//! panel has ever done; a panel of few series has not seen its largest yet and is drawn up to what
//! 1 in 200 starts of the shipped series exceed:
//!
//! ```text
//! R(h) = max(r(h), w·r(h) + (1 − w)·s(h)),   w = S/(S + 40)
//! L·exp(−F(h)) ≤ ŷ(h) ≤ H·exp(R(h))
//! ```
//!
//! `r` is the panel's largest, `S` the number of series it is taken from, `s` the shipped one; `F` is
//! found as `R` is, from what lies below, `s` being the same. Where a series has lost most of its highest
//! value, it is also held to how far such series came back ([`fallen`]). The bounds hold for the path of
//! every member, the median and the ends of intervals. Neither comes nearer as `h` grows.

mod fallen;
mod shipped;
mod tally;

use self::fallen::{Fallen, Returns};
use self::shipped::shipped_reach;
use self::tally::Tally;

/// Lengths of the past at which the next group begins, the first group being that of one value.
const LENGTHS: [usize; 5] = [2, 3, 4, 9, 21];
/// Groups of length.
const GROUPS: usize = LENGTHS.len() + 1;
/// Groups of size, as far as each has this many series.
const SIZES: usize = 4;
const SERIES_OF_SIZE: usize = 20;
/// As many series of a panel's own count as much as what is shipped.
const SERIES_OF_SHIPPED: f64 = 40.0;

/// The highest and the lowest value of a past and the number of values.
#[derive(Debug, Clone, Copy)]
struct Start {
    n: usize,
    highest: f64,
    lowest: f64,
}

impl Start {
    /// The start at the end of `y`; `None` where values are negative or all zero.
    fn of(y: &[f64]) -> Option<Self> {
        let highest = y.iter().copied().fold(0.0, f64::max);
        let lowest = y.iter().copied().fold(f64::INFINITY, f64::min);
        (highest > 0.0 && lowest >= 0.0).then_some(Self { n: y.len(), highest, lowest })
    }
}

/// How far the histories of a panel have gone from their starts.
#[derive(Debug)]
pub(super) struct Growth {
    horizon: usize,
    /// The highest values at which the next group of size begins.
    sizes: Vec<f64>,
    /// `R(h)` and `F(h)` by size, length and step.
    reach: Vec<(f64, f64)>,
    returns: Returns,
}

impl Growth {
    /// From the series of a panel.
    pub(super) fn of<'a>(panel: impl Iterator<Item = &'a [f64]> + Clone, horizon: usize) -> Self {
        let sizes = sizes(panel.clone());
        let mut tally = Tally::new((sizes.len() + 1) * GROUPS, horizon);
        for y in panel {
            tally.take(y, |start| place(&sizes, start));
        }
        tally.fill();
        let reach = tally.far().map(|(place, h, far)| {
            let shipped = shipped_reach(place % GROUPS, h);
            (drawn(far.rise, shipped, far.series), drawn(far.fall, shipped, far.series))
        });
        Self { horizon, reach: reach.collect(), returns: tally.returns, sizes }
    }

    /// The lowest and the highest value at each step after `y`, the first being that of one year
    /// ahead. Any value where `y` is negative somewhere, or zero throughout.
    pub(super) fn bounds(&self, y: &[f64]) -> impl Iterator<Item = (f64, f64)> {
        let start = Start::of(y);
        let from = start.map_or(0, |start| place(&self.sizes, start) * self.horizon);
        let open = y.iter().rposition(|value| *value > 0.0).map_or(0, |last| last + 1);
        let fallen = start.and_then(|start| Fallen::of(y, open, start.highest));
        let mut returns = fallen.map(|fallen| self.returns.highest(fallen));
        self.reach[from..from + self.horizon].iter().map(move |(rise, fall)| {
            let Some(Start { highest, lowest, .. }) = start else {
                return (f64::NEG_INFINITY, f64::INFINITY);
            };
            let back = returns.as_mut().and_then(Iterator::next).unwrap_or(f64::INFINITY);
            (lowest * (-fall).exp(), (highest * rise.exp()).min(back))
        })
    }
}

/// What a panel's largest is drawn up to, as far as it is taken from few `series`.
fn drawn(largest: f64, shipped: f64, series: f64) -> f64 {
    let own = series / (series + SERIES_OF_SHIPPED);
    largest + (1.0 - own) * (shipped - largest).max(0.0)
}

/// The position of a start among groups of size and length.
fn place(sizes: &[f64], start: Start) -> usize {
    let size = sizes.iter().filter(|&&limit| start.highest >= limit).count();
    size * GROUPS + length_group(start.n)
}

/// The group of a past of `n` values.
fn length_group(n: usize) -> usize {
    LENGTHS.iter().filter(|&&limit| n >= limit).count()
}

/// The starts within a series, each a value longer than the one before; none from its first negative value on.
fn starts(y: &[f64]) -> impl Iterator<Item = Start> {
    let from = Start { n: 0, highest: 0.0, lowest: f64::INFINITY };
    let past = y.split_last().map_or(&[][..], |(_, past)| past);
    let longer = |start: &mut Start, value: &f64| {
        let (highest, lowest) = (start.highest.max(*value), start.lowest.min(*value));
        *start = Start { n: start.n + 1, highest, lowest };
        Some(*start)
    };
    past.iter().scan(from, longer).filter(|start| start.highest > 0.0 && start.lowest >= 0.0)
}

/// The highest values that part all starts of the panel into groups of the same number.
fn sizes<'a>(panel: impl Iterator<Item = &'a [f64]>) -> Vec<f64> {
    let (mut highest, mut series) = (Vec::new(), 0);
    for y in panel {
        let before = highest.len();
        highest.extend(starts(y).map(|start| start.highest));
        series += usize::from(highest.len() > before);
    }
    highest.sort_unstable_by(f64::total_cmp);
    let groups = (series / SERIES_OF_SIZE).clamp(1, SIZES);
    (1..groups).map(|group| highest[group * highest.len() / groups]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(got: (f64, f64), want: (f64, f64)) {
        assert!((got.0 - want.0).abs() < 1e-9 && (got.1 - want.1).abs() < 1e-9, "{got:?} {want:?}");
    }

    fn bounds(panel: &[&[f64]], y: &[f64], horizon: usize) -> Vec<(f64, f64)> {
        Growth::of(panel.iter().copied(), horizon).bounds(y).collect()
    }

    #[test]
    fn starts_are_those_of_every_past_before_the_last_value() {
        for y in
            [&[][..], &[1.0], &[0.0, 3.0, 2.0, 5.0], &[4.0, -1.0, 9.0, 2.0], &[f64::NAN, 1.0, 2.0]]
        {
            let each = (1..y.len()).filter_map(|n| Start::of(&y[..n]));
            let each: Vec<_> = each.map(|s| (s.n, s.highest, s.lowest)).collect();
            let found: Vec<_> = starts(y).map(|s| (s.n, s.highest, s.lowest)).collect();
            assert_eq!(found, each);
        }
    }

    #[test]
    fn without_a_history_the_shipped_reach_holds() {
        let far = bounds(&[], &[80.0, 20.0], 6);
        check(far[0], (20.0 * (-0.53_f64).exp(), 80.0 * 0.53_f64.exp()));
        check(far[5], (20.0 * (-1.53_f64).exp(), 80.0 * 1.53_f64.exp()));
    }

    #[test]
    fn the_panel_counts_by_its_series_and_its_largest_holds_in_full() {
        // From one value, 10: times 8 a year later, half of it two years later. The shipped is less.
        let jump = [10.0, 80.0, 5.0];
        let far = bounds(&[&jump], &[1.0], 2);
        check((0.0, far[0].1), (0.0, 8.0));
        // A reach seen earlier is there later: 80 is not forgotten in the second year.
        check((0.0, far[1].1), (0.0, 8.0));
        // Forty calm series draw the shipped reach half way to their own.
        let calm = [10.0, 10.0];
        let forty = vec![&calm[..]; 40];
        let half = bounds(&forty, &[10.0], 1)[0];
        check(half, (10.0 * (-0.33_f64).exp(), 10.0 * 0.33_f64.exp()));
    }

    #[test]
    fn small_starts_do_not_speak_for_large_ones() {
        let panel: Vec<[f64; 2]> =
            (0..80).map(|i| if i < 40 { [10.0, 300.0] } else { [1000.0, 1000.0] }).collect();
        let panel: Vec<&[f64]> = panel.iter().map(|y| &y[..]).collect();
        assert!((bounds(&panel, &[10.0], 1)[0].1 - 300.0).abs() < 1e-9);
        assert!(bounds(&panel, &[1000.0], 1)[0].1 < 2000.0);
    }

    #[test]
    fn where_something_closed_anything_may_and_a_sign_bounds_nothing() {
        let closed = [10.0, 0.0];
        assert_eq!(bounds(&[&closed], &[10.0], 1)[0].0, 0.0);
        assert_eq!(bounds(&[], &[-1.0, 2.0], 1)[0], (f64::NEG_INFINITY, f64::INFINITY));
        assert_eq!(bounds(&[], &[0.0, 0.0], 1)[0], (f64::NEG_INFINITY, f64::INFINITY));
    }

    #[test]
    fn a_length_without_a_history_takes_that_of_shorter_pasts() {
        // Nine values have not been followed by any, eight have: twice the highest a year later.
        let doubling: Vec<f64> = (0..9).map(|t| 2.0_f64.powi(t)).collect();
        let far = bounds(&[&doubling], &doubling, 2);
        assert!((far[0].1 - 512.0).abs() < 1e-9 && (far[1].1 - 1024.0).abs() < 1e-9, "{far:?}");
    }

    #[test]
    fn bounds_never_come_nearer() {
        let panel = [[5.0, 9.0, 2.0, 30.0, 8.0, 8.0], [7.0, 7.0, 6.0, 8.0, 7.0, 9.0]];
        let panel: Vec<&[f64]> = panel.iter().map(|y| &y[..]).collect();
        for n in 1..6 {
            let far = bounds(&panel, &panel[0][..n], 8);
            assert!(far.windows(2).all(|pair| pair[1].0 <= pair[0].0 && pair[1].1 >= pair[0].1));
        }
    }

    proptest! {
        #[test]
        fn bounds_hold_the_last_value_and_never_come_nearer(
            panel in prop::collection::vec(prop::collection::vec(0.0..3.0_f64, 1..12), 0..6),
            y in prop::collection::vec(0.0..3.0_f64, 1..12),
        ) {
            // From hundreds to thousandths, so that many fall and some fall steadily.
            let spread = |y: &[f64]| y.iter().map(|z| (200.0 * (-3.0 * z).exp()).floor()).collect();
            let panel: Vec<Vec<f64>> = panel.iter().map(|y| spread(y)).collect();
            let panel: Vec<&[f64]> = panel.iter().map(Vec::as_slice).collect();
            let mut y: Vec<f64> = spread(&y);
            for _ in 0..2 {
                if y.iter().any(|value| *value > 0.0) {
                    let far = bounds(&panel, &y, 8);
                    let last = y[y.len() - 1];
                    prop_assert!(far.iter().all(|(lowest, highest)| (*lowest..=*highest).contains(&last)));
                    let nearer = |pair: &[(f64, f64)]| pair[1].0 > pair[0].0 || pair[1].1 < pair[0].1;
                    prop_assert!(!far.windows(2).any(nearer), "{y:?} {far:?}");
                }
                // The same values, falling.
                y.sort_unstable_by(|a, b| b.total_cmp(a));
            }
        }
    }
}
