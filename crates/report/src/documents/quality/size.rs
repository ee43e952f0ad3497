//! 二、毕业生规模与结构

use talent_domain::Breakdown;
use talent_outlook::{DestinationsOutlook, Outlook};

use super::breakdowns::breakdowns;
use super::cohorts::{GroupCohort, Grouping, late_note, newest_cohorts, rounding_note};
use super::findings::{Moving, headed};
use crate::document::cells::{NONE, cells, or_none, percent, signed, signed_percent, whole};
use crate::document::{Block, Cell, Span, Table, cell};
use crate::wording::figures::known_rate;

/// Graduates of the newest cohort by school (`q1`) and by category (`q2`). Nothing where the city has no cohort.
pub(super) fn size(outlook: &Outlook, city: &DestinationsOutlook) -> Vec<Block> {
    if city.cohorts.is_empty() {
        return Vec::new();
    }
    let schools = size_table(outlook, city, "q1", "表2-1　分学校毕业生", Grouping::Schools);
    let total = schools.rows.len() - 1;
    let mut summary = vec!["本届毕业生".into(), cell("q1", total, 1), "人".into()];
    match schools.rows[total][4].figure.and_then(|figure| figure.value) {
        None => {}
        Some(0.0) => summary.push("，与上届持平".into()),
        Some(_) => summary.extend([
            "，比上届".into(),
            Span::Change { table: "q1", row: total, column: 4 },
            "人，".into(),
            Span::Change { table: "q1", row: total, column: 3 },
        ]),
    }
    summary.push("。".into());
    let categories =
        size_table(outlook, city, "q2", "表2-2　分专业大类毕业生", Grouping::Categories);
    let mut blocks = vec![
        Block::heading(&headed(
            "二、毕业生规模与结构",
            outlook,
            city,
            &[("毕业生数", Moving::Number(|cohort| Some(cohort.graduates)))],
        )),
        Block::Paragraph(summary),
        schools.into(),
        categories.into(),
    ];
    blocks.extend(breakdowns(outlook, city, (2, 3), &[Breakdown::Sex, Breakdown::Origin]));
    blocks
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
    let [change, more] = changes_of(city, is_comparable);
    let total = cells!["合计", whole(graduates), percent(1.0), change, more];
    let rounding = rounding_note(groups.iter().map(|group| group.1.graduates / graduates));
    Table::new(id, caption)
        .words([grouping.heading()])
        .figures(["毕业生（人）", "占比", "比上届", "比上届增减（人）"])
        .rows(rows)
        .rows([total])
        .note(format!("{late}{rounding}"))
}

/// The graduates, their share of all and their changes.
fn size_row((group, cohort): GroupCohort<'_>, graduates: f64, is_comparable: bool) -> [Cell; 5] {
    let share = (graduates > 0.0).then(|| cohort.graduates / graduates);
    let [change, more] = changes_of(group, is_comparable);
    cells![group.name.clone(), whole(cohort.graduates), or_none(share, percent), change, more]
}

/// How much more graduates than the cohort before, as a fraction of it and in persons; left out where the two cannot be
/// compared, the one before is not that of the year before, or was of few.
fn changes_of(group: &DestinationsOutlook, is_comparable: bool) -> [Cell; 2] {
    let (before, last) = match group.cohorts.as_slice() {
        [.., before, last] if is_comparable && last.year == before.year + 1 => {
            (before.graduates, last.graduates)
        }
        _ => return [NONE.into(), NONE.into()],
    };
    match known_rate(last, before) {
        Some(ratio) => [signed_percent(ratio - 1.0), signed((last - before).round() as i64)],
        None => [NONE.into(), NONE.into()],
    }
}
