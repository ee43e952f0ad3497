//! The store in one SQLite file. The only place that names sqlx.

mod adding;
mod failure;
mod reading;
mod row;
mod writing;

use std::cmp::Ordering;
use std::path::Path;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, query_scalar};

use crate::WorkspaceError;
use crate::manifest::Manifest;
use crate::record::{
    DeliveryRecord, Event, FileRecord, IssueActRecord, IssueRecord, PublicationRecord,
    PublishedRun, RunRecord, SlotTextRecord, VintageRecord, WarningRow,
};
use crate::store::{Pending, Store, Writing};

use self::failure::{failed, is_of_writing, not_migrated};
use self::writing::SqliteWriting;

/// Whether a file is there and not empty.
fn holds_something(path: &Path) -> bool {
    path.metadata().is_ok_and(|file| file.len() > 0)
}

async fn connect(options: SqliteConnectOptions) -> Result<SqlitePool, sqlx::Error> {
    SqlitePoolOptions::new().max_connections(4).connect_with(options).await
}

/// The database `talent.db` of a workspace.
#[derive(Debug, Clone)]
pub(crate) struct SqliteStore {
    pool: SqlitePool,
    /// It was opened to be read: SQLite would let a change begin all the same.
    to_read: bool,
}

impl SqliteStore {
    /// Opens the database, making it and bringing it to this version's form as needed. One that is there and cannot be
    /// written is opened to be read.
    pub(crate) async fn open(path: &Path) -> Result<Self, WorkspaceError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let known = sqlx::migrate!();
        let pool = match connect(options).await {
            Ok(pool) => pool,
            Err(error) if is_of_writing(&error) && holds_something(path) => {
                return Self::open_to_read(path, &known).await.map_err(|_| failed(error));
            }
            Err(error) => return Err(failed(error)),
        };
        match known.run(&pool).await.map_err(|error| not_migrated(error, &known)) {
            Ok(()) => Ok(Self { pool, to_read: false }),
            Err(WorkspaceError::ReadOnly | WorkspaceError::Full) => {
                pool.close().await;
                Self::open_to_read(path, &known).await
            }
            Err(error) => Err(error),
        }
    }

    /// Opens a database that cannot be written. One of an earlier form is an error, since it cannot be brought to this
    /// version's.
    async fn open_to_read(path: &Path, known: &Migrator) -> Result<Self, WorkspaceError> {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        // Without a log beside it nothing is being written, and SQLite need not make files to agree with a writer.
        let at_rest = !holds_something(Path::new(&log));
        let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(at_rest);
        let pool = connect(options).await.map_err(failed)?;
        let sql = "SELECT MAX(version) FROM _sqlx_migrations";
        let found: i64 = query_scalar(sql).fetch_one(&pool).await.map_err(failed)?;
        let known = known.iter().map(|step| step.version).max().unwrap_or_default();
        match found.cmp(&known) {
            Ordering::Less => Err(WorkspaceError::ReadOnly),
            Ordering::Equal => Ok(Self { pool, to_read: true }),
            Ordering::Greater => Err(WorkspaceError::Newer { found, known }),
        }
    }

    async fn connection(&self) -> Result<PoolConnection<Sqlite>, WorkspaceError> {
        self.pool.acquire().await.map_err(failed)
    }
}

