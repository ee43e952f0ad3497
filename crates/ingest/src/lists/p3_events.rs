//! P3: planned projects and closures.

use talent_domain::{Codebook, EventRow, IndustryCode, Level, RegionCode};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List = List::new(|codebook| codebook.events.clear(), take);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let (Some(region), Some(Level::Code(industry))) =
        (entry.row.region.clone(), entry.row.industry.clone())
    else {
        return false;
    };
    let year = entry.number("年份");
    entry.is_year("年份", year);
    let new = EventRow {
        region,
        industry,
        year: year as i32,
        name: entry.text("项目"),
        posts: entry.number("增减岗位"),
        probability: entry.number("概率"),
        source: entry.source(),
        cell: entry.cell.clone(),
    };
    let twice = codebook.events.iter().any(|old| key(old) == key(&new));
    codebook.events.push(new);
    twice
}

/// What tells one event from another.
fn key(row: &EventRow) -> (&RegionCode, &IndustryCode, i32, &str) {
    (&row.region, &row.industry, row.year, &row.name)
}
