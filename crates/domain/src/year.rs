//! Calendar years.

use std::fmt;
use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// A calendar year. A school year bears the year it begins in; a cohort of graduates (届) the year
/// it leaves school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Year(i32);

/// A number that is not a year this service can work with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a year from 1900 to 2100")]
pub struct YearError(pub i64);

impl Year {
    /// The earliest year: 1900.
    pub const EARLIEST: Self = Self(1900);

    /// A year from 1900 to 2100.
    pub fn new(year: i64) -> Result<Self, YearError> {
        if (1900..=2100).contains(&year) { Ok(Self(year as i32)) } else { Err(YearError(year)) }
    }

    /// The year as a number.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Years from `earlier` to this one; negative when this one is the earlier.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

impl Add<i32> for Year {
    type Output = Self;
    fn add(self, years: i32) -> Self {
        Self(self.0 + years)
    }
}

impl Sub<i32> for Year {
    type Output = Self;
    fn sub(self, years: i32) -> Self {
        Self(self.0 - years)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
