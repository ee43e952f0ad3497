//! 四、专业布局, continued: key programmes (重点专业) of each school and the city, beside how many there should be.
//!
//! The wanted numbers are those of the warning policy (`key_programmes`).

use std::collections::BTreeMap;

use talent_outlook::{KeyLevel, Outlook};
use talent_warning::KeyVerdict;

use crate::document::cells::{NONE, cells};
use crate::document::{Block, Table};

/// Key programmes of a school.
#[derive(Default, Clone, Copy)]
struct KeyCounts {
    /// Key programmes of the city level only.
    city: usize,
    /// Key programmes of the provincial level.
    provincial: usize,
}

impl KeyCounts {
    /// City-level and above, which the wanted number of a school is about.
    fn total(self) -> usize {
        self.city + self.provincial
    }
}

/// The city (`l22`) and each school (`l23`) beside the wanted numbers of the policy; a sentence where nobody reported
/// which programmes are key programmes.
pub(super) fn key_programmes(outlook: &Outlook) -> Vec<Block> {
    let by_school = key_programmes_by_school(outlook);
    if by_school.is_empty() {
        return vec![Block::say("没有重点专业数据：请导入专业设置与布点表后重新计算。")];
    }
    vec![
        Block::say(
            "全市有省级重点专业点{l22:0:1}个，要求{l22:0:2}个；{l22:1:2}所学校中，市级及以上重点专业个数符合要求的{l22:1:1}所。",
        ),
        summary_table(outlook, &by_school).into(),
        schools_table(outlook, &by_school).into(),
    ]
}

/// Schools for which it is known which of their programmes are key programmes.
/// By the name of the school. One that reported only ordinary programmes is among them, with zeros.
fn key_programmes_by_school(outlook: &Outlook) -> BTreeMap<&str, KeyCounts> {
    let mut by_school: BTreeMap<&str, KeyCounts> = BTreeMap::new();
    for site in outlook.programmes.iter().flat_map(|programme| &programme.sites) {
        let Some(level) = site.key_level else { continue };
        let counts = by_school.entry(&site.name).or_default();
        match level {
            KeyLevel::Ordinary => {}
            KeyLevel::City => counts.city += 1,
            KeyLevel::Provincial => counts.provincial += 1,
        }
    }
    by_school
}

/// What is said of a number of key programmes.
fn word(verdict: KeyVerdict) -> &'static str {
    match verdict {
        KeyVerdict::TooFew => "不足",
        KeyVerdict::Fitting => "符合",
        KeyVerdict::TooMany => "超出",
    }
}

/// The wanted numbers as people write them: `2–4`.
/// Both ends belong to the range.
fn wanted([fewest, most]: [u32; 2]) -> String {
    format!("{fewest}–{most}")
}

/// Provincial key programmes of the city in row 0, schools with a fitting number in row 1.
fn summary_table(outlook: &Outlook, by_school: &BTreeMap<&str, KeyCounts>) -> Table {
    let policy = &outlook.key_policy;
    let is_fitting =
        |counts: &&KeyCounts| policy.school_verdict(counts.total()) == KeyVerdict::Fitting;
    let fitting = by_school.values().filter(is_fitting).count();
    let provincial = by_school.values().map(|counts| counts.provincial).sum::<usize>();
    Table::new("l22", "表4-5　重点专业建设总体情况")
        .words(["项目"])
        .figures(["个数", "要求或总数"])
        .marks(["判断"])
        .rows([
            cells![
                "全市省级重点专业点（个）",
                provincial,
                wanted(policy.provincial),
                word(policy.city_verdict(provincial)),
            ],
            cells!["市级及以上重点专业个数符合要求的学校（所）", fitting, by_school.len(), NONE,],
        ])
        .note("个数要求依据产教融合实施方案。")
}

/// City-level and provincial key programmes of each school; both together are held against the wanted number.
fn schools_table(outlook: &Outlook, by_school: &BTreeMap<&str, KeyCounts>) -> Table {
    let policy = &outlook.key_policy;
    let row = |(name, counts): (&&str, &KeyCounts)| {
        cells![
            *name,
            counts.city,
            counts.provincial,
            counts.total(),
            wanted(policy.per_school),
            word(policy.school_verdict(counts.total())),
        ]
    };
    Table::new("l23", "表4-6　分学校重点专业（专业点，个）")
        .words(["学校"])
        .figures(["市级", "省级", "市级及以上"])
        .marks(["要求", "判断"])
        .rows(by_school.iter().map(row))
}
