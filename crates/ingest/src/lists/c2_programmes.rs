//! C2: programmes of the catalogue in force.

use talent_domain::{CodeList, Codebook, ProgrammeCode, ProgrammeEntry};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List =
    List::new(|codebook| codebook.programmes.clear(), take).of_codes(CodeList::Programme);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let code = entry.text("专业代码");
    let Ok(programme) = ProgrammeCode::new(&code) else { return entry.refuse(&code, "专业") };
    let new = ProgrammeEntry {
        name: entry.text("专业名称"),
        class_name: entry.text("专业类名称"),
        category_name: entry.text("专业大类名称"),
    };
    codebook.programmes.insert(programme, new).is_some()
}
