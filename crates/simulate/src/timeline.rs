//! The years of a simulated city.

/// The first year with employment.
pub(crate) const FIRST: i32 = 2003;
/// The last year with employment by section in the templates; its total goes on to [`LAST_TOTAL`].
pub(crate) const LAST_SECTIONS: i32 = 2019;
/// The last year with the total of unit employment.
pub(crate) const LAST_TOTAL: i32 = 2022;
/// The last year with private and self-employment.
pub(crate) const LAST_PRIVATE: i32 = 2018;
/// The first year in which schools recruit; before reports begin, intake has found its course.
pub(crate) const FIRST_INTAKE: i32 = 2007;
/// The first school year and class of graduates that schools report.
pub(crate) const FIRST_REPORT: i32 = 2016;
/// The base year: the last that schools report.
pub const BASE: i32 = 2023;
/// Years after the base year of which the truth is known.
pub const HORIZON: i32 = 4;
/// The last year that is simulated.
pub(crate) const LAST: i32 = BASE + HORIZON;
/// Years from the first to the last.
pub(crate) const YEARS: usize = (LAST - FIRST + 1) as usize;

/// The position of a year among all that are simulated.
pub(crate) const fn at(year: i32) -> usize {
    (year - FIRST) as usize
}
