//! What a method is called in both languages.

/// The name of a method. A model states it in its own file, so that none can be without its Chinese
/// name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MethodName {
    /// In records, on the command line and in English text.
    pub en: &'static str,
    /// In Chinese text.
    pub zh: &'static str,
}

impl MethodName {
    /// A name in English and in Chinese.
    pub(crate) const fn new(en: &'static str, zh: &'static str) -> Self {
        Self { en, zh }
    }
}
