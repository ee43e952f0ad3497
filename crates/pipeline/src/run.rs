//! Runs of a workspace: making them, publishing them, reading them, and scenarios beside them.
//!
//! [`compute`] makes a run and stores it; [`publish`] shows a stored run to readers; [`run`] does both.

use std::collections::BTreeMap;

use talent_disclosure::{Key, Mask, Protected, protect};
use talent_domain::Codebook;
use talent_outlook::{Audience, FORMAT, Outlook, ScenarioOutlook};
use talent_panel::Panel;
use talent_release::{Assumptions, Scenario, ScenarioChange};
use talent_settings::SettingsError;
use talent_warning::Policy;
use talent_workspace::{
    Act, Config, NewRun, OpenVintage, PublicationRecord, PublishedRun, RunRecord, VintageRecord,
    WarningRow, Workspace, WorkspaceError, hash,
};
use tokio::sync::mpsc::unbounded_channel;

use crate::failure::RunFailure;
use crate::outlook::{OutlookRequest, PublishedOutlook, Step, run_outlook};
use crate::public::{public_outlook, public_policy};
use crate::stored::{StoredBytes, StoredRun, open_mask, open_run};
use crate::what_if::{changes_of, run_scenario};

/// What came of a run.
#[derive(Debug)]
pub struct RunOutcome {
    /// Its record.
    pub record: RunRecord,
    /// What it found.
    pub outlook: Outlook,
    /// Whether a run on the same inputs was there already, so that nothing was left to do.
    pub unchanged: bool,
    /// The publication by which readers see it; none where they see another run or none.
    pub publication: Option<PublicationRecord>,
}

/// Files that a new workspace starts with, beside `talent.toml`: path and content.
///
/// The default policy, the default assumptions, rules that nothing is changed of, a blank workbook for each template, and the identity of the workspace: a
/// text that nobody can guess. Fails where a workbook cannot be written.
pub fn starter_files(identity: &str) -> Result<Vec<(String, Vec<u8>)>, talent_ingest::BlankError> {
    let mut files = vec![
        ("workspace.id".to_owned(), format!("{identity}\n").into_bytes()),
        ("policy.toml".to_owned(), Policy::DEFAULT.as_bytes().to_vec()),
        ("assumptions.toml".to_owned(), Assumptions::DEFAULT.as_bytes().to_vec()),
        ("rules.toml".to_owned(), talent_ingest::Rules::TEMPLATE.as_bytes().to_vec()),
    ];
    for &code in talent_domain::TemplateCode::ALL {
        let name = code.title(talent_domain::Lang::Zh).replace(' ', "-");
        files.push((format!("templates/{name}.xlsx"), talent_ingest::blank_template(code)?));
    }
    Ok(files)
}

const POLICY: &str = "policy.toml";
const ASSUMPTIONS: &str = "assumptions.toml";
const CONFIG: &str = "talent.toml";
/// The files that hold settings of a run.
pub const SETTINGS: [&str; 3] = [POLICY, ASSUMPTIONS, CONFIG];

/// What is wrong with the files of settings, fault by fault, each with the name of its file.
pub fn faulty_settings(workspace: &Workspace) -> Vec<(&'static str, String)> {
    let faults = |name: &'static str| {
        let text = match workspace.read_text(name) {
            Ok(text) => text,
            Err(error) => return vec![(name, error.to_string())],
        };
        let wrong = match name {
            POLICY => Policy::parse(&text).err(),
            ASSUMPTIONS => Assumptions::parse(&text).err(),
            _ => Config::parse(&text).err(),
        };
        let faults = wrong.into_iter().flat_map(|SettingsError(faults)| faults);
        faults.map(|fault| (name, fault.to_string())).collect()
    };
    SETTINGS.into_iter().flat_map(faults).collect()
}

/// Everything of a workspace that a run is made from, read once, so that settings changed meanwhile
/// do not reach the run.
pub(crate) struct RunInputs {
    vintage: OpenVintage,
    config: Config,
    policy: Policy,
    assumptions: Assumptions,
    /// The texts of settings, policy and assumptions by file name.
    pub(crate) settings: BTreeMap<String, String>,
    /// Hash of all the rest: two runs with the same one give the same outlook.
    pub(crate) fingerprint: String,
    /// What counts of persons are rounded by.
    key: Key,
}

