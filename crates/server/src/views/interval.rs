//! The ends of intervals, as flat columns.

use talent_outlook::Range;

/// Lower and upper end of the 80 % interval, then of the 95 % interval.
pub(super) fn ends(range: &Range) -> [Option<f64>; 4] {
    [range.p80.0, range.p80.1, range.p95.0, range.p95.1]
}
