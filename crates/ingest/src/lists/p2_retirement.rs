//! P2: statutory retirement ages.

use talent_domain::{Codebook, RetirementRow};

use super::entry::Entry;
use super::list::List;
use super::shares::scale_to_one;
use crate::findings::Findings;

pub(super) const LIST: List =
    List::new(|codebook| codebook.retirement.clear(), take).checked_by(scale_shares);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let (year, age) = (entry.number("年份"), entry.number("法定退休年龄"));
    entry.is_year("年份", year);
    entry.is_within("法定退休年龄", age, (40.0, 75.0), "40–75");
    let (group, year) = (entry.text("群体"), year as i32);
    let twice = codebook.retirement.iter().any(|old| old.group == group && old.year == year);
    let (share, cell) = (entry.number("退休人数占比"), entry.cell.clone());
    codebook.retirement.push(RetirementRow { group, year, age, share, cell });
    twice
}

/// The shares of the groups add up to one in every year.
fn scale_shares(codebook: &mut Codebook, findings: &mut Findings) {
    let rows = codebook.retirement.iter_mut();
    let parts = rows.map(|row| (format!("{} 年各群体", row.year), &row.cell, &mut row.share));
    scale_to_one(parts.collect(), findings);
}
