//! C8: the staffing pattern of industries.

use talent_domain::{Codebook, Level, StaffingRow};

use super::entry::Entry;
use super::list::List;
use super::shares::scale_to_one;
use crate::findings::Findings;

pub(super) const LIST: List =
    List::new(|codebook| codebook.staffing.clear(), take).checked_by(scale_shares);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let Some(Level::Code(industry)) = entry.row.industry.clone() else { return false };
    let drift = entry.row.number("年变化系数").unwrap_or(1.0);
    entry.is_within("年变化系数", drift, (0.97, 1.03), "0.97–1.03");
    let (occupation, name) = (entry.text("职业代码"), entry.text("职业名称"));
    let mut rows = codebook.staffing.iter();
    let twice = rows.any(|old| old.industry == industry && old.occupation == occupation);
    let (share, cell) = (entry.number("占比"), entry.cell.clone());
    codebook.staffing.push(StaffingRow { industry, occupation, name, share, drift, cell });
    twice
}

/// The shares of an industry add up to one.
fn scale_shares(codebook: &mut Codebook, findings: &mut Findings) {
    let rows = codebook.staffing.iter_mut();
    let parts = rows.map(|row| (row.industry.to_string(), &row.cell, &mut row.share));
    scale_to_one(parts.collect(), findings);
}
