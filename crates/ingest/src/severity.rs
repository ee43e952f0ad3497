//! How grave a finding is.

use serde::Deserialize;
use talent_domain::Lang;

/// Whether a finding stops the files from being stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Severity {
    /// Nothing is stored until it is mended.
    #[serde(rename = "E")]
    Error,
    /// Stored, but somebody should look.
    #[serde(rename = "W")]
    Caution,
    /// For information.
    #[serde(rename = "I")]
    Note,
}

impl Severity {
    /// All of them, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Caution, Self::Note];

    /// Its letter in the catalogue of rules: E, W or I.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Error => "E",
            Self::Caution => "W",
            Self::Note => "I",
        }
    }

    /// The word that people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.pick("错误", "error"),
            Self::Caution => lang.pick("提醒", "caution"),
            Self::Note => lang.pick("说明", "note"),
        }
    }
}
