//! How far forecasts on logarithms may rise, seen from the largest changes of the past.

use super::frame::Frame;
use crate::Scale;

/// A forecast that more than doubles the last value is held against the largest rises of the past.
const DOUBLED: f64 = std::f64::consts::LN_2;
/// It rises by at most this many times the largest rise over as many years.
const LARGEST_RISE: f64 = 8.0;
/// No end of an interval lies further above the last value than this many times the largest change over
/// as many years; shorter series than this have seen too little to be held to it.
const LARGEST_REACH: f64 = 40.0;
const FEWEST_OF_REACH: usize = 5;

/// The centre of step `h`, counted from 1, on the model's scale, cut where it rises too far.
pub(super) fn limit_rise(centre: f64, h: usize, y: &[f64], frame: &Frame) -> f64 {
    if frame.scale != Scale::Log || centre <= frame.last + DOUBLED {
        return centre;
    }
    // Growth by a steady percentage goes on; the rates of a great inflation do not.
    let rise = largest_change(y, h, |change| change);
    centre.min((y[y.len() - 1] + LARGEST_RISE * rise).ln())
}

/// The largest value that an interval may reach, at most `most`.
pub(super) fn largest_value(most: f64, horizon: usize, y: &[f64], frame: &Frame) -> f64 {
    if frame.scale != Scale::Log || frame.unit <= 0.0 || y.len() < FEWEST_OF_REACH {
        return most;
    }
    let reach = LARGEST_REACH * largest_change(y, horizon, f64::abs);
    most.min(y[y.len() - 1] + reach)
}

/// The largest change of `y` over `h` years as `size` measures it, or over as many years as there are,
/// carried on in proportion.
fn largest_change(y: &[f64], h: usize, size: impl Fn(f64) -> f64) -> f64 {
    let over = h.min(y.len() - 1).max(1);
    let later = y.get(over..).unwrap_or_default();
    let changes = y.iter().zip(later).map(|(from, to)| size(to - from));
    changes.fold(0.0, f64::max) * h as f64 / over as f64
}
