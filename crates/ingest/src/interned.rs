//! Texts that many figures share.

use std::collections::BTreeSet;
use std::sync::Arc;

/// Texts of which each is kept once: sources and notes are the same in most rows.
#[derive(Debug, Default)]
pub(crate) struct Interned(BTreeSet<Arc<str>>);

impl Interned {
    /// The text as it is kept, and whether it is new.
    pub(crate) fn get(&mut self, text: &str) -> (Arc<str>, bool) {
        if let Some(kept) = self.0.get(text) {
            return (Arc::clone(kept), false);
        }
        let kept: Arc<str> = text.into();
        self.0.insert(Arc::clone(&kept));
        (kept, true)
    }
}
