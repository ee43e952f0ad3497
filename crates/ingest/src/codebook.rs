use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{
    ActionState, CellRef, IndustryCode, ProgrammeClass, ProgrammeCode, RegionCode, SchoolCode,
    Status,
};

use crate::names::CodeList;

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
    /// Measures against warnings, and how far they have come (P6).
    pub actions: Vec<ActionRow>,
}

/// A measure against a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRow {
    /// The school; none for the city.
    pub school: Option<SchoolCode>,
    /// The programme; none for all.
    pub programme: Option<ProgrammeCode>,
    /// The year of the warning that it answers.
    pub year: i32,
    /// What is to be done.
    pub action: String,
    /// Who is to do it; empty if that is open.
    pub owner: String,
    /// By when, as `2026-06-30`.
    pub deadline: Option<String>,
    /// How far it has come.
    pub state: ActionState,
    /// When it was done.
    pub done: Option<String>,
    /// What came of it; empty if nothing is said.
    pub effect: String,
    /// Where the row stands.
    pub cell: CellRef,
}

/// The share of one occupation in an industry.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
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

/// What became of a programme of a former catalogue: one row a programme that it went into.
#[derive(Debug, Clone, PartialEq)]
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

/// What is known of an occupation.
#[derive(Debug, Clone, PartialEq)]
pub struct OccupationEntry {
    /// Its name.
    pub name: String,
    /// Share of its workers who leave the labour force a year.
    pub exit_rate: f64,
    /// Share of its openings filled from the level of education looked at.
    pub level_share: f64,
    /// Where the row stands.
    pub cell: CellRef,
}

/// The workers of an occupation in the city.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct EventRow {
    /// Where.
    pub region: RegionCode,
    /// The industry.
    pub industry: IndustryCode,
    /// From when on.
    pub year: i32,
    /// What.
    pub name: String,
    /// Posts added, or (negative) lost.
    pub posts: f64,
    /// How likely, a fraction.
    pub probability: f64,
    /// Where it was published.
    pub source: String,
    /// Where the row stands.
    pub cell: CellRef,
}

/// Workers of an age band, and how many of them left the labour force within a year.
#[derive(Debug, Clone, PartialEq)]
pub struct AgeRow {
    /// The industry; none for all of them.
    pub industry: Option<IndustryCode>,
    /// The first and the last age of the band, in years.
    pub ages: (u32, u32),
    /// Workers.
    pub workers: f64,
    /// Of these, those who left; none if not known.
    pub exits: Option<f64>,
    /// Where the row stands.
    pub cell: CellRef,
}

/// A name that files may use for a code beside the one in its list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OtherName {
    /// The list.
    pub list: CodeList,
    /// The code.
    pub code: String,
    /// The former or short name.
    pub name: String,
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
