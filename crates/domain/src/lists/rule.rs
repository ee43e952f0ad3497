//! Published rules: warning rules (C6) and control lists of programmes (C7).

use serde::{Deserialize, Serialize};

use crate::{CellRef, ProgrammeCode};

/// A published warning rule, each part as printed. Lists of earlier versions kept operator, threshold and unit in
/// `condition` alone; the parts are then empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleRow {
    /// Its number in the collection.
    pub id: String,
    /// Where it holds: 全国, a province or a city.
    #[serde(default)]
    pub region: String,
    /// The kind of schools that it holds for: 中职, 高职, 职业院校, 高校.
    #[serde(default)]
    pub education: String,
    /// What it looks at, as printed.
    pub metric: String,
    /// Operator, threshold and unit, as printed.
    pub condition: String,
    /// The operator: <, <=, >, >=, =, or a word.
    #[serde(default)]
    pub operator: String,
    /// The threshold: a number, or a word.
    #[serde(default)]
    pub threshold: String,
    /// The unit of the threshold.
    #[serde(default)]
    pub unit: String,
    /// Over how many years.
    pub window: String,
    /// What is to be done.
    pub action: String,
    /// The level that the collection suggests for it: 红, 橙, 黄, 蓝.
    #[serde(default)]
    pub level: String,
    /// The year that it was published in.
    #[serde(default)]
    pub year: String,
    /// Where it was published.
    pub source: String,
    /// Where the row stands.
    pub cell: CellRef,
}

impl RuleRow {
    /// The clause as printed: what it looks at, the condition, over how long, and what is to be done.
    pub fn clause(&self) -> String {
        let parts = [&self.metric, &self.condition, &self.window].map(|part| part.trim());
        let condition: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}：{}", condition.join(" "), self.action)
    }
}

/// A programme on a control list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlRow {
    /// The programme.
    pub programme: ProgrammeCode,
    /// The list.
    pub list: String,
    /// Where it was published.
    pub source: String,
    /// Where the row stands.
    pub cell: CellRef,
}
