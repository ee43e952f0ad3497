//! The years of a simulated city.

/// The first year with employment.
pub(crate) const FIRST: i32 = 2003;
/// Years by which employment by section comes late in the templates.
pub(crate) const SECTIONS_LATE: i32 = 4;
/// Years by which the total of unit employment comes late.
pub(crate) const TOTAL_LATE: i32 = 1;
/// Years by which private and self-employment comes late.
pub(crate) const PRIVATE_LATE: i32 = 5;
/// The first year in which schools recruit; before reports begin, intake has found its course.
pub(crate) const FIRST_INTAKE: i32 = 2007;
/// The first school year and class of graduates that schools report.
pub(crate) const FIRST_REPORT: i32 = 2016;
/// The base year: the last that schools report.
pub const BASE: i32 = 2023;
/// Years after the base year of which the truth is known.
pub const HORIZON: i32 = 4;
/// The last year of a city whose years to come are those of one horizon.
pub(crate) const LAST: i32 = BASE + HORIZON;

/// How many years lie from the first to this one.
pub(crate) const fn years_to(last: i32) -> usize {
    (last - FIRST + 1) as usize
}

/// The position of a year among all that are simulated.
pub(crate) const fn at(year: i32) -> usize {
    (year - FIRST) as usize
}
