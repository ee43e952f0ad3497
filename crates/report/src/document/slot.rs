//! Blanks for a person to write in.

/// A blank that a person fills, by its id, so that what was written is kept from run to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its id, unique within the document.
    pub id: &'static str,
    /// What is asked for.
    pub prompt: &'static str,
    /// Whether the document cannot be signed while it is empty.
    pub is_forced: bool,
    /// What was written; none so far.
    pub written: Option<Written>,
}

/// What a person wrote in a blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The text; paragraphs are apart by line breaks.
    pub text: String,
    /// Who wrote it.
    pub author: String,
    /// When, as documents write it.
    pub at: String,
    /// Whether figures of the document have changed since.
    pub is_stale: bool,
}

impl Slot {
    /// The paragraphs to print: what was written, or none.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        let text = self.written.as_ref().map_or("", |written| written.text.as_str());
        text.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}
