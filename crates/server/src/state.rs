use std::sync::{Arc, RwLock};

use talent_domain::Codebook;
use talent_outlook::Outlook;
use talent_panel::Panel;
use talent_pipeline::{RunFailure, Sources, codebook, open_run, scenarios_of_run};
use talent_report::{NamedScenario, RunStamp};
use talent_workspace::{RunRecord, Workspace, WorkspaceError};
use tokio::sync::OnceCell;

use crate::problem::Problem;

/// What every handler shares.
#[derive(Debug, Clone)]
pub struct AppState {
    workspace: Workspace,
    shown: Arc<RwLock<Option<Arc<Published>>>>,
}

/// A run, ready to be shown.
#[derive(Debug)]
pub(crate) struct Published {
    pub(crate) run: RunRecord,
    pub(crate) outlook: Outlook,
    pub(crate) panel: Panel,
    pub(crate) codes: Codebook,
    /// What its scenarios find, once somebody asks.
    scenarios: OnceCell<Vec<NamedScenario>>,
}

impl Published {
    /// What the run was made from.
    pub(crate) fn origins(&self) -> Sources<'_> {
        Sources { panel: &self.panel, codes: &self.codes, meta: &self.outlook.meta }
    }

    /// What documents say of the run.
    pub(crate) fn stamp(&self) -> RunStamp<'_> {
        RunStamp::new(self.run.id, &self.run.created_at)
    }

    /// The scenarios beside it, found once.
    pub(crate) async fn scenarios(
        &self,
        workspace: &Workspace,
    ) -> Result<&[NamedScenario], RunFailure> {
        let found = self.scenarios.get_or_try_init(|| scenarios_of_run(workspace, &self.run));
        found.await.map(Vec::as_slice)
    }
}

impl AppState {
    /// For one workspace.
    pub fn new(workspace: Workspace) -> Self {
        Self { workspace, shown: Arc::new(RwLock::new(None)) }
    }

    pub(crate) fn workspace(&self) -> &Workspace {
        &self.workspace
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
        let published =
            Arc::new(Published { run, outlook, panel, codes, scenarios: OnceCell::new() });
        if let Ok(mut shown) = self.shown.write() {
            *shown = Some(Arc::clone(&published));
        }
        Ok(published)
    }
}
