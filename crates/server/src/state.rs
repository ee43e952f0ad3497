//! What every handler shares: the workspace, the published run as it was last read, and long work.

use std::sync::{Arc, RwLock};

use talent_domain::Codebook;
use talent_outlook::{Audience, Outlook};
use talent_panel::Panel;
use talent_pipeline::{ShownRun, Sources, shown_run};
use talent_report::RunStamp;
use talent_workspace::{PublicationRecord, RunRecord, Workspace, WorkspaceError};

use crate::problem::Problem;
use crate::work::LongWork;

/// What every handler shares.
#[derive(Debug, Clone)]
pub struct AppState {
    workspace: Workspace,
    audience: Audience,
    shown: Arc<RwLock<Option<Arc<Published>>>>,
    work: Arc<LongWork>,
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
    pub(crate) fn stamp(&self) -> RunStamp<'_> {
        RunStamp::new(self.publication.id, self.run.id, &self.run.created_at)
    }
}

impl AppState {
    /// For one workspace, as one audience is shown it.
    pub fn new(workspace: Workspace, audience: Audience) -> Self {
        Self { workspace, audience, shown: Arc::default(), work: Arc::default() }
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
        let cached = self.shown.read().ok().and_then(|shown| shown.clone());
        let is_current = |cached: &Arc<Published>| cached.publication.id == current.publication.id;
        if let Some(published) = cached.filter(is_current) {
            return Ok(published);
        }
        let published = Arc::new(self.read().await?);
        if let Ok(mut shown) = self.shown.write() {
            *shown = Some(Arc::clone(&published));
        }
        Ok(published)
    }

    async fn read(&self) -> Result<Published, Problem> {
        let shown = shown_run(&self.workspace, self.audience).await?;
        let ShownRun { publication, run, outlook, panel, codes } = shown;
        Ok(Published { publication, run, outlook, panel, codes })
    }
}
