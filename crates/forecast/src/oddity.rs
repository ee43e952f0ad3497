//! Marks for years that stand out. They are marks: no value is changed or dropped.

use crate::median::median;

/// A year that stands out from its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Oddity {
    /// Position in the series, counted from 0.
    pub position: usize,
    /// What it looks like.
    pub kind: OddityKind,
}

/// What an odd year looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OddityKind {
    /// Out and back again: one year alone.
    Outlier,
    /// Out, and the following years stay there.
    LevelShift,
}

/// A change is odd where `|0.6745·(c − median)/MAD|` exceeds this.
/// Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (1993).
const CUT: f64 = 3.5;
/// With a MAD of nearly zero every change would be odd; below this change none is.
const SMALLEST_ODD_CHANGE: f64 = 0.15;

/// Finds odd years by the modified z-score of the yearly changes: of logarithms if all values are
/// positive, of values over their mean size otherwise. Needs six values; fewer give no marks.
pub fn mark_oddities(y: &[f64]) -> Vec<Oddity> {
    if y.len() < 6 {
        return Vec::new();
    }
    let changes = relative_changes(y);
    let centre = median(&changes);
    let mad = median(&changes.iter().map(|c| (c - centre).abs()).collect::<Vec<_>>());
    let odd = |i: usize| {
        changes.get(i).is_some_and(|c| {
            let away = (c - centre).abs();
            away > SMALLEST_ODD_CHANGE && 0.6745 * away > CUT * mad
        })
    };
    let mut marks = Vec::new();
    let mut i = 0;
    while i < changes.len() {
        if !odd(i) {
            i += 1;
        } else if odd(i + 1) && changes[i].signum() != changes[i + 1].signum() {
            marks.push(Oddity { position: i + 1, kind: OddityKind::Outlier });
            i += 2;
        } else {
            marks.push(Oddity { position: i + 1, kind: OddityKind::LevelShift });
            i += 1;
        }
    }
    marks
}

fn relative_changes(y: &[f64]) -> Vec<f64> {
    if y.iter().all(|&value| value > 0.0) {
        return y.windows(2).map(|pair| (pair[1] / pair[0]).ln()).collect();
    }
    let size = y.iter().map(|value| value.abs()).sum::<f64>() / y.len() as f64;
    let size = if size > 0.0 { size } else { 1.0 };
    y.windows(2).map(|pair| (pair[1] - pair[0]) / size).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(y: &[f64], expected: &[(usize, OddityKind)]) {
        let marks: Vec<_> = mark_oddities(y).into_iter().map(|m| (m.position, m.kind)).collect();
        assert_eq!(marks, expected);
    }

    #[test]
    fn a_year_out_and_back_is_an_outlier() {
        // Unit employment in construction, Linfen 2007–2014 (thousand; 中国城市统计年鉴).
        check(&[17.2, 17.0, 17.9, 17.1, 18.0, 36.3, 19.5, 19.0], &[(5, OddityKind::Outlier)]);
    }

    #[test]
    fn a_level_that_stays_is_a_shift() {
        check(&[10.0, 10.1, 10.0, 10.2, 20.0, 20.1, 20.0], &[(4, OddityKind::LevelShift)]);
    }

    #[test]
    fn a_constant_and_a_short_series_have_no_marks() {
        check(&[5.0; 9], &[]);
        check(&[1.0, 9.0, 1.0], &[]);
        check(&[0.0; 9], &[]);
    }
}
