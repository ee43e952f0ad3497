//! The words of the service: codes, years, measures with their units, observations and where they
//! came from. A type lives here only if two sibling crates exchange it.
//!
//! Nothing here knows files, models or the wire.

mod action;
mod code;
mod group;
mod lang;
mod level;
mod lists;
mod measure;
mod observation;
mod origin;
mod rate;
mod series;
mod template_code;
mod year;

pub use action::ActionState;
pub use code::{
    CodeError, EducationLevel, IndustryCode, OccupationName, ProgrammeClass, ProgrammeCode,
    RegionCode, SchoolCode,
};
pub use group::Group;
pub use lang::Lang;
pub use level::Level;
pub use lists::{
    ActionRow, AgeRow, BridgeRow, CodeList, Codebook, ControlRow, EventRow, FormerRow,
    OccupationClassRow, OccupationEntry, OccupationWorkers, OtherName, ProgrammeEntry,
    RetirementRow, RuleRow, SchoolEntry, StaffingRow,
};
pub use measure::{Measure, Unit};
pub use observation::{CellRef, Confidence, Nature, Observation, Provenance, SeriesKey, Status};
pub use origin::{ListRow, Origins};
pub use rate::RateDefinition;
pub use series::Series;
pub use template_code::TemplateCode;
pub use year::{Year, YearError};
