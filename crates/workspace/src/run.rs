//! Runs and publications: storing what was made of a vintage, and showing it to readers.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::blob::BlobKey;
use crate::files::{hash, read_file};
use crate::{
    Act, PublicationRecord, PublishedRun, RunRecord, WarningRow, Workspace, WorkspaceError,
};

/// A run to be stored.
#[derive(Debug, Clone, Copy)]
pub struct NewRun<'a> {
    /// The vintage it rests on.
    pub vintage: i64,
    /// Name and date of the warning policy.
    pub policy: &'a str,
    /// Version of the program.
    pub version: &'a str,
    /// Hash of everything the run depends on.
    pub fingerprint: &'a str,
    /// The outlook, as it is to be kept.
    pub outlook: &'a [u8],
    /// The texts of the settings that it was made with, by file name: with them a lost outlook can be made again.
    pub settings: &'a BTreeMap<String, String>,
    /// The warnings to list.
    pub warnings: &'a [WarningRow],
}

impl Workspace {
    /// Every run, the oldest first, those that were never published included.
    pub async fn runs(&self) -> Result<Vec<RunRecord>, WorkspaceError> {
        self.store.runs().await
    }

    /// One run by its number, published or not.
    pub async fn run(&self, id: i64) -> Result<RunRecord, WorkspaceError> {
        let found = self.runs().await?.into_iter().find(|run| run.id == id);
        found.ok_or(WorkspaceError::Missing { what: "run", id })
    }

    /// Every run that was ever published, the oldest first.
    pub async fn published_runs(&self) -> Result<Vec<RunRecord>, WorkspaceError> {
        let publications = self.publications().await?;
        let mut runs = self.runs().await?;
        runs.retain(|run| publications.iter().any(|publication| publication.run == run.id));
        Ok(runs)
    }

    /// Every publication, the oldest first.
    pub async fn publications(&self) -> Result<Vec<PublicationRecord>, WorkspaceError> {
        self.store.publications().await
    }

    /// The publication that readers see: the newest one of a run on a vintage in force.
    pub async fn current_publication(&self) -> Result<Option<PublishedRun>, WorkspaceError> {
        self.store.current_publication().await
    }

    /// The run that readers see.
    pub async fn current_run(&self) -> Result<Option<RunRecord>, WorkspaceError> {
        Ok(self.current_publication().await?.map(|published| published.run))
    }

    /// The warnings of a run, by id.
    pub async fn warnings(&self, run: i64) -> Result<Vec<WarningRow>, WorkspaceError> {
        self.store.warnings(run).await
    }

    /// The outlook of a run, as it was stored.
    pub fn outlook(&self, run: &RunRecord) -> Result<Vec<u8>, WorkspaceError> {
        self.blobs.get(BlobKey::Outlook(run.id), &run.outlook_hash)
    }

    /// The texts of the settings that a run was made with, by file name; `None` for a run of an earlier version, or where
    /// they are lost. Nothing vouches for them but the run's fingerprint.
    pub fn settings_of(&self, run: &RunRecord) -> Option<BTreeMap<String, String>> {
        serde_json::from_slice(&read_file(&self.settings_path(run)).ok()?).ok()
    }

    /// Stores them once more.
    pub fn put_settings_back(
        &self,
        run: &RunRecord,
        settings: &BTreeMap<String, String>,
    ) -> Result<(), WorkspaceError> {
        self.blobs.put(BlobKey::Settings(run.id), &serde_json::to_vec(settings)?)
    }

    /// Where they stand.
    pub(crate) fn settings_path(&self, run: &RunRecord) -> PathBuf {
        self.root().join(format!("runs/{:04}/settings.json", run.id))
    }

    /// Stores a run with its warnings. Readers do not see it before [`Workspace::publish`].
    ///
    /// [`WorkspaceError::SameInputs`] if a run has the same fingerprint.
    pub async fn record_run(
        &self,
        new: &NewRun<'_>,
        act: Act<'_>,
    ) -> Result<RunRecord, WorkspaceError> {
        let mut writing = self.store.write().await?;
        if let Some(run) = writing.run_by_fingerprint(new.fingerprint).await? {
            return Err(WorkspaceError::SameInputs(run.id));
        }
        let settings = &self.config().run;
        let mut record = RunRecord {
            id: 0,
            created_at: act.at.to_owned(),
            actor: act.by.to_owned(),
            vintage: new.vintage,
            seed: i64::from(settings.seed),
            draws: i64::from(settings.draws),
            horizon: i64::from(settings.horizon),
            version: new.version.to_owned(),
            policy: new.policy.to_owned(),
            fingerprint: new.fingerprint.to_owned(),
            outlook_hash: hash(new.outlook),
        };
        record.id = writing.add_run(&record).await?;
        let stored = self.blobs.begin(BlobKey::Outlook(record.id))?;
        self.blobs.put(BlobKey::Outlook(record.id), new.outlook)?;
        self.blobs.put(BlobKey::Settings(record.id), &serde_json::to_vec(new.settings)?)?;
        writing.add_warnings(record.id, new.warnings).await?;
        let detail = format!("run {} on vintage {}", record.id, new.vintage);
        writing.add_event(act, "run", &detail).await?;
        self.make_stand(writing).await?;
        stored.end();
        Ok(record)
    }

    /// Shows a run to readers from now on, under the next number of publications; nothing is done if readers see it
    /// already. Either way the publication that shows it is returned.
    ///
    /// [`WorkspaceError::Withdrawn`] if the vintage of the run is no longer in force.
    pub async fn publish(
        &self,
        run: &RunRecord,
        act: Act<'_>,
    ) -> Result<PublicationRecord, WorkspaceError> {
        let mut writing = self.store.write().await?;
        let vintage = writing.vintage(run.vintage).await?;
        if vintage.is_none_or(|vintage| vintage.withdrawn_at.is_some()) {
            return Err(WorkspaceError::Withdrawn { run: run.id, vintage: run.vintage });
        }
        // Another command may have shown it meanwhile.
        let current = writing.current_publication().await?;
        if let Some(current) = current.filter(|current| current.run.id == run.id) {
            return Ok(current.publication);
        }
        let publication = writing.add_publication(run.id, act).await?;
        let detail = format!("publication {} of run {}", publication.id, run.id);
        writing.add_event(act, "publish", &detail).await?;
        self.make_stand(writing).await?;
        Ok(publication)
    }
}
