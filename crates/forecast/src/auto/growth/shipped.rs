//! How far the public series that the networks were trained on went from their starts.
//!
//! What 1 in 200 starts of the training part of the M4 yearly series exceed, one and six years ahead;
//! in between and beyond a power of the years. Makridakis, Spiliotis and Assimakopoulos, "The M4
//! Competition", International Journal of Forecasting 36 (2020). A test finds them again in the panel.

use super::GROUPS;

/// `ln(y/H)` after one year and after six, by group of length.
const RISES: [(f64, f64); GROUPS] =
    [(0.66, 1.75), (0.53, 1.53), (0.50, 1.48), (0.46, 1.38), (0.39, 1.19), (0.27, 0.88)];

/// How far the shipped series went in `h` years, from 1 on: `a·h^p`, `p` such that six years give what
/// they gave. It stands for rises and for falls: these series were chosen for having gone on, and show
/// too few falls.
pub(super) fn shipped_reach(group: usize, h: usize) -> f64 {
    let (first, sixth) = RISES[group];
    first * (h as f64).powf((sixth / first).ln() / 6.0_f64.ln())
}