impl RunInputs {
    /// Those of the latest vintage. Fails without a vintage and on a policy or assumptions that
    /// cannot be read.
    pub(crate) async fn read(workspace: &Workspace) -> Result<Self, RunFailure> {
        let vintage = workspace.latest_vintage().await?.ok_or(WorkspaceError::NoVintage)?;
        Self::of_vintage(workspace, vintage).await
    }

    /// Those of a vintage, with the settings of now.
    pub(crate) async fn of_vintage(
        workspace: &Workspace,
        vintage: OpenVintage,
    ) -> Result<Self, RunFailure> {
        let text = |name: &str| Ok((name.to_owned(), workspace.read_text(name)?));
        let settings = SETTINGS.into_iter().map(text);
        let settings = settings.collect::<Result<BTreeMap<_, _>, WorkspaceError>>()?;
        Self::with_settings(workspace, vintage, settings).await
    }

    /// Those of a vintage, with other settings: texts by file name.
    pub(crate) async fn with_settings(
        workspace: &Workspace,
        vintage: OpenVintage,
        settings: BTreeMap<String, String>,
    ) -> Result<Self, RunFailure> {
        let text = |name| settings.get(name).map_or("", String::as_str);
        let (policy, assumptions) = SettingsError::of_both(
            Policy::parse(text(POLICY)),
            Assumptions::parse(text(ASSUMPTIONS)),
        )?;
        let config = Config::parse(text(CONFIG))?;
        let fingerprint = fingerprint(workspace, &vintage.record, &settings, &config).await?;
        check_region(&config, &vintage.lists)?;
        let key = Key::new(&workspace.identity()?);
        Ok(Self { vintage, config, policy, assumptions, settings, fingerprint, key })
    }

    /// The figures that the public is shown. `before` holds the roundings of earlier runs.
    fn protected(&self, before: &Mask) -> Protected {
        protect(&self.vintage.panel, &self.vintage.lists, &self.key, before)
    }

    /// What the outlook is made from, without what was published before.
    pub(crate) fn request(&self) -> OutlookRequest<'_> {
        OutlookRequest {
            panel: &self.vintage.panel,
            vintage: self.vintage.record.id,
            codes: &self.vintage.lists,
            config: &self.config,
            policy: &self.policy,
            assumptions: &self.assumptions,
            published: None,
            adjustments: false,
        }
    }

    /// The same on the figures that the public is shown, if these are given.
    fn request_on<'a>(&'a self, protected: Option<&'a Protected>) -> OutlookRequest<'a> {
        let request = self.request();
        OutlookRequest { panel: protected.map_or(request.panel, |p| &p.panel), ..request }
    }
}

/// Holds that the city is a region of the lists: figures of a region that is in no list are never taken in.
fn check_region(config: &Config, lists: &Codebook) -> Result<(), RunFailure> {
    const SHOWN: usize = 5;
    let region = &config.city.region;
    if lists.regions.contains_key(region) {
        return Ok(());
    }
    let known: Vec<&str> =
        lists.regions.keys().take(SHOWN).map(talent_domain::RegionCode::as_str).collect();
    let more = if lists.regions.len() > SHOWN { "…" } else { "" };
    let known = if known.is_empty() { "0".to_owned() } else { known.join("、") + more };
    Err(RunFailure::UnknownRegion { region: region.to_string(), known })
}

/// Makes an outlook of the latest vintage, as [`compute`] does, and publishes it unless readers see it
/// already.
pub async fn run(
    workspace: &Workspace,
    act: Act<'_>,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<RunOutcome, RunFailure> {
    let outcome = compute(workspace, act, progress).await?;
    // Settings that were changed and changed back bring an earlier run up again.
    let published = publish(workspace, outcome.record.id, act).await?;
    Ok(RunOutcome { publication: Some(published.publication), ..outcome })
}

