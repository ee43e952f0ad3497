//! T03: a change from year to year far from those of the other series of the panel, by median and MAD.

use std::collections::BTreeMap;

use talent_domain::Measure;

use super::{Blamed, Course, Entry, Ground, fewest, is_amount, is_count};
use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::CourseProblem;

/// Fewer changes do not say how figures of a measure change.
const FEWEST: usize = 12;
/// What the median distance of normal errors from their median is of their standard deviation (Iglewicz and Hoaglin 1993).
const MAD_OF_DEVIATION: f64 = 0.6745;
/// The same of the mean distance.
const MEAN_OF_DEVIATION: f64 = 0.7979;

/// A change from one year to the next.
struct Change<'c, 'a> {
    before: &'c Entry<'a>,
    now: &'c Entry<'a>,
    log_ratio: f64,
}

/// How the figures of a measure change: the median of the log ratios and the standard deviation that their distances speak of.
struct Usual {
    median: f64,
    deviation: f64,
}

/// Looks for changes that are far from the usual ones of their measure. The modified z-score is that of Iglewicz and Hoaglin,
/// with what counts of so few persons do by chance added to the spread.
pub(super) fn check_outliers(
    course: &Course<'_>,
    ground: Ground<'_>,
    blamed: &Blamed<'_>,
    findings: &mut Findings,
) {
    let threshold = |key| ground.rules.threshold("T03", key);
    let (score, times) = (threshold("score"), threshold("times").ln());
    let changes: Vec<Change<'_, '_>> = changes(course, ground);
    let usual = usual_changes(&changes);
    let mut last: Option<&Change<'_, '_>> = None;
    for change in &changes {
        let measure = change.now.of.measure;
        let Some(Usual { median, deviation }) = usual.get(&measure) else { continue };
        let by_chance = if is_count(measure) {
            1.0 / change.before.of.value + 1.0 / change.now.of.value
        } else {
            0.0
        };
        let distance = change.log_ratio - median;
        let spread = (deviation.powi(2) + by_chance).sqrt();
        if !(distance.abs() >= times && distance.abs() > score * spread) {
            continue;
        }
        // Back from where a figure jumped to is no second jump.
        let is_return = last.is_some_and(|last| {
            std::ptr::eq(last.now, change.before) && last.log_ratio * change.log_ratio < 0.0
        });
        last = Some(change);
        if is_return || !change.now.is_new || blamed.has(change.now) || blamed.has(change.before) {
            continue;
        }
        let problem = CourseProblem::Outlier {
            figure: measure,
            value: change.now.of.value,
            before: change.before.of.value,
            before_year: change.before.of.year.number(),
        };
        findings.push(Finding::at(change.now.of.provenance.cell.clone(), problem));
    }
}

/// All changes between figures of years next to each other; counts of fewer than so many persons say little.
fn changes<'c, 'a>(course: &'c Course<'a>, ground: Ground<'_>) -> Vec<Change<'c, 'a>> {
    let mut changes = Vec::new();
    for series in course.places().flat_map(|place| place.series()) {
        let Some(measure) = series.first().map(|first| first.of.measure) else { continue };
        if !is_amount(measure) {
            continue;
        }
        let least = fewest(measure, "T03", ground);
        for (before, now) in series.iter().zip(series.iter().skip(1)) {
            let (from, to) = (before.of, now.of);
            if from.year + 1 == to.year && from.value > least && to.value > least {
                let log_ratio = (to.value / from.value).ln();
                changes.push(Change { before, now, log_ratio });
            }
        }
    }
    changes
}

/// How the figures of each measure change, where enough changes are known.
fn usual_changes(changes: &[Change<'_, '_>]) -> BTreeMap<Measure, Usual> {
    let mut ratios: BTreeMap<Measure, Vec<f64>> = BTreeMap::new();
    for change in changes {
        ratios.entry(change.now.of.measure).or_default().push(change.log_ratio);
    }
    let enough = ratios.into_iter().filter(|(_, ratios)| ratios.len() >= FEWEST);
    enough.filter_map(|(measure, mut ratios)| Some((measure, usual_of(&mut ratios)?))).collect()
}

/// Median and spread of log ratios. Where more than half of them are the same, their median distance is none, and the mean
/// distance stands for it; `None` where all are the same.
fn usual_of(ratios: &mut [f64]) -> Option<Usual> {
    let median = median_of(ratios)?;
    let distance = |ratio: &f64| (ratio - median).abs();
    let mut distances: Vec<f64> = ratios.iter().map(distance).collect();
    let mad = median_of(&mut distances)?;
    let deviation = if mad > 0.0 {
        mad / MAD_OF_DEVIATION
    } else {
        // In one order, whatever that of the files is.
        ratios.sort_by(f64::total_cmp);
        ratios.iter().map(distance).sum::<f64>() / ratios.len() as f64 / MEAN_OF_DEVIATION
    };
    (deviation > 0.0).then_some(Usual { median, deviation })
}

/// The median, after which the values stand in another order.
fn median_of(values: &mut [f64]) -> Option<f64> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let is_even = values.len().is_multiple_of(2);
    let (below, upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let lower = below.iter().copied().max_by(f64::total_cmp).filter(|_| is_even);
    Some(f64::midpoint(lower.unwrap_or(*upper), *upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_is_that_of_the_middle_and_never_none() {
        let mut even = [0.0, 0.1, -0.1, 0.2, -0.2, 9.0];
        let usual = usual_of(&mut even).unwrap();
        assert!((usual.median - 0.05).abs() < 1e-12);
        assert!((usual.deviation - 0.15 / MAD_OF_DEVIATION).abs() < 1e-12);
        let usual = usual_of(&mut [0.0, 0.0, 0.0, 0.0, 1.0]).unwrap();
        assert!((usual.deviation - 0.2 / MEAN_OF_DEVIATION).abs() < 1e-12);
        assert!(usual_of(&mut [0.3, 0.3, 0.3]).is_none());
    }
}
