//! C7: control lists of programmes.

use talent_domain::{Codebook, ControlRow, Level};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List = List::new(|codebook| codebook.controls.clear(), take);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    if let Some(Level::Code(programme)) = entry.row.programme.clone() {
        let (list, source, cell) = (entry.text("名单"), entry.source(), entry.cell.clone());
        codebook.controls.push(ControlRow { programme, list, source, cell });
    }
    false
}
