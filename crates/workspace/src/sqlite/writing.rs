//! What is written, in one transaction.

use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteQueryResult};
use sqlx::{Sqlite, SqliteConnection, Transaction, query};

use super::failure::failed;
use super::{adding, reading};
use crate::manifest::Manifest;
use crate::record::{
    DeliveryRecord, Event, FileRecord, IssueActRecord, IssueRecord, PublicationRecord,
    PublishedRun, RunRecord, SlotTextRecord, VintageRecord, WarningRow,
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
        Box::pin(adding::vintage(self.connection(), None, vintage))
    }

    fn add_files<'a>(&'a mut self, vintage: i64, files: &'a [FileRecord]) -> Pending<'a, ()> {
        Box::pin(async move {
            for (ordinal, file) in files.iter().enumerate() {
                adding::file(self.connection(), (vintage, ordinal as i64), file).await?;
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
        Box::pin(adding::run(self.connection(), None, run))
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
        Box::pin(async move {
            let (at, actor) = (act.at.to_owned(), act.by.to_owned());
            let publication = PublicationRecord { id: 0, run, at, actor };
            let id = adding::publication(self.connection(), None, &publication).await?;
            Ok(PublicationRecord { id, ..publication })
        })
    }

    fn issues(&mut self) -> Pending<'_, (Vec<IssueRecord>, Vec<IssueActRecord>)> {
        Box::pin(reading::issues(self.connection()))
    }

    fn add_issue<'a>(&'a mut self, issue: &'a IssueRecord) -> Pending<'a, i64> {
        Box::pin(adding::issue(self.connection(), None, issue))
    }

    fn add_issue_act<'a>(&'a mut self, act: &'a IssueActRecord) -> Pending<'a, ()> {
        Box::pin(async move {
            adding::issue_act(self.connection(), act).await?;
            Ok(())
        })
    }

    fn add_slot_text<'a>(&'a mut self, text: &'a SlotTextRecord) -> Pending<'a, ()> {
        Box::pin(async move {
            adding::slot_text(self.connection(), text).await?;
            Ok(())
        })
    }

    fn deliveries(&mut self) -> Pending<'_, Vec<DeliveryRecord>> {
        Box::pin(reading::deliveries(self.connection()))
    }

    fn add_delivery<'a>(&'a mut self, delivery: &'a DeliveryRecord) -> Pending<'a, ()> {
        Box::pin(async move {
            adding::delivery(self.connection(), delivery).await?;
            Ok(())
        })
    }

    fn add_manifest<'a>(&'a mut self, manifest: &'a Manifest) -> Pending<'a, ()> {
        Box::pin(adding::manifest(self.connection(), manifest))
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
        let [at, actor, kind, detail] = [act.at, act.by, kind, detail].map(str::to_owned);
        let event = Event { at, actor, kind, detail };
        Box::pin(async move {
            adding::event(self.connection(), &event).await?;
            Ok(())
        })
    }

    fn commit(self: Box<Self>) -> Pending<'static, ()> {
        Box::pin(async move { self.transaction.commit().await.map_err(failed) })
    }
}
