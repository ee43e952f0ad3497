//! Statistical disclosure control: which figures about persons readers outside the schools and the bureau are shown.
//!
//! **Method.** Every count of students and graduates that a school reports is rounded to a multiple of five before
//! anything is computed for the public, and everything that the public is shown is computed from these rounded counts
//! alone. Totals are sums of rounded counts, so that all tables, years, levels, formats, charts, traces and scenarios
//! agree with each other, and no way of putting public figures together tells more than the rounded counts themselves:
//! what is computed from protected data needs no further protection. Suppression of single cells was tried first and
//! given up: it has to know every relation between all figures that are shown anywhere, and one that is forgotten gives
//! the cells away. Rounding has to know none.
//!
//! **What is rounded** are the parts that the reported counts are made of: graduates by destination, jobs
//! in the city and elsewhere, students by grade, entrants who came and who did not, and so on, so that the difference of
//! two published counts is protected like a count. A part of ten persons or more becomes one of the two neighbouring
//! multiples of five; one of one to nine persons becomes 0, 5 or 10; nobody stays nobody. Whoever sees a rounded part
//! knows the true one to no better than four persons either way: 0 stands for nought to nine.
//!
//! **Totals.** Among the roundings that are possible, one is chosen in which the totals of schools, programmes,
//! classes, counties, categories and the city are near the true ones (controlled rounding, here by descent from an
//! unbiased random rounding: L. Cox, A constructive procedure for unbiased controlled rounding, Journal of the American
//! Statistical Association 82, 1987; A. Hundepool and others, Statistical Disclosure Control, Wiley 2012, section 5.4).
//!
//! **Between versions** a count that has not changed keeps its rounding ([`Mask`]), so that two publications differ by the
//! rounded counts of what is new.
//!
//! **Breakdowns** by what graduates and their jobs are like (contracts, homes, employers and so on) are left out of the
//! figures of places. Only their totals for the city are shown, where three schools and more report them, to ten persons:
//! no sum of rounded counts contains them, and a total of many tells nothing of few.
//!
//! **Means** of pay are shown of ten answers and more, to fifty yuan.

mod mask;
mod parts;
mod protect;
mod rounding;

pub use mask::{Key, Mask};
pub use parts::is_protected;
pub use protect::{Protected, protect};

/// Breakdowns of the city's graduates are published by so many schools and more, to ten persons.
pub const BREAKDOWN_SCHOOLS: usize = 3;

/// A total of the city by a breakdown, as the public is shown it.
pub fn round_total(persons: f64) -> f64 {
    const STEP: f64 = 10.0;
    (persons / STEP).round() * STEP
}

/// Counts are rounded to multiples of this many persons.
pub const BASE: f64 = 5.0;

/// A part of fewer persons than this, but not of nobody, may become 0, 5 or 10.
pub const SMALL: f64 = 10.0;

/// Planned intakes below this, which is less than a class, are shown as [`SMALL`].
pub const SMALL_PLAN: f64 = 20.0;

/// Mean pay is shown of this many answers and more.
pub const PAY_ANSWERS: f64 = 10.0;

/// Mean pay is rounded to multiples of this, yuan per month.
pub const PAY_STEP: f64 = 50.0;
