//! 《××市职业教育专业布局与需求分析报告》
//!
//! A yearly report with a cover, about the base year and the period of the balance. Ids of tables are `l1`…

mod annexes;
mod balance;
mod bands;
mod demand;
mod enrolment;
mod industries;
mod key_programmes;
mod leading;
mod matching;
mod places;
mod preparation;
mod proposals;
mod review;
mod scenarios;
mod summary;

use talent_outlook::Outlook;

use super::stamp::RunStamp;
use super::yearly::yearly_report;
use crate::chart::Borders;
use crate::document::{Document, UnboundNumber};

pub use scenarios::NamedScenario;

/// Composes the yearly report on programmes and demand. `scenarios` stand beside the base in its table of scenarios;
/// with `borders` there is a map of counties. An
/// error would be a number in its text that no table holds.
///
/// The year of the title is the base year of the outlook. Each section gives its own blocks, in the order of the
/// headings.
pub fn compose_programmes_report(
    outlook: &Outlook,
    stamp: RunStamp,
    scenarios: &[NamedScenario],
    borders: Option<&Borders>,
) -> Result<Document, UnboundNumber> {
    let year = format!("{} 年", outlook.meta.base_year);
    let blocks = [
        summary::summary(outlook),
        preparation::preparation(outlook, stamp, &year),
        industries::industries(outlook),
        demand::demand(outlook),
        places::places(outlook, borders),
        key_programmes::key_programmes(outlook),
        matching::matching(outlook),
        balance::balance(outlook, scenarios),
        proposals::proposals(outlook, stamp),
        review::review(outlook, stamp),
        annexes::annexes(outlook),
    ]
    .concat();
    yearly_report(outlook, stamp, "职业教育专业布局与需求分析报告", year, blocks)
}
