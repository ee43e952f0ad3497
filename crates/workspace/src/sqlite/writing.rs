//! What is written, in one transaction.

use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteQueryResult};
use sqlx::{Sqlite, SqliteConnection, Transaction, query};

use super::failure::failed;
use super::{reading, rebuilding};
use crate::manifest::Manifest;
use crate::record::{
    FileRecord, PublicationRecord, PublishedRun, RunRecord, VintageRecord, WarningRow,
};
use crate::store::{Pending, Writing};
use crate::{Act, WorkspaceError};

/// An open transaction of SQLite that holds the right to write.
pub(super) struct SqliteWriting {
    transaction: Transaction<'static, Sqlite>,
}

impl SqliteWriting {
    pub(super) fn new(transaction: Transaction<'static, Sqlite>) -> Self {
        Self { transaction }
    }

    fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.transaction
    }

    async fn execute(
        &mut self,
        statement: Query<'_, Sqlite, SqliteArguments>,
    ) -> Result<SqliteQueryResult, WorkspaceError> {
        statement.execute(self.connection()).await.map_err(failed)
    }

    /// Adds a row and returns the number that the database gives it.
    async fn insert(
        &mut self,
        statement: Query<'_, Sqlite, SqliteArguments>,
    ) -> Result<i64, WorkspaceError> {
        Ok(self.execute(statement).await?.last_insert_rowid())
    }
}

impl Writing for SqliteWriting {
    fn current_vintage(&mut self) -> Pending<'_, Option<VintageRecord>> {
        Box::pin(reading::current_vintage(self.connection()))
    }

    fn current_publication(&mut self) -> Pending<'_, Option<PublishedRun>> {
        Box::pin(reading::current_publication(self.connection()))
    }

    fn vintage(&mut self, id: i64) -> Pending<'_, Option<VintageRecord>> {
        Box::pin(reading::vintage(self.connection(), id))
    }

    fn run_by_fingerprint<'a>(
        &'a mut self,
        fingerprint: &'a str,
    ) -> Pending<'a, Option<RunRecord>> {
        Box::pin(reading::run_by_fingerprint(self.connection(), fingerprint))
    }

    fn add_vintage<'a>(&'a mut self, vintage: &'a VintageRecord) -> Pending<'a, i64> {
        let statement = query(
            "INSERT INTO vintages (created_at, actor, observations, revised, parquet_hash, \
             lists_hash, parent) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&vintage.created_at)
        .bind(&vintage.actor)
        .bind(vintage.observations)
        .bind(vintage.revised)
        .bind(&vintage.parquet_hash)
        .bind(&vintage.lists_hash)
        .bind(vintage.parent);
        Box::pin(self.insert(statement))
    }

    fn add_files<'a>(&'a mut self, vintage: i64, files: &'a [FileRecord]) -> Pending<'a, ()> {
        const SQL: &str = "INSERT INTO files (vintage, ordinal, name, hash, templates, rows, actor) \
                           VALUES (?, ?, ?, ?, ?, ?, ?)";
        Box::pin(async move {
            for (ordinal, file) in files.iter().enumerate() {
                let statement = query(SQL)
                    .bind(vintage)
                    .bind(ordinal as i64)
                    .bind(&file.name)
                    .bind(&file.hash)
                    .bind(&file.templates)
                    .bind(file.rows)
                    .bind(&file.actor);
                self.execute(statement).await?;
            }
            Ok(())
        })
    }

    fn set_lists_hash<'a>(&'a mut self, vintage: i64, hash: &'a str) -> Pending<'a, ()> {
        const SQL: &str = "UPDATE vintages SET lists_hash = ? WHERE id = ? AND lists_hash IS NULL";
        Box::pin(async move {
            self.execute(query(SQL).bind(hash).bind(vintage)).await?;
            Ok(())
        })
    }

    fn withdraw<'a>(&'a mut self, vintage: i64, act: Act<'a>) -> Pending<'a, ()> {
        const SQL: &str = "UPDATE vintages SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ?";
        Box::pin(async move {
            self.execute(query(SQL).bind(act.at).bind(act.by).bind(vintage)).await?;
            Ok(())
        })
    }

    fn add_run<'a>(&'a mut self, run: &'a RunRecord) -> Pending<'a, i64> {
        let statement = query(
            "INSERT INTO runs (created_at, actor, vintage, seed, draws, horizon, version, policy, \
             fingerprint, outlook_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
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
        Box::pin(self.insert(statement))
    }

    fn add_warnings<'a>(&'a mut self, run: i64, warnings: &'a [WarningRow]) -> Pending<'a, ()> {
        const SQL: &str =
            "INSERT INTO warnings (run, id, programme, school, level) VALUES (?, ?, ?, ?, ?)";
        Box::pin(async move {
            for warning in warnings {
                let statement = query(SQL)
                    .bind(run)
                    .bind(&warning.id)
                    .bind(&warning.programme)
                    .bind(&warning.school)
                    .bind(&warning.level);
                self.execute(statement).await?;
            }
            Ok(())
        })
    }

    fn add_publication<'a>(&'a mut self, run: i64, act: Act<'a>) -> Pending<'a, PublicationRecord> {
        const SQL: &str = "INSERT INTO publications (run, at, actor) VALUES (?, ?, ?)";
        Box::pin(async move {
            let id = self.insert(query(SQL).bind(run).bind(act.at).bind(act.by)).await?;
            Ok(PublicationRecord { id, run, at: act.at.to_owned(), actor: act.by.to_owned() })
        })
    }

    fn add_manifest<'a>(&'a mut self, manifest: &'a Manifest) -> Pending<'a, ()> {
        Box::pin(rebuilding::add_manifest(self.connection(), manifest))
    }

    fn set_outlook_hash<'a>(&'a mut self, run: i64, hash: &'a str) -> Pending<'a, ()> {
        const SQL: &str = "UPDATE runs SET outlook_hash = ? WHERE id = ?";
        Box::pin(async move {
            self.execute(query(SQL).bind(hash).bind(run)).await?;
            Ok(())
        })
    }

    fn clear_warnings(&mut self, run: i64) -> Pending<'_, ()> {
        Box::pin(async move {
            self.execute(query("DELETE FROM warnings WHERE run = ?").bind(run)).await?;
            Ok(())
        })
    }

    fn add_event<'a>(
        &'a mut self,
        act: Act<'a>,
        kind: &'a str,
        detail: &'a str,
    ) -> Pending<'a, ()> {
        const SQL: &str = "INSERT INTO events (at, actor, kind, detail) VALUES (?, ?, ?, ?)";
        Box::pin(async move {
            self.execute(query(SQL).bind(act.at).bind(act.by).bind(kind).bind(detail)).await?;
            Ok(())
        })
    }

    fn commit(self: Box<Self>) -> Pending<'static, ()> {
        Box::pin(async move { self.transaction.commit().await.map_err(failed) })
    }
}
