use std::collections::BTreeMap;

use talent_domain::{
    CellRef, IndustryCode, ProgrammeClass, ProgrammeCode, RegionCode, SchoolCode, Status,
};

/// The code lists in force.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Codebook {
    /// Schools (C1).
    pub schools: BTreeMap<SchoolCode, SchoolEntry>,
    /// Programmes (C2).
    pub programmes: BTreeMap<ProgrammeCode, ProgrammeEntry>,
    /// Industries (C3).
    pub industries: BTreeMap<IndustryCode, String>,
    /// Regions (C4).
    pub regions: BTreeMap<RegionCode, String>,
    /// Programme classes to industries (C5).
    pub bridge: Vec<BridgeRow>,
    /// Published warning rules (C6).
    pub rules: Vec<RuleRow>,
    /// Control lists of programmes (C7).
    pub controls: Vec<ControlRow>,
}

/// A school.
#[derive(Debug, Clone, PartialEq)]
pub struct SchoolEntry {
    /// Its name.
    pub name: String,
    /// 中职 or 高职.
    pub kind: String,
    /// Where it is.
    pub region: RegionCode,
}

/// A programme of the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgrammeEntry {
    /// Its name.
    pub name: String,
    /// Its class (专业类).
    pub class_name: String,
    /// Its category (专业大类).
    pub category_name: String,
}

/// One link from a programme class to an industry.
#[derive(Debug, Clone, PartialEq)]
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

/// A published warning rule, as text.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleRow {
    /// Its number in the collection.
    pub id: String,
    /// What it measures.
    pub metric: String,
    /// Operator, threshold and unit, as printed.
    pub condition: String,
    /// Over how many years.
    pub window: String,
    /// What is to be done.
    pub action: String,
    /// Where it was published.
    pub source: String,
}

/// A programme on a control list.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlRow {
    /// The programme.
    pub programme: ProgrammeCode,
    /// The list.
    pub list: String,
    /// Where it was published.
    pub source: String,
}

impl Codebook {
    /// A programme's name, or its code if it is in no list.
    pub fn programme_name<'a>(&'a self, code: &'a ProgrammeCode) -> &'a str {
        self.programmes.get(code).map_or(code.as_str(), |entry| &entry.name)
    }

    /// A school's name, or its code if it is in no list.
    pub fn school_name<'a>(&'a self, code: &'a SchoolCode) -> &'a str {
        self.schools.get(code).map_or(code.as_str(), |entry| &entry.name)
    }

    /// An industry's name, or its code if it is in no list.
    pub fn industry_name<'a>(&'a self, code: &'a IndustryCode) -> &'a str {
        self.industries.get(code).map_or(code.as_str(), String::as_str)
    }
}
