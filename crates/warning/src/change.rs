//! How a level changed from one release to the next.

use crate::level::WarningLevel;

/// How a level changed from one release to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelChange {
    /// A warning where there was none.
    New,
    /// A graver warning than before.
    Raised,
    /// A less grave warning than before.
    Lowered,
    /// No warning any more.
    Released,
    /// The same warning as before, or none before and after.
    Unchanged,
}

impl LevelChange {
    /// The change from the level `before` to the level `now`.
    pub fn between(before: WarningLevel, now: WarningLevel) -> Self {
        match (before.is_warning(), now.is_warning()) {
            (false, true) => Self::New,
            (true, false) => Self::Released,
            (true, true) if now.risk() > before.risk() => Self::Raised,
            (true, true) if now.risk() < before.risk() => Self::Lowered,
            _ => Self::Unchanged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_levels_has_its_change() {
        use WarningLevel::{Blue, Green, Grey, Normal, Orange, Red};
        let changes = [
            (Grey, Blue, LevelChange::New),
            (Blue, Red, LevelChange::Raised),
            (Red, Orange, LevelChange::Lowered),
            (Blue, Normal, LevelChange::Released),
            (Red, Grey, LevelChange::Released),
            (Orange, Orange, LevelChange::Unchanged),
            (Green, Grey, LevelChange::Unchanged),
        ];
        for (before, now, change) in changes {
            assert_eq!(LevelChange::between(before, now), change, "{before:?} {now:?}");
        }
    }
}