/// Makes an outlook of the latest vintage and stores it as a run, unless a run on the same data, lists,
/// settings, policy, assumptions and version is there already. Readers do not see it before [`publish`]. Levels that
/// readers see now are kept, and later years go on from them.
///
/// Fails where the workspace cannot be read or written, its policy or assumptions are wrong, or its
/// data are too few for an outlook. `progress` is told when a step begins; of a run that is there
/// already it hears nothing.
pub async fn compute(
    workspace: &Workspace,
    act: Act<'_>,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<RunOutcome, RunFailure> {
    let inputs = RunInputs::read(workspace).await?;
    let mut runs = workspace.runs().await?.into_iter();
    if let Some(record) = runs.find(|run| run.fingerprint == inputs.fingerprint) {
        return unchanged(workspace, record).await;
    }
    let vintage = inputs.vintage.record.id;
    let fingerprint = inputs.fingerprint.clone();
    let settings = inputs.settings.clone();
    let published = published_before(workspace).await?;
    let mask = newest_mask(workspace).await?;
    let (outlook, bytes) = outlook_of(inputs, published, mask, progress).await?;
    let new = NewRun {
        vintage,
        policy: &outlook.meta.policy,
        version: &outlook.meta.version,
        fingerprint: &fingerprint,
        outlook: &bytes,
        settings: &settings,
        warnings: &warning_rows(&outlook),
    };
    match workspace.record_run(&new, act).await {
        // Somebody else computed the same meanwhile.
        Err(WorkspaceError::SameInputs(run)) => {
            unchanged(workspace, workspace.run(run).await?).await
        }
        record => Ok(RunOutcome { record: record?, outlook, unchanged: false, publication: None }),
    }
}

/// The run that readers see now, with what it found; none where nothing has been published.
async fn published_before(workspace: &Workspace) -> Result<Option<(i64, Outlook)>, RunFailure> {
    let Some(current) = workspace.current_publication().await? else { return Ok(None) };
    Ok(Some((current.run.id, open_run(workspace, &current.run, Audience::Bureau)?)))
}

/// Every rounding of earlier runs, published or not.
async fn newest_mask(workspace: &Workspace) -> Result<Mask, RunFailure> {
    let newest = workspace.runs().await?.pop();
    newest.map_or_else(|| Ok(Mask::default()), |run| open_mask(workspace, &run))
}

/// A run that was there already, opened.
async fn unchanged(workspace: &Workspace, record: RunRecord) -> Result<RunOutcome, RunFailure> {
    let outlook = open_run(workspace, &record, Audience::Bureau)?;
    let current = workspace.current_publication().await?;
    let shown = current.filter(|current| current.run.id == record.id);
    let publication = shown.map(|shown| shown.publication);
    Ok(RunOutcome { record, outlook, unchanged: true, publication })
}

/// The outlook of inputs for the bureau, and the whole run as bytes to be stored. `progress` is told here what the thread
/// that computes reports.
pub(crate) async fn outlook_of(
    inputs: RunInputs,
    published: Option<(i64, Outlook)>,
    before: Mask,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<(Outlook, Vec<u8>), RunFailure> {
    let (reports, mut reported) = unbounded_channel();
    let computing = off_the_runtime(move || {
        let report = |step| {
            // Nobody listens any more once the run is no longer waited for.
            let _ = reports.send(step);
        };
        let published = published.as_ref();
        let published = published.map(|(run, outlook)| PublishedOutlook { run: *run, outlook });
        let request = OutlookRequest { published, adjustments: true, ..inputs.request() };
        let outlook = run_outlook(&request, &report)?;
        report(Step::Public);
        let protected = inputs.protected(&before);
        let policy = public_policy(request.policy);
        let for_public = OutlookRequest {
            panel: &protected.panel,
            policy: &policy,
            adjustments: false,
            ..request
        };
        // What is left of very few persons may not suffice for an outlook.
        let public = run_outlook(&for_public, &|_| {}).ok();
        let public =
            public.and_then(|found| public_outlook(&outlook, found, request.policy, &protected));
        let mask = &protected.mask;
        let bytes =
            serde_json::to_vec(&StoredRun { bureau: &outlook, public: public.as_ref(), mask })?;
        Ok((outlook, bytes))
    });
    let telling = async {
        while let Some(step) = reported.recv().await {
            progress(step);
        }
    };
    tokio::join!(computing, telling).0
}

/// Does work that keeps a processor busy on a thread of its own, so that other tasks go on meanwhile. A
/// panic of the work goes on here.
async fn off_the_runtime<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}

