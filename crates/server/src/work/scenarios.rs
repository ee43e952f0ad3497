//! Scenarios: the balance drawn again, once for each that is asked for.

use std::future::Future;
use std::sync::Arc;

use talent_outlook::{Audience, ScenarioOutlook};
use talent_pipeline::{RunFailure, ScenarioChange, scenario_of, scenarios_of_run};
use talent_report::NamedScenario;
use talent_workspace::{RunRecord, Workspace, hash};
use tokio::runtime::Handle;

use super::kept::Kept;
use super::workers::Workers;
use crate::problem::Problem;

/// A scenario of the assumptions, and what is changed of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ScenarioRequest {
    /// Its name; none for the base.
    pub(crate) name: Option<String>,
    pub(crate) change: ScenarioChange,
    /// Single changes in their text form.
    pub(crate) changes: String,
}

/// All that the result of a scenario depends on.
#[derive(Debug, PartialEq)]
struct Key {
    run: i64,
    /// The vintage in force, which may be newer than that of the run.
    vintage: Option<i64>,
    /// Hashes of policy and assumptions as they are now.
    settings: [String; 2],
    request: ScenarioRequest,
}

/// The draws of scenarios.
#[derive(Debug)]
pub(crate) struct Scenarios {
    workers: Workers,
    single: Kept<Key, Arc<ScenarioOutlook>>,
    of_runs: Kept<i64, Arc<Vec<NamedScenario>>>,
}

impl Scenarios {
    /// `waiting` may wait for a scenario, and as many for those of a run.
    pub(crate) fn new(waiting: usize) -> Self {
        Self {
            // One at a time: each is drawn on all threads, and drives its reads on one of them.
            workers: Workers::one_by_one(4),
            single: Kept::new(32, waiting),
            of_runs: Kept::new(2, waiting),
        }
    }

    /// The balance in one scenario, beside the base. `run` is the one that is shown.
    pub(crate) async fn outlook(
        &self,
        workspace: &Workspace,
        run: &RunRecord,
        request: ScenarioRequest,
        audience: Audience,
    ) -> Result<Arc<ScenarioOutlook>, Problem> {
        let key = Key::new(workspace, run, request.clone()).await?;
        let (workspace, workers) = (workspace.clone(), self.workers.clone());
        let make = move || async move {
            let ScenarioRequest { name, change, changes } = request;
            let drawing = async move {
                let name = name.as_deref();
                scenario_of(&workspace, name, change, &changes, audience).await.map(Arc::new)
            };
            Box::pin(draw(&workers, drawing)).await
        };
        self.single.get_or_make(key, make).await
    }

    /// Every scenario of the assumptions on the inputs of a run, as they were when first asked for.
    pub(crate) async fn of_run(
        &self,
        workspace: &Workspace,
        run: &RunRecord,
        audience: Audience,
    ) -> Result<Arc<Vec<NamedScenario>>, Problem> {
        let (id, run, workspace) = (run.id, run.clone(), workspace.clone());
        let workers = self.workers.clone();
        let make = move || async move {
            let drawing =
                async move { scenarios_of_run(&workspace, &run, audience).await.map(Arc::new) };
            draw(&workers, drawing).await
        };
        self.of_runs.get_or_make(id, make).await
    }
}

impl Key {
    async fn new(
        workspace: &Workspace,
        run: &RunRecord,
        request: ScenarioRequest,
    ) -> Result<Self, Problem> {
        let hash_of = |file| workspace.read_text(file).map(|text| hash(text.as_bytes()));
        let settings = [hash_of("policy.toml")?, hash_of("assumptions.toml")?];
        let vintage = workspace.current_vintage().await?.map(|vintage| vintage.id);
        Ok(Self { run: run.id, vintage, settings, request: request.canonical() })
    }
}

impl ScenarioRequest {
    /// Single changes, in a scenario of the assumptions or in the base.
    pub(crate) fn of_changes(changes: String, name: Option<String>) -> Self {
        let name = name.filter(|name| !name.is_empty());
        Self { name, change: ScenarioChange::default(), changes }
    }

    /// The request with its one name for the base.
    fn canonical(self) -> Self {
        Self { name: self.name.filter(|name| name != "base"), ..self }
    }
}

/// Drives a draw to its end on a thread of the workers: it computes between its reads.
async fn draw<T: Send + 'static>(
    workers: &Workers,
    drawing: impl Future<Output = Result<T, RunFailure>> + Send + 'static,
) -> Result<T, Problem> {
    let runtime = Handle::current();
    Ok(workers.run(move || runtime.block_on(drawing)).await??)
}
