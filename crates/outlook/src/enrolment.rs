//! Students, entrants and graduates of the city, of its counties and schools, and of classes of programmes.

use serde::{Deserialize, Serialize};
use talent_domain::{ProgrammeClass, RegionCode, SchoolCode, Year};

use crate::forecast::{ForecastPoint, Point, Range};

/// Whose students.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EnrolmentOf {
    /// All schools of the city.
    City,
    /// The schools of a county.
    County(RegionCode),
    /// One school.
    School(SchoolCode),
    /// The programmes of a class (专业类).
    Class(ProgrammeClass),
}

/// Students, entrants and graduates of a group, persons. What is to come adds up: counties, schools and
/// classes each to the city.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnrolmentOutlook {
    /// Whose.
    pub of: EnrolmentOf,
    /// Its name.
    pub name: String,
    /// Students by year.
    pub students: Vec<Point>,
    /// Registered entrants by year.
    pub entrants: Vec<Point>,
    /// Graduates by year.
    pub graduates: Vec<Point>,
    /// Entrants to come, where the horizon needs them.
    pub entrants_forecast: Vec<ExpectedPoint>,
    /// Graduates to come.
    pub graduates_forecast: Vec<ExpectedPoint>,
    /// The figures.
    pub ids: Vec<u32>,
}

/// A forecast of one year whose parts add up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpectedPoint {
    /// The year.
    pub year: Year,
    /// The mean of the draws: that of a sum is the sum of those of its parts, which does not hold of medians.
    pub expected: f64,
    /// Median and intervals.
    pub range: Range,
}

impl ExpectedPoint {
    /// The same without the mean.
    pub fn point(&self) -> ForecastPoint {
        ForecastPoint { year: self.year, range: self.range }
    }
}

impl EnrolmentOf {
    /// The code of a county, a school or a class; `city` for the city.
    pub fn code(&self) -> &str {
        match self {
            Self::City => "city",
            Self::County(region) => region.as_str(),
            Self::School(school) => school.as_str(),
            Self::Class(class) => class.as_str(),
        }
    }
}
