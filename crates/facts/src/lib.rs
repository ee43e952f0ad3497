//! What is known of a city, asked once: figures by subject with their origins, rates with their definition,
//! numerator, denominator and window, groups of places, and who has reported what.
//!
//! Reading order: [`Facts`] is made of a panel and its code lists; [`Place`] says where the figures of a programme
//! at a school stand; `figures.rs` adds figures up, `reporting.rs` says who is late, `rates.rs` holds the one way to
//! a rate, and `groups.rs` says which groups a place belongs to.

mod facts;
mod figures;
mod groups;
mod length;
mod place;
mod placing;
mod rates;
mod regional;
mod reporting;

#[cfg(any(test, feature = "small-city"))]
pub mod small_city;

pub use facts::{Facts, Subject};
pub use figures::GRADES;
pub use groups::{group_name, groups_of};
pub use length::Length;
pub use place::{Place, PlaceOf};
pub use rates::{Rate, Window};

#[cfg(test)]
mod tests;
