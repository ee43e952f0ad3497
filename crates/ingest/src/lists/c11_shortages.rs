//! C11: occupations that employers lack most, by quarter.

use talent_domain::{Codebook, Quarter, ShortageRow};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List = List::new(|codebook| codebook.shortages.clear(), take);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let printed = entry.text("期");
    let (Some(quarter), Some(rank @ 1..)) = (Quarter::parse(&printed), entry.row.whole) else {
        return entry.refuse(&printed, "期或位次");
    };
    let (occupation, name) = (entry.text("职业代码"), entry.text("职业名称"));
    let mut rows = codebook.shortages.iter();
    let twice = rows.any(|old| old.quarter == quarter && old.name == name);
    let (source, cell) = (entry.source(), entry.cell.clone());
    codebook.shortages.push(ShortageRow { occupation, name, quarter, rank, source, cell });
    twice
}
