//! Scenarios that somebody saved under a name, to be worked out again on later runs. Saving is an event like all others; what
//! was saved under the same name before stays in the log.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Act, Event, Workspace, WorkspaceError};

const SAVE: &str = "save-scenario";

/// What a scenario is asked with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ScenarioInput {
    /// A scenario of the assumptions that it begins from.
    pub base: Option<String>,
    /// Percentage points added to the growth of output.
    pub output_growth: Option<f64>,
    /// What entrants are multiplied by.
    pub intake: Option<f64>,
    /// Percentage points added to local retention.
    pub retention: Option<f64>,
    /// What exits are multiplied by.
    pub exits: Option<f64>,
    /// Growth at full weight.
    pub full_growth: Option<bool>,
    /// Single changes in their text form.
    pub changes: String,
}

impl ScenarioInput {
    /// What is written after `talent scenario` to ask the same.
    pub fn command(&self) -> String {
        let numbers = [
            ("--output-growth", self.output_growth),
            ("--intake", self.intake),
            ("--retention", self.retention),
            ("--exits", self.exits),
        ];
        let base = self.base.iter().cloned();
        let numbers =
            numbers.into_iter().filter_map(|(option, value)| Some(format!("{option} {}", value?)));
        let whole = self.full_growth.map(|whole| format!("--full-growth {whole}"));
        let changes = self.changes.split(',').filter(|change| !change.is_empty());
        let changes = changes.map(|change| format!("--change {change}"));
        base.chain(numbers).chain(whole).chain(changes).collect::<Vec<_>>().join(" ")
    }
}

/// A scenario under a name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SavedScenario {
    /// Its name.
    pub name: String,
    /// What it is asked with.
    pub input: ScenarioInput,
    /// When it was saved (RFC 3339, UTC).
    pub at: String,
    /// Who saved it.
    pub actor: String,
}

/// What an event of saving holds.
#[derive(Debug, Serialize, Deserialize)]
struct Detail {
    name: String,
    input: ScenarioInput,
}

impl Workspace {
    /// The saved scenarios by name, each as it was saved last.
    pub async fn saved_scenarios(&self) -> Result<Vec<SavedScenario>, WorkspaceError> {
        saved(&self.events().await?)
    }

    /// Saves a scenario under a name, in place of what was saved under it before.
    pub async fn save_scenario(
        &self,
        name: &str,
        input: &ScenarioInput,
        act: Act<'_>,
    ) -> Result<(), WorkspaceError> {
        let detail = Detail { name: name.to_owned(), input: input.clone() };
        let mut writing = self.store.write().await?;
        writing.add_event(act, SAVE, &serde_json::to_string(&detail)?).await?;
        self.make_stand(writing).await
    }
}

/// The last of each name among events.
fn saved(events: &[Event]) -> Result<Vec<SavedScenario>, WorkspaceError> {
    let mut by_name = BTreeMap::new();
    for event in events.iter().filter(|event| event.kind == SAVE) {
        let Detail { name, input } = serde_json::from_str(&event.detail)?;
        let (at, actor) = (event.at.clone(), event.actor.clone());
        by_name.insert(name.clone(), SavedScenario { name, input, at, actor });
    }
    Ok(by_name.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_gives_what_was_saved_last_with_who_and_when() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
        let input = |changes: &str| ScenarioInput {
            changes: changes.to_owned(),
            intake: Some(0.9),
            ..ScenarioInput::default()
        };
        for (at, by, name, changes) in [
            ("2026-01-01T00:00:00Z", "李", "护理", "stop:SCH1:720201"),
            ("2026-01-02T00:00:00Z", "王", "焦化", "plant:C:-800:2027"),
            ("2026-01-03T00:00:00Z", "王", "护理", "seats:SCH1:720201:40"),
        ] {
            workspace.save_scenario(name, &input(changes), Act { at, by }).await.unwrap();
        }
        let saved = workspace.saved_scenarios().await.unwrap();
        let nursing = saved.iter().find(|scenario| scenario.name == "护理").unwrap();
        assert_eq!(saved.len(), 2);
        assert_eq!(nursing.input, input("seats:SCH1:720201:40"));
        assert_eq!((nursing.at.as_str(), nursing.actor.as_str()), ("2026-01-03T00:00:00Z", "王"));
    }
}
