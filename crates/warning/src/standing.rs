//! How a signal stands against the policy.

use serde::{Deserialize, Serialize};
use talent_domain::Lang;

use crate::words::Words;

/// How a signal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Clear of its threshold by the margin.
    Clear,
    /// Not adverse, but within the margin.
    Near,
    /// Adverse.
    Adverse,
    /// Adverse and severe.
    Severe,
}

impl Standing {
    /// Whether it is adverse, be it severe or not.
    pub fn is_adverse(self) -> bool {
        self >= Self::Adverse
    }

    /// The word people read.
    pub fn name(self, lang: Lang) -> &'static str {
        let words = match self {
            Self::Clear => Words::new("未触发", "clear"),
            Self::Near => Words::new("接近", "near"),
            Self::Adverse => Words::new("触发", "adverse"),
            Self::Severe => Words::new("严重", "severe"),
        };
        words.get(lang)
    }
}
