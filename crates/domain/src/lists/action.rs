//! Actions against warnings and how far they have come (P6).

use serde::{Deserialize, Serialize};

use crate::{ActionState, CellRef, ProgrammeCode, SchoolCode};

/// An action against a warning (措施).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionRow {
    /// The school; none for the city.
    pub school: Option<SchoolCode>,
    /// The programme; none for all.
    pub programme: Option<ProgrammeCode>,
    /// The year of the warning that it answers.
    pub year: i32,
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
    /// Where the row stands.
    pub cell: CellRef,
}
