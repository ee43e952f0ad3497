//! One rule of the catalogue, and all of them.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;
use talent_domain::Lang;

use crate::severity::Severity;

/// The packs, in the order in which they are listed.
const PACKS: [&str; 7] = [
    include_str!("file.toml"),
    include_str!("heading.toml"),
    include_str!("cell.toml"),
    include_str!("row.toml"),
    include_str!("cross.toml"),
    include_str!("time.toml"),
    include_str!("disclosure.toml"),
];

static RULES: LazyLock<Vec<(String, Rule)>> = LazyLock::new(|| {
    // A pack that cannot be read is empty; a test reads them all.
    PACKS.iter().flat_map(|pack| read(pack).unwrap_or_default()).collect()
});

fn read(pack: &str) -> Result<BTreeMap<String, Rule>, toml::de::Error> {
    toml::from_str(pack)
}

/// A rule of the catalogue.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// How grave its findings usually are.
    pub severity: Severity,
    /// What it looks at: `file`, `sheet`, `heading`, `cell`, `row`, `figure`, `school`, `list`, `run` or `task`.
    pub scope: String,
    /// The version of the catalogue that has it first.
    pub since: String,
    zh: String,
    en: String,
    #[serde(default)]
    fix_zh: String,
    #[serde(default)]
    fix_en: String,
    /// Whether its errors may be right, so that they can be confirmed.
    #[serde(default)]
    pub confirm: bool,
    /// Whether it is there.
    #[serde(default)]
    pub state: RuleState,
    #[serde(default)]
    why_zh: String,
    #[serde(default)]
    why_en: String,
    /// Its thresholds by name.
    #[serde(default)]
    pub thresholds: BTreeMap<String, Threshold>,
}

/// Whether a rule is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleState {
    /// It is.
    #[default]
    There,
    /// A part of it is.
    Partly,
    /// Something else does what it asks for.
    Elsewhere,
    /// It is not.
    Absent,
}

/// A threshold of a rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// What it is as shipped.
    pub value: f64,
    /// The least that it may be changed to.
    pub least: f64,
    /// The most that it may be changed to.
    pub most: f64,
    zh: String,
    en: String,
}

impl Rule {
    /// Every rule with its code, in the order of the catalogue.
    pub fn all() -> impl Iterator<Item = (&'static str, &'static Self)> {
        RULES.iter().map(|(code, rule)| (code.as_str(), rule))
    }

    /// The rule of a code.
    pub fn of(code: &str) -> Option<&'static Self> {
        static BY_CODE: LazyLock<HashMap<&str, &Rule>> = LazyLock::new(|| Rule::all().collect());
        BY_CODE.get(code).copied()
    }

    /// What it says.
    pub fn text(&self, lang: Lang) -> &str {
        lang_text(lang, &self.zh, &self.en)
    }

    /// What to do about a finding; empty where there are none.
    pub fn fix(&self, lang: Lang) -> &str {
        lang_text(lang, &self.fix_zh, &self.fix_en)
    }

    /// Why it is not there, or not wholly; empty if it is.
    pub fn why(&self, lang: Lang) -> &str {
        lang_text(lang, &self.why_zh, &self.why_en)
    }

    /// Whether its findings can be confirmed: errors that may be right, and what only a workspace has made an error.
    pub fn may_be_confirmed(&self) -> bool {
        self.confirm || self.severity != Severity::Error
    }

    /// Whether a caution of this code asks why: those of figures do, those of how a file was read do not.
    pub fn asks_why(code: &str) -> bool {
        // A correction gives its own reason.
        (code.starts_with(['R', 'X', 'J', 'T']) && code != "T11") || code == "H15"
    }
}

impl Threshold {
    /// What it is, with its unit.
    pub fn text(&self, lang: Lang) -> &str {
        lang_text(lang, &self.zh, &self.en)
    }
}

fn lang_text<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_pack_can_be_read_and_no_code_stands_twice() {
        let all: usize = PACKS.iter().map(|pack| read(pack).unwrap().len()).sum();
        let codes: BTreeSet<&str> = Rule::all().map(|(code, _)| code).collect();
        assert_eq!(codes.len(), all);
        for (code, rule) in Rule::all() {
            let is_there = rule.state == RuleState::There;
            assert_eq!(rule.why(Lang::Zh).is_empty(), is_there, "{code}");
            assert!(!is_there || !rule.fix(Lang::En).is_empty(), "{code}");
            for (key, threshold) in &rule.thresholds {
                let limits = threshold.least..=threshold.most;
                assert!(limits.contains(&threshold.value), "{code}.{key}");
            }
        }
    }

    /// The sources of the problems, in which each statement begins with its code.
    const PROBLEMS: [&str; 16] = [
        include_str!("../problem/arrangement.rs"),
        include_str!("../problem/cell.rs"),
        include_str!("../problem/code.rs"),
        include_str!("../problem/course.rs"),
        include_str!("../problem/figure.rs"),
        include_str!("../problem/file.rs"),
        include_str!("../problem/format.rs"),
        include_str!("../problem/heading.rs"),
        include_str!("../problem/list.rs"),
        include_str!("../problem/name.rs"),
        include_str!("../problem/number.rs"),
        include_str!("../problem/row.rs"),
        include_str!("../problem/sheet.rs"),
        include_str!("../problem/title.rs"),
        include_str!("../problem/unit.rs"),
        include_str!("../rules/course/cohorts.rs"),
    ];

    #[test]
    fn whatever_can_be_found_stands_in_the_catalogue_as_there() {
        let mut found = BTreeSet::new();
        for source in PROBLEMS {
            for (at, _) in source.match_indices('"') {
                let code = source[at + 1..].get(..3).unwrap_or("");
                let is_code = code.starts_with(|c: char| c.is_ascii_uppercase())
                    && code[1..].bytes().all(|byte| byte.is_ascii_digit())
                    && source[at + 4..].starts_with('"');
                if is_code {
                    found.insert(code);
                }
            }
        }
        assert!(found.len() > 60, "{found:?}");
        for code in found {
            let rule = Rule::of(code).unwrap_or_else(|| panic!("{code} is not in the catalogue"));
            assert!(matches!(rule.state, RuleState::There | RuleState::Partly), "{code}");
        }
    }
}
