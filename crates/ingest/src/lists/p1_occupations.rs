//! P1: parameters of occupations.

use talent_domain::{Codebook, OccupationEntry};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List = List::new(|codebook| codebook.occupations.clear(), take);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let exit_rate = entry.number("年退出率");
    entry.is_within("年退出率", exit_rate, (0.0, 0.5), "0–50%");
    let new = OccupationEntry {
        name: entry.text("职业名称"),
        exit_rate,
        level_share: entry.number("填补占比"),
        cell: entry.cell.clone(),
    };
    codebook.occupations.insert(entry.text("职业代码"), new).is_some()
}
