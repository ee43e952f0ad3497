//! Rows of the tables as records.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Result, Row};

use crate::record::{
    DeliveryRecord, Event, FileRecord, IssueActRecord, IssueRecord, PublicationRecord, RunRecord,
    SlotTextRecord, VintageRecord, WarningRow,
};

impl FromRow<'_, SqliteRow> for VintageRecord {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            created_at: row.try_get("created_at")?,
            actor: row.try_get("actor")?,
            observations: row.try_get("observations")?,
            revised: row.try_get("revised")?,
            parquet_hash: row.try_get("parquet_hash")?,
            lists_hash: row.try_get("lists_hash")?,
            parent: row.try_get("parent")?,
            withdrawn_at: row.try_get("withdrawn_at")?,
            withdrawn_by: row.try_get("withdrawn_by")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for FileRecord {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            vintage: row.try_get("vintage")?,
            name: row.try_get("name")?,
            hash: row.try_get("hash")?,
            templates: row.try_get("templates")?,
            rows: row.try_get("rows")?,
            actor: row.try_get("actor")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for RunRecord {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            created_at: row.try_get("created_at")?,
            actor: row.try_get("actor")?,
            vintage: row.try_get("vintage")?,
            seed: row.try_get("seed")?,
            draws: row.try_get("draws")?,
            horizon: row.try_get("horizon")?,
            version: row.try_get("version")?,
            policy: row.try_get("policy")?,
            fingerprint: row.try_get("fingerprint")?,
            outlook_hash: row.try_get("outlook_hash")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for WarningRow {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            programme: row.try_get("programme")?,
            school: row.try_get("school")?,
            level: row.try_get("level")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for PublicationRecord {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            run: row.try_get("run")?,
            at: row.try_get("at")?,
            actor: row.try_get("actor")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Event {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            at: row.try_get("at")?,
            actor: row.try_get("actor")?,
            kind: row.try_get("kind")?,
            detail: row.try_get("detail")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for IssueRecord {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            kind: row.try_get("kind")?,
            audience: row.try_get("audience")?,
            run: row.try_get("run")?,
            corrects: row.try_get("corrects")?,
            schedule: row.try_get("schedule")?,
            occasion: row.try_get("occasion")?,
            created_at: row.try_get("created_at")?,
            actor: row.try_get("actor")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for IssueActRecord {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            issue: row.try_get("issue")?,
            kind: row.try_get("kind")?,
            audience: row.try_get("audience")?,
            state: row.try_get("state")?,
            year: row.try_get("year")?,
            number: row.try_get("number")?,
            reference: row.try_get("reference")?,
            signer: row.try_get("signer")?,
            contents: row.try_get("contents")?,
            targets: row.try_get("targets")?,
            note: row.try_get("note")?,
            at: row.try_get("at")?,
            actor: row.try_get("actor")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for SlotTextRecord {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            kind: row.try_get("kind")?,
            audience: row.try_get("audience")?,
            slot: row.try_get("slot")?,
            text: row.try_get("text")?,
            figures: row.try_get("figures")?,
            at: row.try_get("at")?,
            actor: row.try_get("actor")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for DeliveryRecord {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            issue: row.try_get("issue")?,
            target: row.try_get("target")?,
            state: row.try_get("state")?,
            detail: row.try_get("detail")?,
            at: row.try_get("at")?,
            actor: row.try_get("actor")?,
        })
    }
}
