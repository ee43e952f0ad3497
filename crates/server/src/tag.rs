//! Entity tags: what tells one body from another (RFC 9110, 8.8.3).

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// An entity tag, in its quotes. It is weak, as a body may be packed on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EntityTag(String);

impl EntityTag {
    /// The tag of a body: its hash.
    pub(crate) fn of_body(body: &[u8]) -> Self {
        let mut tag = String::from("W/\"");
        for byte in Sha256::digest(body).iter().take(16) {
            // Writing to a text cannot fail.
            let _ = write!(tag, "{byte:02x}");
        }
        tag.push('"');
        Self(tag)
    }

    /// The tag of a body that is the same whenever `parts` are: known before the body is made.
    pub(crate) fn of_recipe(parts: &[&str]) -> Self {
        Self::of_body(parts.join("\n").as_bytes())
    }

    /// The tag as headers give it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}
