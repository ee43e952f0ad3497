use talent_domain::Codebook;
use talent_outlook::{FORMAT, Outlook, ScenarioOutlook};
use talent_release::{
    Assumptions, AssumptionsError, ReleaseError, Scenario, ScenarioChange, ScenarioError,
};
use talent_warning::{Policy, PolicyError};
use talent_workspace::{
    Config, NewRun, OpenVintage, RunRecord, VintageRecord, WarningRow, Workspace, WorkspaceError,
    hash,
};

use crate::ingest::codebook;
use crate::outlook::{OutlookRequest, Stage, run_outlook};
use crate::what_if::run_scenario;

/// What came of a run.
#[derive(Debug)]
pub struct RunOutcome {
    /// Its record.
    pub record: RunRecord,
    /// What it found.
    pub outlook: Outlook,
    /// Whether a run on the same inputs was there already, so that nothing was left to do.
    pub unchanged: bool,
}

/// A run failed.
#[derive(Debug, thiserror::Error)]
pub enum RunFailure {
    /// The workspace failed.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The policy file is wrong.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The assumptions file is wrong.
    #[error(transparent)]
    Assumptions(#[from] AssumptionsError),
    /// A scenario of numbers that make no sense.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// A scenario that is not in the assumptions.
    #[error("assumptions.toml 中没有情景“{name}”，可用：base、{known} (no scenario of this name)")]
    NoSuchScenario {
        /// The name.
        name: String,
        /// Those that are there.
        known: String,
    },
    /// No outlook can be made of the data.
    #[error(transparent)]
    Run(#[from] ReleaseError),
    /// An outlook that cannot be written or read.
    #[error("the outlook could not be written or read: {0}")]
    Outlook(#[from] serde_json::Error),
}

impl RunFailure {
    /// Whether what was asked for is wrong, rather than the machine or the workspace.
    pub fn is_wrong_input(&self) -> bool {
        matches!(self, Self::Scenario(_) | Self::NoSuchScenario { .. })
    }
}

/// Files that a new workspace starts with, beside `talent.toml`: path and content.
pub fn starter_files() -> Result<Vec<(String, Vec<u8>)>, talent_ingest::BlankError> {
    let mut files = vec![
        ("policy.toml".to_owned(), Policy::DEFAULT.as_bytes().to_vec()),
        ("assumptions.toml".to_owned(), Assumptions::DEFAULT.as_bytes().to_vec()),
    ];
    for &code in talent_domain::TemplateCode::ALL {
        let name = code.title(talent_domain::Lang::Zh).replace(' ', "-");
        files.push((format!("templates/{name}.xlsx"), talent_ingest::blank_template(code)?));
    }
    Ok(files)
}

/// Everything of a workspace that a run is made from.
struct RunInputs {
    vintage: OpenVintage,
    lists: Codebook,
    policy: Policy,
    assumptions: Assumptions,
    /// The texts of the two above.
    settings: [String; 2],
}

impl RunInputs {
    /// Of the latest vintage.
    async fn read(workspace: &Workspace) -> Result<Self, RunFailure> {
        let vintage = workspace.latest_vintage().await?.ok_or(WorkspaceError::NoVintage)?;
        let lists = codebook(workspace, vintage.record.id).await?;
        let settings =
            [workspace.read_text("policy.toml")?, workspace.read_text("assumptions.toml")?];
        let policy = Policy::parse(&settings[0])?;
        let assumptions = Assumptions::parse(&settings[1])?;
        Ok(Self { vintage, lists, policy, assumptions, settings })
    }

    fn request<'a>(&'a self, workspace: &'a Workspace) -> OutlookRequest<'a> {
        OutlookRequest {
            panel: &self.vintage.panel,
            vintage: self.vintage.record.id,
            codes: &self.lists,
            config: workspace.config(),
            policy: &self.policy,
            assumptions: &self.assumptions,
        }
    }
}

/// Makes an outlook of the latest vintage and records it, unless a run on the same data, settings,
/// policy, assumptions and version is there already. `now` is RFC 3339.
pub async fn run(
    workspace: &Workspace,
    now: &str,
    progress: &(dyn Fn(Stage) + Sync),
) -> Result<RunOutcome, RunFailure> {
    let inputs = RunInputs::read(workspace).await?;
    let fingerprint = fingerprint(workspace, &inputs.vintage, &inputs.settings).await?;
    let past = workspace.runs().await?.into_iter().find(|run| run.fingerprint == fingerprint);
    if let Some(record) = past {
        // Settings that were changed and changed back bring an earlier run up again.
        if workspace.current_run().await?.is_none_or(|current| current.id != record.id) {
            workspace.publish(&record, now).await?;
        }
        let outlook = open_run(workspace, &record)?;
        return Ok(RunOutcome { record, outlook, unchanged: true });
    }
    let outlook = run_outlook(&inputs.request(workspace), progress)?;
    let warnings: Vec<WarningRow> = outlook
        .warnings
        .iter()
        .map(|warning| WarningRow {
            id: warning.id.clone(),
            programme: warning.programme.to_string(),
            school: warning.school.as_ref().map(ToString::to_string),
            level: warning.assessment.level.code().to_owned(),
        })
        .collect();
    let record = workspace
        .record_run(
            &NewRun {
                vintage: inputs.vintage.record.id,
                policy: &outlook.meta.policy,
                version: &outlook.meta.version,
                fingerprint: &fingerprint,
                outlook: &serde_json::to_vec(&outlook)?,
                warnings: &warnings,
            },
            now,
        )
        .await?;
    Ok(RunOutcome { record, outlook, unchanged: false })
}

/// What the balance of the latest vintage would be in a scenario: that of the name in `assumptions.toml`, or
/// the base, as `change` changes it. Nothing is recorded.
pub async fn scenario_of(
    workspace: &Workspace,
    name: Option<&str>,
    change: ScenarioChange,
) -> Result<ScenarioOutlook, RunFailure> {
    let inputs = RunInputs::read(workspace).await?;
    let scenarios = &inputs.assumptions.scenarios;
    let known = || scenarios.keys().cloned().collect::<Vec<_>>().join("、");
    let named = match name {
        None | Some("base") => Scenario::default(),
        Some(name) => *scenarios
            .get(name)
            .ok_or_else(|| RunFailure::NoSuchScenario { name: name.to_owned(), known: known() })?,
    };
    let scenario = named.with(change);
    scenario.check()?;
    Ok(run_scenario(&inputs.request(workspace), &scenario)?)
}

/// Every scenario of `assumptions.toml` by name, on the inputs of a run; none if data, settings or
/// assumptions are others now.
pub async fn scenarios_of_run(
    workspace: &Workspace,
    run: &RunRecord,
) -> Result<Vec<(String, ScenarioOutlook)>, RunFailure> {
    let inputs = RunInputs::read(workspace).await?;
    if fingerprint(workspace, &inputs.vintage, &inputs.settings).await? != run.fingerprint {
        return Ok(Vec::new());
    }
    let scenarios = inputs.assumptions.scenarios.iter();
    scenarios
        .map(|(name, scenario)| {
            Ok((name.clone(), run_scenario(&inputs.request(workspace), scenario)?))
        })
        .collect()
}

/// The outlook of a run.
pub fn open_run(workspace: &Workspace, record: &RunRecord) -> Result<Outlook, RunFailure> {
    Ok(serde_json::from_slice(&workspace.outlook(record)?)?)
}

/// The run that is shown, with its outlook.
pub async fn latest_outlook(workspace: &Workspace) -> Result<(RunRecord, Outlook), RunFailure> {
    let record = workspace.current_run().await?.ok_or(WorkspaceError::NoRun)?;
    let outlook = open_run(workspace, &record)?;
    Ok((record, outlook))
}

/// A hash of everything that a run depends on.
async fn fingerprint(
    workspace: &Workspace,
    vintage: &OpenVintage,
    settings: &[String; 2],
) -> Result<String, WorkspaceError> {
    let VintageRecord { id, parquet_hash, .. } = &vintage.record;
    let mut parts = vec![
        format!("{} {FORMAT}", env!("CARGO_PKG_VERSION")),
        id.to_string(),
        parquet_hash.clone(),
    ];
    parts.extend(workspace.files_of(*id).await?.into_iter().map(|file| file.hash));
    let Config { city, run } = workspace.config();
    parts.push(format!("{city:?}{run:?}"));
    parts.extend(settings.iter().map(|text| hash(text.as_bytes())));
    Ok(hash(parts.join("\n").as_bytes()))
}
