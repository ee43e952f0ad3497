//! C3: industries.

use talent_domain::{CodeList, Codebook, IndustryCode};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List =
    List::new(|codebook| codebook.industries.clear(), take).of_codes(CodeList::Industry);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let code = entry.text("行业代码");
    let Ok(industry) = IndustryCode::new(&code) else { return entry.refuse(&code, "行业") };
    codebook.industries.insert(industry, entry.text("行业名称")).is_some()
}
