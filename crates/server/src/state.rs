//! What every handler shares: the workspace, the published run as it was last read, and long work.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use talent_domain::Codebook;
use talent_outlook::{Audience, Outlook};
use talent_panel::Panel;
use talent_pipeline::{ShownRun, Sources, shown_run};
use talent_report::RunStamp;
use talent_workspace::{PublicationRecord, RunRecord, Workspace, WorkspaceError};
use tokio::runtime::Handle;

use crate::connections::most_connections;
use crate::problem::Problem;
use crate::work::{Kept, LongWork, Workers};

/// What every handler shares.
#[derive(Debug, Clone)]
pub struct AppState {
    workspace: Workspace,
    audience: Audience,
    /// The run that is shown, by the number of its publication.
    shown: Arc<Kept<i64, Arc<Published>>>,
    reading: Workers,
    work: Arc<LongWork>,
    /// What time it is; none where nobody says.
    clock: Option<fn() -> Option<DateTime<Utc>>>,
}

/// A published run, ready to be shown.
#[derive(Debug)]
pub(crate) struct Published {
    pub(crate) publication: PublicationRecord,
    pub(crate) run: RunRecord,
    pub(crate) outlook: Outlook,
    pub(crate) panel: Panel,
    pub(crate) codes: Codebook,
}

impl Published {
    /// What the run was made from.
    pub(crate) fn origins(&self) -> Sources<'_> {
        Sources { panel: &self.panel, codes: &self.codes, meta: &self.outlook.meta }
    }

    /// What documents say of the publication and its run.
    pub(crate) fn stamp(&self) -> RunStamp {
        RunStamp::new(self.publication.id, self.run.id, &self.run.created_at)
    }
}

impl AppState {
    /// For one workspace, as one audience is shown it.
    pub fn new(workspace: Workspace, audience: Audience) -> Self {
        let most = most_connections();
        // Whoever waits for long work holds a connection, and most of those are for others.
        let work = Arc::new(LongWork::new((most / 6).clamp(1, 64)));
        let shown = Arc::new(Kept::new(1, (most / 4).max(1)));
        Self { workspace, audience, shown, reading: Workers::new(1, 1), work, clock: None }
    }

    /// The same with a clock, by which schedules are shown.
    #[must_use]
    pub fn with_clock(self, clock: fn() -> Option<DateTime<Utc>>) -> Self {
        Self { clock: Some(clock), ..self }
    }

    /// What time it is; none where nobody says.
    pub(crate) fn now(&self) -> Option<DateTime<Utc>> {
        self.clock.and_then(|clock| clock())
    }

    /// Whom everything is shown to.
    pub(crate) fn audience(&self) -> Audience {
        self.audience
    }

    pub(crate) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    pub(crate) fn work(&self) -> &LongWork {
        &self.work
    }

    /// The run that readers see. Read again only when another publication shows it.
    pub(crate) async fn published(&self) -> Result<Arc<Published>, Problem> {
        let current = self.workspace.current_publication().await?.ok_or(WorkspaceError::NoRun)?;
        let (workspace, audience, reading) =
            (self.workspace.clone(), self.audience, self.reading.clone());
        let wanted = current.publication.id;
        let read = move || async move {
            let runtime = Handle::current();
            // Figures are rounded for the public while they are read, which takes long.
            let found = reading.run(move || runtime.block_on(read(&workspace, audience))).await??;
            // Another was published meanwhile: it is not kept under this number.
            if found.publication.id == wanted { Ok(found) } else { Err(Problem::busy()) }
        };
        self.shown.get_or_make(wanted, read).await
    }
}

async fn read(workspace: &Workspace, audience: Audience) -> Result<Arc<Published>, Problem> {
    let shown = shown_run(workspace, audience).await?;
    let ShownRun { publication, run, outlook, panel, codes } = shown;
    Ok(Arc::new(Published { publication, run, outlook, panel, codes }))
}
