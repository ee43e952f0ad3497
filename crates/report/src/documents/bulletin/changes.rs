//! The warnings of an issue, sorted by what became of them since the release before.

use talent_outlook::{Outlook, WarningRecord};
use talent_warning::LevelChange;

/// The warnings of an issue, in the order of the outlook: the gravest first.
pub(super) struct Changes<'a> {
    /// In force now: blue and above.
    pub(super) current: Vec<&'a WarningRecord>,
    /// In force now, and not the release before.
    pub(super) fresh: Vec<&'a WarningRecord>,
    /// In force the release before, and of another level now; a lifted warning is among them.
    pub(super) moved: Vec<&'a WarningRecord>,
    /// Kept as published though revised figures would give another level; no change.
    pub(super) revised: Vec<&'a WarningRecord>,
}

impl<'a> Changes<'a> {
    /// Sorts the warnings of a run by their level now and after the release before.
    /// A warning that was lifted in an earlier release is in none of the lists.
    pub(super) fn new(outlook: &'a Outlook) -> Self {
        let warnings = || outlook.warnings.iter();
        let is_current = |w: &&WarningRecord| w.assessment.level.is_warning();
        let is_fresh = |w: &&WarningRecord| w.change() == LevelChange::New;
        let has_moved = |w: &&WarningRecord| {
            w.level_before().is_warning() && w.change() != LevelChange::Unchanged
        };
        Self {
            current: warnings().filter(is_current).collect(),
            fresh: warnings().filter(|w| is_current(w) && is_fresh(w)).collect(),
            moved: warnings().filter(has_moved).collect(),
            revised: warnings().filter(|w| w.assessment.revised.is_some()).collect(),
        }
    }
}

impl<'a> Changes<'a> {
    /// Those in force before of which this became.
    pub(super) fn that(&self, became: LevelChange) -> Vec<&'a WarningRecord> {
        self.moved.iter().copied().filter(|warning| warning.change() == became).collect()
    }
}

/// Whether a warning is about a programme in the city as a whole, not at one school.
pub(super) fn is_of_city(warning: &WarningRecord) -> bool {
    warning.school.is_none()
}
