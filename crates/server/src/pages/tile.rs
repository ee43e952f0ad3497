//! A figure at the head of a page.

/// A named figure with a remark.
pub(super) struct Tile {
    pub(super) name: &'static str,
    pub(super) value: String,
    pub(super) note: String,
}

pub(super) fn tile(name: &'static str, value: String, note: impl Into<String>) -> Tile {
    Tile { name, value, note: note.into() }
}
