//! What single changes would do: the places and programmes that they touch, before and after.

use serde::{Deserialize, Serialize};
use talent_domain::{IndustryCode, ProgrammeClass, ProgrammeCode, SchoolCode, Year};
use talent_market::Band;
use talent_warning::{Reading, Signal, WarningLevel};

use crate::forecast::Range;

/// What changes would do. Each pair is before, then after them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIf {
    /// The changes in their one text form, with commas between them.
    pub text: String,
    /// The run whose levels are gone on from; none where none of the same base year has been published.
    pub run: Option<i64>,
    /// The year of the next release, and of the next intake.
    pub next: Year,
    /// The changes, in the order in which they were asked for.
    pub changes: Vec<AskedChange>,
    /// What they change: the programmes of the changes first.
    pub programmes: Vec<WhatIfProgramme>,
    /// Their places, then other schools of the same programmes.
    pub places: Vec<WhatIfPlace>,
    /// Programmes of other classes whose graduates go into the same industry. Their figures do not change.
    pub sharing: Vec<SharingProgramme>,
}

/// A change as it was understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AskedChange {
    /// Its text form.
    pub text: String,
    /// What it is.
    pub kind: ChangeKind,
    /// The school with its name.
    pub school: Option<(SchoolCode, String)>,
    /// The programme with its name.
    pub programme: Option<(ProgrammeCode, String)>,
    /// The section with its name.
    pub industry: Option<(IndustryCode, String)>,
    /// Seats or jobs added; none of a stop.
    pub number: Option<i32>,
    /// Of a place the first intake, of a plant the year of its jobs.
    pub from: Year,
    /// When the first cohort leaves that is changed; none of a plant.
    pub leaves: Option<Year>,
    /// Whether that lies after the years that the balance sums.
    pub is_beyond: bool,
    /// Of a change that is larger than usual what it is large beside, persons: of more seats what the seat plan may add in a year, of
    /// jobs those whom units of the industry employ.
    #[serde(default)]
    pub beside: Option<f64>,
    /// Of a stop whether no other school recruits for the programme.
    #[serde(default)]
    pub is_last: bool,
}

/// What a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Seats more or fewer.
    Seats,
    /// No intake any more.
    Stop,
    /// A new place.
    Open,
    /// A plant or a closure.
    Plant,
}

/// Why something is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Touch {
    /// A change is of it.
    Changed,
    /// It serves the section of a plant.
    Industry,
    /// It is of the class of a changed programme.
    SameClass,
    /// Another school of a changed programme.
    SameProgramme,
}

/// A programme before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIfProgramme {
    /// Its code.
    pub code: ProgrammeCode,
    /// Its name.
    pub name: String,
    /// Its class.
    pub class: ProgrammeClass,
    /// The name of the class.
    pub class_name: String,
    /// Why it is listed.
    pub touch: Touch,
    /// Openings for newcomers over the horizon, persons.
    pub demand: (Range, Range),
    /// Local entrants over the horizon, persons.
    pub supply: (Range, Range),
    /// 求人倍率 over the horizon.
    pub sdr: (Range, Range),
    /// Its band; none where nothing is known of its share of its class.
    pub band: (Option<Band>, Option<Band>),
    /// The cohort of the next intake alone; none where nothing is known of its demand.
    pub cohort: Option<CohortRatio>,
    /// Level, signals and rules.
    pub verdict: Verdict,
}

/// The ratio of the year in which the cohort of the next intake leaves: mean yearly openings over the entrants of that cohort
/// alone, without what earlier cohorts leave over.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CohortRatio {
    /// When it leaves.
    pub leaves: Year,
    /// Whether that lies after the horizon of the run, so that it was drawn over more years for this.
    pub is_beyond: bool,
    /// Local entrants of the cohort, persons.
    pub supply: (Range, Range),
    /// 求人倍率 of that year.
    pub sdr: (Range, Range),
}

/// A place before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIfPlace {
    /// The programme.
    pub programme: ProgrammeCode,
    /// Its name.
    pub programme_name: String,
    /// The school.
    pub school: SchoolCode,
    /// Its name.
    pub school_name: String,
    /// Why it is listed.
    pub touch: Touch,
    /// Expected to enter next, persons; none where the horizon ends before they would leave.
    pub entrants: (Option<f64>, Option<f64>),
    /// Whether a change stops its intake.
    #[serde(default)]
    pub stops: bool,
    /// Level, signals and rules.
    pub verdict: Verdict,
}

/// What the policy and the published rules would say at the next release if all other figures stayed as they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The levels; none where none was published.
    pub levels: Option<Levels>,
    /// Signals that are adverse before or after, or that change.
    pub signals: Vec<SignalPair>,
    /// Published rules that are met, by number.
    pub statutory: (Vec<String>, Vec<String>),
}

/// Levels of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Levels {
    /// As published.
    pub now: WarningLevel,
    /// At the next release without the changes, then with them.
    pub next: (WarningLevel, WarningLevel),
}

/// A signal before and after; none where it is not read.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SignalPair {
    /// Which signal.
    pub signal: Signal,
    /// Before.
    pub before: Option<Reading>,
    /// After.
    pub after: Option<Reading>,
}

impl SignalPair {
    /// Whether the verdict on it changes.
    pub fn changes(&self) -> bool {
        self.before.map(|reading| reading.standing) != self.after.map(|reading| reading.standing)
    }
}

/// A programme of another class that shares an industry with a changed one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SharingProgramme {
    /// Its code.
    pub code: ProgrammeCode,
    /// Its name.
    pub name: String,
    /// The industry.
    pub industry: String,
}
