//! Lists that join one classification to another: programme classes to industries (C5), industries to
//! occupations (C8), occupations to programme classes (C9), and former programmes to those in force (C10).

use serde::{Deserialize, Serialize};

use crate::{CellRef, IndustryCode, ProgrammeClass, ProgrammeCode, Status};

/// One link from a programme class to an industry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BridgeRow {
    /// The class.
    pub class: ProgrammeClass,
    /// The industry.
    pub industry: IndustryCode,
    /// Order of relevance, 1 first.
    pub rank: u32,
    /// 建议 where no table was published.
    pub status: Status,
    /// Where the row stands.
    pub cell: CellRef,
}

/// The share of one occupation in an industry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StaffingRow {
    /// The industry.
    pub industry: IndustryCode,
    /// The occupation's code.
    pub occupation: String,
    /// Its name.
    pub name: String,
    /// Its share of the industry's workers, a fraction.
    pub share: f64,
    /// What the share is multiplied by each year.
    pub drift: f64,
    /// Where the row stands.
    pub cell: CellRef,
}

/// A link from an occupation to a programme class, for some years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OccupationClassRow {
    /// The occupation's code.
    pub occupation: String,
    /// The class.
    pub class: ProgrammeClass,
    /// The share of the occupation's entrants that the class is meant to bring, a fraction.
    pub weight: f64,
    /// The first year that the link holds; none if ever since.
    pub from: Option<i32>,
    /// The year from which it no longer holds.
    pub until: Option<i32>,
    /// Where the row stands.
    pub cell: CellRef,
}

impl OccupationClassRow {
    /// Whether the link holds in a year.
    pub fn holds_in(&self, year: i32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.until.is_none_or(|until| year < until)
    }
}

/// What became of a programme of a former catalogue: one row for each programme that it went into.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormerRow {
    /// Its code, with the year of its catalogue.
    pub former: ProgrammeCode,
    /// Its name there; empty if none is given.
    pub name: String,
    /// The year from which the printed code means what the catalogue in force says.
    pub until: i32,
    /// A programme of the catalogue in force.
    pub programme: ProgrammeCode,
    /// The share of the former programme that this one is, a fraction.
    pub share: f64,
    /// Where the row stands.
    pub cell: CellRef,
}
