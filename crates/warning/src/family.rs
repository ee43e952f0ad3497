//! Families of signals: what is independent evidence and what is not.

use talent_domain::Lang;

use crate::words::Words;

/// Signals of one family rest on the same evidence and count once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// What became of graduates.
    Outcome,
    /// What the balance of supply and demand expects.
    Forecast,
    /// What the market asks for now.
    Market,
    /// How many enter.
    Intake,
    /// What schools provide.
    Capacity,
    /// How many schools offer the same.
    Duplication,
}

impl Family {
    /// Every family, in the order in which documents list them.
    pub const ALL: [Self; 6] = [
        Self::Forecast,
        Self::Outcome,
        Self::Market,
        Self::Intake,
        Self::Capacity,
        Self::Duplication,
    ];

    /// What a warning of this family is about, in a word.
    pub fn name(self, lang: Lang) -> &'static str {
        let words = match self {
            Self::Outcome => Words::new("质量", "quality"),
            Self::Forecast => Words::new("过剩", "surplus"),
            Self::Market => Words::new("市场", "market"),
            Self::Capacity => Words::new("办学条件", "capacity"),
            Self::Intake => Words::new("规模", "size"),
            Self::Duplication => Words::new("布点", "sites"),
        };
        words.get(lang)
    }
}
