//! How far the public series that the networks were trained on went from their starts.
//!
//! What 1 in 200 starts of the training part of the M4 yearly series exceed, one and six years ahead;
//! in between and beyond a power of the years. Makridakis, Spiliotis and Assimakopoulos, "The M4
//! Competition", International Journal of Forecasting 36 (2020). A test finds them again in the panel.

use super::GROUPS;

/// `ln(y/H)` after one year and after six, by group of length.
const RISES: [(f64, f64); GROUPS] =
    [(0.66, 1.75), (0.53, 1.53), (0.50, 1.48), (0.46, 1.38), (0.39, 1.19), (0.27, 0.88)];
/// `ln(L/y)`, the same.
const FALLS: [(f64, f64); GROUPS] =
    [(0.73, 0.94), (0.36, 0.73), (0.29, 0.63), (0.19, 0.54), (0.13, 0.41), (0.08, 0.31)];

/// The rise above the highest value `h` years ahead.
pub(super) fn shipped_rise(group: usize, h: usize) -> f64 {
    after(RISES[group], h)
}

/// The fall beneath the lowest value `h` years ahead.
pub(super) fn shipped_fall(group: usize, h: usize) -> f64 {
    after(FALLS[group], h)
}

/// `a·h^p` with `p` such that six years give what they gave.
fn after((first, sixth): (f64, f64), h: usize) -> f64 {
    first * (h as f64).powf((sixth / first).ln() / 6.0_f64.ln())
}
