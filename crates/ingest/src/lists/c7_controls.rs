//! C7: control lists of programmes.

use talent_domain::{Codebook, ControlRow, Level};

use super::entry::Entry;
use super::list::List;
use crate::finding::Finding;
use crate::problem::ListProblem;

pub(super) const LIST: List = List::new(|codebook| codebook.controls.clear(), take);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    if let Some(Level::Code(programme)) = entry.row.programme.clone() {
        let (list, source, cell) = (entry.text("名单"), entry.source(), entry.cell.clone());
        let mut before = codebook.controls.iter().filter(|row| row.programme == programme);
        if let Some(first) = before.find(|row| without_version(&row.list) == without_version(&list))
        {
            let problem = ListProblem::ControlTwice {
                programme: programme.to_string(),
                first_list: first.list.clone(),
                first: first.cell.clone(),
            };
            entry.findings.push(Finding::at(cell.clone(), problem));
        }
        codebook.controls.push(ControlRow { programme, list, source, cell });
    }
    false
}

/// The name of a list without the year of its version.
fn without_version(list: &str) -> String {
    list.chars().filter(|character| !character.is_ascii_digit()).collect()
}
