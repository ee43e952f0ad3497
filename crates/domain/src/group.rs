use serde::{Deserialize, Serialize};

use crate::{ProgrammeClass, RegionCode, SchoolCode};

/// A group of places that figures are added up for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// All schools of the city.
    City,
    /// The schools of a county.
    County(RegionCode),
    /// One school.
    School(SchoolCode),
    /// The programmes of a class (专业类).
    Class(ProgrammeClass),
    /// The programmes of a category (专业大类), by name.
    Category(String),
}

impl Group {
    /// The code of a county, a school or a class, the name of a category; `city` for the city.
    pub fn code(&self) -> &str {
        match self {
            Self::City => "city",
            Self::County(region) => region.as_str(),
            Self::School(school) => school.as_str(),
            Self::Class(class) => class.as_str(),
            Self::Category(name) => name,
        }
    }
}
