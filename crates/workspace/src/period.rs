//! Periods that are closed: a table of a year whose figures are settled. Closing and opening are events like all others.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use talent_domain::{TemplateCode, Year};

use crate::{Act, Event, Workspace, WorkspaceError};

const CLOSE: &str = "close-period";
const OPEN: &str = "open-period";

/// A table of a year that is closed, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClosedPeriod {
    /// The year of its figures.
    pub year: Year,
    /// The table.
    pub table: TemplateCode,
    /// When it was closed (RFC 3339, UTC).
    pub at: String,
    /// Who closed it.
    pub actor: String,
    /// Why; empty if that was not said.
    pub reason: String,
}

/// That tables of a year were closed or opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeriodChange {
    /// Whether they were closed.
    pub closes: bool,
    /// The year of the figures.
    pub year: Year,
    /// The tables.
    pub tables: Vec<TemplateCode>,
    /// When (RFC 3339, UTC).
    pub at: String,
    /// Who did it.
    pub actor: String,
    /// Why.
    pub reason: String,
}

/// What an event of closing or opening holds.
#[derive(Debug, Serialize, Deserialize)]
struct Detail {
    year: Year,
    tables: Vec<TemplateCode>,
    reason: String,
}

impl Workspace {
    /// Everything that is closed, by year and table.
    pub async fn closed_periods(&self) -> Result<Vec<ClosedPeriod>, WorkspaceError> {
        Ok(closed(&changes(&self.events().await?)?))
    }

    /// Every closing and opening, the oldest first.
    pub async fn period_changes(&self) -> Result<Vec<PeriodChange>, WorkspaceError> {
        changes(&self.events().await?)
    }

    /// Closes tables of a year. Returns those that were not closed before; nothing is noted if there is none.
    pub async fn close_period(
        &self,
        year: Year,
        tables: &[TemplateCode],
        reason: &str,
        act: Act<'_>,
    ) -> Result<Vec<TemplateCode>, WorkspaceError> {
        self.note_period(CLOSE, year, tables, reason, act).await
    }

    /// Opens tables of a year again. Returns those that were closed; nothing is noted if there is none.
    pub async fn open_period(
        &self,
        year: Year,
        tables: &[TemplateCode],
        reason: &str,
        act: Act<'_>,
    ) -> Result<Vec<TemplateCode>, WorkspaceError> {
        self.note_period(OPEN, year, tables, reason, act).await
    }

    /// Notes that tables were closed or opened, of those that were not so before; returns these.
    async fn note_period(
        &self,
        kind: &str,
        year: Year,
        tables: &[TemplateCode],
        reason: &str,
        act: Act<'_>,
    ) -> Result<Vec<TemplateCode>, WorkspaceError> {
        let closed = self.closed_periods().await?;
        let is_closed = |table| closed.iter().any(|p| p.year == year && p.table == table);
        let changes = |table: &TemplateCode| is_closed(*table) == (kind == OPEN);
        let tables: Vec<TemplateCode> = tables.iter().copied().filter(changes).collect();
        if tables.is_empty() {
            return Ok(tables);
        }
        let detail = Detail { year, tables, reason: reason.to_owned() };
        let mut writing = self.store.write().await?;
        writing.add_event(act, kind, &serde_json::to_string(&detail)?).await?;
        self.make_stand(writing).await?;
        Ok(detail.tables)
    }
}

/// The closings and openings among events.
fn changes(events: &[Event]) -> Result<Vec<PeriodChange>, WorkspaceError> {
    let of_periods = events.iter().filter(|event| event.kind == CLOSE || event.kind == OPEN);
    let change = |event: &Event| {
        let Detail { year, tables, reason } = serde_json::from_str(&event.detail)?;
        let (at, actor) = (event.at.clone(), event.actor.clone());
        Ok(PeriodChange { closes: event.kind == CLOSE, year, tables, at, actor, reason })
    };
    of_periods.map(change).collect()
}

/// What is closed after these changes.
fn closed(changes: &[PeriodChange]) -> Vec<ClosedPeriod> {
    let mut closed = BTreeMap::new();
    for PeriodChange { closes, year, tables, at, actor, reason } in changes.iter().cloned() {
        for table in tables {
            if closes {
                let (at, actor, reason) = (at.clone(), actor.clone(), reason.clone());
                closed.insert((year, table), ClosedPeriod { year, table, at, actor, reason });
            } else {
                closed.remove(&(year, table));
            }
        }
    }
    closed.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_opened_again_is_closed_no_longer() {
        let event = |kind: &str, detail: &str| Event {
            at: "2026-01-01T00:00:00Z".to_owned(),
            actor: "王芳".to_owned(),
            kind: kind.to_owned(),
            detail: detail.to_owned(),
        };
        let events = [
            event("ingest", "vintage 1: a.csv"),
            event(CLOSE, r#"{"year":2025,"tables":["T1","T2"],"reason":"已审定"}"#),
            event(OPEN, r#"{"year":2025,"tables":["T1"],"reason":"漏报"}"#),
        ];
        let closed = closed(&changes(&events).unwrap());
        let [only] = closed.as_slice() else { panic!("{closed:?}") };
        assert_eq!(
            (only.table, only.actor.as_str(), only.reason.as_str()),
            (TemplateCode::T2, "王芳", "已审定")
        );
    }
}
