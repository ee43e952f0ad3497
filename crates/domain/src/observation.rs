use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    IndustryCode, Lang, Level, Measure, OccupationName, ProgrammeCode, RegionCode, SchoolCode, Year,
};

/// A cell of a file as a person finds it: file name, sheet, and address such as `F17`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellRef {
    /// The file's name, without its folder.
    pub file: Arc<str>,
    /// The sheet's name; a CSV file has one sheet without a name.
    pub sheet: Option<Arc<str>>,
    /// Row, counted from 1 as the spreadsheet shows it.
    pub row: u32,
    /// Column, counted from 1.
    pub column: u32,
}

impl CellRef {
    /// The address in A1 form: column 6, row 17 is `F17`.
    pub fn address(&self) -> String {
        let mut letters = Vec::new();
        let mut rest = self.column;
        while rest > 0 {
            letters.push(b'A' + ((rest - 1) % 26) as u8);
            rest = (rest - 1) / 26;
        }
        letters.reverse();
        format!("{}{}", String::from_utf8_lossy(&letters), self.row)
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sheet {
            Some(sheet) => write!(f, "{} [{sheet}] {}", self.file, self.address()),
            None => write!(f, "{} {}", self.file, self.address()),
        }
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $zh:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value, with the word that files use for it.
            pub const WORDS: &'static [(&'static str, Self)] = &[$(($zh, Self::$variant)),*];

            /// The code kept in the store.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The word that people read.
            pub fn name(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick($zh, $code),)* }
            }

            /// The value with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// How a figure came to be in its source.
    Status {
        /// It stands in the source as written.
        Read = "read", "原文";
        /// Computed from figures of the source; the note says how.
        Derived = "derived", "推算";
        /// Read, but the source does not state its year.
        YearInferred = "year-inferred", "年份推断";
        /// Somebody's judgement, without a source.
        Proposed = "proposed", "建议";
    }
}

words! {
    /// How far a figure can be trusted.
    Confidence {
        /// Official, or it checks itself.
        Official = "A", "A";
        /// A secondary copy.
        Secondary = "B", "B";
        /// Weak.
        Weak = "C", "C";
    }
}

words! {
    /// Whether a figure was observed or made up for demonstration.
    Nature {
        /// Observed.
        Real = "real", "真实";
        /// Simulated: 模拟数据.
        Simulated = "simulated", "模拟";
    }
}

/// Where a figure came from and how far to trust it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The publication, as the file names it.
    pub source: Arc<str>,
    /// How the figure came to be in its source.
    pub status: Status,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// Observed or simulated.
    pub nature: Nature,
    /// Known faults; empty if none.
    pub note: Arc<str>,
    /// The cell that it was read from.
    pub cell: CellRef,
}

/// What identifies a series beside its measure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SeriesKey {
    /// The region.
    pub region: RegionCode,
    /// The industry.
    pub industry: Level<IndustryCode>,
    /// The programme.
    pub programme: Level<ProgrammeCode>,
    /// The school.
    pub school: Level<SchoolCode>,
    /// The occupation.
    pub occupation: Level<OccupationName>,
}

impl SeriesKey {
    /// The whole of a region.
    pub fn region(region: RegionCode) -> Self {
        Self {
            region,
            industry: Level::Total,
            programme: Level::Total,
            school: Level::Total,
            occupation: Level::Total,
        }
    }

    /// The same with one industry.
    #[must_use]
    pub fn with_industry(self, code: IndustryCode) -> Self {
        Self { industry: Level::Code(code), ..self }
    }

    /// The same with one programme.
    #[must_use]
    pub fn with_programme(self, code: ProgrammeCode) -> Self {
        Self { programme: Level::Code(code), ..self }
    }

    /// The same with one school.
    #[must_use]
    pub fn with_school(self, code: SchoolCode) -> Self {
        Self { school: Level::Code(code), ..self }
    }
}

/// One figure: what, of whom, when, how much, and from where.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// Of whom.
    pub key: SeriesKey,
    /// What.
    pub measure: Measure,
    /// When.
    pub year: Year,
    /// How much, in the unit of the measure.
    pub value: f64,
    /// From where.
    pub provenance: Provenance,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_a_spreadsheet_shows() {
        let address =
            |row, column| CellRef { file: "f".into(), sheet: None, row, column }.address();
        assert_eq!(address(17, 6), "F17");
        assert_eq!(address(1, 26), "Z1");
        assert_eq!(address(2, 27), "AA2");
        assert_eq!(address(3, 703), "AAA3");
    }
}
