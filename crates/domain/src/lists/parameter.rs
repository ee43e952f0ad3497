//! Lists of parameters: occupations (P1, P5), retirement ages (P2), projects and closures (P3), ages (P4), and
//! neighbouring regions (P7).

use serde::{Deserialize, Serialize};

use crate::{CellRef, IndustryCode, RegionCode};

/// What is known of an occupation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OccupationEntry {
    /// Its name.
    pub name: String,
    /// Share of its workers who leave the labour force each year, a fraction.
    pub exit_rate: f64,
    /// Share of its openings filled from the level of education looked at, a fraction.
    pub level_share: f64,
    /// Where the row stands.
    pub cell: CellRef,
}

/// The workers of an occupation in the city.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OccupationWorkers {
    /// The occupation's code.
    pub occupation: String,
    /// Its name.
    pub name: String,
    /// Workers.
    pub workers: f64,
    /// Where the row stands.
    pub cell: CellRef,
}

/// The statutory retirement age of a group in a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RetirementRow {
    /// The group.
    pub group: String,
    /// The year.
    pub year: i32,
    /// The age at its end, in years.
    pub age: f64,
    /// The group's share of those who retire, a fraction.
    pub share: f64,
    /// Where the row stands.
    pub cell: CellRef,
}

/// A planned project or closure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventRow {
    /// Where the project is.
    pub region: RegionCode,
    /// The industry.
    pub industry: IndustryCode,
    /// The year from which its posts are there, or gone.
    pub year: i32,
    /// The name of the project or enterprise.
    pub name: String,
    /// Posts added, or (negative) lost.
    pub posts: f64,
    /// How likely it is, a fraction.
    pub probability: f64,
    /// Where it was published.
    pub source: String,
    /// Where the row stands.
    pub cell: CellRef,
}

/// Workers of some ages, and how many of them left the labour force within a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgeRow {
    /// The industry; none for all of them.
    pub industry: Option<IndustryCode>,
    /// The first and the last of these ages, in years.
    pub ages: (u32, u32),
    /// Workers.
    pub workers: f64,
    /// Of these, those who left; none if not known.
    pub exits: Option<f64>,
    /// Where the row stands.
    pub cell: CellRef,
}

/// A region around the city, or its province, whose demand counts for its graduates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeighbourRow {
    /// The region.
    pub region: RegionCode,
    /// Share of its demand for newcomers that the city's graduates may count on, a fraction.
    pub counted: f64,
    /// Share of the city's graduates in the labour market who take work there, a fraction.
    pub going: f64,
    /// On what ground the shares were set.
    pub ground: String,
    /// Where they were published.
    pub source: String,
    /// Where the row stands.
    pub cell: CellRef,
}
