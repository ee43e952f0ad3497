//! A run as it is stored: what it found for the bureau, what of it the public is shown, and what was rounded to what.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use talent_disclosure::Mask;
use talent_outlook::{Audience, Outlook};
use talent_workspace::{RunRecord, Workspace};

use crate::failure::RunFailure;

/// What is written.
#[derive(Debug, Serialize)]
pub(crate) struct StoredRun<'a> {
    pub(crate) bureau: &'a Outlook,
    /// None where too little is left of the figures once they are protected.
    pub(crate) public: Option<&'a Outlook>,
    pub(crate) mask: &'a Mask,
}

/// What is read: only the part that is asked for is taken apart.
#[derive(Debug, Deserialize)]
struct Parts<'a> {
    #[serde(borrow)]
    bureau: Option<&'a RawValue>,
    #[serde(borrow)]
    public: Option<&'a RawValue>,
    #[serde(borrow)]
    mask: Option<&'a RawValue>,
}

/// A run as it is read, checked against its hash once.
pub(crate) struct StoredBytes {
    run: i64,
    bytes: Vec<u8>,
}

impl StoredBytes {
    /// Fails where its file is missing or damaged.
    pub(crate) fn read(workspace: &Workspace, record: &RunRecord) -> Result<Self, RunFailure> {
        Ok(Self { run: record.id, bytes: workspace.outlook(record)? })
    }

    fn parts(&self) -> Result<Parts<'_>, RunFailure> {
        Ok(serde_json::from_slice(&self.bytes)?)
    }

    /// What it found, for one audience.
    pub(crate) fn outlook(&self, audience: Audience) -> Result<Outlook, RunFailure> {
        let parts = self.parts()?;
        let part = match (audience, parts.bureau) {
            (Audience::Public, _) => {
                parts.public.ok_or(RunFailure::NothingPublic { run: self.run })?
            }
            (Audience::Bureau, Some(bureau)) => bureau,
            // Runs of earlier versions hold nothing else.
            (Audience::Bureau, None) => return Ok(serde_json::from_slice(&self.bytes)?),
        };
        Ok(serde_json::from_str(part.get())?)
    }

    /// What it rounded to what; nothing in runs of earlier versions.
    pub(crate) fn mask(&self) -> Result<Mask, RunFailure> {
        let mask = self.parts()?.mask.map(|mask| serde_json::from_str(mask.get()));
        Ok(mask.transpose()?.unwrap_or_default())
    }
}

/// What a run found, for one audience.
///
/// Fails where its file is missing or damaged, or was written in a format that this version does not read, and where
/// there is nothing that the public may be shown.
pub fn open_run(
    workspace: &Workspace,
    record: &RunRecord,
    audience: Audience,
) -> Result<Outlook, RunFailure> {
    StoredBytes::read(workspace, record)?.outlook(audience)
}

/// What a run rounded to what.
pub(crate) fn open_mask(workspace: &Workspace, record: &RunRecord) -> Result<Mask, RunFailure> {
    StoredBytes::read(workspace, record)?.mask()
}
