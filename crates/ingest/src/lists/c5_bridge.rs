//! C5: programme classes to industries.

use talent_domain::{BridgeRow, Codebook, Level, Status};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List = List::new(|codebook| codebook.bridge.clear(), take);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let row = entry.row;
    let (Some(class), Some(Level::Code(industry)), Some(rank @ 1..)) =
        (row.class.clone(), row.industry.clone(), row.whole)
    else {
        return entry.refuse("合计/0", "行业或次序");
    };
    let status = row.status.unwrap_or(Status::Read);
    let twice = codebook.bridge.iter().any(|old| old.class == class && old.industry == industry);
    let cell = entry.cell.clone();
    codebook.bridge.push(BridgeRow { class, industry, rank, status, cell });
    twice
}
