//! Single changes that a scenario asks about: seats at a place, a stop, an opening, a plant. Each has one text form, for the
//! command line, an address and a form alike.
//!
//! ```text
//! seats:SCHOOL:PROGRAMME:40    forty seats more (-40: fewer) from the next intake on
//! stop:SCHOOL:PROGRAMME        no intake from the next one on
//! open:SCHOOL:PROGRAMME:40     forty seats at a school that does not recruit for the programme
//! plant:C:800:2027             eight hundred jobs of a section (-800: fewer) by a year
//! ```
//!
//! Letters, digits, colons and hyphens only, several with commas between them: nothing that a shell or an address reads as
//! something else.

mod fault;
mod reading;

use std::fmt;

use talent_domain::{IndustryCode, Measure, ProgrammeCode, SchoolCode, Year};
use talent_facts::Facts;

pub use fault::{ChangeFault, ChangeFaults, FaultKind};
pub use reading::read_changes;

/// One change of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// More seats, or (negative) fewer, at a place that recruits, from the next intake on.
    Seats {
        /// The school.
        school: SchoolCode,
        /// The programme.
        programme: ProgrammeCode,
        /// Seats added.
        persons: i32,
    },
    /// A place recruits no more from the next intake on.
    Stop {
        /// The school.
        school: SchoolCode,
        /// The programme.
        programme: ProgrammeCode,
    },
    /// A school begins to recruit for a programme with the next intake.
    Open {
        /// The school.
        school: SchoolCode,
        /// The programme.
        programme: ProgrammeCode,
        /// Its seats in each year.
        persons: i32,
    },
    /// A plant, or (negative) a closure, that is sure to come.
    Plant {
        /// The section.
        industry: IndustryCode,
        /// Jobs added.
        posts: i32,
        /// The year by which they are there.
        year: i32,
    },
}

impl Change {
    /// The school and the programme that it is of; none of a plant.
    pub fn place(&self) -> Option<(&SchoolCode, &ProgrammeCode)> {
        match self {
            Self::Seats { school, programme, .. }
            | Self::Stop { school, programme }
            | Self::Open { school, programme, .. } => Some((school, programme)),
            Self::Plant { .. } => None,
        }
    }

    /// Whether it stops the intake of this place.
    pub fn stops(&self, school: &SchoolCode, programme: &ProgrammeCode) -> bool {
        matches!(self, Self::Stop { .. }) && self.place() == Some((school, programme))
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seats { school, programme, persons } => {
                write!(f, "seats:{school}:{programme}:{persons}")
            }
            Self::Stop { school, programme } => write!(f, "stop:{school}:{programme}"),
            Self::Open { school, programme, persons } => {
                write!(f, "open:{school}:{programme}:{persons}")
            }
            Self::Plant { industry, posts, year } => write!(f, "plant:{industry}:{posts}:{year}"),
        }
    }
}

/// Whether a programme recruits at a school: it has entrants in the base year, or a quota after it.
pub fn recruits(
    facts: &Facts<'_>,
    base: Year,
    school: &SchoolCode,
    programme: &ProgrammeCode,
) -> bool {
    let subject = (programme.clone(), Some(school.clone()));
    let places = facts.places_of_subject(&subject);
    let entered = facts.entrants_filled(&places, base).and_then(|series| series.at(base));
    let planned = facts.sum(&subject, &[Measure::PlannedIntake]);
    let has_quota = planned.is_some_and(|traced| {
        traced.series.points().any(|(year, value)| year > base && value.unwrap_or(0.0) > 0.0)
    });
    has_quota || entered.unwrap_or(0.0) > 0.0
}
