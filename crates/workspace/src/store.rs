//! The database: vintages, runs, warnings and events.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{FromRow, Sqlite, Transaction};

use crate::WorkspaceError;

/// A vintage: everything that was known after some files had been taken in.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct VintageRecord {
    /// Its number, from 1.
    pub id: i64,
    /// When it was made (RFC 3339, UTC).
    pub created_at: String,
    /// Figures in it.
    pub observations: i64,
    /// Figures that replaced another value.
    pub revised: i64,
    /// Hash of its Parquet file.
    pub parquet_hash: String,
    /// The vintage that it was made on top of; none for the first.
    pub parent: Option<i64>,
    /// When it was withdrawn (RFC 3339, UTC); none while it is in force.
    pub withdrawn_at: Option<String>,
}

/// A file that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct FileRecord {
    /// The vintage that it made.
    pub vintage: i64,
    /// Its name.
    pub name: String,
    /// The hash of its content, by which the original is kept.
    pub hash: String,
    /// The codes of its templates, separated by spaces.
    pub templates: String,
    /// Data rows read from it.
    pub rows: i64,
}

/// A run: what was made of a vintage.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct RunRecord {
    /// Its number, from 1.
    pub id: i64,
    /// When it was made (RFC 3339, UTC).
    pub created_at: String,
    /// The vintage it rests on.
    pub vintage: i64,
    /// Seed of all chance.
    pub seed: i64,
    /// Draws.
    pub draws: i64,
    /// Years ahead.
    pub horizon: i64,
    /// Version of the program.
    pub version: String,
    /// Name and date of the warning policy.
    pub policy: String,
    /// Hash of everything the run depends on.
    pub fingerprint: String,
    /// Hash of the outlook.
    pub outlook_hash: String,
}

/// A warning as the database lists it; its evidence is in the run's outlook.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct WarningRow {
    /// Its id within the run.
    pub id: String,
    /// The programme.
    pub programme: String,
    /// The school; none for the city as a whole.
    pub school: Option<String>,
    /// The level's code.
    pub level: String,
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Event {
    /// When (RFC 3339, UTC).
    pub at: String,
    /// What kind.
    pub kind: String,
    /// In words.
    pub detail: String,
}

/// The database of a workspace.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pool: SqlitePool,
}

impl Store {
    /// Opens the database, making it and bringing it to this version's form as needed.
    pub(crate) async fn open(path: &Path) -> Result<Self, WorkspaceError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self { pool })
    }

    /// A transaction that holds the one right to write until it ends.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Sqlite>, WorkspaceError> {
        Ok(self.pool.begin_with("BEGIN IMMEDIATE").await?)
    }

    pub(crate) async fn vintages(&self) -> Result<Vec<VintageRecord>, WorkspaceError> {
        Ok(sqlx::query_as("SELECT * FROM vintages ORDER BY id").fetch_all(&self.pool).await?)
    }

    pub(crate) async fn files(&self) -> Result<Vec<FileRecord>, WorkspaceError> {
        let sql =
            "SELECT vintage, name, hash, templates, rows FROM files ORDER BY vintage, ordinal";
        Ok(sqlx::query_as(sql).fetch_all(&self.pool).await?)
    }

    pub(crate) async fn runs(&self) -> Result<Vec<RunRecord>, WorkspaceError> {
        Ok(sqlx::query_as("SELECT * FROM runs ORDER BY id").fetch_all(&self.pool).await?)
    }

    /// The run that was shown last, of those on vintages in force.
    pub(crate) async fn current_run(&self) -> Result<Option<RunRecord>, WorkspaceError> {
        let sql = "SELECT runs.* FROM publications \
                   JOIN runs ON runs.id = publications.run \
                   JOIN vintages ON vintages.id = runs.vintage \
                   WHERE withdrawn_at IS NULL ORDER BY publications.id DESC LIMIT 1";
        Ok(sqlx::query_as(sql).fetch_optional(&self.pool).await?)
    }

    pub(crate) async fn warnings(&self, run: i64) -> Result<Vec<WarningRow>, WorkspaceError> {
        let sql = "SELECT id, programme, school, level FROM warnings WHERE run = ? ORDER BY id";
        Ok(sqlx::query_as(sql).bind(run).fetch_all(&self.pool).await?)
    }

    pub(crate) async fn events(&self) -> Result<Vec<Event>, WorkspaceError> {
        let sql = "SELECT at, kind, detail FROM events ORDER BY id";
        Ok(sqlx::query_as(sql).fetch_all(&self.pool).await?)
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}

pub(crate) async fn insert_vintage(
    writing: &mut Transaction<'static, Sqlite>,
    vintage: &VintageRecord,
    files: &[FileRecord],
) -> Result<(), WorkspaceError> {
    sqlx::query("INSERT INTO vintages VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(vintage.id)
        .bind(&vintage.created_at)
        .bind(vintage.observations)
        .bind(vintage.revised)
        .bind(&vintage.parquet_hash)
        .bind(vintage.parent)
        .bind(&vintage.withdrawn_at)
        .execute(&mut **writing)
        .await?;
    for (ordinal, file) in files.iter().enumerate() {
        sqlx::query("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)")
            .bind(file.vintage)
            .bind(ordinal as i64)
            .bind(&file.name)
            .bind(&file.hash)
            .bind(&file.templates)
            .bind(file.rows)
            .execute(&mut **writing)
            .await?;
    }
    Ok(())
}

pub(crate) async fn insert_run(
    writing: &mut Transaction<'static, Sqlite>,
    run: &RunRecord,
    warnings: &[WarningRow],
) -> Result<(), WorkspaceError> {
    sqlx::query("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(run.id)
        .bind(&run.created_at)
        .bind(run.vintage)
        .bind(run.seed)
        .bind(run.draws)
        .bind(run.horizon)
        .bind(&run.version)
        .bind(&run.policy)
        .bind(&run.fingerprint)
        .bind(&run.outlook_hash)
        .execute(&mut **writing)
        .await?;
    for warning in warnings {
        sqlx::query("INSERT INTO warnings VALUES (?, ?, ?, ?, ?)")
            .bind(run.id)
            .bind(&warning.id)
            .bind(&warning.programme)
            .bind(&warning.school)
            .bind(&warning.level)
            .execute(&mut **writing)
            .await?;
    }
    Ok(())
}

/// Withdraws a vintage that is in force.
pub(crate) async fn withdraw(
    writing: &mut Transaction<'static, Sqlite>,
    vintage: i64,
    now: &str,
) -> Result<(), WorkspaceError> {
    sqlx::query("UPDATE vintages SET withdrawn_at = ? WHERE id = ?")
        .bind(now)
        .bind(vintage)
        .execute(&mut **writing)
        .await?;
    Ok(())
}

/// Shows a run from now on.
pub(crate) async fn insert_publication(
    writing: &mut Transaction<'static, Sqlite>,
    run: i64,
    now: &str,
) -> Result<(), WorkspaceError> {
    sqlx::query("INSERT INTO publications (run, at) VALUES (?, ?)")
        .bind(run)
        .bind(now)
        .execute(&mut **writing)
        .await?;
    Ok(())
}

pub(crate) async fn insert_event(
    writing: &mut Transaction<'static, Sqlite>,
    event: &Event,
) -> Result<(), WorkspaceError> {
    sqlx::query("INSERT INTO events (at, kind, detail) VALUES (?, ?, ?)")
        .bind(&event.at)
        .bind(&event.kind)
        .bind(&event.detail)
        .execute(&mut **writing)
        .await?;
    Ok(())
}
