//! Published lists of occupations that employers lack most (C11).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{CellRef, Lang};

/// A quarter of a year. Written `2022Q4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Quarter {
    /// The year.
    pub year: i32,
    /// 1 to 4.
    pub quarter: u8,
}

impl Quarter {
    /// A quarter as written, `2022Q4`; none for anything else.
    ///
    /// ```
    /// use talent_domain::Quarter;
    /// assert_eq!(Quarter::parse("2022Q4"), Some(Quarter { year: 2022, quarter: 4 }));
    /// assert_eq!(Quarter::parse("2022Q5").or(Quarter::parse("22Q1")), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (year, quarter) = text.trim().split_once(['Q', 'q'])?;
        let year = year.parse().ok().filter(|year| (1950..2100).contains(year))?;
        let quarter = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
        Some(Self { year, quarter })
    }

    /// As people read it: 2022 年四季度.
    pub fn name(self, lang: Lang) -> String {
        let Self { year, quarter } = self;
        let word = ["一", "二", "三", "四"].get(usize::from(quarter).saturating_sub(1));
        match (lang, word) {
            (Lang::Zh, Some(word)) => format!("{year} 年{word}季度"),
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Q{}", self.year, self.quarter)
    }
}

/// One rank of a published list of occupations that employers lack most.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShortageRow {
    /// The group of occupations (职业中类) that it belongs to, as in C8 and C9.
    pub occupation: String,
    /// Its name on the list.
    pub name: String,
    /// The quarter that the list is of.
    pub quarter: Quarter,
    /// Its rank, 1 lacked most.
    pub rank: u32,
    /// Where it was published.
    pub source: String,
    /// Where the row stands.
    pub cell: CellRef,
}
