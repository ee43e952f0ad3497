//! 二、毕业生规模与结构

use talent_outlook::{DestinationsOutlook, Outlook};

use super::cohorts::{GroupCohort, Grouping, late_note, newest_cohorts};
use crate::document::cells::{NONE, cells, or_none, percent, signed_percent, whole};
use crate::document::{Block, Cell, Table, cell};
use crate::wording::figures::known_rate;

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
    let rows = groups.iter().map(|group| {
        let is_comparable = is_comparable || grouping == Grouping::Schools;
        size_row(*group, graduates, is_comparable)
    });
    let change = if is_comparable { change_of(city) } else { NONE.into() };
    let total = cells!["合计", whole(graduates), percent(1.0), change];
    Table::new(id, caption)
        .words([grouping.heading()])
        .figures(["毕业生（人）", "占比", "比上届"])
        .rows(rows)
        .rows([total])
        .note(late)
}

/// The graduates, their share of all and their change.
fn size_row((group, cohort): GroupCohort<'_>, graduates: f64, is_comparable: bool) -> [Cell; 4] {
    let share = (graduates > 0.0).then(|| cohort.graduates / graduates);
    let change = if is_comparable { change_of(group) } else { NONE.into() };
    cells![group.name.clone(), whole(cohort.graduates), or_none(share, percent), change]
}

/// How much more graduates than the cohort before; left out where that is not the year before, or
/// was of few.
/// A fraction of the cohort before, with its sign.
fn change_of(group: &DestinationsOutlook) -> Cell {
    let change = match group.cohorts.as_slice() {
        [.., before, last] if last.year == before.year + 1 => {
            known_rate(last.graduates, before.graduates).map(|ratio| ratio - 1.0)
        }
        _ => None,
    };
    or_none(change, signed_percent)
}
