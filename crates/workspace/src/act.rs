//! Who does something to a workspace, and when.

/// The moment and the author of a change. Every row that the change leaves behind carries both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act<'a> {
    /// When (RFC 3339, UTC).
    pub at: &'a str,
    /// The name of the person or the service that causes it.
    pub by: &'a str,
}
