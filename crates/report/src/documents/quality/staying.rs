//! 五、服务本地

use talent_outlook::{CohortDestinations, DestinationsOutlook, Outlook};

use super::cohorts::{COHORTS, count, late_note, pay, rate_of};
use crate::document::cells::{cells, whole};
use crate::document::{Block, Table};

/// How many stay in the city (`q9`), and how many come back with a higher level of education (`q10`).
///
/// Running text points to the first row of `q9`, the newest cohort.
pub(super) fn staying(outlook: &Outlook, city: &DestinationsOutlook) -> Vec<Block> {
    vec![
        Block::heading("五、服务本地"),
        Block::say(
            "本届直接就业的毕业生中，留在本市的占{q9:0:3}，对口就业的占{q9:0:4}，起薪均值每月{q9:0:5}元。",
        ),
        staying_table(outlook, city).into(),
        returning_table(outlook).into(),
    ]
}

/// Jobs in the city, matching and pay of the last cohorts, the newest first.
fn staying_table(outlook: &Outlook, city: &DestinationsOutlook) -> Table {
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
    Table::new("q9", "表5-1　全市留在本市就业、对口与起薪")
        .marks(["届别"])
        .figures(["直接就业（人）", "本市就业（人）", "本市留存率", "对口率", "起薪（元/月）"])
        .rows(city.cohorts.iter().rev().take(COHORTS).map(row))
        .note("起薪按报告人数加权，未剔除价格变动。".to_owned() + &late_note(outlook, city))
}

/// Graduates who go on studying and come to the labour market within the period, at a higher level of education.
/// The sum over all programmes and years of the period, in persons.
fn returning_table(outlook: &Outlook) -> Table {
    let returning: f64 =
        outlook.programmes.iter().flat_map(|p| &p.returning).map(|point| point.value).sum();
    Table::new("q10", "表5-2　升学者回流")
        .words(["项目"])
        .figures(["人数"])
        .rows([cells!["测算期内将以更高学历回到劳动力市场的升学者（人）", whole(returning)]])
}
