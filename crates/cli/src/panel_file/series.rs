//! One series of a panel, as its file has it.

/// Missing steps that are filled; where more are missing the series begins after the gap.
const LONGEST_GAP: i64 = 5;

/// A series without gaps.
#[derive(Debug, Clone)]
pub(crate) struct InputSeries {
    /// The name that its rows have.
    pub(crate) id: String,
    /// One value per step, the oldest first.
    pub(crate) values: Vec<f64>,
    /// The step or year of the last value.
    pub(crate) last: i64,
    /// Values that stand in for missing steps, on a straight line.
    pub(crate) filled: usize,
    /// Values left out since they lie before a gap that is too long to fill.
    pub(crate) cut: usize,
}

impl InputSeries {
    /// Puts points (step, value) in order and fills short gaps on a straight line.
    pub(super) fn from_points(id: String, mut points: Vec<(i64, f64)>) -> Self {
        points.sort_by_key(|point| point.0);
        let long = |pair: &[(i64, f64)]| pair[1].0 - pair[0].0 > LONGEST_GAP + 1;
        let cut = points.windows(2).rposition(long).map_or(0, |gap| gap + 1);
        let kept = &points[cut..];
        let mut values = Vec::with_capacity(kept.len());
        for pair in kept.windows(2) {
            let ((from, a), (to, b)) = (pair[0], pair[1]);
            values.extend((from..to).map(|t| a + (b - a) * (t - from) as f64 / (to - from) as f64));
        }
        values.extend(kept.last().map(|point| point.1));
        let last = kept.last().map_or(0, |point| point.0);
        Self { id, filled: values.len().saturating_sub(kept.len()), values, last, cut }
    }

    /// The step or year of the first value.
    pub(crate) fn first(&self) -> i64 {
        self.last - self.values.len() as i64 + 1
    }

    /// The newest `last` values, or all.
    pub(crate) fn newest(&self, last: Option<u16>) -> &[f64] {
        newest(&self.values, last)
    }
}

/// The newest `last` values, or all.
pub(crate) fn newest(values: &[f64], last: Option<u16>) -> &[f64] {
    &values[last.map_or(0, |last| values.len().saturating_sub(usize::from(last)))..]
}
