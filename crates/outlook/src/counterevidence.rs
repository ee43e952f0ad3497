//! What speaks against a surplus.

use serde::{Deserialize, Serialize};
use talent_domain::{ListRow, Quarter};

/// Something that speaks against calling a programme or a class a surplus. It changes neither band nor level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum CounterEvidence {
    /// An occupation that it leads to stands on the list of those that employers lack most (C11).
    Lacked {
        /// The occupation.
        occupation: String,
        /// The newest quarter in which it stands there.
        quarter: Quarter,
        /// Its rank in that quarter, 1 lacked most.
        rank: u32,
        /// The row of C11.
        row: ListRow,
    },
    /// Its graduates find work, and in their field.
    Outcomes {
        /// 直接就业率, a fraction.
        placement: f64,
        /// 对口率, a fraction.
        matched: f64,
        /// Cohorts pooled.
        cohorts: u8,
    },
}

impl CounterEvidence {
    /// The row of a list that it was read from; none where it was counted.
    pub fn row(&self) -> Option<ListRow> {
        match self {
            Self::Lacked { row, .. } => Some(*row),
            Self::Outcomes { .. } => None,
        }
    }
}
