//! P5: workers by occupation.

use talent_domain::{Codebook, OccupationWorkers};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List = List::new(|codebook| codebook.occupation_workers.clear(), take);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let (occupation, name) = (entry.text("职业代码"), entry.text("职业名称"));
    let workers = entry.number("职业从业人数");
    entry.is_within("职业从业人数", workers, (0.0, 1e9), "非负");
    let twice = codebook.occupation_workers.iter().any(|old| old.occupation == occupation);
    let cell = entry.cell.clone();
    codebook.occupation_workers.push(OccupationWorkers { occupation, name, workers, cell });
    twice
}
