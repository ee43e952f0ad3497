//! C4: regions.

use talent_domain::{CodeList, Codebook, RegionCode};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List =
    List::new(|codebook| codebook.regions.clear(), take).of_codes(CodeList::Region);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let code = entry.text("地区代码");
    let Ok(region) = RegionCode::new(&code) else { return entry.refuse(&code, "地区") };
    codebook.regions.insert(region, entry.text("地区名称")).is_some()
}
