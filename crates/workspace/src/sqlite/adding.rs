//! What is added: rows with a number that the database gives them, or, from a manifest, with that which they have.

use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, SqliteConnection, query};

use super::failure::failed;
use crate::WorkspaceError;
use crate::manifest::Manifest;
use crate::record::{
    DeliveryRecord, Event, FileRecord, IssueActRecord, IssueRecord, PublicationRecord, RunRecord,
    SlotTextRecord, VintageRecord,
};

/// The number of a row that was added.
type Added = Result<i64, WorkspaceError>;

async fn insert(on: &mut SqliteConnection, statement: Query<'_, Sqlite, SqliteArguments>) -> Added {
    Ok(statement.execute(on).await.map_err(failed)?.last_insert_rowid())
}

/// Adds a vintage; without a number the next one.
pub(super) async fn vintage(
    on: &mut SqliteConnection,
    number: Option<i64>,
    vintage: &VintageRecord,
) -> Added {
    let statement = query(
        "INSERT INTO vintages (id, created_at, actor, observations, revised, parquet_hash, \
         lists_hash, parent, withdrawn_at, withdrawn_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(number)
    .bind(&vintage.created_at)
    .bind(&vintage.actor)
    .bind(vintage.observations)
    .bind(vintage.revised)
    .bind(&vintage.parquet_hash)
    .bind(&vintage.lists_hash)
    .bind(vintage.parent)
    .bind(&vintage.withdrawn_at)
    .bind(&vintage.withdrawn_by);
    insert(on, statement).await
}

/// Adds a file at its place among those of a vintage.
pub(super) async fn file(
    on: &mut SqliteConnection,
    (vintage, ordinal): (i64, i64),
    file: &FileRecord,
) -> Added {
    let sql = "INSERT INTO files (vintage, ordinal, name, hash, templates, rows, actor) \
               VALUES (?, ?, ?, ?, ?, ?, ?)";
    let statement = query(sql)
        .bind(vintage)
        .bind(ordinal)
        .bind(&file.name)
        .bind(&file.hash)
        .bind(&file.templates)
        .bind(file.rows)
        .bind(&file.actor);
    insert(on, statement).await
}

/// Adds a run; without a number the next one.
pub(super) async fn run(on: &mut SqliteConnection, number: Option<i64>, run: &RunRecord) -> Added {
    let statement = query(
        "INSERT INTO runs (id, created_at, actor, vintage, seed, draws, horizon, version, policy, \
         fingerprint, outlook_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(number)
    .bind(&run.created_at)
    .bind(&run.actor)
    .bind(run.vintage)
    .bind(run.seed)
    .bind(run.draws)
    .bind(run.horizon)
    .bind(&run.version)
    .bind(&run.policy)
    .bind(&run.fingerprint)
    .bind(&run.outlook_hash);
    insert(on, statement).await
}

/// Adds a publication; without a number the next one.
pub(super) async fn publication(
    on: &mut SqliteConnection,
    number: Option<i64>,
    publication: &PublicationRecord,
) -> Added {
    let sql = "INSERT INTO publications (id, run, at, actor) VALUES (?, ?, ?, ?)";
    let PublicationRecord { run, at, actor, .. } = publication;
    insert(on, query(sql).bind(number).bind(run).bind(at).bind(actor)).await
}

/// Adds an issue; without a number the next one.
pub(super) async fn issue(
    on: &mut SqliteConnection,
    number: Option<i64>,
    issue: &IssueRecord,
) -> Added {
    let sql = "INSERT INTO issues (id, kind, audience, run, corrects, schedule, occasion, created_at, actor) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let statement = query(sql)
        .bind(number)
        .bind(&issue.kind)
        .bind(&issue.audience)
        .bind(issue.run)
        .bind(issue.corrects)
        .bind(&issue.schedule)
        .bind(&issue.occasion)
        .bind(&issue.created_at)
        .bind(&issue.actor);
    insert(on, statement).await
}

/// Adds that something was done with an issue.
pub(super) async fn issue_act(on: &mut SqliteConnection, act: &IssueActRecord) -> Added {
    let sql = "INSERT INTO issue_acts (issue, kind, audience, state, year, number, reference, signer, contents, targets, note, at, actor) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let statement = query(sql)
        .bind(act.issue)
        .bind(&act.kind)
        .bind(&act.audience)
        .bind(&act.state)
        .bind(act.year)
        .bind(act.number)
        .bind(&act.reference)
        .bind(&act.signer)
        .bind(&act.contents)
        .bind(&act.targets)
        .bind(&act.note)
        .bind(&act.at)
        .bind(&act.actor);
    insert(on, statement).await
}

/// Adds a text of a blank after all others.
pub(super) async fn slot_text(on: &mut SqliteConnection, slot_text: &SlotTextRecord) -> Added {
    let sql = "INSERT INTO slot_texts (kind, audience, slot, text, figures, at, actor) \
               VALUES (?, ?, ?, ?, ?, ?, ?)";
    let statement = query(sql)
        .bind(&slot_text.kind)
        .bind(&slot_text.audience)
        .bind(&slot_text.slot)
        .bind(&slot_text.text)
        .bind(&slot_text.figures)
        .bind(&slot_text.at)
        .bind(&slot_text.actor);
    insert(on, statement).await
}

/// Adds a step of a delivery after all others.
pub(super) async fn delivery(on: &mut SqliteConnection, delivery: &DeliveryRecord) -> Added {
    let sql = "INSERT INTO deliveries (issue, target, state, detail, at, actor) \
               VALUES (?, ?, ?, ?, ?, ?)";
    let statement = query(sql)
        .bind(delivery.issue)
        .bind(&delivery.target)
        .bind(&delivery.state)
        .bind(&delivery.detail)
        .bind(&delivery.at)
        .bind(&delivery.actor);
    insert(on, statement).await
}

/// Adds an event after all others.
pub(super) async fn event(on: &mut SqliteConnection, event: &Event) -> Added {
    let sql = "INSERT INTO events (at, actor, kind, detail) VALUES (?, ?, ?, ?)";
    let Event { at, actor, kind, detail } = event;
    insert(on, query(sql).bind(at).bind(actor).bind(kind).bind(detail)).await
}

/// Adds all that a manifest holds to an empty database.
pub(super) async fn manifest(
    on: &mut SqliteConnection,
    manifest: &Manifest,
) -> Result<(), WorkspaceError> {
    for row in &manifest.vintages {
        vintage(on, Some(row.id), row).await?;
    }
    let mut place = (0, 0);
    for row in &manifest.files {
        let ordinal = if place.0 == row.vintage { place.1 + 1 } else { 0 };
        place = (row.vintage, ordinal);
        file(on, place, row).await?;
    }
    for row in &manifest.runs {
        run(on, Some(row.id), row).await?;
    }
    for row in &manifest.publications {
        publication(on, Some(row.id), row).await?;
    }
    for row in &manifest.issues {
        issue(on, Some(row.id), row).await?;
    }
    for row in &manifest.issue_acts {
        issue_act(on, row).await?;
    }
    for row in &manifest.slot_texts {
        slot_text(on, row).await?;
    }
    for row in &manifest.deliveries {
        delivery(on, row).await?;
    }
    for row in &manifest.events {
        event(on, row).await?;
    }
    Ok(())
}
