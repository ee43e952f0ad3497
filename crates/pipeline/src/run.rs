use talent_outlook::{Outlook, ScenarioOutlook};
use talent_warning::{Policy, PolicyError};
use talent_workspace::{
    Config, NewRun, OpenVintage, RunRecord, WarningRow, Workspace, WorkspaceError, hash,
};

use crate::assumptions::{Assumptions, AssumptionsError};
use crate::ingest::codebook;
use crate::outlook::{OutlookRequest, RunError, Stage, run_outlook};
use crate::scenario::{Scenario, ScenarioError, run_scenario};

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
    Run(#[from] RunError),
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
    for code in talent_ingest::TemplateCode::ALL {
        let name = code.title(talent_domain::Lang::Zh).replace(' ', "-");
        files.push((format!("templates/{name}.xlsx"), talent_ingest::blank_template(code)?));
    }
    Ok(files)
}

/// Makes an outlook of the latest vintage and records it, unless a run on the same data, settings,
/// policy, assumptions and version is there already. `now` is RFC 3339.
pub async fn run(
    workspace: &Workspace,
    now: &str,
    progress: &(dyn Fn(Stage) + Sync),
) -> Result<RunOutcome, RunFailure> {
    let vintage = workspace.latest_vintage().await?.ok_or(WorkspaceError::NoVintage)?;
    let lists = codebook(workspace, vintage.record.id).await?;
    let policy_text = workspace.read_text("policy.toml")?;
    let assumptions_text = workspace.read_text("assumptions.toml")?;
    let policy = Policy::parse(&policy_text)?;
    let assumptions = Assumptions::parse(&assumptions_text)?;
    let fingerprint = fingerprint(workspace, &vintage, [&policy_text, &assumptions_text]).await?;
    let past = workspace.runs().await?.into_iter().find(|run| run.fingerprint == fingerprint);
    if let Some(record) = past {
        let outlook = open_run(workspace, &record)?;
        return Ok(RunOutcome { record, outlook, unchanged: true });
    }
    let outlook = run_outlook(
        &OutlookRequest {
            panel: &vintage.panel,
            vintage: vintage.record.id,
            codes: &lists,
            config: workspace.config(),
            policy: &policy,
            assumptions: &assumptions,
        },
        progress,
    )?;
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
                vintage: vintage.record.id,
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
    change: &(dyn Fn(Scenario) -> Scenario + Sync),
) -> Result<ScenarioOutlook, RunFailure> {
    let vintage = workspace.latest_vintage().await?.ok_or(WorkspaceError::NoVintage)?;
    let lists = codebook(workspace, vintage.record.id).await?;
    let policy = Policy::parse(&workspace.read_text("policy.toml")?)?;
    let assumptions = Assumptions::parse(&workspace.read_text("assumptions.toml")?)?;
    let known = || assumptions.scenarios.keys().cloned().collect::<Vec<_>>().join("、");
    let named = match name {
        None | Some("base") => Scenario::default(),
        Some(name) => *assumptions
            .scenarios
            .get(name)
            .ok_or_else(|| RunFailure::NoSuchScenario { name: name.to_owned(), known: known() })?,
    };
    let scenario = change(named);
    scenario.check()?;
    let request = OutlookRequest {
        panel: &vintage.panel,
        vintage: vintage.record.id,
        codes: &lists,
        config: workspace.config(),
        policy: &policy,
        assumptions: &assumptions,
    };
    Ok(run_scenario(&request, &scenario)?)
}

/// The outlook of a run.
pub fn open_run(workspace: &Workspace, record: &RunRecord) -> Result<Outlook, RunFailure> {
    Ok(serde_json::from_slice(&workspace.outlook(record)?)?)
}

/// The newest run with its outlook.
pub async fn latest_outlook(workspace: &Workspace) -> Result<(RunRecord, Outlook), RunFailure> {
    let record = workspace.runs().await?.pop().ok_or(WorkspaceError::NoRun)?;
    let outlook = open_run(workspace, &record)?;
    Ok((record, outlook))
}

/// A hash of everything that a run depends on.
async fn fingerprint(
    workspace: &Workspace,
    vintage: &OpenVintage,
    settings: [&str; 2],
) -> Result<String, WorkspaceError> {
    let mut parts = vec![env!("CARGO_PKG_VERSION").to_owned(), vintage.record.parquet_hash.clone()];
    let files = workspace.files().await?;
    let files = files.into_iter().filter(|file| file.vintage <= vintage.record.id);
    parts.extend(files.map(|file| file.hash));
    let Config { city, run } = workspace.config();
    parts.push(format!("{city:?}{run:?}"));
    parts.extend(settings.map(|text| hash(text.as_bytes())));
    Ok(hash(parts.join("\n").as_bytes()))
}
