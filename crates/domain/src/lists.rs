//! The code lists (C1 to C11) and lists of parameters and actions (P1 to P7). Ingestion fills them, a workspace
//! keeps them with the vintage, and the balance reads them.

mod action;
mod code;
mod link;
mod parameter;
mod rule;
mod shortage;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use action::ActionRow;
pub use code::{CodeList, OtherName, ProgrammeEntry, SchoolEntry};
pub use link::{BridgeRow, FormerRow, OccupationClassRow, StaffingRow};
pub use parameter::{
    AgeRow, EventRow, NeighbourRow, OccupationEntry, OccupationWorkers, RetirementRow,
};
pub use rule::{ControlRow, RuleRow};
pub use shortage::{Quarter, ShortageRow};

use crate::{IndustryCode, ProgrammeCode, RegionCode, SchoolCode};

/// The code lists and lists of parameters in force at a vintage, row by row as they were read. A list that the
/// stored form does not name was not known when it was stored, and is empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Codebook {
    /// Schools (C1).
    pub schools: BTreeMap<SchoolCode, SchoolEntry>,
    /// Programmes (C2).
    pub programmes: BTreeMap<ProgrammeCode, ProgrammeEntry>,
    /// Industries (C3).
    pub industries: BTreeMap<IndustryCode, String>,
    /// Regions (C4).
    pub regions: BTreeMap<RegionCode, String>,
    /// Former and short names in C1 to C4.
    pub other_names: BTreeSet<OtherName>,
    /// Programme classes to industries (C5).
    pub bridge: Vec<BridgeRow>,
    /// Published warning rules (C6).
    pub rules: Vec<RuleRow>,
    /// Control lists of programmes (C7).
    pub controls: Vec<ControlRow>,
    /// Staffing pattern of industries (C8).
    pub staffing: Vec<StaffingRow>,
    /// Occupations to programme classes (C9).
    pub occupation_classes: Vec<OccupationClassRow>,
    /// Programmes of former catalogues (C10).
    pub former_programmes: Vec<FormerRow>,
    /// Occupations that employers lack most (C11).
    pub shortages: Vec<ShortageRow>,
    /// Parameters of occupations (P1).
    pub occupations: BTreeMap<String, OccupationEntry>,
    /// Statutory retirement ages (P2).
    pub retirement: Vec<RetirementRow>,
    /// Planned projects and closures (P3).
    pub events: Vec<EventRow>,
    /// Workers by occupation (P5).
    pub occupation_workers: Vec<OccupationWorkers>,
    /// Workers and exits by age (P4).
    pub ages: Vec<AgeRow>,
    /// Actions against warnings, and how far they have come (P6).
    pub actions: Vec<ActionRow>,
    /// Neighbouring regions whose demand counts (P7).
    pub neighbours: Vec<NeighbourRow>,
}

impl Codebook {
    /// A programme's name, or its code if it is in no list.
    pub fn programme_name<'a>(&'a self, code: &'a ProgrammeCode) -> &'a str {
        let current = self.programmes.get(code).map(|entry| entry.name.as_str());
        let former =
            || self.became(code).map(|row| row.name.as_str()).find(|name| !name.is_empty());
        current.or_else(former).unwrap_or(code.as_str())
    }

    /// What became of a programme of a former catalogue.
    pub fn became<'a>(&'a self, code: &'a ProgrammeCode) -> impl Iterator<Item = &'a FormerRow> {
        self.former_programmes.iter().filter(move |row| row.former == *code)
    }

    /// Whether a programme is in the catalogue in force, or a former one with what became of it.
    pub fn has_programme(&self, code: &ProgrammeCode) -> bool {
        self.programmes.contains_key(code) || self.became(code).next().is_some()
    }

    /// A school's name, or its code if it is in no list.
    pub fn school_name<'a>(&'a self, code: &'a SchoolCode) -> &'a str {
        self.schools.get(code).map_or(code.as_str(), |entry| &entry.name)
    }

    /// A region's name, or its code if it is in no list.
    pub fn region_name<'a>(&'a self, code: &'a RegionCode) -> &'a str {
        self.regions.get(code).map_or(code.as_str(), String::as_str)
    }

    /// An industry's name, or its code if it is in no list.
    pub fn industry_name<'a>(&'a self, code: &'a IndustryCode) -> &'a str {
        self.industries.get(code).map_or(code.as_str(), String::as_str)
    }
}