/// What the store keeps of each warning, to list warnings without opening the outlook.
pub(crate) fn warning_rows(outlook: &Outlook) -> Vec<WarningRow> {
    outlook
        .warnings
        .iter()
        .map(|warning| WarningRow {
            id: warning.id.clone(),
            programme: warning.programme.to_string(),
            school: warning.school.as_ref().map(ToString::to_string),
            level: warning.assessment.level.code().to_owned(),
        })
        .collect()
}

/// Shows a stored run to readers under the next number of publications. Nothing is done if readers see it
/// already; either way the publication that shows it is returned.
///
/// Fails where there is no run of this number.
pub async fn publish(
    workspace: &Workspace,
    run: i64,
    act: Act<'_>,
) -> Result<PublishedRun, RunFailure> {
    let run = workspace.run(run).await?;
    let current = workspace.current_publication().await?;
    if let Some(current) = current.filter(|current| current.run.id == run.id) {
        return Ok(current);
    }
    let publication = workspace.publish(&run, act).await?;
    Ok(PublishedRun { publication, run })
}

/// What the balance of the latest vintage would be in a scenario: that of the name in `assumptions.toml`, or
/// the base, as `change` changes it. Nothing is recorded. The public is shown that of the published run's vintage, by the
/// figures that it is shown of it.
///
/// `changes` are single changes in their text form, which are for the bureau alone: they tell of single schools.
///
/// Fails where no scenario has this name, a number of the changed one is outside its range, or a change cannot be made.
pub async fn scenario_of(
    workspace: &Workspace,
    name: Option<&str>,
    change: ScenarioChange,
    changes: &str,
    audience: Audience,
) -> Result<ScenarioOutlook, RunFailure> {
    let asks_of_places = !changes.trim().is_empty();
    if asks_of_places && audience == Audience::Public {
        return Err(RunFailure::ChangesForBureau);
    }
    let published = if asks_of_places { published_before(workspace).await? } else { None };
    let (inputs, public) = match audience {
        Audience::Bureau => (RunInputs::read(workspace).await?, None),
        Audience::Public => {
            let run = workspace.current_run().await?.ok_or(WorkspaceError::NoRun)?;
            let vintage = workspace.vintage(run.vintage).await?;
            let inputs = RunInputs::of_vintage(workspace, vintage).await?;
            let protected = inputs.protected(&open_mask(workspace, &run)?);
            (inputs, Some((protected, open_run(workspace, &run, audience)?)))
        }
    };
    let scenarios = &inputs.assumptions.scenarios;
    let known = || scenarios.keys().cloned().collect::<Vec<_>>().join("、");
    let named = match name {
        None | Some("base") => Scenario::default(),
        Some(name) => scenarios
            .get(name)
            .cloned()
            .ok_or_else(|| RunFailure::NoSuchScenario { name: name.to_owned(), known: known() })?,
    };
    let mut scenario = named.with(change);
    scenario.check()?;
    let protected = public.as_ref().map(|(protected, _)| protected);
    let published = published.as_ref();
    let published = published.map(|(run, outlook)| PublishedOutlook { run: *run, outlook });
    let request = OutlookRequest { published, ..inputs.request_on(protected) };
    scenario.changes = changes_of(&request, changes)?;
    let mut found = run_scenario(&request, &scenario)?;
    if let Some((_, shown)) = &public {
        begin_as_decided(&mut found, shown);
    }
    Ok(found)
}

/// Every scenario of `assumptions.toml` by name, on the inputs of a run; none if data, settings or
/// assumptions are others now.
pub async fn scenarios_of_run(
    workspace: &Workspace,
    run: &RunRecord,
    audience: Audience,
) -> Result<Vec<(String, ScenarioOutlook)>, RunFailure> {
    let inputs = RunInputs::read(workspace).await?;
    if inputs.fingerprint != run.fingerprint {
        return Ok(Vec::new());
    }
    let public = match audience {
        Audience::Bureau => None,
        Audience::Public => Some((
            inputs.protected(&open_mask(workspace, run)?),
            open_run(workspace, run, audience)?,
        )),
    };
    let request = inputs.request_on(public.as_ref().map(|(protected, _)| protected));
    let found = |scenario: &Scenario| -> Result<ScenarioOutlook, RunFailure> {
        let mut found = run_scenario(&request, scenario)?;
        if let Some((_, shown)) = &public {
            begin_as_decided(&mut found, shown);
        }
        Ok(found)
    };
    let scenarios = inputs.assumptions.scenarios.iter();
    scenarios.map(|(name, scenario)| Ok((name.clone(), found(scenario)?))).collect()
}

