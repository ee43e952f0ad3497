//! Measures against warnings, and how far they have come.

use serde::{Deserialize, Serialize};
use talent_domain::{ActionState, ProgrammeCode, SchoolCode, Year};

/// A measure against a warning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActionOutlook {
    /// The school; none for the city.
    pub school: Option<SchoolCode>,
    /// Its name.
    pub school_name: Option<String>,
    /// The programme; none for all.
    pub programme: Option<ProgrammeCode>,
    /// Its name.
    pub programme_name: Option<String>,
    /// The year of the warning that it answers.
    pub year: Year,
    /// What is to be done.
    pub action: String,
    /// Who is to do it; empty if that is open.
    pub owner: String,
    /// By when, as `2026-06-30`.
    pub deadline: Option<String>,
    /// How far it has come.
    pub state: ActionState,
    /// When it was done.
    pub done: Option<String>,
    /// What came of it; empty if nothing is said.
    pub effect: String,
    /// The cell of the list.
    pub cell: String,
}

impl ActionOutlook {
    /// Whether its day has passed by `date` (`2026-01-01`) and it is not done.
    pub fn is_overdue(&self, date: &str) -> bool {
        let passed = self.deadline.as_deref().is_some_and(|deadline| deadline < date);
        passed && self.state != ActionState::Done
    }

    /// Whether it was done in time; none if that cannot be told.
    pub fn in_time(&self) -> Option<bool> {
        Some(self.done.as_ref()? <= self.deadline.as_ref()?)
    }
}
