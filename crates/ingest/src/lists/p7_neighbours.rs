//! P7: neighbouring regions whose demand counts.

use talent_domain::{Codebook, NeighbourRow};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List = List::new(|codebook| codebook.neighbours.clear(), take);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let Some(region) = entry.row.region.clone() else { return false };
    let twice = codebook.neighbours.iter().any(|old| old.region == region);
    codebook.neighbours.push(NeighbourRow {
        region,
        counted: entry.number("需求计入比例"),
        going: entry.number("毕业生去往比例"),
        ground: entry.text("依据"),
        source: entry.source(),
        cell: entry.cell.clone(),
    });
    twice
}
