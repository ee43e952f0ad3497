//! 三、毕业去向

use talent_domain::Breakdown;
use talent_outlook::{CohortDestinations, DestinationsOutlook, Outlook};

use super::breakdowns::breakdowns;
use super::cohorts::{COHORTS, Grouping, count, late_note, newest_cohorts, rate_of};
use super::findings::{Moving, headed};
use crate::document::cells::{cells, whole};
use crate::document::{Block, Cell, Table};

/// The rates that stand beside the counts.
const RATES: [&str; 3] = ["去向落实率", "直接就业率", "升学率"];

/// Where graduates went: the city by cohort (`q3`), the newest cohort by school (`q4`) and by category (`q5`).
///
/// Running text points to the first row of `q3`, the newest cohort.
pub(super) fn destinations(outlook: &Outlook, city: &DestinationsOutlook) -> Vec<Block> {
    let by_group = |id, caption, grouping| group_table(outlook, id, caption, grouping).into();
    let mut blocks = vec![
        Block::heading(&headed(
            "三、毕业去向",
            outlook,
            city,
            &[
                ("落实率", Moving::Rate(CohortDestinations::settled)),
                ("升学率", Moving::Rate(CohortDestinations::onward)),
            ],
        )),
        Block::say("本届毕业去向落实率{q3:0:7}，直接就业率{q3:0:8}，升学率{q3:0:9}。"),
        cohorts_table(outlook, city, "表3-1　全市毕业生去向（人）与比率").into(),
        by_group("q4", "表3-2　分学校毕业去向（人）与比率，本届", Grouping::Schools),
        by_group("q5", "表3-3　分专业大类毕业去向（人）与比率，本届", Grouping::Categories),
    ];
    blocks.extend(breakdowns(outlook, city, (3, 4), &[Breakdown::Route]));
    blocks
}

/// The rates of [`RATES`], in their order, as published.
fn rates(cohort: &CohortDestinations) -> [Cell; 3] {
    [cohort.settled(), cohort.placement(), cohort.onward()].map(rate_of)
}

/// Where the last cohorts of the city or a school went, the newest first.
/// Counts are persons; at most `COHORTS` cohorts are shown.
pub(super) fn cohorts_table(outlook: &Outlook, city: &DestinationsOutlook, caption: &str) -> Table {
    let note = "去向落实率＝（直接就业＋升学＋参军）÷毕业生；直接就业率＝直接就业÷（直接就业＋待就业）；升学率＝升学÷毕业生。";
    Table::new("q3", caption)
        .marks(["届别"])
        .figures(["毕业生", "直接就业", "升学", "参军", "待就业", "暂不就业"])
        .figures(RATES)
        .rows(city.cohorts.iter().rev().take(COHORTS).map(city_row))
        .note(note.to_owned() + &late_note(outlook, city))
}

/// The graduates of a cohort, where they went, and the rates.
fn city_row(cohort: &CohortDestinations) -> Vec<Cell> {
    let parts =
        [cohort.direct_jobs, cohort.further_study, cohort.army, cohort.seeking, cohort.not_seeking];
    cells![format!("{}届", cohort.year), whole(cohort.graduates)]
        .into_iter()
        .chain(parts.map(count))
        .chain(rates(cohort))
        .collect()
}

/// Where the newest cohort went, by school or category.
fn group_table(outlook: &Outlook, id: &'static str, caption: &str, grouping: Grouping) -> Table {
    let groups = newest_cohorts(outlook, grouping);
    let rows = groups.iter().map(|(group, cohort)| {
        let counts = [Some(cohort.graduates), cohort.direct_jobs, cohort.further_study].map(count);
        std::iter::once(Cell::from(group.name.as_str())).chain(counts).chain(rates(cohort))
    });
    Table::new(id, caption)
        .words([grouping.heading()])
        .figures(["毕业生", "直接就业", "升学"])
        .figures(RATES)
        .rows(rows)
}
