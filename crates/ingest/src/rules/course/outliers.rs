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
    let is_next = |(before, now): &(&Entry<'_>, &Entry<'_>)| {
        before.of.key == now.of.key
            && before.of.measure == now.of.measure
            && before.of.year + 1 == now.of.year
    };
    let counts = |entry: &Entry<'_>| {
        let measure = entry.of.measure;
        is_amount(measure) && entry.of.value > fewest(measure, "T03", ground)
    };
    let entries = course.entries();
    let pairs = entries.iter().zip(entries.iter().skip(1)).filter(is_next);
    let pairs = pairs.filter(|(before, now)| counts(before) && counts(now));
    let change = |(before, now): (&'c Entry<'a>, &'c Entry<'a>)| Change {
        before,
        now,
        log_ratio: (now.of.value / before.of.value).ln(),
    };
    pairs.map(change).collect()
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
    let mut distances: Vec<f64> = ratios.iter().map(|ratio| (ratio - median).abs()).collect();
    let mean = distances.iter().sum::<f64>() / distances.len() as f64;
    let mad = median_of(&mut distances)?;
    let deviation = if mad > 0.0 { mad / MAD_OF_DEVIATION } else { mean / MEAN_OF_DEVIATION };
    (deviation > 0.0).then_some(Usual { median, deviation })
}

fn median_of(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = *values.get((values.len() - 1) / 2)?;
    Some(f64::midpoint(lower, upper))
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
