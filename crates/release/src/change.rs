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

use crate::intake::{Entrants, RecruitingPlace};
use crate::supply::{Supply, filled_share};

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

/// What a change does to the entrants of a draw.
#[derive(Debug)]
pub(crate) struct IntakeChange {
    /// The programme's position.
    programme: usize,
    /// The place's position; none of one that is opened.
    place: Option<usize>,
    /// Entrants added in each year; none of a stop.
    added: Option<f64>,
}

impl IntakeChange {
    /// `None` of a plant, and of a programme or place that the release does not have.
    ///
    /// Seats are filled as the programme's quotas were in the newest years, all of them at most.
    pub(crate) fn new(
        facts: &Facts<'_>,
        base: Year,
        supplies: &[Supply],
        places: &[RecruitingPlace],
        change: &Change,
    ) -> Option<Self> {
        let (school, code) = change.place()?;
        let programme = supplies.iter().position(|supply| supply.programme == *code)?;
        let place = places.iter().position(|place| {
            place.programme == programme && place.school.as_ref() == Some(school)
        });
        let filled = filled_share(facts, &(code.clone(), None), base).min(1.0);
        let added = match change {
            Change::Seats { persons, .. } | Change::Open { persons, .. } => {
                Some(f64::from(*persons) * filled)
            }
            Change::Stop { .. } | Change::Plant { .. } => None,
        };
        let is_known = place.is_some() || matches!(change, Change::Open { .. });
        is_known.then_some(Self { programme, place, added })
    }

    /// Changes every year of a draw. No place goes below nobody.
    pub(crate) fn apply(&self, entrants: &mut Entrants) {
        let years = entrants.programmes[self.programme].len();
        for year in 0..years {
            let before = self.place.map_or(0.0, |place| entrants.places[place][year]);
            let after = self.added.map_or(0.0, |added| (before + added).max(0.0));
            if let Some(place) = self.place {
                entrants.places[place][year] = after;
            }
            let whole = &mut entrants.programmes[self.programme][year];
            *whole = (*whole + after - before).max(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_added_taken_down_to_nobody_or_all_taken() {
        let drawn = || Entrants {
            programmes: vec![vec![50.0, 40.0]],
            places: vec![vec![30.0, 10.0], vec![20.0, 30.0]],
        };
        let after = |place, added| {
            let mut entrants = drawn();
            IntakeChange { programme: 0, place, added }.apply(&mut entrants);
            (entrants.programmes[0].clone(), entrants.places[0].clone())
        };
        assert_eq!(after(Some(0), Some(20.0)), (vec![70.0, 60.0], vec![50.0, 30.0]));
        assert_eq!(after(Some(0), Some(-20.0)), (vec![30.0, 30.0], vec![10.0, 0.0]));
        assert_eq!(after(Some(0), None), (vec![20.0, 30.0], vec![0.0, 0.0]));
        assert_eq!(after(None, Some(5.0)), (vec![55.0, 45.0], vec![30.0, 10.0]));
    }
}
