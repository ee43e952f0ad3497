//! What tells one series of a measure from another.

use serde::{Deserialize, Serialize};

use crate::{IndustryCode, Level, OccupationName, ProgrammeCode, RegionCode, SchoolCode};

/// What identifies a series beside its measure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SeriesKey {
    /// The region that the figures are of.
    pub region: RegionCode,
    /// The industry.
    pub industry: Level<IndustryCode>,
    /// The programme.
    pub programme: Level<ProgrammeCode>,
    /// The school.
    pub school: Level<SchoolCode>,
    /// The occupation.
    pub occupation: Level<OccupationName>,
}

impl SeriesKey {
    /// The whole of a region.
    pub fn region(region: RegionCode) -> Self {
        Self {
            region,
            industry: Level::Total,
            programme: Level::Total,
            school: Level::Total,
            occupation: Level::Total,
        }
    }

    /// The same with one industry.
    #[must_use]
    pub fn with_industry(self, code: IndustryCode) -> Self {
        Self { industry: Level::Code(code), ..self }
    }

    /// The same with one programme.
    #[must_use]
    pub fn with_programme(self, code: ProgrammeCode) -> Self {
        Self { programme: Level::Code(code), ..self }
    }

    /// The same with one school.
    #[must_use]
    pub fn with_school(self, code: SchoolCode) -> Self {
        Self { school: Level::Code(code), ..self }
    }
}
