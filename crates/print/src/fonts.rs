//! Type by its role in official documents.
//!
//! GB/T 9704—2012 asks for kinds of type, not for files of one vendor. Each role has a list of families, the customary
//! ones first and free ones last; the first that the machine has is used.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use talent_report::CHINESE_FAMILIES;
use typst_kit::fonts::{FontStore, scan, system};

/// The folder with fonts of the office, searched before those of the system.
const FOLDER: &str = "TALENT_FONTS";

/// A kind of type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Role {
    /// What officials call it.
    pub(crate) name: &'static str,
    /// The name by which the template asks for it.
    pub(crate) key: &'static str,
    /// Families of the kind itself, the customary first.
    own: &'static [&'static str],
    /// Free families that stand in for it.
    fallback: &'static [&'static [&'static str]],
}

/// The kinds of type that documents use.
pub(crate) const ROLES: [Role; 5] = [
    Role {
        name: "仿宋",
        key: "fangsong",
        own: &[
            "FangSong_GB2312",
            "仿宋_GB2312",
            "FangSong",
            "仿宋",
            "STFangsong",
            "Zhuque Fangsong (technical preview)",
        ],
        fallback: &[&SERIF, &CHINESE_FAMILIES],
    },
    Role {
        name: "楷体",
        key: "kaiti",
        own: &[
            "KaiTi_GB2312",
            "楷体_GB2312",
            "KaiTi",
            "楷体",
            "STKaiti",
            "FandolKai",
            "LXGW WenKai",
        ],
        fallback: &[&SERIF, &CHINESE_FAMILIES],
    },
    Role {
        name: "小标宋",
        key: "xiaobiaosong",
        own: &["FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK"],
        fallback: &[&SERIF, &CHINESE_FAMILIES],
    },
    Role {
        name: "黑体",
        key: "heiti",
        own: &["SimHei", "黑体", "STHeiti"],
        fallback: &[&CHINESE_FAMILIES],
    },
    Role {
        name: "宋体",
        key: "songti",
        own: &["SimSun", "宋体", "NSimSun", "STSong"],
        fallback: &[&SERIF, &CHINESE_FAMILIES],
    },
];

/// Free families of the kind of Song type.
const SERIF: [&str; 4] =
    ["Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "AR PL UMing CN"];
/// The fonts of this machine, read once.
pub(crate) fn store() -> &'static FontStore {
    static STORE: OnceLock<FontStore> = OnceLock::new();
    STORE.get_or_init(|| {
        let mut store = FontStore::new();
        if let Some(folder) = std::env::var_os(FOLDER) {
            store.extend(scan(&PathBuf::from(folder)));
        }
        store.extend(system());
        store
    })
}

impl Role {
    /// The family to use, and whether it only stands in for the kind; none where no family is there.
    fn family(self) -> Option<(&'static str, bool)> {
        let has = |family: &&&str| store().book().contains_family(&family.to_lowercase());
        let own = self.own.iter().find(has).map(|family| (*family, false));
        own.or_else(|| {
            self.fallback.iter().copied().flatten().find(has).map(|family| (*family, true))
        })
    }
}

/// The families that a role asks the template to try, in order.
pub(crate) fn families(role: Role) -> Vec<&'static str> {
    role.family().map(|(family, _)| family).into_iter().collect()
}

/// How a kind of type is met on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleReport {
    /// The kind: 仿宋, 小标宋, 黑体, 宋体.
    pub role: &'static str,
    /// The family that is used; none where neither the kind nor a free one is there.
    pub family: Option<&'static str>,
    /// Whether another kind stands in for it.
    pub is_substitute: bool,
}

/// What the fonts of this machine can print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontReport {
    /// Each kind of type.
    pub roles: Vec<RoleReport>,
    /// Characters of the text that no font of this machine has.
    pub missing: Vec<char>,
}

/// How each kind of type is met, and which characters of a text no font has.
pub fn font_report(text: &str) -> FontReport {
    let report = |role: Role| {
        let family = role.family();
        RoleReport {
            role: role.name,
            family: family.map(|(family, _)| family),
            is_substitute: family.is_some_and(|(_, is_substitute)| is_substitute),
        }
    };
    FontReport { roles: ROLES.into_iter().map(report).collect(), missing: missing(text) }
}

/// Characters of a text that no font has, each once.
pub(crate) fn missing(text: &str) -> Vec<char> {
    let wanted: BTreeSet<char> = text
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{2060}')
        .collect();
    let book = store().book();
    let covers = |c: &char| {
        let mut index = 0;
        while let Some(info) = book.info(index) {
            if info.coverage.contains(u32::from(*c)) {
                return true;
            }
            index += 1;
        }
        false
    };
    wanted.into_iter().filter(|c| !covers(c)).collect()
}
