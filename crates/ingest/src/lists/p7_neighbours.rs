//! P7: neighbouring regions whose demand counts.

use talent_domain::{Codebook, NeighbourRow};

use super::entry::Entry;
use super::list::List;

/// What a sum of shares may miss for being one of binary fractions.
const ROUNDING: f64 = 1e-9;

pub(super) const LIST: List = List::new(|codebook| codebook.neighbours.clear(), take);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let Some(region) = entry.row.region.clone() else { return false };
    let twice = codebook.neighbours.iter().any(|old| old.region == region);
    let [counted, going] = ["需求计入比例", "毕业生去往比例"].map(|heading| {
        let share = entry.number(heading);
        // Less than one per cent is a fraction where per cent was asked for.
        if share != 0.0 {
            entry.is_within(heading, share, (0.01, 1.0), "0 或 1–100%（写百分数，如 5 或 5%）");
        }
        share
    });
    let all: f64 = going + codebook.neighbours.iter().map(|old| old.going).sum::<f64>();
    entry.is_within("毕业生去往比例", all, (0.0, 1.0 + ROUNDING), "各地区合计不超过 100%");
    codebook.neighbours.push(NeighbourRow {
        region,
        counted,
        going,
        ground: entry.text("依据"),
        source: entry.source(),
        cell: entry.cell.clone(),
    });
    twice
}
