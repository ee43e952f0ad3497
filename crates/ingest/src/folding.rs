//! Two ways of typing one text made equal.

use unicode_normalization::UnicodeNormalization as _;

/// The text in half-width forms and without spaces.
pub(crate) fn fold(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}
