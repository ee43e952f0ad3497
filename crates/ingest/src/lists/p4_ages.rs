//! P4: workers and exits by age.

use talent_domain::{AgeRow, Codebook, Level};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List = List::new(|codebook| codebook.ages.clear(), take);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let industry = entry.row.industry.as_ref().and_then(Level::code).cloned();
    let (low, high) = (entry.number("年龄下限"), entry.number("年龄上限"));
    entry.is_within("年龄下限", low, (14.0, 100.0), "14–100");
    entry.is_within("年龄上限", high, (low, 120.0), "不小于下限");
    let workers = entry.number("从业人数");
    entry.is_within("从业人数", workers, (0.0, 1e9), "非负");
    let exits = entry.row.number("退出人数");
    if let Some(exits) = exits {
        entry.is_within("退出人数", exits, (0.0, workers), "0 到从业人数");
    }
    let ages = (low as u32, high as u32);
    let overlaps =
        |old: &AgeRow| old.industry == industry && old.ages.0 <= ages.1 && ages.0 <= old.ages.1;
    let twice = codebook.ages.iter().any(overlaps);
    codebook.ages.push(AgeRow { industry, ages, workers, exits, cell: entry.cell.clone() });
    twice
}
