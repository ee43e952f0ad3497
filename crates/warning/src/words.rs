//! A text of the crate in both languages.

use talent_domain::Lang;

/// A text in Chinese and in English.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    zh: &'static str,
    en: &'static str,
}

impl Words {
    pub(crate) const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The form in a language.
    pub(crate) fn get(self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}
