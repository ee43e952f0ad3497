//! Blanks for a person to write in.

/// A blank that a person fills, by its id, so that what was written is kept from run to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its id, unique within the document.
    pub id: &'static str,
    /// What is asked for.
    pub prompt: &'static str,
    /// The tables whose figures it is about, by their ids.
    pub about: &'static [&'static str],
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

/// What stands before the prompt in an empty blank of a file that people fill in.
const UNWRITTEN: &str = "【请填写】";

impl Slot {
    /// What stands in the blank while it is empty.
    pub fn invitation(&self) -> String {
        format!("{UNWRITTEN}{}", self.prompt)
    }

    /// What was written in the blank of a file that came back: without the prompt where somebody left it standing.
    pub fn answer<'a>(&self, text: &'a str) -> &'a str {
        text.trim().strip_prefix(self.invitation().as_str()).unwrap_or(text).trim()
    }

    /// Whether a text still holds the mark of an empty blank.
    pub fn is_unfinished(text: &str) -> bool {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        text.contains(UNWRITTEN)
    }

    /// That figures have changed since it was written, with who wrote it when; none where they have not.
    pub fn caution(&self) -> Option<String> {
        let Written { author, at, .. } =
            self.written.as_ref().filter(|written| written.is_stale)?;
        Some(format!("【数据已变】以下文字由{author}写于{at}，其后所依据的数据有变动，请核对。"))
    }

    /// The paragraphs to print: what was written, or none.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        let text = self.written.as_ref().map_or("", |written| written.text.as_str());
        text.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}
