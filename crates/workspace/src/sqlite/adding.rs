//! What is added: rows with a number that the database gives them, or, from a manifest, with that which they have.

use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, SqliteConnection, query};

use super::failure::failed;
use crate::WorkspaceError;
use crate::manifest::Manifest;
use crate::record::{Event, FileRecord, PublicationRecord, RunRecord, VintageRecord};

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
    for row in &manifest.events {
        event(on, row).await?;
    }
    Ok(())
}
