//! What every handler shares: the workspace, the run that is shown, and long work.

use std::sync::{Arc, RwLock};

use talent_domain::Codebook;
use talent_outlook::Outlook;
use talent_panel::Panel;
use talent_pipeline::{Origins, codebook, open_run};
use talent_report::RunStamp;
use talent_workspace::{RunRecord, Workspace, WorkspaceError};

use crate::problem::Problem;
use crate::work::LongWork;

/// What every handler shares.
#[derive(Debug, Clone)]
pub struct AppState {
    workspace: Workspace,
    shown: Arc<RwLock<Option<Arc<Published>>>>,
    work: Arc<LongWork>,
}

/// A run, ready to be shown.
#[derive(Debug)]
pub(crate) struct Published {
    pub(crate) run: RunRecord,
    pub(crate) outlook: Outlook,
    pub(crate) panel: Panel,
    pub(crate) codes: Codebook,
}

impl Published {
    /// What the run was made from.
    pub(crate) fn origins(&self) -> Origins<'_> {
        Origins { panel: &self.panel, codes: &self.codes, meta: &self.outlook.meta }
    }

    /// What documents say of the run.
    pub(crate) fn stamp(&self) -> RunStamp<'_> {
        RunStamp::new(self.run.id, &self.run.created_at)
    }
}

impl AppState {
    /// For one workspace.
    pub fn new(workspace: Workspace) -> Self {
        Self { workspace, shown: Arc::default(), work: Arc::default() }
    }

    pub(crate) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    pub(crate) fn work(&self) -> &LongWork {
        &self.work
    }

    /// The run that is shown. Read again only when it is another.
    pub(crate) async fn published(&self) -> Result<Arc<Published>, Problem> {
        let run = self.workspace.current_run().await?.ok_or(WorkspaceError::NoRun)?;
        let cached = self.shown.read().ok().and_then(|shown| shown.clone());
        if let Some(published) = cached.filter(|published| published.run.id == run.id) {
            return Ok(published);
        }
        let outlook = open_run(&self.workspace, &run)?;
        let panel = self.workspace.vintage(run.vintage).await?.panel;
        let codes = codebook(&self.workspace, run.vintage).await?;
        let published = Arc::new(Published { run, outlook, panel, codes });
        if let Ok(mut shown) = self.shown.write() {
            *shown = Some(Arc::clone(&published));
        }
        Ok(published)
    }
}
