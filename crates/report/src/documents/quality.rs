//! 《××市职业学校毕业生就业质量年度报告》
//!
//! A yearly report with a cover, about the newest cohort of graduates. Ids of tables are `q1`…

mod annexes;
mod breakdowns;
mod cohorts;
mod destinations;
mod feedback;
mod findings;
mod preparation;
mod prospects;
mod quality_of_jobs;
mod school;
mod size;
mod staying;
mod summary;

use talent_outlook::Outlook;

use super::stamp::RunStamp;
use super::yearly::yearly_report;
use crate::document::{Block, Document, UnboundNumber};
use cohorts::of_city;

pub use school::compose_school_quality_report;

/// Composes the yearly report on where graduates went and how well. An error would be a number in its text that no
/// table holds.
///
/// The report is named after the newest cohort of the city, or after the base year where no cohort was reported; four
/// sections are then left out. Rates of few are left out.
pub fn compose_quality_report(
    outlook: &Outlook,
    stamp: RunStamp,
) -> Result<Document, UnboundNumber> {
    let city = of_city(outlook);
    let newest = city.and_then(|city| city.cohorts.last());
    let year = newest.map_or_else(
        || format!("{} 年", outlook.meta.base_year),
        |cohort| format!("{} 届", cohort.year),
    );
    let blocks = [
        city.map_or_else(Vec::new, |city| summary::summary(outlook, city)),
        preparation::preparation(outlook, stamp, &year, "本市"),
        city.map_or_else(without_destinations, |city| {
            [
                size::size(outlook, city),
                destinations::destinations(outlook, city),
                quality_of_jobs::quality_of_jobs(outlook, city),
                staying::staying(outlook, city),
            ]
            .concat()
        }),
        prospects::prospects(outlook),
        feedback::feedback(outlook),
        annexes::annexes(outlook),
    ]
    .concat();
    yearly_report(outlook, stamp, "职业学校毕业生就业质量年度报告", year, blocks)
}

/// What stands in the place of four sections where no school reported where its graduates went.
fn without_destinations() -> Vec<Block> {
    vec![Block::say("没有毕业生去向数据：请导入毕业生就业质量表后重新计算。")]
}
