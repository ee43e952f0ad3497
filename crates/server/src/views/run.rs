//! A recorded run.

use serde::Serialize;
use talent_workspace::RunRecord;
use utoipa::ToSchema;

/// One run.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RunView {
    /// Its number.
    pub(crate) id: i64,
    /// When it was made.
    pub(crate) created_at: String,
    /// The vintage.
    pub(crate) vintage: i64,
    /// Seed of all chance.
    pub(crate) seed: i64,
    /// Draws.
    pub(crate) draws: i64,
    /// Years ahead.
    pub(crate) horizon: i64,
    /// Version of the program.
    pub(crate) version: String,
    /// Warning policy.
    pub(crate) policy: String,
    /// Hash of everything it depends on.
    pub(crate) fingerprint: String,
    /// Whether it is the one that is shown.
    pub(crate) shown: bool,
}

impl RunView {
    pub(crate) fn new(run: RunRecord, shown: i64) -> Self {
        Self {
            shown: run.id == shown,
            id: run.id,
            created_at: run.created_at,
            vintage: run.vintage,
            seed: run.seed,
            draws: run.draws,
            horizon: run.horizon,
            version: run.version,
            policy: run.policy,
            fingerprint: run.fingerprint,
        }
    }
}
