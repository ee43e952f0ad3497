//! 五、服务本地

use std::collections::BTreeMap;

use talent_domain::{Breakdown, Year};
use talent_outlook::{CohortDestinations, DestinationsOutlook, Outlook};

use super::breakdowns::breakdowns;
use super::cohorts::{COHORTS, count, late_note, pay, rate_of};
use super::findings::{Moving, headed};
use crate::document::cells::{cells, whole};
use crate::document::{Block, Table};

/// How many stay in the city (`q9`), and how many come back with a higher level of education (`q10`).
///
/// Running text points to the first row of `q9`, the newest cohort.
pub(super) fn staying(outlook: &Outlook, city: &DestinationsOutlook) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(&headed(
            "五、服务本地",
            outlook,
            city,
            &[("本市留存率", Moving::Rate(CohortDestinations::retention))],
        )),
        Block::say(
            "本届直接就业的毕业生中，留在本市的占{q9:0:3}，对口就业的占{q9:0:4}，起薪均值每月{q9:0:5}元。",
        ),
        staying_table(outlook, city, "表5-1　全市留在本市就业、对口与起薪").into(),
        returning_table(outlook).into(),
    ];
    let wanted = [Breakdown::Area, Breakdown::Sector, Breakdown::Employer, Breakdown::Channel];
    blocks.extend(breakdowns(outlook, city, (5, 3), &wanted));
    blocks
}

/// Jobs in the city, matching and pay of the last cohorts, the newest first.
pub(super) fn staying_table(outlook: &Outlook, city: &DestinationsOutlook, caption: &str) -> Table {
    let row = |cohort: &CohortDestinations| {
        cells![
            format!("{}届", cohort.year),
            count(cohort.direct_jobs),
            count(cohort.local_jobs),
            rate_of(cohort.retention()),
            rate_of(cohort.matching()),
            pay(cohort),
        ]
    };
    Table::new("q9", caption)
        .marks(["届别"])
        .figures(["直接就业（人）", "本市就业（人）", "本市留存率", "对口率", "起薪（元/月）"])
        .rows(city.cohorts.iter().rev().take(COHORTS).map(row))
        .note("起薪按报告人数加权，未剔除价格变动。".to_owned() + &late_note(outlook, city))
}

/// Graduates who went on studying, by the year in which they are expected on the labour market at a higher level of
/// education, persons: of the classes that leave within the period.
fn returning_table(outlook: &Outlook) -> Table {
    let mut by_year: BTreeMap<Year, f64> = BTreeMap::new();
    for point in outlook.programmes.iter().flat_map(|programme| &programme.returning) {
        *by_year.entry(point.year).or_default() += point.value;
    }
    let row = |(year, persons): (Year, f64)| cells![format!("{year}年"), whole(persons)];
    Table::new("q10", "表5-2　升学者预计以更高学历回到劳动力市场的年份（人）")
        .marks(["年份"])
        .figures(["人数"])
        .rows(by_year.into_iter().map(row))
        .note("只计测算期内离校的各届升学者，按升学学制推算回到劳动力市场的年份；未计继续深造和不回本市的。")
}
