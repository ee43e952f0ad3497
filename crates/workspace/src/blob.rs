//! What is too large for a row: originals, panels, lists and outlooks, each checked against its hash.

use std::fmt::Debug;

use crate::WorkspaceError;
use crate::unfinished::Unfinished;

/// Which stored content is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlobKey<'a> {
    /// A file as it was taken in, by the hash of its content.
    Original(&'a str),
    /// The figures of a vintage, as Parquet.
    Panel(i64),
    /// The lists in force at a vintage, as JSON.
    Lists(i64),
    /// The outlook of a run, as JSON.
    Outlook(i64),
    /// The settings that a run was made with, as JSON.
    Settings(i64),
    /// A file of an issue as it was signed, by its name.
    Issue(i64, &'a str),
}

/// A place that keeps contents.
///
/// Both functions block while they work. A place that is reached over a network belongs behind
/// `spawn_blocking`, or behind futures as those of [`crate::store::Store`].
pub(crate) trait Blobs: Debug + Send + Sync {
    /// Keeps a content whole or not at all: once this returns, it survives a loss of power. What is
    /// there under the key is replaced, but for originals, which are equal if their hashes are.
    fn put(&self, key: BlobKey<'_>, content: &[u8]) -> Result<(), WorkspaceError>;

    /// Marks that contents of a vintage or a run are kept before its row is there, by any key of it. The mark stays if
    /// the process is killed: what it marks belongs to no row then. Whoever calls this holds the right to write.
    fn begin(&self, key: BlobKey<'_>) -> Result<Unfinished, WorkspaceError>;

    /// The content under a key; an error if its hash is not `hash`.
    fn get(&self, key: BlobKey<'_>, hash: &str) -> Result<Vec<u8>, WorkspaceError>;
}
