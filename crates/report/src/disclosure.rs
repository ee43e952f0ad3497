//! What figure about persons may be shown to readers outside the schools: the one place that decides it.
//!
//! Whatever leaves the program (documents, pages, the API, the command line, traces, charts) asks here before it writes
//! a number about students or graduates. The rules, in persons:
//!
//! - A count of one to four is not shown, only that it is below five ([`count`]).
//! - Of fewer than ten persons no rate and no mean is shown ([`rate`], [`mean`]), pay included: a mean of so few tells
//!   about single persons. A rate whose numerator is small is shown as the bound that it stays below.
//! - A withheld part must not follow from a total by subtraction: where it is the only small part, the next smallest is
//!   withheld with it ([`parts_of_total`], and year by year [`series_of_parts`]).
//! - What is expected of a year to come is treated like a count of that year ([`count`]).
//!
//! Withholding a single cell and then its complement is primary and secondary suppression as in the handbook on
//! statistical disclosure control of Eurostat (Hundepool and others, 2012, chapter 4). Employment by industry is
//! published by the statistics office and is not covered.

mod rules;
mod series;
mod shown;
mod sizes;
mod traced;

pub use rules::{SMALLEST_BASE, SMALLEST_COUNT, count, mean, parts_beside, parts_of_total, rate};
pub use series::{
    ShownHistory, history_of_group, history_of_programme, points_shown, series_of_parts,
};
pub use shown::Shown;
pub use sizes::{sizes_of_groups, sizes_of_programmes, sizes_of_sites};
pub use traced::{TracedFigure, shown_of_trace};
