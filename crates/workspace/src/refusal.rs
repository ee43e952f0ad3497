//! Files that were refused for their errors: an event each time, so that it is known in whose court a table is.

use serde::{Deserialize, Serialize};
use talent_domain::{SchoolCode, TemplateCode, Year};

use crate::{Act, Event, Workspace, WorkspaceError};

const REFUSE: &str = "refuse";

/// What a refused file held of one school.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RefusedTable {
    /// The school.
    pub school: SchoolCode,
    /// The table.
    pub table: TemplateCode,
    /// The year of its figures.
    pub year: Year,
}

/// A file that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedFile {
    /// Its name.
    pub file: String,
    /// How many errors it has.
    pub errors: usize,
    /// The vintage in force; none in a new workspace.
    pub vintage: Option<i64>,
    /// What could be read of it; empty if nothing could.
    pub tables: Vec<RefusedTable>,
}

/// That a file was refused, when and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// When (RFC 3339, UTC).
    pub at: String,
    /// Who tried to take it in.
    pub actor: String,
    /// The file.
    pub refused: RefusedFile,
}

impl Workspace {
    /// Every file that was refused, the oldest first.
    pub async fn refusals(&self) -> Result<Vec<Refusal>, WorkspaceError> {
        let events = self.events().await?;
        let of = |event: &Event| {
            let refused = serde_json::from_str(&event.detail)?;
            Ok(Refusal { at: event.at.clone(), actor: event.actor.clone(), refused })
        };
        events.iter().filter(|event| event.kind == REFUSE).map(of).collect()
    }

    /// Notes that files were refused.
    pub async fn note_refused(
        &self,
        files: &[RefusedFile],
        act: Act<'_>,
    ) -> Result<(), WorkspaceError> {
        if files.is_empty() {
            return Ok(());
        }
        let mut writing = self.store.write().await?;
        for file in files {
            writing.add_event(act, REFUSE, &serde_json::to_string(file)?).await?;
        }
        self.make_stand(writing).await
    }
}
