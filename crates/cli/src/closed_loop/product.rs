//! Seats by this system's plan.

use anyhow::Result;
use talent_outlook::{Decision, Outlook};
use talent_simulate::{Decided, PlaceNow, SteeredCity};

use crate::made_up::Settings;

/// Sets the seats of every year by the plan of a run on what is known then.
pub(super) fn steer(city: &mut SteeredCity) -> Result<()> {
    let mut settings = Settings::of_a_new_workspace()?;
    let mut published: Option<Outlook> = None;
    while !city.is_decided() {
        settings.move_window(city.base())?;
        let outlook = settings.run_on(&city.files(), published.as_ref())?;
        let decided: Vec<Decided> =
            city.places().iter().map(|place| decide(place, &outlook)).collect();
        city.advance(&decided);
        published = Some(outlook);
    }
    Ok(())
}

/// What the plan says of a place; one that it says nothing of keeps its seats.
fn decide(place: &PlaceNow, outlook: &Outlook) -> Decided {
    let planned = outlook.plan.as_ref().and_then(|plan| {
        plan.places.iter().find(|planned| {
            planned.school.as_str() == place.school && planned.programme.as_str() == place.programme
        })
    });
    match planned {
        Some(planned) if planned.decision == Decision::Stop => Decided::CLOSED,
        Some(planned) if planned.now > 0.0 => {
            Decided::seats(place.seats * planned.planned / planned.now)
        }
        _ => Decided::seats(place.seats),
    }
}
