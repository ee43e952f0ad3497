//! 二、毕业生规模与结构

use talent_outlook::{DestinationsOutlook, Outlook};

use super::cohorts::{GroupCohort, Grouping, column, late_note, newest_cohorts};
use crate::disclosure::{self, Shown};
use crate::document::{Block, Table, cell};
use crate::wording::figures::{NONE, or_none, percent, persons, shown, signed_percent, whole};

/// Graduates of the newest cohort by school (`q1`) and by category (`q2`). Nothing where the city has no cohort.
pub(super) fn size(outlook: &Outlook, city: &DestinationsOutlook) -> Vec<Block> {
    if city.cohorts.is_empty() {
        return Vec::new();
    }
    let schools = size_table(outlook, city, "q1", "表2-1　分学校毕业生", Grouping::Schools);
    let total = schools.rows.len() - 1;
    let summary = vec![
        "本届毕业生".into(),
        cell("q1", total, 1),
        "人，与上届相比".into(),
        cell("q1", total, 3),
        "。".into(),
    ];
    let categories =
        size_table(outlook, city, "q2", "表2-2　分专业大类毕业生", Grouping::Categories);
    vec![
        Block::heading("二、毕业生规模与结构"),
        Block::Paragraph(summary),
        schools.into(),
        categories.into(),
    ]
}

/// Graduates by group with their share and their change; the last row is the city. A school alone is the same in both
/// cohorts; a sum that some schools are missing from is not, and its change is left out.
/// Shares are fractions of the city's graduates; the note names the schools that are missing.
fn size_table(
    outlook: &Outlook,
    city: &DestinationsOutlook,
    id: &'static str,
    caption: &str,
    grouping: Grouping,
) -> Table {
    let late = late_note(outlook, city);
    let graduates = city.cohorts.last().map_or(0.0, |cohort| cohort.graduates);
    let is_comparable = late.is_empty();
    let groups = newest_cohorts(outlook, grouping);
    let counts = column(&groups, |cohort| Some(cohort.graduates));
    let rows = groups.iter().zip(counts).map(|(group, count)| {
        let is_comparable = is_comparable || grouping == Grouping::Schools;
        size_row(*group, count, graduates, is_comparable)
    });
    let change = if is_comparable { change_of(city) } else { NONE.to_owned() };
    let total = ["合计".to_owned(), persons(graduates), percent(1.0), change];
    Table::new(id, caption)
        .words([grouping.heading()])
        .figures(["毕业生（人）", "占比", "比上届"])
        .rows(rows)
        .rows([total])
        .note(late)
}

/// The share of all graduates and the change; neither where the count itself is withheld, as both would give it away.
fn size_row(
    (group, cohort): GroupCohort<'_>,
    count: Shown,
    graduates: f64,
    is_comparable: bool,
) -> [String; 4] {
    let (share, change) = match (count.is_value(), is_comparable) {
        (true, true) => (percent(cohort.graduates / graduates), change_of(group)),
        (true, false) => (percent(cohort.graduates / graduates), NONE.to_owned()),
        (false, _) => (NONE.to_owned(), NONE.to_owned()),
    };
    [group.name.clone(), shown(count, whole), share, change]
}

/// How much more graduates than the cohort before; left out where that is not the year before, or where either count
/// may not be shown.
/// A fraction of the cohort before, with its sign.
fn change_of(group: &DestinationsOutlook) -> String {
    let change = match group.cohorts.as_slice() {
        [.., before, last] if last.year == before.year + 1 => {
            disclosure::rate(last.graduates, before.graduates).value().map(|ratio| ratio - 1.0)
        }
        _ => None,
    };
    or_none(change, signed_percent)
}
