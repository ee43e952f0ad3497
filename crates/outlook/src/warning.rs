//! Warnings with their evidence.

use serde::{Deserialize, Serialize};
use talent_domain::{Lang, Origins, ProgrammeCode, SchoolCode};
use talent_warning::{Assessment, LevelChange, Reading, WarningLevel};

/// A subject that was assessed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WarningRecord {
    /// Its id: the programme, and the school after a dot.
    pub id: String,
    /// The programme.
    pub programme: ProgrammeCode,
    /// Its name.
    pub programme_name: String,
    /// The school; none for the city as a whole.
    pub school: Option<SchoolCode>,
    /// The school's name.
    pub school_name: Option<String>,
    /// The level and how it came about.
    pub assessment: Assessment,
    /// The signals of the last release with what they were taken from.
    pub evidence: Vec<Evidence>,
}

/// One signal with what it was taken from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The signal.
    pub reading: Reading,
    /// What it was taken from.
    #[serde(alias = "ids")]
    pub origins: Origins,
}

impl WarningRecord {
    /// The level after the release before the last; grey if there was none.
    pub fn level_before(&self) -> WarningLevel {
        let history = &self.assessment.history;
        history.len().checked_sub(2).map_or(WarningLevel::Grey, |at| history[at].1)
    }

    /// How the level changed with the last release.
    pub fn change(&self) -> LevelChange {
        LevelChange::between(self.level_before(), self.assessment.level)
    }

    /// The school's name, or the word for the city as a whole.
    pub fn scope(&self, lang: Lang) -> &str {
        self.school_name.as_deref().unwrap_or(lang.pick("全市", "city"))
    }
}
