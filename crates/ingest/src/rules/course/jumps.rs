//! T04: a figure ten, a hundred or ten thousand times what is usual has a digit too many or is in another unit.

use std::collections::BTreeMap;

use talent_domain::Measure;

use super::{Blamed, Entry, Ground, Place, fewest, is_amount, is_count, is_of_whole, row_year};
use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::FigureProblem;

/// A figure that jumps, and what is usual for its series.
struct Jump<'c, 'a> {
    entry: &'c Entry<'a>,
    usual: f64,
}

/// Looks for figures many times (or a small part of) what is usual for their series; those of one row and year are said
/// together.
pub(super) fn check_jumps<'a>(
    place: &Place<'_, 'a>,
    ground: Ground<'_>,
    blamed: &mut Blamed<'a>,
    findings: &mut Findings,
) {
    let jumps: Vec<Jump<'_, 'a>> =
        place.series().flat_map(|series| of_series(series, ground)).collect();
    let mut rows: BTreeMap<_, Vec<&Jump<'_, 'a>>> = BTreeMap::new();
    for jump in &jumps {
        rows.entry(row_year(jump.entry.of)).or_default().push(jump);
    }
    for row in rows.into_values() {
        let Some(first) = row.first() else { continue };
        if fell_together(&row, place) {
            continue;
        }
        blamed.add(first.entry.of);
        let name = |jump: &&Jump<'_, '_>| jump.entry.of.measure;
        let problem = FigureProblem::UnitJump {
            figure: name(first),
            value: first.entry.of.value,
            usual: first.usual,
            others: row.iter().skip(1).map(name).collect(),
        };
        findings.push(Finding::at(first.entry.of.provenance.cell.clone(), problem));
    }
}

/// The jumps of a series.
fn of_series<'c, 'a>(series: &'c [Entry<'a>], ground: Ground<'_>) -> Vec<Jump<'c, 'a>> {
    let threshold = |key| ground.rules.threshold("T04", key);
    let (times, years) = (threshold("times"), threshold("years"));
    if !series.first().is_some_and(|first| is_amount(first.of.measure)) {
        return Vec::new();
    }
    let positive: Vec<&Entry<'a>> = series.iter().filter(|entry| entry.of.value > 0.0).collect();
    let mut sorted: Vec<f64> = positive.iter().map(|entry| entry.of.value).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let median = sorted.get(sorted.len() / 2).copied().filter(|_| sorted.len() as f64 >= years);
    let usual = |position: usize| median.or_else(|| nearest_other(&positive, position));
    let is_jump = |entry: &Entry<'_>, usual: f64| {
        let (value, ratio) = (entry.of.value, entry.of.value / usual);
        let is_large = || value.max(usual) >= fewest(entry.of.measure, "T04", ground);
        !(1.0 / times < ratio && ratio < times) && is_large()
    };
    // Where a series has grown far, a digit too few is still far from the years beside it, which are near the ones beyond.
    let beside = |position: usize| {
        let entry = positive.get(position).filter(|entry| is_of_whole(entry.of.measure))?;
        let far = |a: usize, b: usize| {
            let (a, b) = (positive.get(a)?, positive.get(b)?);
            let is_next = a.of.year.since(b.of.year).abs() == 1;
            is_next.then(|| is_jump(a, b.of.value))
        };
        let (before, after) = (position.checked_sub(1), Some(position + 1));
        let beyond = [position.checked_sub(2), Some(position + 2)];
        let sides = [before, after].into_iter().zip(beyond);
        let told: Vec<(usize, bool)> = sides
            .filter_map(|(near, beyond)| {
                let near = near?;
                let is_sound = beyond.and_then(|beyond| far(near, beyond)) != Some(true);
                Some((near, far(position, near)? && is_sound))
            })
            .collect();
        let all_far = told.iter().all(|(_, is_far)| *is_far);
        let near = told.first().filter(|_| all_far && positive.len() > 2)?.0;
        positive.get(near).filter(|near| near.of.year != entry.of.year).map(|near| near.of.value)
    };
    let jump = |(position, entry): (usize, &&'c Entry<'a>)| {
        let far = |usual: &f64| entry.is_new && is_jump(entry, *usual);
        let usual = usual(position).filter(far).or_else(|| beside(position).filter(far))?;
        Some(Jump { entry, usual })
    };
    // Of two figures that are far apart one is wrong; the later is asked for.
    let jumps: Vec<Jump<'c, 'a>> = positive.iter().enumerate().filter_map(jump).collect();
    let keeps_last = positive.len() == 2 && jumps.len() == 2;
    jumps.into_iter().skip(usize::from(keeps_last)).collect()
}

/// Among the figures of few years, the one beside it that is nearest.
fn nearest_other(positive: &[&Entry<'_>], position: usize) -> Option<f64> {
    let value = positive.get(position)?.of.value;
    let others = positive.iter().enumerate().filter(|(other, _)| *other != position);
    let distance = |other: f64| (other / value).ln().abs();
    others.map(|(_, entry)| entry.of.value).min_by(|a, b| distance(*a).total_cmp(&distance(*b)))
}

/// Whether several figures of a row fell together while others of it did not: intake that breaks off, which no slip of
/// the pen writes.
fn fell_together(row: &[&Jump<'_, '_>], place: &Place<'_, '_>) -> bool {
    let Some(first) = row.first() else { return false };
    let all_fell = row.iter().all(|jump| jump.entry.of.value < jump.usual);
    let beside = place.entries().iter().filter(|entry| {
        entry.is_new
            && row_year(entry.of) == row_year(first.entry.of)
            && is_count(entry.of.measure)
            && entry.of.measure != Measure::EnrolledContinued
            && entry.of.value > 0.0
    });
    all_fell && row.len() > 1 && beside.count() > row.len()
}
