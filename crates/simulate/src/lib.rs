//! Cities that are made up, with what is true of them, to hold the product against.
//!
//! [`simulate`] makes a city from a seed: files in the project's templates, and the truth beside them. Its mechanism is deliberately
//! not the model of the product: occupations hire by the ages of their workers and by shocks, schools follow last year's ratio and
//! students follow fashion (a cobweb: intake comes to the market three years late), graduates are matched to openings, and schools
//! report better than is true. The years to come are made by the same mechanism and stand in the truth alone.
//!
//! [`score()`] holds what is called of programmes against the truth; [`Rule`] makes the calls of published rules and plain ways to
//! compare with.
//!
//! No disk, no clock: seed in, texts and numbers out.

mod catalogue;
mod chance;
mod city;
mod course;
mod demand;
mod economy;
mod files;
mod intake;
mod labour;
mod layout;
mod market;
mod parts;
mod reports;
mod score;
mod steered;
mod timeline;
mod truth;

pub use city::{SimulatedCity, simulate};
pub use files::{FILE_NAMES, SimulatedFile};
pub use score::{Call, Case, Confidence, Rule, Score, score};
pub use steered::{
    Decided, PathScore, PathYear, PlaceNow, RulePack, SteeredCity, Subject, Unit, Way, path_score,
};
pub use timeline::{BASE, HORIZON};
pub use truth::{BalanceClass, TrueBalance, TrueYear, Truth};
