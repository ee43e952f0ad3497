//! The statistical model of one release: what the figures known in a base year say of supply and demand over the years
//! after it.
//!
//! Reading order: [`ReleaseRequest`] says what is asked; [`Employment`] forecasts the sections, with [`production`]
//! behind it; [`Occupations`] carries them to programmes; [`Supply`] is who is at school and the rates ahead of them,
//! [`Intake`] those still to come; [`release()`] draws all of it and returns an [`Outcome`]. A [`Scenario`] changes what
//! is drawn, and a model that loses its trial ([`Tried`]) gives way to the last value.

mod assumptions;
mod base_window;
mod chance;
mod change;
mod classes;
mod employment;
mod error;
mod gains;
mod growth;
mod intake;
mod intake_change;
mod occupations;
mod outcome;
mod places;
pub mod production;
mod release;
mod request;
mod scenario;
mod supply;
mod surroundings;
mod trial;

pub use assumptions::{Assumptions, SectionAssumptions};
pub use base_window::{BaseWindow, WindowJobs, window_jobs};
pub use change::{Change, ChangeFault, ChangeFaults, FaultKind, read_changes, recruits};
pub use classes::ClassShares;
pub use employment::{Employment, EmploymentDraw};
pub use error::ReleaseError;
pub use growth::{Earlier, GrowthWeights, correct};
pub use intake::{Entrants, Intake, RecruitingPlace};
pub use occupations::{OccupationInputs, Occupations};
pub use outcome::Outcome;
pub use places::{PlaceDraws, draws_by_place};
pub use release::release;
pub use request::{ReleaseRequest, Settings, base_year};
pub use scenario::{Scenario, ScenarioChange, ScenarioError};
pub use supply::{
    DESTINATION_RATES, DestinationRate, RateUsed, Supply, supplies, unknown_rates, years_to_recruit,
};
pub use surroundings::{Neighbour, Surroundings};
pub use trial::Tried;

#[cfg(test)]
mod tests;
