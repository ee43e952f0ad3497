//! Short and long names of regions: 临汾 for 临汾市, 山西省临汾市 for 临汾市.

/// What regions are called by, the longest first.
const KINDS: [&str; 12] = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "省",
    "市",
    "县",
    "区",
    "旗",
    "盟",
];

/// The name without what the region is; `None` where one letter or nothing would be left, as of 古县.
pub(super) fn short(name: &str) -> Option<&str> {
    let short = KINDS.iter().find_map(|kind| name.strip_suffix(kind))?;
    short.chars().nth(1).map(|_| short)
}

/// Whether the text is the names of regions around this one, and then its own name: 山西省临汾市尧都区. `around` are
/// their names.
pub(super) fn is_path(text: &str, name: &str, around: &[&str]) -> bool {
    let Some(mut before) = text.strip_suffix(name) else { return false };
    let mut is_path = !before.is_empty();
    while !before.is_empty() && is_path {
        let longest = around
            .iter()
            .flat_map(|outer| [Some(*outer), short(outer)])
            .flatten()
            .filter(|outer| before.starts_with(outer))
            .max_by_key(|outer| outer.len());
        is_path = longest.is_some();
        before = longest.map_or(before, |outer| &before[outer.len()..]);
    }
    is_path
}
