//! What a database must offer to keep a workspace.
//!
//! Stores are used through `dyn`, with boxed futures. Which store a workspace has is known only when it is
//! opened, and a type parameter would go through every signature that takes a [`crate::Workspace`]; an enum
//! would need an arm for every function in every store. Boxed futures also say that they are `Send`, which
//! the tasks of a server ask for and `async fn` in a trait cannot promise. Beside a query on disk the
//! allocation costs nothing. Another database is one more module beside `sqlite`, and one line where a
//! workspace is opened.

use std::fmt::Debug;
use std::path::Path;
use std::pin::Pin;

use crate::manifest::Manifest;
use crate::record::{
    DeliveryRecord, Event, FileRecord, IssueActRecord, IssueRecord, PublicationRecord,
    PublishedRun, RunRecord, SlotTextRecord, VintageRecord, WarningRow,
};
use crate::{Act, WorkspaceError};

/// A result to come.
pub(crate) type Pending<'a, T> =
    Pin<Box<dyn Future<Output = Result<T, WorkspaceError>> + Send + 'a>>;

/// A database of vintages, runs, publications, issues and events. Rows are added and not deleted.
pub(crate) trait Store: Debug + Send + Sync {
    /// Every vintage, the oldest first, those withdrawn included.
    fn vintages(&self) -> Pending<'_, Vec<VintageRecord>>;

    /// Every file taken in, the oldest first, those of withdrawn vintages included.
    fn files(&self) -> Pending<'_, Vec<FileRecord>>;

    /// Every run, the oldest first, those that were never published included.
    fn runs(&self) -> Pending<'_, Vec<RunRecord>>;

    /// The warnings of a run, by id.
    fn warnings(&self, run: i64) -> Pending<'_, Vec<WarningRow>>;

    /// Every publication, the oldest first.
    fn publications(&self) -> Pending<'_, Vec<PublicationRecord>>;

    /// The newest publication of a run on a vintage in force.
    fn current_publication(&self) -> Pending<'_, Option<PublishedRun>>;

    /// Every issue and everything that was done with them, the oldest first.
    fn issues(&self) -> Pending<'_, (Vec<IssueRecord>, Vec<IssueActRecord>)>;

    /// Every text of a blank, the oldest first.
    fn slot_texts(&self) -> Pending<'_, Vec<SlotTextRecord>>;

    /// Every step of a delivery, the oldest first.
    fn deliveries(&self) -> Pending<'_, Vec<DeliveryRecord>>;

    /// Everything that was done, the oldest first.
    fn events(&self) -> Pending<'_, Vec<Event>>;

    /// All of it but the warnings, at one moment.
    fn manifest(&self) -> Pending<'_, Manifest>;

    /// Begins a change; waits while another writer has the right to write.
    fn write(&self) -> Pending<'_, Box<dyn Writing>>;

    /// Puts all that was committed into the one file of the database, as far as nobody is reading an earlier state.
    fn checkpoint(&self) -> Pending<'_, ()>;

    /// What the database finds wrong with itself; empty if nothing.
    fn check(&self) -> Pending<'_, Vec<String>>;

    /// Writes the database as it is now into a new file.
    fn copy_to<'a>(&'a self, path: &'a Path) -> Pending<'a, ()>;

    /// Closes every connection.
    fn close(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// A transaction that holds the one right to write until it ends. Nothing of it can be seen before
/// [`Writing::commit`], and nothing of it is left if it is dropped instead.
pub(crate) trait Writing: Send {
    /// The latest vintage in force.
    fn current_vintage(&mut self) -> Pending<'_, Option<VintageRecord>>;

    /// The newest publication of a run on a vintage in force.
    fn current_publication(&mut self) -> Pending<'_, Option<PublishedRun>>;

    /// One vintage, in force or withdrawn.
    fn vintage(&mut self, id: i64) -> Pending<'_, Option<VintageRecord>>;

    /// The run with a fingerprint.
    fn run_by_fingerprint<'a>(&'a mut self, fingerprint: &'a str)
    -> Pending<'a, Option<RunRecord>>;

    /// Adds a vintage and returns its number. The number in `vintage` is not looked at.
    fn add_vintage<'a>(&'a mut self, vintage: &'a VintageRecord) -> Pending<'a, i64>;

    /// Adds the files of a vintage in their order. The vintage in each record is not looked at.
    fn add_files<'a>(&'a mut self, vintage: i64, files: &'a [FileRecord]) -> Pending<'a, ()>;

    /// Notes the hash of the lists of a vintage that has none.
    fn set_lists_hash<'a>(&'a mut self, vintage: i64, hash: &'a str) -> Pending<'a, ()>;

    /// Withdraws a vintage.
    fn withdraw<'a>(&'a mut self, vintage: i64, act: Act<'a>) -> Pending<'a, ()>;

    /// Adds a run and returns its number. The number in `run` is not looked at.
    fn add_run<'a>(&'a mut self, run: &'a RunRecord) -> Pending<'a, i64>;

    /// Adds the warnings of a run.
    fn add_warnings<'a>(&'a mut self, run: i64, warnings: &'a [WarningRow]) -> Pending<'a, ()>;

    /// Adds a publication of a run.
    fn add_publication<'a>(&'a mut self, run: i64, act: Act<'a>) -> Pending<'a, PublicationRecord>;

    /// Every issue and everything that was done with them, the oldest first.
    fn issues(&mut self) -> Pending<'_, (Vec<IssueRecord>, Vec<IssueActRecord>)>;

    /// Adds an issue and returns its number. The number in `issue` is not looked at.
    fn add_issue<'a>(&'a mut self, issue: &'a IssueRecord) -> Pending<'a, i64>;

    /// Adds that something was done with an issue.
    fn add_issue_act<'a>(&'a mut self, act: &'a IssueActRecord) -> Pending<'a, ()>;

    /// Adds a text of a blank.
    fn add_slot_text<'a>(&'a mut self, text: &'a SlotTextRecord) -> Pending<'a, ()>;

    /// Every step of a delivery, the oldest first.
    fn deliveries(&mut self) -> Pending<'_, Vec<DeliveryRecord>>;

    /// Adds a step of a delivery.
    fn add_delivery<'a>(&'a mut self, delivery: &'a DeliveryRecord) -> Pending<'a, ()>;

    /// Puts rows of a manifest into an empty database, with the numbers that they have.
    fn add_manifest<'a>(&'a mut self, manifest: &'a Manifest) -> Pending<'a, ()>;

    /// Notes another hash of the outlook of a run.
    fn set_outlook_hash<'a>(&'a mut self, run: i64, hash: &'a str) -> Pending<'a, ()>;

    /// Takes away the warnings of a run.
    fn clear_warnings(&mut self, run: i64) -> Pending<'_, ()>;

    /// Notes that something was done.
    fn add_event<'a>(&'a mut self, act: Act<'a>, kind: &'a str, detail: &'a str)
    -> Pending<'a, ()>;

    /// Makes the change stand, on disk.
    fn commit(self: Box<Self>) -> Pending<'static, ()>;
}
