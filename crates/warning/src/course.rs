//! What a level means for the size of a programme.

use talent_domain::Lang;

use crate::level::WarningLevel;
use crate::words::Words;

/// The course that a programme should take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// 重点发展: grow.
    Grow,
    /// 稳定规模: keep the size.
    Keep,
    /// 控制发展: do not grow.
    Restrain,
    /// 优化调整: shrink or stop.
    Adjust,
    /// 补充数据: complete the data first.
    Complete,
}

impl Course {
    /// Every course, the most favourable first.
    pub const ALL: [Self; 5] =
        [Self::Grow, Self::Keep, Self::Restrain, Self::Adjust, Self::Complete];

    /// The course that a level leads to.
    pub fn of(level: WarningLevel) -> Self {
        match level {
            WarningLevel::Green => Self::Grow,
            WarningLevel::Normal => Self::Keep,
            WarningLevel::Blue | WarningLevel::Yellow => Self::Restrain,
            WarningLevel::Orange | WarningLevel::Red => Self::Adjust,
            WarningLevel::Grey => Self::Complete,
        }
    }

    /// The levels that lead to it, the least grave first.
    pub fn levels(self) -> impl Iterator<Item = WarningLevel> {
        WarningLevel::ALL.into_iter().rev().filter(move |level| Self::of(*level) == self)
    }

    /// The words people read.
    pub fn name(self, lang: Lang) -> &'static str {
        let words = match self {
            Self::Grow => Words::new("重点发展", "grow"),
            Self::Keep => Words::new("稳定规模", "keep the size"),
            Self::Restrain => Words::new("控制发展", "do not grow"),
            Self::Adjust => Words::new("优化调整", "shrink or stop"),
            Self::Complete => Words::new("补充数据", "complete the data"),
        };
        words.get(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_leads_to_one_course() {
        use WarningLevel::{Blue, Green, Grey, Normal, Orange, Red, Yellow};
        let levels = Course::ALL.map(|course| course.levels().collect::<Vec<_>>());
        let expected =
            [vec![Green], vec![Normal], vec![Blue, Yellow], vec![Orange, Red], vec![Grey]];
        assert_eq!(levels, expected);
    }
}
