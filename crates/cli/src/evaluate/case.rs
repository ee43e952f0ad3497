//! Cases, and what came of them.

use std::collections::BTreeMap;

use talent_warning::{WarningLevel, low_rates};

/// Releases from a warning to the outcome that it is held against.
pub(super) const AHEAD: i32 = 2;
/// An outcome is bad below this placement, or among the lowest part of its kind.
pub(super) const LOW_PLACEMENT: f64 = 0.6;
pub(super) const LOWEST: f64 = 0.1;
/// A warning belongs to a bad outcome that begins up to so many releases later.
pub(super) const WINDOW: i32 = 4;

/// What was said of a subject in a release, by one way after the other.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// The level; none where the release says nothing of the subject.
    pub(super) level: Option<WarningLevel>,
    /// In the order of [`Method::all`](super::methods::Method::all): whether it warns; none where it could not be read.
    pub(super) warned: Vec<Option<bool>>,
    /// Whether the level keeps changing.
    pub(super) unsteady: bool,
    /// The probability of a surplus that is stated of the programme.
    pub(super) surplus: Option<f64>,
}

/// A subject with what was said of it and what came.
#[derive(Debug, Clone, Default)]
pub(super) struct Track {
    /// By release.
    pub(super) said: BTreeMap<i32, Said>,
    /// By cohort: whether its outcome was bad.
    pub(super) bad: BTreeMap<i32, bool>,
    /// By release: whether local entrants did outnumber openings by the edge of the band over the years to come. Known of
    /// simulated cities alone.
    pub(super) in_surplus: BTreeMap<i32, bool>,
}

impl Track {
    /// Whether the event came after a release; none where that is not known yet.
    pub(super) fn came(&self, release: i32) -> Option<bool> {
        self.bad.get(&(release + AHEAD)).copied()
    }

    /// The first years of bad outcomes that follow one that was not bad, of which the whole window before was seen.
    pub(super) fn onsets(&self) -> impl Iterator<Item = i32> {
        let is_onset = |(year, bad): (&i32, &bool)| {
            let follows = self.bad.get(&(year - 1)) == Some(&false);
            let is_seen = (year - WINDOW..*year).all(|release| self.said.contains_key(&release));
            (*bad && follows && is_seen).then_some(*year)
        };
        self.bad.iter().filter_map(is_onset)
    }

    /// Years from the first warning within the window before an onset to that; none where there was no warning.
    pub(super) fn lead(&self, onset: i32, method: usize) -> Option<i32> {
        let warned = |release: &i32| {
            self.said.get(release).is_some_and(|said| said.warned[method] == Some(true))
        };
        (onset - WINDOW..onset).find(warned).map(|release| onset - release)
    }
}

/// Which subjects of a year have a bad rate: below the limit, or among the lowest part.
pub(super) fn bad_rates(rates: &[Option<f64>]) -> Vec<Option<bool>> {
    low_rates(rates, LOW_PLACEMENT, LOWEST)
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Cities that were followed; none of a workspace.
    pub(super) cities: Option<usize>,
    /// Whether any figure is simulated.
    pub(super) simulated: bool,
    /// Programmes at schools, in all cities.
    pub(super) places: Vec<Track>,
    /// Programmes of each city.
    pub(super) programmes: Vec<Track>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(warned: bool) -> Said {
        Said { level: None, warned: vec![Some(warned)], unsteady: false, surplus: None }
    }

    #[test]
    fn the_lead_is_counted_from_the_first_warning_in_the_window() {
        let warned = [false, false, true, false, true];
        let track = Track {
            said: (2020..).zip(warned.map(said)).collect(),
            bad: (2023..).zip([false, false, true]).collect(),
            in_surplus: BTreeMap::new(),
        };
        assert_eq!(track.onsets().collect::<Vec<_>>(), [2025]);
        assert_eq!(track.lead(2025, 0), Some(3));
        assert_eq!(track.came(2023), Some(true));
        assert_eq!(track.came(2024), None);
    }

    #[test]
    fn an_outcome_is_bad_below_the_limit_or_among_the_lowest() {
        let rates: Vec<Option<f64>> = (0..20).map(|n| Some(0.75 + 0.01 * f64::from(n))).collect();
        let bad = bad_rates(&rates);
        assert_eq!(bad.iter().filter(|bad| **bad == Some(true)).count(), 2);
        assert_eq!(bad_rates(&[Some(0.5), Some(0.9), None]), [Some(true), Some(false), None]);
    }
}
