//! Schools that are late with their reports.

use serde::{Deserialize, Serialize};
use talent_domain::{ProgrammeCode, SchoolCode, Year};

/// A school that has not reported all students of the base year though they cannot all have left. It is warned
/// itself: what it leaves out does not move a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateSchool {
    /// The school.
    pub school: SchoolCode,
    /// Its name.
    pub name: String,
    /// The programmes of which the report is missing.
    pub programmes: Vec<LateProgramme>,
}

/// A programme of which a school's report is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateProgramme {
    /// The programme.
    pub programme: ProgrammeCode,
    /// Its name.
    pub name: String,
    /// The first school year that is missing.
    pub since: Year,
}
