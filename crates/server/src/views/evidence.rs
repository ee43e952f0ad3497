//! The signals that a warning rests on.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::WarningRecord;
use talent_report::explain_evidence;
use utoipa::ToSchema;

/// One signal.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EvidenceView {
    /// Its code.
    #[schema(example = "F3")]
    pub(crate) signal: String,
    /// Its name.
    pub(crate) name: String,
    /// `clear`, `near`, `adverse` or `severe`, in words.
    pub(crate) standing: String,
    /// What it saw, in a sentence.
    pub(crate) explanation: String,
}

impl EvidenceView {
    pub(crate) fn all(warning: &WarningRecord, lang: Lang) -> Vec<Self> {
        warning
            .evidence
            .iter()
            .map(|evidence| Self {
                signal: evidence.reading.signal.code().to_owned(),
                name: evidence.reading.signal.name(lang).to_owned(),
                standing: evidence.reading.standing.name(lang).to_owned(),
                explanation: explain_evidence(evidence, lang),
            })
            .collect()
    }
}
