//! Students, entrants and graduates of the city, of its counties and schools, and of classes of programmes.

use serde::{Deserialize, Serialize};
use talent_domain::{Group, Origins, Year};

use crate::forecast::{ForecastPoint, Point, Range};

/// Students, entrants and graduates of a group, persons. What is to come adds up: counties, schools and
/// classes each to the city.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnrolmentOutlook {
    /// Whose.
    pub of: Group,
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
    /// What all of it was taken from.
    #[serde(alias = "ids")]
    pub origins: Origins,
}

impl EnrolmentOutlook {
    /// Students and registered entrants of a year, in this order; none of what has not been reported.
    pub fn size(&self, year: Year) -> [Option<f64>; 2] {
        let of_year = |points: &[Point]| points.iter().find(|p| p.year == year).map(|p| p.value);
        [of_year(&self.students), of_year(&self.entrants)]
    }
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
    /// The same as a point of a forecast, with the mean as its centre.
    pub fn point(&self) -> ForecastPoint {
        let range = Range { centre: Some(self.expected), ..self.range };
        ForecastPoint { year: self.year, range }
    }
}
