//! What graduates and their jobs are like: a table for each breakdown that schools reported.

use talent_domain::{Breakdown, Group, Lang, Measure};
use talent_outlook::{Audience, CohortBreakdown, DestinationsOutlook, Outlook};

use super::cohorts::rounding_note;
use super::findings::{RATE_WITHIN, about_the_same, changed, is_within_rounding};
use crate::document::cells::{NONE, cells, or_none, percent, points, whole};
use crate::document::{Block, Span, Table, cell};
use crate::wording::figures::{known_rate, percent as percent_text};

/// The tables of some breakdowns, each with what it says, numbered within a section from `first` on. Those that no school
/// reported are left out.
pub(super) fn breakdowns(
    outlook: &Outlook,
    city: &DestinationsOutlook,
    (section, first): (usize, usize),
    wanted: &[Breakdown],
) -> Vec<Block> {
    let newest = city.cohorts.last().map(|cohort| cohort.year);
    let of_newest = |by: Breakdown| {
        city.breakdowns.iter().find(|found| found.by == by && Some(found.year) == newest)
    };
    let found = wanted.iter().filter_map(|by| of_newest(*by));
    let with_number = found.enumerate().map(|(at, found)| (first + at, found));
    let blocks = with_number.flat_map(|(number, now)| {
        let mut former = city.breakdowns.iter();
        let former = former.rfind(|found| found.by == now.by && found.year == now.year - 1);
        let before = former.filter(|former| is_comparable(city, former, now));
        let caption = format!("表{section}-{number}　{}（人），本届", caption_of(now.by));
        let mut table = table(now, before, caption);
        let other = match (former, before) {
            (Some(_), None) => "填报这一项的范围与上届不同，不作比较。",
            _ => "",
        };
        table.note = Some(format!("{other}{}", note(outlook, city, now)));
        let said = said(outlook, &table, now);
        let said = (!said.is_empty()).then_some(Block::Paragraph(said));
        said.into_iter().chain([table.into()])
    });
    blocks.collect()
}

/// Whether two cohorts were reported by as many schools and for about the same share of those whom it is about: shares of
/// others do not show how the same have moved.
fn is_comparable(
    city: &DestinationsOutlook,
    former: &CohortBreakdown,
    now: &CohortBreakdown,
) -> bool {
    const WITHIN: f64 = 0.05;
    let [former_known, known] = [former, now].map(|of| known_share(city, of));
    let is_alike = former_known.zip(known).is_none_or(|(a, b)| (a - b).abs() <= WITHIN);
    former.schools == now.schools && is_alike
}

/// The share of those whom a breakdown is about of whom it is known.
fn known_share(city: &DestinationsOutlook, of: &CohortBreakdown) -> Option<f64> {
    let cohort = city.cohorts.iter().rfind(|cohort| cohort.year == of.year)?;
    known_rate(of.parts.values().sum(), cohort.counted(of.by.whole())?)
}

/// What a table of a breakdown is called.
fn caption_of(by: Breakdown) -> String {
    let of = match by {
        Breakdown::Sex | Breakdown::Origin => "毕业生",
        Breakdown::Route => "升学毕业生",
        _ => "直接就业毕业生",
    };
    format!("{of}按{}", by.name(Lang::Zh))
}

/// The id of the table of a breakdown.
fn id_of(by: Breakdown) -> &'static str {
    match by {
        Breakdown::Sex => "qb-sex",
        Breakdown::Origin => "qb-origin",
        Breakdown::Route => "qb-route",
        Breakdown::Area => "qb-area",
        Breakdown::Sector => "qb-sector",
        Breakdown::Employer => "qb-employer",
        Breakdown::Channel => "qb-channel",
        Breakdown::Contract => "qb-contract",
        Breakdown::Insurance => "qb-insurance",
        Breakdown::PayBand => "qb-pay",
    }
}

/// The largest part with its share, and how that moved where that is more than rounding makes.
fn said(outlook: &Outlook, table: &Table, now: &CohortBreakdown) -> Vec<Span> {
    let by = now.by;
    let id = id_of(by);
    let parts = table.rows.len() - 1;
    let value = |row: usize, column: usize| {
        let figure = table.rows.get(row)?.get(column)?.figure;
        figure.and_then(|figure| figure.value)
    };
    let largest = (0..parts).max_by(|a, b| {
        let [a, b] = [a, b].map(|row| value(*row, 1).unwrap_or_default());
        a.total_cmp(&b)
    });
    let Some(row) = largest.filter(|row| value(*row, 2).is_some()) else { return Vec::new() };
    let mut said = vec![
        Span::Text(format!("按{}看，", by.name(Lang::Zh))),
        Span::Name(table.rows[row][0].text.clone()),
        "最多，占".into(),
        cell(id, row, 2),
    ];
    let change = value(row, 4).map_or(0.0, f64::abs);
    let persons = change * now.parts.values().sum::<f64>();
    said.extend(match value(row, 4) {
        Some(_) if change < RATE_WITHIN => about_the_same(),
        Some(_) if is_within_rounding(outlook, persons) => Vec::new(),
        _ => changed(table, id, (row, 4), ""),
    });
    said.push("。".into());
    said
}

/// A row for each part, and their sum: persons, share, share of the cohort before and how far it moved. Shares are of those
/// of whom the part is known.
fn table(now: &CohortBreakdown, before: Option<&CohortBreakdown>, caption: String) -> Table {
    let sum = |of: &CohortBreakdown| of.parts.values().sum::<f64>();
    let share =
        |of: &CohortBreakdown, part: Measure| known_rate(of.parts.get(&part).copied()?, sum(of));
    let row = |part: &Measure| {
        let [share_now, share_before] = [Some(now), before].map(|of| share(of?, *part));
        cells![
            part.name(Lang::Zh),
            or_none(now.parts.get(part).copied(), whole),
            or_none(share_now, percent),
            or_none(share_before, percent),
            or_none(share_now.zip(share_before).map(|(now, before)| now - before), points),
        ]
    };
    let rows = now.by.parts().iter().map(row);
    let all = or_none(known_rate(sum(now), sum(now)), percent);
    let total = cells!["合计", whole(sum(now)), all, NONE, NONE];
    Table::new(id_of(now.by), caption)
        .words([now.by.name(Lang::Zh)])
        .figures(["人数", "占比", "上届占比", "比上届（百分点）"])
        .rows(rows)
        .rows([total])
}

/// Who reported, of what the shares are, and why sums may differ.
fn note(outlook: &Outlook, city: &DestinationsOutlook, now: &CohortBreakdown) -> String {
    let sum: f64 = now.parts.values().sum();
    let shares = now.parts.values().filter_map(|persons| known_rate(*persons, sum));
    let rounding = rounding_note(shares);
    let reported = match city.of {
        Group::City => format!("{}所学校填报了这一项；", now.schools),
        _ => String::new(),
    };
    let rounded = match outlook.meta.audience {
        Audience::Public => "人数取整到十人，合计、占比与其他表可能有出入。",
        Audience::Bureau => "",
    };
    let known = known_share(city, now).filter(|share| *share < 0.995);
    let known = known.map_or_else(String::new, |share| {
        let whole = now.by.whole().name(Lang::Zh);
        format!("已填报的占{whole}的{}。", percent_text(share))
    });
    format!("{reported}占比为占已填报人数的比重。{known}{rounded}{rounding}")
}
