//! Scores of ways to warn, with intervals by drawing subjects with replacement.

use std::collections::BTreeMap;

use serde::Serialize;
use talent_warning::{SignalTable, WarningLevel};

use super::case::Track;
use crate::resampling;

/// How often subjects are drawn anew.
const RESAMPLES: usize = 500;
/// A missed event counts as much as a false alarm.
const WEIGHT: f64 = 0.5;

/// A score with the ends of its 90 % interval.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Scored {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// How one way fared on the subjects of a kind.
#[derive(Debug, Serialize)]
pub(super) struct MethodScore {
    pub(super) method: String,
    /// Cases that it could be read in, and events among them.
    pub(super) cases: usize,
    pub(super) events: usize,
    pub(super) recall: Option<f64>,
    pub(super) false_alarm_rate: Option<f64>,
    pub(super) precision: Option<f64>,
    pub(super) noise_to_signal: Option<Scored>,
    /// Relative usefulness where a miss counts as much as a false alarm.
    pub(super) usefulness: Option<Scored>,
    /// Onsets of bad outcomes, and those that were warned of within the window.
    pub(super) onsets: usize,
    pub(super) foretold: usize,
    /// Mean years from the first warning in the window to these.
    pub(super) lead: Option<f64>,
}

/// How one way, by its position, fared.
pub(super) fn method_score(tracks: &[Track], method: usize, name: String) -> MethodScore {
    let tables: Vec<SignalTable> = tracks.iter().map(|track| table(track, method)).collect();
    let all = sum(tables.iter().copied());
    let scored = |read: fn(&SignalTable) -> Option<f64>| {
        let value = read(&all)?;
        let [low, high] = resampling::ends(tables.len(), RESAMPLES, |drawn| {
            read(&sum(drawn.iter().map(|at| tables[*at]))).unwrap_or(f64::NAN)
        });
        Some(Scored { value, low, high })
    };
    let onsets = tracks.iter().flat_map(|track| track.onsets().map(move |at| (track, at)));
    let leads: Vec<Option<i32>> = onsets.map(|(track, at)| track.lead(at, method)).collect();
    let foretold: Vec<f64> = leads.iter().flatten().map(|years| f64::from(*years)).collect();
    MethodScore {
        method: name,
        cases: all.cases(),
        events: all.hits + all.misses,
        recall: all.recall(),
        false_alarm_rate: all.false_alarm_rate(),
        precision: all.precision(),
        noise_to_signal: scored(SignalTable::noise_to_signal),
        usefulness: scored(|table| table.usefulness(WEIGHT)),
        onsets: leads.len(),
        foretold: foretold.len(),
        lead: mean(&foretold),
    }
}

fn table(track: &Track, method: usize) -> SignalTable {
    let cases = track
        .said
        .iter()
        .filter_map(|(release, said)| Some((said.warned[method]?, track.came(*release)?)));
    SignalTable::of(cases)
}

fn sum(tables: impl Iterator<Item = SignalTable>) -> SignalTable {
    tables.fold(SignalTable::default(), SignalTable::plus)
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// What came after each level: cases, and the share of them with the event.
pub(super) fn by_level(tracks: &[Track]) -> Vec<(WarningLevel, usize, f64)> {
    let mut counts: BTreeMap<WarningLevel, (usize, usize)> = BTreeMap::new();
    for track in tracks {
        for (release, said) in &track.said {
            if let (Some(level), Some(came)) = (said.level, track.came(*release)) {
                let count = counts.entry(level).or_default();
                *count = (count.0 + 1, count.1 + usize::from(came));
            }
        }
    }
    let share = |(level, (cases, events)): (WarningLevel, (usize, usize))| {
        (level, cases, events as f64 / cases as f64)
    };
    counts.into_iter().map(share).collect()
}

/// How levels move: cases with a release before, the share of them whose level is another, and the share that is marked as changing
/// all the time.
pub(super) fn steadiness(tracks: &[Track]) -> Option<(usize, f64, f64)> {
    let (mut pairs, mut changed, mut unsteady) = (0_usize, 0_usize, 0_usize);
    for track in tracks {
        for (release, said) in &track.said {
            let before = track.said.get(&(release - 1)).and_then(|before| before.level);
            if let (Some(level), Some(before)) = (said.level, before) {
                pairs += 1;
                changed += usize::from(level != before);
                unsteady += usize::from(said.unsteady);
            }
        }
    }
    let share = |count: usize| count as f64 / pairs as f64;
    (pairs > 0).then(|| (pairs, share(changed), share(unsteady)))
}

/// How a stated probability held.
#[derive(Debug, Serialize)]
pub(super) struct Reliability {
    pub(super) cases: usize,
    /// Mean squared distance of the probability from what came (0 or 1), and the same of the share of all events.
    pub(super) brier: Scored,
    pub(super) brier_of_base_rate: f64,
    /// Tenths of probability: the mean stated, the share that came, and cases.
    pub(super) bins: Vec<(f64, f64, usize)>,
}

/// Reliability of the stated probability of a surplus, against true ratios of the years to come; none where these are not known.
pub(super) fn reliability(tracks: &[Track]) -> Option<Reliability> {
    let stated = |track: &Track| -> Vec<(f64, bool)> {
        let said = track.said.iter();
        said.filter_map(|(at, said)| Some((said.surplus?, *track.in_surplus.get(at)?))).collect()
    };
    let blocks: Vec<Vec<(f64, bool)>> = tracks.iter().map(stated).collect();
    let all: Vec<(f64, bool)> = blocks.iter().flatten().copied().collect();
    let rate = mean(&all.iter().map(|(_, came)| f64::from(u8::from(*came))).collect::<Vec<_>>())?;
    let error = |(stated, came): &(f64, bool)| (stated - f64::from(u8::from(*came))).powi(2);
    let brier = mean(&all.iter().map(error).collect::<Vec<_>>())?;
    let [low, high] = resampling::ends(blocks.len(), RESAMPLES, |drawn| {
        let errors = drawn.iter().flat_map(|at| &blocks[*at]).map(error);
        mean(&errors.collect::<Vec<_>>()).unwrap_or(f64::NAN)
    });
    let bin = |tenth: usize| {
        let is_in = |(stated, _): &&(f64, bool)| ((10.0 * stated) as usize).min(9) == tenth;
        let of: Vec<&(f64, bool)> = all.iter().filter(is_in).collect();
        let count = of.len() as f64;
        let said = of.iter().map(|(stated, _)| stated).sum::<f64>() / count;
        let came = of.iter().filter(|(_, came)| *came).count() as f64 / count;
        (!of.is_empty()).then_some((said, came, of.len()))
    };
    Some(Reliability {
        cases: all.len(),
        brier: Scored { value: brier, low, high },
        brier_of_base_rate: rate * (1.0 - rate),
        bins: (0..10).filter_map(bin).collect(),
    })
}
