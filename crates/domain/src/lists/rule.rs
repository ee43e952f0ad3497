//! Published rules: warning rules (C6) and control lists of programmes (C7).

use serde::{Deserialize, Serialize};

use crate::{CellRef, ProgrammeCode};

/// A published warning rule, as text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleRow {
    /// Its number in the collection.
    pub id: String,
    /// What it looks at, as printed.
    pub metric: String,
    /// Operator, threshold and unit, as printed.
    pub condition: String,
    /// Over how many years.
    pub window: String,
    /// What is to be done.
    pub action: String,
    /// Where it was published.
    pub source: String,
    /// Where the row stands.
    pub cell: CellRef,
}

/// A programme on a control list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlRow {
    /// The programme.
    pub programme: ProgrammeCode,
    /// The list.
    pub list: String,
    /// Where it was published.
    pub source: String,
    /// Where the row stands.
    pub cell: CellRef,
}