impl Store for SqliteStore {
    fn vintages(&self) -> Pending<'_, Vec<VintageRecord>> {
        Box::pin(async { reading::vintages(&mut *self.connection().await?).await })
    }

    fn files(&self) -> Pending<'_, Vec<FileRecord>> {
        Box::pin(async { reading::files(&mut *self.connection().await?).await })
    }

    fn runs(&self) -> Pending<'_, Vec<RunRecord>> {
        Box::pin(async { reading::runs(&mut *self.connection().await?).await })
    }

    fn warnings(&self, run: i64) -> Pending<'_, Vec<WarningRow>> {
        Box::pin(async move { reading::warnings(&mut *self.connection().await?, run).await })
    }

    fn publications(&self) -> Pending<'_, Vec<PublicationRecord>> {
        Box::pin(async { reading::publications(&mut *self.connection().await?).await })
    }

    fn current_publication(&self) -> Pending<'_, Option<PublishedRun>> {
        Box::pin(async { reading::current_publication(&mut *self.connection().await?).await })
    }

    fn issues(&self) -> Pending<'_, (Vec<IssueRecord>, Vec<IssueActRecord>)> {
        Box::pin(async { reading::issues(&mut *self.connection().await?).await })
    }

    fn slot_texts(&self) -> Pending<'_, Vec<SlotTextRecord>> {
        Box::pin(async { reading::slot_texts(&mut *self.connection().await?).await })
    }

    fn deliveries(&self) -> Pending<'_, Vec<DeliveryRecord>> {
        Box::pin(async { reading::deliveries(&mut *self.connection().await?).await })
    }

    fn events(&self) -> Pending<'_, Vec<Event>> {
        Box::pin(async { reading::events(&mut *self.connection().await?).await })
    }

    fn manifest(&self) -> Pending<'_, Manifest> {
        Box::pin(async {
            let mut moment = self.pool.begin().await.map_err(failed)?;
            let (issues, issue_acts) = reading::issues(&mut moment).await?;
            Ok(Manifest {
                identity: None,
                vintages: reading::vintages(&mut moment).await?,
                files: reading::files(&mut moment).await?,
                runs: reading::runs(&mut moment).await?,
                publications: reading::publications(&mut moment).await?,
                issues,
                issue_acts,
                slot_texts: reading::slot_texts(&mut moment).await?,
                deliveries: reading::deliveries(&mut moment).await?,
                events: reading::events(&mut moment).await?,
            })
        })
    }

    fn write(&self) -> Pending<'_, Box<dyn Writing>> {
        Box::pin(async {
            if self.to_read {
                return Err(WorkspaceError::ReadOnly);
            }
            // SQLite gives the right to write to one transaction at a time; the others wait here.
            let transaction = self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
            Ok(Box::new(SqliteWriting::new(transaction)) as Box<dyn Writing>)
        })
    }

    fn checkpoint(&self) -> Pending<'_, ()> {
        Box::pin(async {
            let mut connection = self.connection().await?;
            let moved = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)");
            moved.execute(&mut *connection).await.map_err(failed)?;
            Ok(())
        })
    }

    fn check(&self) -> Pending<'_, Vec<String>> {
        Box::pin(async { reading::check(&mut *self.connection().await?).await })
    }

    fn copy_to<'a>(&'a self, path: &'a Path) -> Pending<'a, ()> {
        Box::pin(async {
            let path = path.to_str().ok_or_else(|| WorkspaceError::File {
                path: path.to_owned(),
                reason: std::io::Error::other("路径不是 UTF-8 (the path is not UTF-8)"),
            })?;
            let mut connection = self.connection().await?;
            let copy = sqlx::query("VACUUM INTO ?").bind(path);
            copy.execute(&mut *connection).await.map_err(failed)?;
            Ok(())
        })
    }

    fn close(&self) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.pool.close())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as version 2 of the database wrote them.
    const OLD_ROWS: &str = "\
        INSERT INTO vintages VALUES (1, '2025-01-01T00:00:00Z', 2, 0, 'p1', NULL, NULL); \
        INSERT INTO vintages VALUES (2, '2025-02-01T00:00:00Z', 3, 1, 'p2', 1, '2025-03-01T00:00:00Z'); \
        INSERT INTO files VALUES (1, 0, 'C4.csv', 'h', 'C4', 17); \
        INSERT INTO runs VALUES (1, '2025-01-02T00:00:00Z', 1, 7, 100, 4, '0', 'p', 'f', 'o'); \
        INSERT INTO publications VALUES (1, 1, '2025-01-02T00:00:00Z'); \
        INSERT INTO events VALUES (1, '2025-01-01T00:00:00Z', 'ingest', 'vintage 1: C4.csv');";

    async fn old_database(path: &Path) {
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
        let pool = SqlitePool::connect_with(options).await.unwrap();
        let mut migrations = sqlx::migrate!();
        migrations.migrations =
            migrations.migrations.iter().filter(|step| step.version <= 2).cloned().collect();
        migrations.run(&pool).await.unwrap();
        sqlx::raw_sql(OLD_ROWS).execute(&pool).await.unwrap();
        pool.close().await;
    }

    #[tokio::test]
    async fn a_database_of_an_earlier_version_is_migrated_with_its_rows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talent.db");
        old_database(&path).await;
        let store = SqliteStore::open(&path).await.unwrap();
        let vintages = store.vintages().await.unwrap();
        let withdrawn_by = vintages.iter().map(|vintage| vintage.withdrawn_by.as_deref());
        assert_eq!(withdrawn_by.collect::<Vec<_>>(), [None, Some("")]);
        assert!(vintages.iter().all(|v| v.actor.is_empty() && v.lists_hash.is_none()));
        assert_eq!(store.files().await.unwrap()[0].actor, "");
        assert_eq!(store.events().await.unwrap()[0].actor, "");
        let current = store.current_publication().await.unwrap().unwrap();
        assert_eq!((current.run.actor.as_str(), current.publication.actor.as_str()), ("", ""));
        // Numbers go on from those that are there.
        let act = crate::Act { at: "2026-01-01T00:00:00Z", by: "li" };
        let mut writing = store.write().await.unwrap();
        assert_eq!(writing.add_publication(1, act).await.unwrap().id, 2);
        assert_eq!(writing.add_vintage(&vintages[0]).await.unwrap(), 3);
        assert_eq!(
            writing.add_run(&RunRecord { fingerprint: "g".into(), ..current.run }).await.unwrap(),
            2
        );
        writing.commit().await.unwrap();
        assert_eq!(store.vintages().await.unwrap().len(), 3);
    }

    #[tokio::test]
    async fn a_database_of_a_later_version_is_told_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talent.db");
        let store = SqliteStore::open(&path).await.unwrap();
        let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                     VALUES (99, 'later', 1, x'00', 0)";
        sqlx::raw_sql(later).execute(&store.pool).await.unwrap();
        store.pool.close().await;
        let error = SqliteStore::open(&path).await.unwrap_err();
        assert!(matches!(error, WorkspaceError::Newer { found: 99, .. }), "{error}");
        let error = SqliteStore::open_to_read(&path, &sqlx::migrate!()).await.unwrap_err();
        assert!(matches!(error, WorkspaceError::Newer { found: 99, .. }), "{error}");
    }

    #[tokio::test]
    async fn a_full_disk_and_a_database_that_is_only_read_are_told_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talent.db");
        let store = SqliteStore::open(&path).await.unwrap();
        let act = crate::Act { at: "2026-01-01T00:00:00Z", by: "li" };
        let mut writing = store.write().await.unwrap();
        writing.add_event(act, "note", "short").await.unwrap();
        writing.commit().await.unwrap();
        // A page of SQLite stands for the whole disk.
        let mut connection = store.pool.acquire().await.unwrap();
        sqlx::raw_sql("PRAGMA max_page_count = 1").execute(&mut *connection).await.unwrap();
        let long = format!(
            "INSERT INTO events (at, actor, kind, detail) VALUES ('', '', '', '{}')",
            "x".repeat(99_999)
        );
        let full = sqlx::raw_sql(sqlx::AssertSqlSafe(long)).execute(&mut *connection).await;
        assert!(matches!(failed(full.unwrap_err()), WorkspaceError::Full));
        drop(connection);
        store.pool.close().await;
        let reader = SqliteStore::open_to_read(&path, &sqlx::migrate!()).await.unwrap();
        assert_eq!(reader.events().await.unwrap()[0].detail, "short");
        assert!(matches!(reader.write().await.err(), Some(WorkspaceError::ReadOnly)));
    }
}