/// Puts the classes that were decided in place of those that rounded figures give for the base, and for the scenario where
/// that changes nothing.
fn begin_as_decided(scenario: &mut ScenarioOutlook, shown: &Outlook) {
    for programme in &mut scenario.programmes {
        let decided = shown.programmes.iter().find(|known| known.code == programme.code);
        let Some(decided) = decided.map(|known| known.balance.band) else { continue };
        let (before, after) = programme.band;
        programme.band = (decided, if after == before { decided } else { after });
    }
}

/// A published run as one audience is shown it.
#[derive(Debug)]
pub struct ShownRun {
    /// Its record.
    pub run: RunRecord,
    /// The publication that shows it.
    pub publication: PublicationRecord,
    /// What it found.
    pub outlook: Outlook,
    /// The figures that it was made from; positions in its origins are positions here.
    pub panel: Panel,
    /// The lists that it was made from.
    pub codes: Codebook,
}

/// The published run that readers see, as one audience is shown it.
///
/// Fails where nothing has been published yet.
pub async fn shown_run(workspace: &Workspace, audience: Audience) -> Result<ShownRun, RunFailure> {
    let published = workspace.current_publication().await?.ok_or(WorkspaceError::NoRun)?;
    let PublishedRun { publication, run } = published;
    let stored = StoredBytes::read(workspace, &run)?;
    let outlook = stored.outlook(audience)?;
    let OpenVintage { panel, lists: codes, .. } = workspace.vintage(run.vintage).await?;
    let panel = match audience {
        Audience::Bureau => panel,
        Audience::Public => {
            let key = Key::new(&workspace.identity()?);
            protect(&panel, &codes, &key, &stored.mask()?).panel
        }
    };
    Ok(ShownRun { run, publication, outlook, panel, codes })
}

/// The run that readers see, with its publication and its outlook for one audience.
///
/// Fails where nothing has been published yet.
pub async fn published_outlook(
    workspace: &Workspace,
    audience: Audience,
) -> Result<(PublishedRun, Outlook), RunFailure> {
    let published = workspace.current_publication().await?.ok_or(WorkspaceError::NoRun)?;
    let outlook = open_run(workspace, &published.run, audience)?;
    Ok((published, outlook))
}

/// A hash of everything that a run depends on: version, figures and lists of the vintage, files behind
/// them, settings of the city and of runs, and the texts of policy and assumptions.
async fn fingerprint(
    workspace: &Workspace,
    vintage: &VintageRecord,
    settings: &BTreeMap<String, String>,
    config: &Config,
) -> Result<String, WorkspaceError> {
    let mut parts = vec![
        format!("{} {FORMAT}", env!("CARGO_PKG_VERSION")),
        vintage.id.to_string(),
        vintage.parquet_hash.clone(),
        vintage.lists_hash.clone().unwrap_or_default(),
    ];
    parts.extend(workspace.files_of(vintage.id).await?.into_iter().map(|file| file.hash));
    // Deadlines of collection change nothing of a run.
    let Config { city, notice, run, collection: _, delivery: _, schedule: _ } = config;
    parts.push(format!("{city:?}{notice:?}{run:?}"));
    for name in [POLICY, ASSUMPTIONS] {
        parts.push(hash(settings.get(name).map_or("", String::as_str).as_bytes()));
    }
    Ok(hash(parts.join("\n").as_bytes()))
}

#[cfg(test)]
mod tests {
    use talent_domain::Codebook;
    use talent_workspace::NewVintage;

    use super::*;

    #[tokio::test]
    async fn other_lists_make_another_run() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
        let lists = &Codebook::default();
        let new = NewVintage { parent: None, files: &[], observations: Vec::new(), lists };
        let act = Act { at: "2026-01-01T00:00:00Z", by: "li" };
        let vintage = workspace.commit(new, act).await.unwrap();
        let other = VintageRecord { lists_hash: Some(hash(b"other")), ..vintage.clone() };
        let (settings, config) = (BTreeMap::new(), workspace.config());
        let of = async |record| fingerprint(&workspace, record, &settings, config).await.unwrap();
        let same = of(&vintage).await;
        assert_eq!(of(&vintage).await, same);
        assert_ne!(of(&other).await, same);
    }
}
