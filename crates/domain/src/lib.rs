//! The words of the service: codes, years, measures with their units, observations and where they
//! came from. A type lives here only if two sibling crates exchange it.
//!
//! Nothing here knows files, models or the wire.

mod action_state;
mod breakdown;
mod cell_ref;
mod code;
mod education_level;
mod group;
mod lang;
mod level;
mod lists;
mod measure;
mod nearest;
mod observation;
mod origin;
mod provenance;
mod rate;
mod series;
mod series_key;
mod template_code;
mod unit;
mod year;

pub use action_state::ActionState;
pub use breakdown::{Breakdown, BreakdownFit};
pub use cell_ref::CellRef;
pub use code::{
    CodeError, IndustryCode, OccupationName, ProgrammeClass, ProgrammeCode, RegionCode, SchoolCode,
};
pub use education_level::EducationLevel;
pub use group::Group;
pub use lang::Lang;
pub use level::Level;
pub use lists::{
    ActionRow, AgeRow, BridgeRow, CodeList, Codebook, ControlRow, EventRow, FormerRow,
    NeighbourRow, OccupationClassRow, OccupationEntry, OccupationWorkers, OtherName,
    ProgrammeEntry, Quarter, RetirementRow, RuleRow, SchoolEntry, ShortageRow, StaffingRow,
};
pub use measure::Measure;
pub use nearest::nearest;
pub use observation::Observation;
pub use origin::{ListRow, Origins};
pub use provenance::{Confidence, Nature, Provenance, Status};
pub use rate::RateDefinition;
pub use series::Series;
pub use series_key::SeriesKey;
pub use template_code::TemplateCode;
pub use unit::Unit;
pub use year::{Year, YearError};
