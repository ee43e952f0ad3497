//! What single changes of a scenario do to the entrants of a draw.

use talent_domain::Year;
use talent_facts::Facts;

use crate::change::Change;
use crate::intake::{Entrants, RecruitingPlace};
use crate::supply::{Supply, filled_share};

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
