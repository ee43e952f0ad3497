//! How grave a finding is.

use talent_domain::Lang;

/// Whether a finding stops the files from being stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is stored until it is mended.
    Error,
    /// Stored, but somebody should look.
    Caution,
    /// For information.
    Note,
}

impl Severity {
    /// The word that people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.pick("错误", "error"),
            Self::Caution => lang.pick("提醒", "caution"),
            Self::Note => lang.pick("说明", "note"),
        }
    }
}
