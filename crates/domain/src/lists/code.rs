//! Lists of codes and their names: schools (C1), programmes (C2), and other names of codes in C1 to C4.

use serde::{Deserialize, Serialize};

use crate::RegionCode;

/// A list of codes whose names may stand for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CodeList {
    /// C4
    Region,
    /// C1
    School,
    /// C2
    Programme,
    /// C3
    Industry,
}

impl CodeList {
    /// Every one of them; a school says which level its programmes are of, so it comes before them.
    pub const ALL: [Self; 4] = [Self::Region, Self::School, Self::Programme, Self::Industry];

    /// What its codes are of, in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            Self::Region => "地区",
            Self::School => "学校",
            Self::Programme => "专业",
            Self::Industry => "行业",
        }
    }
}

/// A name that files may use for a code beside the one in its list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OtherName {
    /// The list.
    pub list: CodeList,
    /// The code.
    pub code: String,
    /// The former or short name.
    pub name: String,
}

/// A school.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SchoolEntry {
    /// Its name.
    pub name: String,
    /// 中职 or 高职.
    pub kind: String,
    /// Where it is.
    pub region: RegionCode,
    /// Beds for students; none if that is not known.
    #[serde(default)]
    pub beds: Option<f64>,
}

/// A programme of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgrammeEntry {
    /// Its name.
    pub name: String,
    /// Its class (专业类).
    pub class_name: String,
    /// Its category (专业大类).
    pub category_name: String,
}
