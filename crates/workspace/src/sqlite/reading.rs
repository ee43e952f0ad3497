//! What is read, on a connection of its own or within a transaction.

use sqlx::{SqliteConnection, query_as};

use super::failure::failed;
use crate::WorkspaceError;
use crate::record::{
    DeliveryRecord, Event, FileRecord, IssueActRecord, IssueRecord, PublicationRecord,
    PublishedRun, RunRecord, SlotTextRecord, VintageRecord, WarningRow,
};

type Read<T> = Result<T, WorkspaceError>;

pub(super) async fn vintages(on: &mut SqliteConnection) -> Read<Vec<VintageRecord>> {
    query_as("SELECT * FROM vintages ORDER BY id").fetch_all(on).await.map_err(failed)
}

pub(super) async fn current_vintage(on: &mut SqliteConnection) -> Read<Option<VintageRecord>> {
    let sql = "SELECT * FROM vintages WHERE withdrawn_at IS NULL ORDER BY id DESC LIMIT 1";
    query_as(sql).fetch_optional(on).await.map_err(failed)
}

pub(super) async fn vintage(on: &mut SqliteConnection, id: i64) -> Read<Option<VintageRecord>> {
    let sql = "SELECT * FROM vintages WHERE id = ?";
    query_as(sql).bind(id).fetch_optional(on).await.map_err(failed)
}

pub(super) async fn files(on: &mut SqliteConnection) -> Read<Vec<FileRecord>> {
    query_as("SELECT * FROM files ORDER BY vintage, ordinal").fetch_all(on).await.map_err(failed)
}

pub(super) async fn runs(on: &mut SqliteConnection) -> Read<Vec<RunRecord>> {
    query_as("SELECT * FROM runs ORDER BY id").fetch_all(on).await.map_err(failed)
}

pub(super) async fn run_by_fingerprint(
    on: &mut SqliteConnection,
    fingerprint: &str,
) -> Read<Option<RunRecord>> {
    let sql = "SELECT * FROM runs WHERE fingerprint = ?";
    query_as(sql).bind(fingerprint).fetch_optional(on).await.map_err(failed)
}

pub(super) async fn warnings(on: &mut SqliteConnection, run: i64) -> Read<Vec<WarningRow>> {
    let sql = "SELECT * FROM warnings WHERE run = ? ORDER BY id";
    query_as(sql).bind(run).fetch_all(on).await.map_err(failed)
}

pub(super) async fn publications(on: &mut SqliteConnection) -> Read<Vec<PublicationRecord>> {
    query_as("SELECT * FROM publications ORDER BY id").fetch_all(on).await.map_err(failed)
}

pub(super) async fn current_publication(on: &mut SqliteConnection) -> Read<Option<PublishedRun>> {
    let sql = "SELECT publications.* FROM publications \
               JOIN runs ON runs.id = publications.run \
               JOIN vintages ON vintages.id = runs.vintage \
               WHERE vintages.withdrawn_at IS NULL ORDER BY publications.id DESC LIMIT 1";
    let found: Option<PublicationRecord> =
        query_as(sql).fetch_optional(&mut *on).await.map_err(failed)?;
    let Some(publication) = found else { return Ok(None) };
    let sql = "SELECT * FROM runs WHERE id = ?";
    let run = query_as(sql).bind(publication.run).fetch_one(on).await.map_err(failed)?;
    Ok(Some(PublishedRun { publication, run }))
}

/// Issues and what was done with them, at one moment.
pub(super) async fn issues(
    on: &mut SqliteConnection,
) -> Read<(Vec<IssueRecord>, Vec<IssueActRecord>)> {
    // Acts are read first: an issue that is drafted meanwhile has none yet, and no act is without its issue.
    let acts = query_as("SELECT * FROM issue_acts ORDER BY id").fetch_all(&mut *on).await;
    let issues = query_as("SELECT * FROM issues ORDER BY id").fetch_all(on).await;
    Ok((issues.map_err(failed)?, acts.map_err(failed)?))
}

pub(super) async fn slot_texts(on: &mut SqliteConnection) -> Read<Vec<SlotTextRecord>> {
    query_as("SELECT * FROM slot_texts ORDER BY id").fetch_all(on).await.map_err(failed)
}

pub(super) async fn deliveries(on: &mut SqliteConnection) -> Read<Vec<DeliveryRecord>> {
    query_as("SELECT * FROM deliveries ORDER BY id").fetch_all(on).await.map_err(failed)
}

pub(super) async fn events(on: &mut SqliteConnection) -> Read<Vec<Event>> {
    query_as("SELECT * FROM events ORDER BY id").fetch_all(on).await.map_err(failed)
}

/// What is wrong with the file of the database.
pub(super) async fn check(on: &mut SqliteConnection) -> Read<Vec<String>> {
    let said: Vec<(String,)> =
        query_as("PRAGMA integrity_check").fetch_all(on).await.map_err(failed)?;
    Ok(said.into_iter().map(|(text,)| text).filter(|text| text != "ok").collect())
}
