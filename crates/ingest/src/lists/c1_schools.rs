//! C1: schools.

use talent_domain::{CodeList, Codebook, SchoolCode, SchoolEntry};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List =
    List::new(|codebook| codebook.schools.clear(), take).of_codes(CodeList::School);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let code = entry.text("学校代码");
    let (Ok(school), Some(region)) = (SchoolCode::new(&code), entry.row.region.clone()) else {
        return entry.refuse(&code, "学校");
    };
    let beds = entry.row.number("学生床位");
    if let Some(beds) = beds {
        entry.is_within("学生床位", beds, (0.0, 100_000.0), "0 到 100000");
    }
    let new =
        SchoolEntry {
            name: entry.text("学校名称"), kind: entry.text("学校类型"), region, beds
        };
    codebook.schools.insert(school, new).is_some()
}
