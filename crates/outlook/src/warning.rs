//! Warnings with their evidence.

use serde::{Deserialize, Serialize};
use talent_domain::{Lang, ListRow, Origins, ProgrammeCode, SchoolCode};
use talent_warning::{
    Assessment, LevelChange, NotEvaluated, Reading, Release, Signal, WarningLevel,
};

use crate::counterevidence::CounterEvidence;

/// The id of the warning of a subject: the programme, and the school after a dot.
pub fn subject_id(programme: &ProgrammeCode, school: Option<&SchoolCode>) -> String {
    match school {
        Some(school) => format!("{programme}.{school}"),
        None => programme.to_string(),
    }
}

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
    /// The last releases as they were read, the oldest first: what the next run goes on from. Outlooks of earlier
    /// versions have none.
    #[serde(default)]
    pub releases: Vec<Release>,
    /// The signals of the last release with what they were taken from.
    pub evidence: Vec<Evidence>,
    /// 法定: published rules in force that are met, beside the level and without changing it. Outlooks of earlier versions
    /// have none.
    #[serde(default)]
    pub statutory: Vec<StatutoryRecord>,
    /// Of the city: what speaks against a surplus of the programme. It does not change the level.
    #[serde(default)]
    pub counterevidence: Vec<CounterEvidence>,
}

/// A published rule that a subject meets, or a control list that it is on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatutoryRecord {
    /// The number of the rule (C6), or `C7` for a control list.
    pub rule: String,
    /// The clause as printed.
    pub clause: String,
    /// The level that the collection of rules suggests; none where it suggests none.
    pub level: Option<WarningLevel>,
    /// Where it was published.
    pub source: String,
    /// The row of C6 or C7.
    pub row: ListRow,
    /// The figures by which it is met.
    pub origins: Origins,
}

impl StatutoryRecord {
    /// The figures by which it is met, and the row of the list.
    pub fn all_origins(&self) -> Origins {
        let mut origins = self.origins.clone();
        origins.add_list_rows([self.row]);
        origins
    }
}

/// What a run made of a published rule (C6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleUse {
    /// Its number.
    pub rule: String,
    /// Where it holds, as printed.
    pub region: String,
    /// For which schools, as printed.
    pub education: String,
    /// The clause as printed.
    pub clause: String,
    /// Where it was published.
    pub source: String,
    /// Why it was not evaluated; none if it was.
    pub reason: Option<NotEvaluated>,
}

/// One signal with what it was taken from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The signal.
    pub reading: Reading,
    /// Whether only its standing may be shown: its figures would tell about persons, or the figures that may be shown
    /// would give another standing. They are nought then.
    #[serde(default)]
    pub withheld: bool,
    /// What it was taken from.
    #[serde(alias = "ids")]
    pub origins: Origins,
}

impl WarningRecord {
    /// What was read of a signal in the last release, with what it was taken from.
    pub fn evidence_of(&self, signal: Signal) -> Option<&Evidence> {
        self.evidence.iter().find(|evidence| evidence.reading.signal == signal)
    }

    /// The level after the release before the last; grey if there was none.
    pub fn level_before(&self) -> WarningLevel {
        let history = &self.assessment.history;
        history.len().checked_sub(2).map_or(WarningLevel::Grey, |at| history[at].1)
    }

    /// How the level changed with the last release.
    pub fn change(&self) -> LevelChange {
        LevelChange::between(self.level_before(), self.assessment.level)
    }

    /// Whether it belongs on a list of warnings: by its level, or by a published rule.
    pub fn is_listed(&self) -> bool {
        self.assessment.level.is_warning() || !self.statutory.is_empty()
    }

    /// The school's name, or the word for the city as a whole.
    pub fn scope(&self, lang: Lang) -> &str {
        self.school_name.as_deref().unwrap_or(lang.pick("全市", "city"))
    }
}
