//! The warnings of an issue, sorted by what became of them since the issue before, or since the release before.

use std::collections::BTreeMap;

use talent_outlook::{Outlook, WarningRecord};
use talent_warning::{LevelChange, WarningLevel};

use crate::document::{Span, bound_text};

/// The issue that was sent out last, as the readers of the next one know it.
#[derive(Debug, Clone, Copy)]
pub struct LastIssue<'a> {
    /// What its run found, for the same audience.
    pub outlook: &'a Outlook,
    /// The year of its number.
    pub year: i64,
    /// Its number in that year.
    pub number: i64,
}

/// The warnings of an issue, in the order of the outlook: the gravest first.
pub(super) struct Changes<'a> {
    /// What they are compared with; the release before where there is none.
    last: Option<LastIssue<'a>>,
    /// The levels then, by the ids of warnings; none where they are compared with the release before.
    levels: Option<BTreeMap<&'a str, WarningLevel>>,
    /// In force now: blue and above.
    pub(super) current: Vec<&'a WarningRecord>,
    /// In force now, and not before.
    pub(super) fresh: Vec<&'a WarningRecord>,
    /// In force before, and of another level now; a lifted warning is among them.
    pub(super) moved: Vec<&'a WarningRecord>,
    /// In force before, and assessed no longer: as they stood in the issue before.
    pub(super) gone: Vec<&'a WarningRecord>,
    /// Kept as published though revised figures would give another level; no change. What the issue before said of it is
    /// not said again.
    pub(super) revised: Vec<&'a WarningRecord>,
}

impl<'a> Changes<'a> {
    /// Sorts the warnings of a run by their level now and before.
    /// A warning that was lifted before is in none of the lists.
    pub(super) fn new(outlook: &'a Outlook, last: Option<LastIssue<'a>>) -> Self {
        let before = |last: &LastIssue<'a>| {
            let warnings = last.outlook.warnings.iter();
            warnings.map(|w| (w.id.as_str(), w.assessment.level)).collect()
        };
        let mut changes = Self {
            last,
            levels: last.as_ref().map(before),
            current: Vec::new(),
            fresh: Vec::new(),
            moved: Vec::new(),
            gone: Vec::new(),
            revised: Vec::new(),
        };
        let warnings = || outlook.warnings.iter();
        let is_current = |w: &&WarningRecord| w.assessment.level.is_warning();
        changes.current = warnings().filter(is_current).collect();
        let is_fresh = |w: &&WarningRecord| is_current(w) && changes.of(w) == LevelChange::New;
        let has_moved = |w: &&WarningRecord| {
            changes.before(w).is_warning() && changes.of(w) != LevelChange::Unchanged
        };
        let [fresh, moved] =
            [warnings().filter(is_fresh).collect(), warnings().filter(has_moved).collect()];
        changes.revised = warnings().filter(|w| is_revised(w, last)).collect();
        changes.gone = last.map_or_else(Vec::new, |last| gone(outlook, last.outlook));
        Self { fresh, moved, ..changes }
    }

    /// The level before; grey if there was none.
    pub(super) fn before(&self, warning: &WarningRecord) -> WarningLevel {
        match &self.levels {
            Some(levels) => levels.get(warning.id.as_str()).copied().unwrap_or(WarningLevel::Grey),
            None => warning.level_before(),
        }
    }

    /// What became of the level of a warning.
    pub(super) fn of(&self, warning: &WarningRecord) -> LevelChange {
        LevelChange::between(self.before(warning), warning.assessment.level)
    }

    /// Those in force before of which this became.
    pub(super) fn that(&self, became: LevelChange) -> Vec<&'a WarningRecord> {
        self.moved.iter().copied().filter(|warning| self.of(warning) == became).collect()
    }

    /// Those that are no longer in force, whether they were lifted or are assessed no longer.
    pub(super) fn lifted(&self) -> Vec<&'a WarningRecord> {
        self.that(LevelChange::Released).into_iter().chain(self.gone.iter().copied()).collect()
    }

    /// The levels of the issue before, of the city or of places; of the release before without one.
    pub(super) fn levels_before(&self, outlook: &Outlook, of_city: bool) -> Vec<WarningLevel> {
        let now = outlook.warnings.iter().filter(|w| is_of_city(w) == of_city);
        let gone = self.gone.iter().filter(|w| is_of_city(w) == of_city);
        now.map(|w| self.before(w)).chain(gone.map(|w| w.assessment.level)).collect()
    }

    /// Whether there is an issue before.
    pub(super) fn is_since_an_issue(&self) -> bool {
        self.last.is_some()
    }

    /// `与2026年第1期相比，`, and whether policy or figures differ from those of that issue.
    pub(super) fn compared(&self) -> Vec<Span> {
        let Some(last) = self.last else { return bound_text("与上一年度相比，") };
        let issue = Span::Fact(format!("{}年第{}期", last.year, last.number));
        vec!["与".into(), issue, "相比，".into()]
    }

    /// What has to be said of the comparison: another policy, or figures of the same year that were revised.
    pub(super) fn caution(&self, outlook: &Outlook) -> Option<&'static str> {
        let before = &self.last?.outlook.meta;
        let meta = &outlook.meta;
        if before.policy != meta.policy {
            Some("两期所用预警规则不同，等级变化包括规则调整的影响。")
        } else if before.base_year == meta.base_year && before.vintage != meta.vintage {
            Some("两期数据年度相同，等级变化由补报或修订数据引起。")
        } else {
            None
        }
    }
}

/// Whether revised figures would give another level, which the issue before has not said already.
fn is_revised(warning: &WarningRecord, last: Option<LastIssue<'_>>) -> bool {
    let said = last.and_then(|last| last.outlook.warnings.iter().find(|w| w.id == warning.id));
    let said = said.and_then(|said| said.assessment.revised.as_ref());
    warning.assessment.revised.is_some() && warning.assessment.revised.as_ref() != said
}

/// Warnings of the issue before whose subjects are no longer there.
fn gone<'a>(outlook: &Outlook, before: &'a Outlook) -> Vec<&'a WarningRecord> {
    let is_there = |id: &str| outlook.warnings.iter().any(|warning| warning.id == id);
    let warnings = before.warnings.iter();
    warnings.filter(|w| w.assessment.level.is_warning() && !is_there(&w.id)).collect()
}

/// Whether a warning is about a programme in the city as a whole, not at one school.
pub(super) fn is_of_city(warning: &WarningRecord) -> bool {
    warning.school.is_none()
}
